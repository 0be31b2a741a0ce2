"""The release an NGO keeps: one file beside the counts, of which every report, message and publication is made.

Two releases of one week could be subtracted from each other, so nothing is released twice: who asks for a week again
reads it from the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from bot.core.model import RuleBase
from bot.core.tally import CUTS
from bot.errors import SettingsError
from bot.settings import Settings
from bot.storage.sqlite import SqliteTrends
from bot.trends import publish, released
from bot.trends.cells import Cell
from bot.trends.domain import cells
from bot.trends.publish import LEAST, Account, Rules
from bot.trends.released import Released


def own(settings: Settings) -> Path:
    """The file of this set-up's release."""
    return settings.trends.with_suffix(".released.db")


def release(
    out: Path,
    store: SqliteTrends,
    today: date,
    rules: Callable[[], RuleBase],
    *,
    k: int | None = None,
    epsilon: float | None = None,
) -> tuple[Released, Account]:
    """Add the weeks that have closed to a release, by its own rules where it is there already."""
    before = released.read(out) if out.exists() else None
    agreed = _agreed(before, k, epsilon)
    if agreed.epsilon is not None:
        agreed = Rules(agreed.k, agreed.epsilon, _every_cell(rules()))
    rows: Mapping[str, Iterable[Mapping[str, object]]] = {cut: list(store.rows(cut)) for cut in CUTS}
    made, account = publish.publish(rows, today, agreed, before)
    if account.new:  # nothing is written while no week has closed: an empty file would settle the rules
        out.parent.mkdir(parents=True, exist_ok=True)
        released.write(out, made)
    return made, account


def _agreed(before: Released | None, k: int | None, epsilon: float | None) -> Rules:
    """The rules of the file that is added to, or the ones asked for."""
    if k is not None and k < LEAST:
        raise SettingsError(f"--k {k}: 不能小于 {LEAST}，不然会看出个人 / cannot be less than {LEAST}")
    if epsilon is not None and not 0.01 <= epsilon <= 10:
        raise SettingsError(f"--epsilon {epsilon}: 0.01 – 10")
    if before is None or not before.weeks:
        return Rules(k or LEAST, epsilon)
    if (k is not None and k != before.k) or (epsilon is not None and epsilon != before.epsilon):
        raise SettingsError(
            f"这个文件是按 k={before.k}, epsilon={before.epsilon} 公布的，要照旧；同一周公布两次，相减就能看出被藏的数 / "
            "the file was released by these rules: keep to them; a week released twice can be subtracted"
        )
    return Rules(before.k, before.epsilon)


def _every_cell(rules: RuleBase) -> tuple[Cell, ...]:
    """Every cell there can be, by the rule base alone: noise must not show which were met."""
    regions = {rules.prefecture(code) or "" for code in rules.regions}
    return cells(tuple(rules.topics), tuple(rules.languages), tuple(sorted(regions)))
