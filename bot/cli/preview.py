"""The command that shows the rule base in a browser while it is edited."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import put


def preview(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port on this machine; 0: any free one.")
    ] = 8420,
    folder: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="The rule base; default: the one in use."),
    ] = None,
) -> None:
    """A local page that follows the files: their faults, and the chat as a worker sees it."""
    from bot.app import SystemClock
    from bot.settings import read_settings
    from bot.staff.preview.server import Preview

    settings = read_settings()
    if folder:
        settings = settings.model_copy(update={"knowledge": folder.resolve()})
    Preview(settings, SystemClock(), port).run(
        lambda address: put(f"在浏览器里打开 / open in a browser: {address}\n按 Ctrl+C 结束 / Ctrl+C ends it")
    )
