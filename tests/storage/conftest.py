"""Valkeys for the tests of the stores, and one process's way to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from bot.storage.memory import MemorySessions
from bot.storage.memory_service import MemoryDeliveries, MemoryLimits, MemoryTurns
from bot.storage.sqlite import SqliteTrends
from bot.storage.valkey.counts import Ledger, ValkeyTrends
from bot.storage.valkey.deliveries import ValkeyDeliveries, ValkeyTurns
from bot.storage.valkey.draining import Drainer
from bot.storage.valkey.limits import ValkeyLimits
from bot.storage.valkey.link import Link
from bot.storage.valkey.sessions import ValkeySessions
from bot.storage.valkey.shared import Shared
from tests.valkey import SECRET, Server, running


@pytest.fixture(scope="session")
def valkey_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("valkey")) as server:
        yield server


@pytest.fixture
def valkey(valkey_server: Server) -> Server:
    """A Valkey that each test finds empty."""
    valkey_server.fresh()
    return valkey_server


@pytest.fixture(scope="session")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("mortal")) as server:
        yield server


@pytest.fixture
def own(mortal: Server) -> Server:
    """A Valkey that a test may kill."""
    mortal.fresh()
    return mortal


@pytest.fixture
def file() -> Iterator[SqliteTrends]:
    with closing(SqliteTrends(None)) as file:
        yield file


@contextmanager
def process(url: str, file: Ledger, secret: str = SECRET, settle: float = 0.0) -> Iterator[Shared]:
    """What one process has, without the threads beside it: beats and drains are called for, nothing settles."""
    with closing(Link(url, secret.encode(), settle=settle)) as link:
        shared = Shared(
            link,
            ValkeySessions(link, MemorySessions()),
            ValkeyTrends(link, file),
            ValkeyDeliveries(link, MemoryDeliveries()),
            ValkeyTurns(link, MemoryTurns()),
            ValkeyLimits(link, MemoryLimits()),
            Drainer(link, file),
        )
        link.beat()
        yield shared
