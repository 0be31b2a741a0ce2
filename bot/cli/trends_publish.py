"""``gongyou trends publish``: the counts of closed weeks as a file that may be handed on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import Today, day, put
from bot.errors import SettingsError
from bot.settings import read_settings

if TYPE_CHECKING:
    from datetime import date

    from bot.trends.publish import Account
    from bot.trends.released import Released


def trends_publish(
    out: Annotated[
        Path | None,
        typer.Argument(
            dir_okay=False, help="The file to write, or to add weeks to; default: the one reports read."
        ),
    ] = None,
    k: Annotated[int | None, typer.Option("--k", help="Hide cells with fewer than this; 10 or more.")] = None,
    epsilon: Annotated[
        float | None, typer.Option(help="Add noise: the privacy budget of a week, 0.01 to 10.")
    ] = None,
    today: Today = None,
) -> None:
    """Release the counts of closed weeks: small ones hidden, the rest rounded, nothing to be derived."""
    from bot.app import App, FixedClock
    from bot.staff.releasing import own, release
    from bot.storage.sqlite import opened

    now, settings = _today(today), read_settings()
    with opened(settings.trends) as store:
        made, account = release(
            out or own(settings),
            store,
            now,
            lambda: App(settings, clock=FixedClock(now)).rules,
            k=k,
            epsilon=epsilon,
        )
    put(_words(out or own(settings), made, account))


def _today(today: str | None) -> date:
    """The day to release on: never a later one than it is, or a week still open would get out."""
    from bot.app import SystemClock

    wanted, now = day(today), SystemClock().now().date()
    if wanted and wanted > now:
        raise SettingsError(f"--today {wanted}: 不能晚于今天 {now} / cannot be later than today")
    return wanted or now


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
