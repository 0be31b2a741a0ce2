"""What keeps a process that answers workers from leaving its memory behind: no core dump, no debugger, files for us alone."""

from __future__ import annotations

import ctypes
import os
import resource
import sys

_PR_SET_DUMPABLE = 4
"""From linux/prctl.h: 0 also keeps other processes of the same account from reading our memory."""


def lock_down() -> None:
    """Called at the start of a process that holds what workers write; whatever the system lacks is left out."""
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        try:
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        except (OSError, AttributeError):
            return  # a libc without it: the limit above stands
