"""A long-running process leaves nothing of its memory behind."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT

_CHILD = """
import ctypes, os, resource, sys
from pathlib import Path
from bot.lockdown import lock_down
lock_down()
Path(sys.argv[1]).write_text("x")
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), oct(os.stat(sys.argv[1]).st_mode & 0o777))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's")
def test_no_core_no_debugger_and_files_for_us_alone(tmp_path: object) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, f"{tmp_path}/file"],
        capture_output=True, text=True, cwd=ROOT, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "(0, 0) 0 0o600"
