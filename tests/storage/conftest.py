"""One Valkey for all tests of the stores; each test finds it empty."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.valkey import Server, running


@pytest.fixture(scope="session")
def valkey_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("valkey")) as server:
        yield server


@pytest.fixture
def valkey(valkey_server: Server) -> Server:
    with valkey_server.client() as client:
        client.flushall()
    return valkey_server
