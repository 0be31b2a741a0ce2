"""A process that counts as fast as it can until it is killed: ``python counting_until_killed.py FILE SEED``.

It says on its output what it is about to count (``c 40``), and what it has been told is written (``f 20``). Two tables get
the same counts, so that half a batch would show; a third is taken over from another store that hands things over twice.
"""

from __future__ import annotations

import os
import random
import sys
from datetime import date
from pathlib import Path
from threading import Thread
from time import sleep

from bot.core.tally import Count
from bot.storage.keeping import purge, term
from bot.storage.sqlite import SqliteTrends

WEEK, TODAY = date(2026, 11, 16), date(2026, 11, 22)
BOTH = (Count("channel", ("telegram",)), Count("topic_region", ("deposit", "440300")))
TAKEN = Count("calculator", ("overtime_owed",))


def tell(what: str, number: int) -> None:
    os.write(1, f"{what} {number}\n".encode())


class Counting:
    def __init__(self, store: SqliteTrends, chance: random.Random) -> None:
        self.store, self.chance, self.counted = store, chance, 0

    def count(self) -> None:
        while True:
            more = self.chance.randint(1, 30)
            tell("c", self.counted + more)
            for _ in range(more):
                self.store.count(WEEK, BOTH)
            self.counted += more
            sleep(0.0005)

    def write(self) -> None:
        upto = self.store.drain("abc", [])
        while True:
            sure = self.counted
            self.store.flush()
            tell("f", sure)
            numbers = range(max(1, upto - 3), upto + self.chance.randint(1, 9))
            upto = self.store.drain("abc", [(number, WEEK, [TAKEN]) for number in numbers])
            if self.chance.random() < 0.1:
                purge(self.store, TODAY, term(TODAY, 156, 90))


def main() -> None:
    counting = Counting(SqliteTrends(Path(sys.argv[1])), random.Random(sys.argv[2]))
    Thread(target=counting.write, daemon=True).start()
    counting.count()


if __name__ == "__main__":
    main()
