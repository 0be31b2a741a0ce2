"""The program as processes of their own whose every place to write lies in one folder, their streams too."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.conftest import ROOT

PLACES = (
    "HOME",
    "TMPDIR",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
    "XDG_RUNTIME_DIR",
)


def environment(folder: Path, code: Path = ROOT, **settings: object) -> dict[str, str]:
    """Nothing of the caller's but where programs are; ``code``: where the package lies."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    places = {name: str(folder / name.lower()) for name in PLACES}
    for place in places.values():
        Path(place).mkdir(parents=True, exist_ok=True)
    named = {f"GONGYOU_{name.upper()}": str(value) for name, value in settings.items()}
    return {
        **kept, **places, **named, "PYTHONPATH": str(code), "NO_PROXY": "*", "PYTHONFAULTHANDLER": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip


@dataclass
class Running:
    """A process, and its streams as files."""

    name: str
    process: subprocess.Popen[bytes]
    folder: Path
    port: int = 0
    metrics_port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def written(self) -> str:
        """What stands on its error stream."""
        return (self.folder / f"{self.name}.err").read_text(encoding="utf-8")

    def metrics(self) -> str:
        return httpx.get(f"http://127.0.0.1:{self.metrics_port}/metrics", trust_env=False).text

    def ready(self) -> bool:
        assert self.process.poll() is None, self.written
        try:
            return httpx.get(f"{self.url}/readyz", trust_env=False).status_code == 200
        except httpx.TransportError:
            return False

    def core_limits(self) -> set[str]:
        """What the system may write of its memory when it crashes."""
        lines = Path(f"/proc/{self.process.pid}/limits").read_text(encoding="ascii").splitlines()
        return {word for line in lines if line.startswith("Max core file size") for word in line.split()[4:6]}

    def hidden_files(self) -> list[str]:
        """Open files that no folder shows any more; none where even its own account is kept from looking."""
        try:
            opened = [one for one in Path(f"/proc/{self.process.pid}/fd").iterdir() if one.is_symlink()]
            return [str(place) for one in opened if str(place := one.readlink()).endswith("(deleted)")]
        except PermissionError:
            return []

    def ends(self, number: signal.Signals, seconds: float = 40) -> int:
        self.process.send_signal(number)
        return self.process.wait(seconds)


def start(name: str, folder: Path, command: list[str], env: dict[str, str], **streams: object) -> Running:
    """``python -m bot ...`` in the folder."""
    (folder / "streams").mkdir(exist_ok=True)
    (folder / "cwd").mkdir(exist_ok=True)
    with (
        (folder / "streams" / f"{name}.out").open("wb") as out,
        (folder / "streams" / f"{name}.err").open("wb") as err,
    ):
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *command], cwd=folder / "cwd", env=env,
            **{"stdin": subprocess.DEVNULL, "stdout": out, "stderr": err, **streams},  # type: ignore[call-overload]
        )  # fmt: skip
    return Running(
        name,
        process,
        folder / "streams",
        int(env.get("GONGYOU_PORT", 0)),
        int(env.get("GONGYOU_METRICS_PORT", 0)),
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(until: Callable[[], object], seconds: float = 120.0, seen: str = "") -> None:
    """Wait for a condition; fail where it does not come."""
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, f"it did not happen in time: {seen}"
        time.sleep(0.02)
