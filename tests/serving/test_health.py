"""Alive, ready and measured: what operators see, and that it can never name a worker."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.channels.telegram_webhook import Ports
from bot.core.tally import Met
from bot.meters import BOUNDS, SUMS, Meters
from bot.ports import Stage
from bot.process import Edits
from bot.serving import server
from bot.serving.metrics import Sums, page
from bot.settings import Settings, read_settings
from bot.storage.memory_service import MemoryDeliveries, MemoryLimits, MemoryTurns
from tests.emulator.botapi import Emulator
from tests.emulator.workers import Worker, until
from tests.serving.conftest import Serving, ports


async def test_it_is_ready_when_it_is_up_and_its_stores_answer(serving: Serving) -> None:
    def gone() -> None:
        raise ConnectionError("redis://:金丝雀@127.0.0.1")

    async with serving(called=False) as up:
        get = up.client.get
        assert ((await get("/healthz")).status_code, (await get("/healthz")).text) == (200, "ok\n")
        assert (await get("/readyz")).status_code == 200
        up.readiness.checks = {"valkey": gone}
        answer = await get("/readyz")
        assert (answer.status_code, answer.text) == (503, "cannot reach: valkey\n")
        up.readiness.checks = {}
        up.readiness.stopping = True
        assert ((await get("/readyz")).status_code, (await get("/readyz")).text) == (503, "stopping\n")
        assert [(await get(path)).headers["connection"] for path in ("/healthz", "/nothing")] == ["close"] * 2
        assert (await get("/healthz")).status_code == 200
        assert (await get("/metrics")).status_code == 404


async def test_stopping_leaves_new_calls_to_the_next_process_and_finishes_the_old(
    serving: Serving, emulator: Emulator, worker: Worker
) -> None:
    emulator.delay = lambda method, _: 0.3 if method == "sendMessage" else 0.0
    bodies = [json.dumps({"update_id": n, "message": worker.message(text="/start")}) for n in (1, 2)]
    async with serving(called=False) as up:
        first = asyncio.create_task(up.brings(bodies[0]))
        await until(lambda: any(method == "sendMessage" for method, _ in emulator.calls))
        up.webhook.ready = False
        assert await up.brings(bodies[1]) == 503
        up.stop.set()
        assert await first == 200
    assert len(worker.answers()) == 1


async def test_a_stop_is_bounded_and_leaves_what_it_cuts_off_to_be_brought_again(
    serving: Serving, emulator: Emulator, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "FINISH_SECONDS", 0.3)
    emulator.delay = lambda method, _: 5.0 if method == "sendMessage" else 0.0
    shared = ports()
    body = json.dumps({"update_id": 1, "message": worker.message(text="/start")})
    async with serving(called=False, shared=shared) as up:
        cut_off = asyncio.create_task(up.brings(body))
        await until(lambda: any(method == "sendMessage" for method, _ in emulator.calls))
        began = time.monotonic()
        up.stop.set()
        with contextlib.suppress(httpx.HTTPError):
            assert await cut_off >= 500
        assert time.monotonic() - began < 4
    assert shared.deliveries.begin("telegram:1") is Stage.NEW
    emulator.delay = lambda *_: 0.0


async def test_the_address_a_proxy_tells_is_believed_on_this_machine(serving: Serving) -> None:
    async def who(request: Request) -> Response:
        return PlainTextResponse(request.client.host if request.client else "")

    async with serving(called=False, more=[Route("/who", who)]) as up:
        told = await up.client.get("/who", headers={"X-Forwarded-For": "203.0.113.7"})
        assert told.text == "203.0.113.7"
        assert (await up.client.get("/who")).text == "127.0.0.1"


@given(st.sampled_from(sorted(SUMS)), st.lists(st.text(max_size=30), min_size=2, max_size=2))
def test_no_label_takes_a_value_that_is_not_listed(name: str, said: list[str]) -> None:
    meters = Meters()
    labels = SUMS[name]
    meters.more(name, *said[: len(labels)])
    ((_, values),) = meters.sums()
    for value, (_, known) in zip(values, labels, strict=True):
        assert value in known or value == "other"


async def test_the_page_of_sums_can_be_read_and_holds_no_more() -> None:
    meters = Meters()
    meters.more("messages", "telegram", Met.ANSWERED)
    meters.more("messages", "金丝雀", "overtime_pay 441900")
    for seconds in (0.001, 0.3, 99.0):
        meters.took("telegram", seconds)
    edits = Edits(meters)
    sums = Sums(meters, lambda: {"KeyError": 2}, {"rules_age_seconds": ("age", edits.age)})
    transport = httpx.ASGITransport(page(sums))
    async with httpx.AsyncClient(transport=transport, base_url="http://metrics") as client:
        text = (await client.get("/metrics")).text
        assert (await client.get("/")).status_code == 404
    assert 'gongyou_messages_total{channel="telegram",outcome="answered"} 1.0' in text
    assert 'gongyou_messages_total{channel="other",outcome="other"} 1.0' in text
    assert 'gongyou_faults_total{kind="KeyError"} 2.0' in text
    assert 'gongyou_answer_seconds_count{channel="telegram"} 3.0' in text
    assert f'le="{BOUNDS[-1]}"' in text
    assert "gongyou_rules_age_seconds" in text
    assert "process_resident_memory_bytes" in text
    assert "金丝雀" not in text
    assert "441900" not in text


def test_a_refused_edit_is_seen_until_a_good_one() -> None:
    from bot.errors import RuleBaseInvalid

    meters, told = Meters(), list[str]()
    edits = Edits(meters)
    edits.tell = told.append
    edits(RuleBaseInvalid([]))
    assert (edits.refused(), meters.sums()) == (1.0, {("refused_edits", ()): 1})
    edits(None)
    assert edits.refused() == 0.0
    assert len(told) == 2


async def test_what_happened_is_counted_by_channel_alone(
    serving: Serving, emulator: Emulator, worker: Worker
) -> None:
    shared = Ports(MemoryDeliveries(), MemoryTurns(), MemoryLimits(2), MemoryLimits(1000))
    async with serving(shared=shared) as up:
        for _ in range(4):
            worker.says("东莞最低工资多少，我叫金丝雀")
        await until(lambda: up.fates("answered") == 4)
        found = up.meters.sums()
        assert found["messages", ("telegram", "answered")] == 2
        assert found["held_back", ("telegram",)] == 2
        slots, seconds = up.meters.times()["telegram"]
        assert sum(slots) == 4
        assert seconds > 0


def test_settings_may_be_files_in_a_folder_and_variables_win(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gongyou_secret").write_text("s" * 40)
    (tmp_path / "gongyou_telegram_token").write_text("from-file")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    monkeypatch.setenv("GONGYOU_TELEGRAM_TOKEN", "from-variable")
    settings: Settings = read_settings()
    assert settings.secret and settings.secret.get_secret_value() == "s" * 40
    assert settings.telegram_token and settings.telegram_token.get_secret_value() == "from-variable"
