"""Things that point to a person, one set for each conversation, and every form in which they could be written down."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

NAME, FIRM, WORD = "犇骉猋", "龘麤喵汪电子", "kanarienvogel"
PHONE, IDENTITY, OPENID, NETWORK = "13898767", "44030119900101", "oKanarienOpenid", "2001:db8:"
TELEGRAM_TOKEN, HOOK_SECRET, SECRET = (
    "AAkanarienToken7f3a7f3a7f3a7f3a7f3a",
    "kanarien-hook-7f3a7f3a",
    "kanarien-secret-7f3a7f3a7f3a7f3a",
)
FIRST_CHAT = 0x0CA9A2B3D50000
"""Chat numbers of 52 bits, the most that Telegram gives, whose first five bytes are all the same."""
STEMS = (
    NAME, FIRM, WORD, PHONE, IDENTITY, OPENID, NETWORK, TELEGRAM_TOKEN, HOOK_SECRET, SECRET,
    str(FIRST_CHAT)[:10],
)  # fmt: skip
"""What all sets have in common: who finds none of these has found no canary."""
_DIGEST = re.compile(rb"(?<![0-9a-fA-F])(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64})(?![0-9a-fA-F])")


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who writes in one conversation."""

    number: int

    @property
    def name(self) -> str:
        return NAME + chr(0x4E00 + self.number % 5000)

    @property
    def phone(self) -> str:
        return f"{PHONE}{self.number % 1000:03}"

    @property
    def identity(self) -> str:
        return f"{IDENTITY}{self.number % 10000:04}"

    @property
    def openid(self) -> str:
        return f"{OPENID}{self.number:013}"

    @property
    def chat(self) -> int:
        return FIRST_CHAT + self.number

    @property
    def address(self) -> str:
        return f"{NETWORK}{self.number:x}::7"

    @property
    def word(self) -> str:
        return f"{WORD}{self.number}"

    def says(self) -> str:
        """A message as people write them: who they are, and what they ask."""
        told = (
            f"我叫{self.name}，在{FIRM}厂上班，电话{self.phone}，老板欠我3个月工资",
            f"东莞{FIRM}，底薪2000，一天12小时，加班费怎么算？身份证{self.identity}",
            f"{self.word}: boss no pay, my phone {self.phone}",
            f"{self.name}不想活了，{FIRM}逼的",
            f"深圳最低工资多少，我是{self.word}，微信{self.openid}",
            f"/city {FIRM}{self.name}",
            f"我在{FIRM}工伤了怎么办，名字{self.name}，身份证{self.identity}",
            f"/{self.name} {self.phone}",
            f"押金500不退，我叫{self.name}，账号{self.chat}，住{self.address}",
            f"{self.name} {self.phone} {self.identity} {FIRM}",
        )
        return told[self.number % len(told)]

    def digests(self) -> Iterator[bytes]:
        """What a plain hash makes of the numbers: they are few enough to try them all."""
        for value in (self.phone, self.identity, self.openid, str(self.chat), self.address):
            for kind in ("md5", "sha1", "sha256"):
                yield hashlib.new(kind, value.encode(), usedforsecurity=False).hexdigest().encode()


def forms(word: str) -> set[bytes]:
    """A word in every encoding, as itself and as it stands inside base64 wherever it begins there."""
    escaped = json.dumps(word)[1:-1]
    spelt = {
        word, quote(word, safe=""), quote(word, safe="").lower(), quote(word.encode("gb18030"), safe=""), escaped,
        escaped.upper().replace("\\U", "\\u"), "".join(f"&#{ord(one)};" for one in word),
        "".join(f"&#x{ord(one):x};" for one in word),
    }  # fmt: skip
    raw = {one.encode(code) for one in spelt for code in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")}
    plain = {word.encode(code) for code in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")}
    return raw | {packed for one in plain for packed in (*_inside_base64(one), one.hex().encode())}


def _inside_base64(raw: bytes) -> Iterator[bytes]:
    for before in range(3):
        made = base64.b64encode(b"\0" * before + raw)
        sure = made[(before * 8 + 5) // 6 : (before + len(raw)) * 8 // 6]
        yield from (sure, sure.translate(bytes.maketrans(b"+/", b"-_")))


def _needles() -> dict[bytes, str]:
    found = {form: stem for stem in STEMS for form in forms(stem)}
    first = FIRST_CHAT >> 16
    return found | {first.to_bytes(5, order): "a chat's number" for order in ("big", "little")}


NEEDLES = _needles()


def found_in(content: bytes, more: Iterable[str] = (), digests: frozenset[bytes] = frozenset()) -> set[str]:
    """Canaries in some bytes, also where these are packed by zlib or gzip."""
    found = {name for needle, name in NEEDLES.items() if needle in content}
    found |= {word for word in more if any(form in content for form in forms(word))}
    if any(match.lower() in digests for match in _DIGEST.findall(content)):
        found.add("a plain hash")
    if content[:2] in (b"\x78\x01", b"\x78\x9c", b"\x78\xda", b"\x1f\x8b"):
        try:
            return found | found_in(zlib.decompress(content, 47), more, digests)
        except zlib.error:
            return found
    return found


class Folder:
    """Everything that processes can write to; what lay there before they started is looked at when it has changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._before = {one: _state(one) for one in _files(path)}
        self.wal_seen = 0
        self.scans = 0

    def canaries(
        self, more: Iterable[str] = (), digests: frozenset[bytes] = frozenset()
    ) -> dict[str, set[str]]:
        """Files with a canary in their bytes or their name."""
        met: dict[str, set[str]] = {}
        words = tuple(more)
        for one in _files(self.path):
            if self._before.get(one) == _state(one):
                continue
            try:
                content = one.read_bytes()
            except FileNotFoundError:
                continue  # gone while we looked
            if one.name.endswith("-wal"):
                self.wal_seen = max(self.wal_seen, len(content))
            name = str(one.relative_to(self.path))
            if found := found_in(content, words, digests) | found_in(name.encode()):
                met[name] = found
        self.scans += 1
        return met


def _files(path: Path) -> list[Path]:
    return [one for one in path.rglob("*") if one.is_file() and not one.is_symlink()]


def _state(one: Path) -> tuple[int, int] | None:
    try:
        found = one.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size
