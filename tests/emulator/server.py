"""The emulator on a port of its own, in a thread."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from tests.emulator.botapi import Emulator


@contextmanager
def served(emulator: Emulator) -> Iterator[str]:
    """The base address of the emulator while it runs."""
    config = uvicorn.Config(
        emulator.application(),
        host="127.0.0.1",
        port=0,
        log_config=None,
        access_log=False,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    logging.getLogger("uvicorn.access").disabled = True  # Telegram's own log is not ours
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the emulator did not start"
            time.sleep(0.005)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/bot"
    finally:
        emulator.close()
        server.should_exit = True
        thread.join(5)
