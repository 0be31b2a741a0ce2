"""``gongyou serve`` as a process: one HTTP service for all channels that are called, from its settings to its end.

On SIGTERM or SIGINT: ``/readyz`` turns 503, Telegram's next calls are left to the next process, nothing more is let in,
what has come in is finished within a bound, counts are written, and the exit code is 0.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from starlette.routing import BaseRoute

from bot import logs
from bot.app import App
from bot.channels import web, wechat
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_api import HOOKED, Pace
from bot.channels.telegram_webhook import Ports, TelegramWebhook, most_in_all
from bot.errors import SettingsError
from bot.lockdown import lock_down
from bot.meters import Meters
from bot.ports import Deliveries, Limits, SessionStore, TrendStore, Turns
from bot.process import Edits, flush_often, stop_on_signals, tell_weekly, tidy_daily, warm, watch
from bot.serving.asgi import Readiness, application
from bot.serving.metrics import Sums, page
from bot.serving.server import Server, listening
from bot.serving.wanted import faults
from bot.settings import Settings
from bot.storage.memory import MemorySessions
from bot.storage.memory_service import MemoryDeliveries, MemoryLimits, MemoryTurns
from bot.storage.sqlite import SqliteTrends, opened
from bot.storage.valkey.shared import opened_valkey

GOODBYE_SECONDS = 0.5
"""How long ``/readyz`` says no before nothing more is let in."""


MOST_OF_A_NETWORK = 120
"""First messages a minute that the web page takes from one network, behind which a whole dormitory may be."""


@dataclass(frozen=True, slots=True)
class Stores:
    """What answering needs to remember. ``faults``: what went wrong with them, by kind; ``held``: sessions now."""

    sessions: SessionStore
    trends: TrendStore
    deliveries: Deliveries
    turns: Turns
    limits: Limits
    faults: Callable[[], Mapping[str, int]] = dict
    held: Callable[[], float] | None = None


Telegram = TelegramWebhook | TelegramChannel


@contextmanager
def stores_of(settings: Settings, file: SqliteTrends) -> Iterator[Stores]:
    """The stores the settings ask for: in this process, or shared with others through Valkey.

    Without its Valkey a process answers all the same, so it is ready all the same.
    """
    if settings.valkey_url is None or settings.secret is None:
        sessions = MemorySessions()
        yield Stores(
            sessions, file, MemoryDeliveries(), MemoryTurns(), MemoryLimits(),
            held=lambda: float(len(sessions)),
        )  # fmt: skip
        return
    url, secret = settings.valkey_url.get_secret_value(), settings.secret.get_secret_value()
    with opened_valkey(url, secret, file) as shared:
        if problem := shared.ping():
            logs.note("valkey_away", kind=problem)
        yield Stores(
            shared.sessions, shared.trends, shared.deliveries, shared.turns, shared.limits,
            faults=lambda: shared.faults,
        )  # fmt: skip


def run_serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT."""
    lock_down()
    logs.set_up()
    public, private = _sockets(settings)
    try:
        with opened(settings.trends) as file, stores_of(settings, file) as stores:
            asyncio.run(_serve(settings, file, stores, public, private))
    finally:
        for bound in (public, private):
            if bound:
                bound.close()


def _sockets(settings: Settings) -> tuple[socket.socket, socket.socket | None]:
    """The public port and that of the metrics; or everything that is wrong with the settings."""
    wrong, bound = list(faults(settings)), []
    wanted = [("GONGYOU_PORT", settings.port)]
    if settings.metrics_port:
        wanted.append(("GONGYOU_METRICS_PORT", settings.metrics_port))
    for name, port in wanted:
        try:
            bound.append(listening(settings.host, port, name))
        except SettingsError as problem:
            wrong.append(str(problem))
    if wrong:
        for one in bound:
            one.close()
        raise SettingsError("\n".join(wrong))
    return bound[0], bound[1] if len(bound) > 1 else None


