"""What the page shows, computed from published rounded cells only; no words but names, no layout."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.trends.change import Change, change
from bot.trends.naming import Naming, is_rest, province_of
from bot.trends.page.crossed import Month, Place, by_month, places
from bot.trends.view import UNMET, Cells, Chosen, Series, View, greatest, series, share, total

COVERED = 0.9
"""The part of questions whose outcome must be published for shares of outcomes to be told."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a section: how often, what part of the whole, how it went."""

    value: str
    name: str
    count: int
    share: int
    width: float
    series: Series = ()
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Unmet:
    """Questions of a topic or place that were left without an answer, by why."""

    name: str
    count: int
    share: int
    width: float
    why: Mapping[str, int]

    @property
    def about_work(self) -> bool:
        """Whether there is anything in it that the bot could learn to answer."""
        return self.why.get("out_of_scope", 0) < self.count


@dataclass(frozen=True, slots=True)
class Helped:
    """Presses of "helped" and "did not help", of the weeks in which both are published."""

    name: str
    yes: int
    presses: int
    share: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the page shows."""

    view: View
    total: int
    by_week: Series
    change: Change
    outcomes: tuple[Bar, ...]
    topics: tuple[Bar, ...]
    months: tuple[str, ...]
    by_month: tuple[tuple[str, tuple[Month | None, ...]], ...]
    provinces: tuple[Bar, ...]
    cities: tuple[Bar, ...]
    place_topics: tuple[Place, ...]
    unmet_by_week: Series
    unmet_topics: tuple[Unmet, ...]
    unmet_places: tuple[Unmet, ...]
    helped: Helped | None
    helped_topics: tuple[Helped, ...]
    languages: tuple[Bar, ...]
    channels: tuple[Bar, ...]
    calculators: tuple[Bar, ...]
    papers: tuple[Bar, ...]
    services: tuple[Bar, ...]

    @property
    def weeks(self) -> tuple[date, ...]:
        return self.view.weeks

    def outcome(self, *names: str) -> Bar | None:
        """An outcome's line, where it is published."""
        return next((bar for bar in self.outcomes if bar.value in names), None)

    @property
    def counted(self) -> int:
        """What the outcomes published add up to."""
        return sum(bar.count for bar in self.outcomes)

    @property
    def first(self) -> date:
        return self.view.weeks[0]

    @property
    def last(self) -> date:
        """The Sunday that ends it."""
        return self.view.weeks[-1] + timedelta(days=6)

    @property
    def tellable(self) -> bool:
        """Whether nearly all questions are in the outcomes published, so that their shares are those of all."""
        return self.counted >= COVERED * self.total

    @property
    def unmet_share(self) -> int:
        """At least this part: cells of what was not answered are small and often hidden, so it is taken of all questions."""
        return share(self.unmet, max(self.counted, self.total))

    @property
    def unmet(self) -> int:
        return sum(bar.count for bar in self.outcomes if bar.value in UNMET)


def report(view: View, naming: Naming) -> Report:
    """The report of the weeks in view."""
    whole = view.where(view.cut())
    before, after = view.recent()[1], view.recent()[0]
    outcome_cut = view.cut("outcome")
    topic_cut = view.cut("topic")
    months, topics_by_month = by_month(view, naming)
    return Report(
        view,
        total(whole),
        series(whole, view.weeks),
        change(whole, before, after, view.released),
        bars(view, outcome_cut, "outcome", naming),
        bars(view, topic_cut, "topic", naming),
        months,
        topics_by_month,
        _provinces(view, naming),
        _cities(view, naming),
        places(view, naming),
        series(view.where(outcome_cut, _unmet), view.weeks) if outcome_cut else (),
        _unmet_by(view, "topic", naming),
        _unmet_by(view, view.place("outcome"), naming),
        _helped(view, view.where(view.cut("helpful")), ""),
        _helped_topics(view, naming),
        bars(view, view.cut("language"), "language", naming),
        bars(view, view.cut("channel"), "channel", naming),
        *(
            bars(view, view.cut(column, within=()), column, naming)
            for column in ("calculator", "paper", "service")
        ),
    )


