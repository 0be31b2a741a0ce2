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
    with subprocess.Popen(
        [sys.executable, str(PROGRAM), str(path), seed],
        stdout=subprocess.PIPE, cwd=ROOT, env={"PYTHONPATH": str(ROOT)},
    ) as child:  # fmt: skip
        assert child.stdout
        begun = child.stdout.readline() if chance_of_a_start(seed) else b""
        sleep(seconds)
        child.kill()
        text = (begun + child.stdout.read()).decode()
    marks = re.findall(r"(c|f) (\d+)\n", text)
    return tuple(max((int(n) for kind, n in marks if kind == wanted), default=0) for wanted in "fc")  # type: ignore[return-value]


def chance_of_a_start(seed: str) -> bool:
    """Three in four are killed while they count, the others as they start, open or make the file."""
    return random.Random(seed).random() < 0.75


def _held(path: Path) -> int:
    with opened(path) as store:
        with store.alone() as rows:
            assert rows.execute("pragma integrity_check").fetchone()[0] == "ok"
            (taken,) = rows.execute("select coalesce(max(upto), 0) from drained").fetchone()
        sums = [sum(int(str(row["count"])) for row in store.rows(cut)) for cut in ("channel", "topic_region")]
        assert sums[0] == sums[1], "a batch is written whole or not at all"
        assert taken == sum(int(str(row["count"])) for row in store.rows("calculator"))
    return sums[0]
