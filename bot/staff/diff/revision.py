"""The rule base as a git revision holds it, in a temporary folder that is gone afterwards."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.errors import SettingsError


@contextmanager
def folder_at(folder: Path, revision: str) -> Iterator[Path]:
    """The folder as it is in a revision, under the same name so that places read alike.

    Raises:
        SettingsError: no git, no repository, no such revision, or the folder is not in it.
    """
    top = Path(_git(folder, "rev-parse", "--show-toplevel").decode().strip())
    inside = folder.resolve().relative_to(top.resolve()).as_posix()
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    packed = _git(top, "archive", "--format=tar", commit.decode().strip(), "--", inside)
    with TemporaryDirectory(prefix="gongyou-diff-") as scratch:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(scratch, filter="data")
        yield Path(scratch) / inside


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program; the revision is one argument of its own
            ["git", "-C", str(folder), *arguments],  # noqa: S607
            capture_output=True,
            check=False,
        )
    except OSError:
        raise SettingsError("没有 git，请先安装 / git is not installed") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise SettingsError(
            f"git {arguments[0]}: {said[-1] if said else arguments[-1]}; 读不到旧版本：{folder} 要在 git 仓库里，"
            "--against 写提交、分支或标签 / cannot read the older version: the folder must be in a git repository, "
            "and --against a commit, branch or tag"
        )
    return done.stdout