def bars(
    view: View, cut: str | None, column: str, naming: Naming, chosen: Chosen | None = None
) -> tuple[Bar, ...]:
    """A line for each value of a column, the greatest first."""
    return _bars(view, view.by(cut, column, chosen), lambda value: naming.of(column, value))


def _bars(view: View, groups: Mapping[str, Cells], name: Callable[[str], str]) -> tuple[Bar, ...]:
    sums = {value: total(cells) for value, cells in groups.items()}
    whole, most = sum(sums.values()), max(sums.values(), default=0)
    after, before = view.recent()
    return tuple(
        Bar(
            value,
            name(value),
            sums[value],
            share(sums[value], whole),
            sums[value] / most if most else 0.0,
            series(groups[value], view.weeks),
            change(groups[value], before, after, view.released),
        )
        for value in greatest(sums)
    )


def _provinces(view: View, naming: Naming) -> tuple[Bar, ...]:
    """Questions by province, added up from its places where no cut tells the province."""
    cut = view.cut("province")
    if cut:
        return bars(view, cut, "province", naming)
    groups: dict[str, dict[tuple[str, ...], Mapping[date, int]]] = {}
    for code, cells in view.by(view.cut("region"), "region").items():
        groups.setdefault(province_of(code), {}).update(cells)
    return _bars(view, groups, lambda code: naming.of("province", code))


def _cities(view: View, naming: Naming) -> tuple[Bar, ...]:
    """Questions by city. What is the rest of a province differs from week to week, so nothing is said of its change."""
    column = next((one for one in ("place", "region") if view.cut(one)), None)
    if column is None:
        return ()
    found = bars(view, view.cut(column), column, naming, lambda cell: cell[column] != "")
    return tuple(replace(bar, change=None) if is_rest(bar.value) else bar for bar in found)


def _unmet(cell: Mapping[str, str]) -> bool:
    return cell["outcome"] in UNMET


def _unmet_by(view: View, column: str | None, naming: Naming) -> tuple[Unmet, ...]:
    """Questions left without an answer by topic or place, and what part they are of those published there."""
    if column is None:
        return ()
    cut = view.cut(column, "outcome")
    wholes = view.by(cut, column)
    groups = view.by(cut, column, _unmet)
    sums = {value: total(cells) for value, cells in groups.items()}
    most = max(sums.values(), default=0)
    return tuple(
        Unmet(
            naming.of(column, value),
            sums[value],
            share(sums[value], total(wholes[value])),
            sums[value] / most,
            _why(view, cut, groups[value]),
        )
        for value in greatest(sums)
    )


def _why(view: View, cut: str | None, cells: Cells) -> Mapping[str, int]:
    place = view.released.columns[cut].index("outcome") if cut else 0
    why: dict[str, int] = {}
    for values, by_week in cells.items():
        why[values[place]] = why.get(values[place], 0) + sum(by_week.values())
    return why


def _helped_topics(view: View, naming: Naming) -> tuple[Helped, ...]:
    cut = view.cut("topic", "helpful")
    found = [
        _helped(view, cells, naming.of("topic", value)) for value, cells in view.by(cut, "topic").items()
    ]
    return tuple(sorted((one for one in found if one), key=lambda one: (-one.presses, one.name)))


def _helped(view: View, cells: Cells, name: str) -> Helped | None:
    """Only weeks of a topic where "yes" and "no" are both published: with one of them hidden a share would mislead."""
    cut = view.cut("helpful")
    if cut is None:
        return None
    place = view.released.columns[cut].index("helpful")
    yes = presses = 0
    for values, by_week in cells.items():
        other = cells.get((*values[:place], "no", *values[place + 1 :]), {})
        if values[place] == "yes":
            both = by_week.keys() & other.keys()
            yes += sum(by_week[week] for week in both)
            presses += sum(by_week[week] + other[week] for week in both)
    return Helped(name, yes, presses, share(yes, presses)) if presses else None