async def _serve(
    settings: Settings,
    file: SqliteTrends,
    stores: Stores,
    public: socket.socket,
    private: socket.socket | None,
) -> None:
    stop, meters = stop_on_signals(), Meters()
    edits = Edits(meters)
    app = App(settings, sessions=stores.sessions, trends=stores.trends, told=edits, meters=meters)
    telegram = _telegram(settings, app, stores, meters)
    if telegram:
        edits.tell = telegram.tell
    readiness = Readiness()
    routes = [
        *(telegram.routes() if isinstance(telegram, TelegramWebhook) else ()),
        *_web(settings, app, stores),
        *_wechat(settings, app, stores),
    ]
    server = Server(application(routes, readiness, meters=meters), public)
    beside = asyncio.gather(
        _get_ready(app, readiness, server.port),
        watch(app.holder, settings.knowledge, stop),
        flush_often(app.service, stop),
        tidy_daily(file, settings, app.clock, stop),
        tell_weekly(app, file, edits.tell, stop),
        return_exceptions=True,
    )
    ended = asyncio.Event()
    serving = [server.run_until(ended)]
    if private:
        serving.append(Server(page(_sums(app, edits, stores)), private).run_until(ended))
    try:
        await asyncio.gather(_goodbye(stop, ended, readiness, telegram), *serving)
    finally:
        await beside
        if isinstance(telegram, TelegramWebhook):
            await telegram.close()
        logs.note("stopped")


def _telegram(settings: Settings, app: App, stores: Stores, meters: Meters) -> Telegram | None:
    """Called by Telegram where a secret for it is set; else, without an address of its own, asking Telegram."""
    if not settings.telegram_token:
        return None
    fastest = settings.telegram_messages_a_second
    if not settings.telegram_webhook_secret:
        return TelegramChannel(
            app, settings.telegram_token, settings.telegram_base_url, stores.limits,
            admins=settings.admin_chats, ask_to_keep=settings.ask_to_keep,
            pace=Pace(messages_a_second=fastest), meters=meters,
        )  # fmt: skip
    ports = Ports(stores.deliveries, stores.turns, stores.limits, MemoryLimits(most_in_all(fastest)))
    return TelegramWebhook(
        app, settings.telegram_token, settings.telegram_base_url, settings.telegram_webhook_secret, ports,
        public_url=settings.public_url, admins=settings.admin_chats, ask_to_keep=settings.ask_to_keep,
        pace=replace(HOOKED, messages_a_second=fastest), meters=meters,
    )  # fmt: skip


def _web(settings: Settings, app: App, stores: Stores) -> Sequence[BaseRoute]:
    return web.routes(
        app, limits=stores.limits, arrivals=MemoryLimits(MOST_OF_A_NETWORK), clock=app.clock,
        public_url=settings.public_url,
    )  # fmt: skip


def _wechat(settings: Settings, app: App, stores: Stores) -> Sequence[BaseRoute]:
    if not settings.wechat_app_id or not settings.wechat_token:
        return ()
    account = wechat.Account(settings.wechat_app_id, settings.wechat_token, settings.wechat_aes_key)
    return wechat.routes(
        app, account, stores.deliveries, stores.turns, stores.limits, public_url=settings.public_url
    )


async def _get_ready(app: App, readiness: Readiness, port: int) -> None:
    """Ready once no worker has to wait for a model; without them it answers too, only slowly at first."""
    try:
        await asyncio.to_thread(warm, app)
    except Exception as problem:  # noqa: BLE001 - what cannot be warmed is learnt when it is wanted
        logs.fault("warm", problem)
    readiness.up = True
    logs.note("serving", port=port)


async def _goodbye(
    stop: asyncio.Event, ended: asyncio.Event, readiness: Readiness, telegram: Telegram | None
) -> None:
    """Wait for the end; first not ready, then nothing more is let in."""
    try:
        if telegram:
            await telegram.run(stop)
        await stop.wait()
        readiness.stopping = True
        if isinstance(telegram, TelegramWebhook):
            telegram.stop_waiting()
        await asyncio.sleep(GOODBYE_SECONDS)
    finally:
        stop.set()
        ended.set()


def _sums(app: App, edits: Edits, stores: Stores) -> Sums:
    gauges = {
        "rules_age_seconds": ("Since the rules that answer were taken over", edits.age),
        "rules_refused": ("1 where the last edit of the rules was refused", edits.refused),
    }
    if stores.held:
        gauges["sessions"] = ("Chats remembered now, for half an hour at most", stores.held)
    return Sums(app.meters, lambda: {**app.service.faults, **stores.faults()}, gauges)
