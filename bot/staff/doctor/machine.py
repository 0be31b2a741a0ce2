"""The machine under the service: files and who may read them, room on the disk, memory that could reach the disk."""

from __future__ import annotations

import os
import resource
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from bot.settings import Settings
from bot.staff.doctor.finding import Finding, bad, good, note

ROOM_MB = 200
"""Free megabytes below which counts and models may not fit."""


def look(
    settings: Settings, swaps: Path = Path("/proc/swaps"), env: Path = Path(".env")
) -> Iterator[Finding]:
    """Everything about files, room and memory."""
    yield _writable("GONGYOU_TRENDS", settings.trends.parent)
    yield _writable("GONGYOU_CACHE", settings.cache)
    yield from _private(settings.trends)
    yield from _private(env)
    yield _room(settings.trends.parent)
    yield _dumps()
    yield from _swap(swaps)


def _writable(name: str, folder: Path) -> Finding:
    nearest = folder
    while not nearest.exists() and nearest != nearest.parent:
        nearest = nearest.parent
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return good(name, "可以写", "can be written")
    return bad(
        name,
        ("这个位置写不进去", "cannot be written there"),
        (
            f"换一个文件夹，或者把它交给运行机器人的账户：chown gongyou {folder}",
            f"choose another folder, or give it to the account the bot runs as: chown gongyou {folder}",
        ),
    )


def _private(path: Path) -> Iterator[Finding]:
    """Counts and secrets are for the bot's own account."""
    if not path.is_file():
        return
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield note(
            path.name,
            ("别的账户也能读", "other accounts can read it"),
            (f"运行：chmod 600 {path}", f"run: chmod 600 {path}"),
        )
    else:
        yield good(path.name, "只有自己的账户能读", "only its own account can read it")


def _room(folder: Path) -> Finding:
    nearest = next(one for one in (folder, *folder.parents) if one.exists())
    free = shutil.disk_usage(nearest).free // 1_000_000
    if free >= ROOM_MB:
        return good("disk", f"还有 {free} MB", f"{free} MB free")
    return bad(
        "disk",
        (f"只剩 {free} MB", f"only {free} MB free"),
        ("腾出地方，至少 200 MB", "make room, 200 MB at least"),
    )


def _dumps() -> Finding:
    soft, _ = resource.getrlimit(resource.RLIMIT_CORE)
    if soft == 0:
        return good("core dumps", "关着", "off")
    return note(
        "core dumps",
        ("程序崩溃时，系统可能把内存写到硬盘上", "after a crash the system may write memory to the disk"),
        (
            "serve 会自己关掉；别的命令：ulimit -c 0，systemd 里 LimitCORE=0",
            "serve turns them off itself; for other commands: ulimit -c 0, with systemd LimitCORE=0",
        ),
    )


def _swap(swaps: Path) -> Iterator[Finding]:
    try:
        lines = swaps.read_text(encoding="ascii", errors="replace").splitlines()[1:]
    except OSError:
        return
    plain = [line for line in lines if not line.startswith(("/dev/zram", "/dev/dm-"))]
    if plain:
        yield note(
            "swap",
            (
                "内存可能被换到硬盘上，里面有正在聊的话",
                "memory may be swapped to the disk, with what is being said",
            ),
            (
                "关掉：swapoff -a，或者用加密的、zram 的",
                "turn it off: swapoff -a, or use an encrypted or zram one",
            ),
        )
    else:
        yield good("swap", "不会把聊天换到硬盘上", "puts no chat on the disk")
