"""kill -9 at 200 moments by chance, while counts are added, written, taken over, deleted and the file made anew."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep

from bot.storage.sqlite import opened
from tests.conftest import ROOT
from tests.report import LINES

PROGRAM = Path(__file__).with_name("counting_until_killed.py")
KILLS, FILES = 200, 4


def test_two_hundred_kills_lose_no_written_count_and_double_none(tmp_path: Path) -> None:
    began = monotonic()
    with ThreadPoolExecutor(2) as pool:
        files = [tmp_path / f"{number}" / "trends.db" for number in range(FILES)]
        counted = list(pool.map(_killed_often, files))
    LINES.append(
        f"kill -9: {KILLS} times in {monotonic() - began:.0f} s, {sum(counted)} counts, none lost once written"
    )
    assert sum(counted) > KILLS


def _killed_often(path: Path) -> int:
    chance = random.Random(path.parent.name)
    total = 0
    for number in range(KILLS // FILES):
        written, said = _killed_once(path, f"{path.parent.name}-{number}", chance.random() * 0.15)
        now = _held(path)
        assert total + written <= now <= total + said, (total, written, now, said)
        total = now
    return total


def _killed_once(path: Path, seed: str, seconds: float) -> tuple[int, int]:
    """What a process was told is written and what it had begun to count, when it was killed."""
    child = _started(path, seed)
    with child:
        assert child.stdout
        begun = child.stdout.readline() if _is_awaited(seed) else b""
        sleep(seconds)
        child.kill()
        text = (begun + child.stdout.read()).decode()
    return _most(text, "f"), _most(text, "c")


def _started(path: Path, seed: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, str(PROGRAM), str(path), seed],
        stdout=subprocess.PIPE, cwd=ROOT, env={"PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def _most(text: str, wanted: str) -> int:
    return max((int(number) for number in re.findall(rf"{wanted} (\d+)\n", text)), default=0)


def _is_awaited(seed: str) -> bool:
    """Three in four are killed while they count, the others as they start, open or make the file."""
    return random.Random(seed).random() < 0.75


def test_a_kill_beside_another_writer_takes_nothing_of_either(tmp_path: Path) -> None:
    """Two processes on one file, one killed and then the other, ten times over."""
    path, total = tmp_path / "trends.db", 0
    for number in range(10):
        with ThreadPoolExecutor(2) as pool:
            seeds = [f"{number}-one", f"{number}-other"]
            both = list(pool.map(lambda seed: _killed_once(path, seed, 0.1), seeds))
        now = _held(path)
        assert total + sum(written for written, _ in both) <= now <= total + sum(said for _, said in both)
        total = now


def _held(path: Path) -> int:
    with opened(path) as store:
        with store.alone() as rows:
            assert rows.execute("pragma integrity_check").fetchone()[0] == "ok"
            (taken,) = rows.execute("select coalesce(max(upto), 0) from drained").fetchone()
        sums = [sum(int(str(row["count"])) for row in store.rows(cut)) for cut in ("channel", "topic_region")]
        assert sums[0] == sums[1], "a batch is written whole or not at all"
        assert taken == sum(int(str(row["count"])) for row in store.rows("calculator"))
    return sums[0]
