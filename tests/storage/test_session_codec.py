"""Sessions as bytes: every field of every kind comes back, and what is no session gives none."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.conversation import Facts, Session
from bot.errors import StoreError
from bot.storage.session_codec import decode, encode

NOW = datetime(2026, 11, 22, 12, tzinfo=timezone(timedelta(hours=8)))
FINITE = st.decimals(allow_nan=False, allow_infinity=False)
VALUES = st.one_of(FINITE, st.text(), st.dates())
FACTS = st.builds(
    Facts,
    values=st.dictionaries(st.text(), VALUES),
    traits=st.frozensets(st.text()),
    odd=st.dictionaries(st.text(), FINITE),
)
st.register_type_strategy(Facts, FACTS)
SESSIONS = st.builds(Session, **{name: st.from_type(hint) for name, hint in get_type_hints(Session).items()})


@settings(max_examples=80, deadline=None)
@given(SESSIONS)
def test_every_field_comes_back(session: Session) -> None:
    found = decode(encode(session, NOW))
    assert found
    assert found == (session, NOW.timestamp())
    for one in fields(Session):
        assert type(getattr(found[0], one.name)) is type(getattr(session, one.name))


@settings(max_examples=80, deadline=None)
@given(st.binary())
def test_any_bytes_give_a_session_or_none(content: bytes) -> None:
    assert decode(content) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["Session", "Facts", "map", "set", "tuple", "decimal", "date", "x"]), inner, max_size=2),
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(JSON, JSON)
def test_any_json_gives_a_session_or_none(session: object, at: object) -> None:
    found = decode(json.dumps({"version": 1, "at": at, "session": session}).encode())
    assert found is None or isinstance(found[0], Session)


@pytest.mark.parametrize(
    "session",
    [
        {"Session": {"topics": 5}},
        {"Session": {"facts": {"map": []}}},
        {"Session": {"region": {"date": "2026-01-02"}}},
        {"Session": {"facts": {"Facts": {"values": {"map": [["a", {"decimal": "a lot"}]]}}}}},
        {"Facts": {}},
        {"Session": {}, "Facts": {}},
        ["Session"],
    ],
)
def test_what_does_not_fit_its_field_is_no_session(session: object) -> None:
    assert decode(json.dumps({"version": 1, "at": 0, "session": session}).encode()) is None


def test_another_version_is_no_session() -> None:
    content = json.loads(encode(Session(), NOW))
    assert decode(json.dumps(content).encode())
    assert decode(json.dumps(content | {"version": 2}).encode()) is None


def test_older_and_newer_processes_read_each_other() -> None:
    content = json.loads(encode(Session(region="441900"), NOW))
    content["session"]["Session"]["not_yet_known"] = {"tuple": ["a"]}
    del content["session"]["Session"]["declined"]
    found = decode(json.dumps(content).encode())
    assert found
    assert found[0] == Session(region="441900")


def test_what_has_no_form_is_told_by_kind_alone() -> None:
    with pytest.raises(StoreError, match="complex"):
        encode(Session(facts=Facts({"a": 1j})), NOW)  # type: ignore[dict-item]
    assert decode(encode(Session(facts=Facts({"a": Decimal("1E+3"), "b": date.min})), NOW))
