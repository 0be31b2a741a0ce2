"""The page's own files: read and compressed once, under addresses that change with their content."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

FOLDER = Path(__file__).parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"
FOR_A_DAY = "public, max-age=86400"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
}
_HEADERS = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}


@dataclass(frozen=True, slots=True)
class File:
    """A file as it goes out; ``packed`` is empty where packing gains nothing."""

    address: str
    kind: str
    content: bytes
    packed: bytes

    def response(self, request: Request, kept: str) -> Response:
        headers = {**_HEADERS, "Cache-Control": kept, "Vary": "Accept-Encoding"}
        if self.packed and packs(request):
            return Response(self.packed, 200, {**headers, "Content-Encoding": "gzip"}, self.kind)
        return Response(self.content, 200, headers, self.kind)


def packs(request: Request) -> bool:
    """Whether the browser takes gzip."""
    return "gzip" in request.headers.get("accept-encoding", "")


def _file(name: str, content: bytes) -> File:
    stem, dot, ending = name.rpartition(".")
    mark = hashlib.sha256(content).hexdigest()[:10]
    packed = gzip.compress(content, 9, mtime=0)
    worth = len(packed) < len(content) * 0.9
    return File(f"/static/{stem}.{mark}.{ending}", KINDS[dot + ending], content, packed if worth else b"")


class Static:
    """All files, by name; ``address`` is what a page writes."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._files: Mapping[str, File] = {
            path.name: _file(path.name, path.read_bytes())
            for path in sorted(folder.iterdir())
            if path.suffix in KINDS
        }
        self._manifest = _file("app.webmanifest", self._described())

    def address(self, name: str) -> str:
        return self._files[name].address

    def _described(self) -> bytes:
        """What makes the page installable; no worker script is needed for that, and none could be let keep answers."""
        icons = [
            {"src": self.address(name), "type": kind, "sizes": sizes, "purpose": purpose}
            for name, kind, sizes, purpose in (
                ("icon.svg", "image/svg+xml", "any", "any"),
                ("icon-192.png", "image/png", "192x192", "any"),
                ("icon-512.png", "image/png", "512x512", "maskable"),
                ("icon-512.png", "image/png", "512x512", "any"),
            )
        ]
        return json.dumps(
            {
                "id": "/",
                "name": "工友",
                "short_name": "工友",
                "lang": "zh-Hans",
                "start_url": "/",
                "scope": "/",
                "display": "standalone",
                "theme_color": "#0b5c8a",
                "background_color": "#ffffff",
                "icons": icons,
            },
            ensure_ascii=False,
        ).encode()

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/static/{stem}.{mark}.{ending}", self._shown),
            Route("/manifest.webmanifest", lambda request: self._manifest.response(request, FOR_A_DAY)),
            Route("/favicon.ico", lambda request: self._files["icon-192.png"].response(request, FOR_A_DAY)),
        ]

    def _shown(self, request: Request) -> Response:
        """A file; under the mark of another version, as while one is rolled out, it is given but not to be kept."""
        file = self._files.get("{stem}.{ending}".format(**request.path_params))
        if file is None:
            return PlainTextResponse("404", 404, _HEADERS)
        return file.response(request, FOR_EVER if file.address == request.url.path else "no-store")
