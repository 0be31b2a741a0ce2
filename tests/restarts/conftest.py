"""The whole service once for the tests of this folder; skipped where there is no nginx."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator

import pytest

from bot.settings import Settings
from tests import valkey
from tests.channels.conftest import host
from tests.emulator.server import Host
from tests.restarts import site as sites

__all__ = ["host"]

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/local/bin:/usr/bin") or ""


@pytest.fixture(scope="module")
def site(settings: Settings, host: Host, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sites.Site]:
    if not NGINX or sys.platform != "linux":
        pytest.skip("needs nginx, and the many loopback addresses of Linux")
    folder = tmp_path_factory.mktemp("e2e")
    with (
        valkey.running(folder) as store,
        sites.running(settings, host, store, folder, NGINX) as up,
    ):
        yield up
