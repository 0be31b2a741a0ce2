"""Files written for the caller of the terminal: theirs alone, and never over another."""

from __future__ import annotations

import stat
from pathlib import Path

from bot.channels.terminal import save


def test_a_file_already_there_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "papers"
    made = [save(folder, "wage-demand.docx", content) for content in (b"1", b"2", b"3")]
    assert [path.name for path in made] == ["wage-demand.docx", "wage-demand-2.docx", "wage-demand-3.docx"]
    assert [path.read_bytes() for path in made] == [b"1", b"2", b"3"]


def test_only_the_caller_may_read_it(tmp_path: Path) -> None:
    path = save(tmp_path, "a.docx", b"1")
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
