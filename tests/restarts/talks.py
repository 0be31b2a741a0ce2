"""What workers say in these tests: ten messages a chat, each with words that only its own answer has.

No answer depends on what was said before, since a Valkey that is started again has forgotten it; that this holds is
tested too.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bot.app import App
from bot.core.conversation import Question
from bot.core.tally import Counted, counts_of
from tests.emulator.workers import Worker
from tests.restarts.site import Counts

CITIES = ("苏州", "深圳", "广州", "杭州", "成都", "武汉", "青岛", "佛山", "宁波", "长沙", "厦门", "郑州")
ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Said:
    """A message and how its answer is known."""

    text: str
    mark: str
    pressed: bool = False

    def by(self, worker: Worker) -> None:
        if self.pressed:
            worker.presses(self.text)
        else:
            worker.says(self.text)


def talk(number: int) -> list[Said]:
    """The messages of a chat, in an order of its own."""
    cities = [CITIES[(number + place) % len(CITIES)] for place in range(4)]
    wages = [3000 + number * 2, 3001 + number * 2]
    said = [
        *(Said(f"{city}最低工资多少", f"{city}市最低工资") for city in cities),
        *(Said(f"东莞，月薪{wage}，没签合同干了8个月", f"共{wage * 7:,}元") for wage in wages),
        Said("/steps overtime_pay", "【加班费】怎么做", pressed=True),
        Said("老板把我们锁在宿舍不让出去", "110 报警"),
        Said("今天天气怎么样", "这个我帮不上"),
        Said("/help", "直接打字问我就行"),
    ]
    said = said[::3] + said[1::3] + said[2::3]  # kinds in turn
    first = number % ROUNDS
    return said[first:] + said[:first]


def expected(app: App, chats: int) -> Counts:
    """What is counted of so many chats, worked out without any service; the order of a talk recurs every ten."""
    counts: Counts = Counter()
    for number in range(ROUNDS):
        alike = len(range(number, chats, ROUNDS))
        going_on = _counted(app, [f"e2e-{number}"] * ROUNDS, number)
        assert going_on == _counted(app, [f"e2e-{number}-{place}" for place in range(ROUNDS)], number)
        counts.update({row: count * alike for row, count in going_on.items()})
    return counts


def _counted(app: App, keys: list[str], number: int) -> Counts:
    """The rows of a talk whose messages are said under these keys."""
    counts: Counts = Counter()
    for key, said in zip(keys, talk(number), strict=True):
        outcome = app.outcome(Question(said.text, channel="telegram"), key)
        tally = outcome.tally
        assert tally is None or tally.counted is Counted.QUESTION
        for one in counts_of(tally) if tally else ():
            if one.cut in ("topic_outcome", "channel"):
                counts[one.cut, *one.values] += 1
    return counts
