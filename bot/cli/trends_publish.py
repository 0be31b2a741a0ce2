"""``gongyou trends publish``: the counts of closed weeks as a file that may be handed on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import Today, day, put
from bot.core.tally import CUTS
from bot.errors import SettingsError
from bot.settings import read_settings

if TYPE_CHECKING:
    from datetime import date

    from bot.trends.cells import Cell
    from bot.trends.publish import Account
    from bot.trends.released import Released


def trends_publish(
    out: Annotated[Path, typer.Argument(dir_okay=False, help="The file to write, or to add weeks to.")],
    k: Annotated[int | None, typer.Option("--k", help="Hide cells with fewer than this; 10 or more.")] = None,
    epsilon: Annotated[
        float | None, typer.Option(help="Add noise: the privacy budget of a week, 0.01 to 10.")
    ] = None,
    today: Today = None,
) -> None:
    """Release the counts of closed weeks: small ones hidden, the rest rounded, nothing to be derived."""
    from bot.storage.sqlite import opened
    from bot.trends import publish, released

    now = _today(today)
    before = released.read(out) if out.exists() else None
    rules = publish.Rules(*_agreed(before, k, epsilon))
    if rules.epsilon is not None:
        rules = publish.Rules(rules.k, rules.epsilon, _every_cell(now))
    with opened(read_settings().trends) as store:
        rows = {cut: list(store.rows(cut)) for cut in CUTS}
    made, account = publish.publish(rows, now, rules, before)
    released.write(out, made)
    put(_words(out, made, account))


def _today(today: str | None) -> date:
    """The day to release on: never a later one than it is, or a week still open would get out."""
    from bot.app import SystemClock

    wanted, now = day(today), SystemClock().now().date()
    if wanted and wanted > now:
        raise SettingsError(f"--today {wanted}: 不能晚于今天 {now} / cannot be later than today")
    return wanted or now


def _agreed(before: Released | None, k: int | None, epsilon: float | None) -> tuple[int, float | None]:
    """The rules of the file that is added to, or the ones asked for."""
    from bot.trends.publish import LEAST

    if k is not None and k < LEAST:
        raise SettingsError(f"--k {k}: 不能小于 {LEAST}，不然会看出个人 / cannot be less than {LEAST}")
    if epsilon is not None and not 0.01 <= epsilon <= 10:
        raise SettingsError(f"--epsilon {epsilon}: 0.01 – 10")
    if before is None:
        return k or LEAST, epsilon
    if (k is not None and k != before.k) or (epsilon is not None and epsilon != before.epsilon):
        raise SettingsError(
            f"这个文件是按 k={before.k}, epsilon={before.epsilon} 公布的，要照旧；同一周公布两次，相减就能看出被藏的数 / "
            "the file was released by these rules: keep to them; a week released twice can be subtracted"
        )
    return before.k, before.epsilon


def _every_cell(now: date) -> tuple[Cell, ...]:
    """Every cell there can be, by the rule base alone: noise must not show which were met."""
    from bot.app import App, FixedClock
    from bot.trends.domain import cells

    rules = App(read_settings(), clock=FixedClock(now)).rules
    regions = {rules.prefecture(code) or "" for code in rules.regions}
    return cells(tuple(rules.topics), tuple(rules.languages), tuple(sorted(regions)))


def _words(out: Path, made: Released, account: Account) -> str:
    """What was done, in Chinese and English."""
    if not made.weeks:
        return f"{out}: 还没有结束的一周可以公布 / no closed week to release yet"
    lines = [
        f"{out}: {account.weeks} 周，到 {max(made.weeks)} 那一周，新加 {len(account.new)} 周 / "
        f"{account.weeks} weeks, up to that of {max(made.weeks)}, {len(account.new)} of them new"
    ]
    if account.new:
        lines.append(
            f"新的各周：公布 {account.shown} 格；{account.few} 格不到 {made.k}，没有公布；另藏 {account.second} 格，免得被算出来；"
            f"{account.merged} 次把小城市并进本省 / in the new weeks: {account.shown} cells released, {account.few} with fewer "
            f"than {made.k} hidden, {account.second} more hidden so that nothing can be worked out, {account.merged} times a "
            "small city counted in the rest of its province"
        )
    if made.epsilon is not None:
        lines.append(
            f"加了噪声，每周 epsilon {made.epsilon} / noise added, epsilon {made.epsilon} a week for a message and the press on it"
        )
    lines.append(
        "公布过的周不再改，迟到的计数不算；只用这一个文件往下加 / released weeks stay as they are, late counts are left out; "
        "keep adding to this one file"
    )
    return "\n".join(lines)
