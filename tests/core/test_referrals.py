"""Who is named, and who never is."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from bot.app import App
from bot.core import referrals
from bot.core.directory import Opening, Referral
from bot.core.model import RuleBase
from tests.conftest import TODAY, Ask

CHINA = timezone(timedelta(hours=8))


def test_every_service_leads_to_a_phone_in_every_prefecture(rules: RuleBase) -> None:
    for region in [code for code, region in rules.regions.items() if region.level == "prefecture"][::7]:
        found = referrals.nearest(rules, ("labour_inspection", "arbitration"), region, TODAY)
        assert any(help.phones for help in found), region


def test_what_is_on_hold_is_hidden(rules: RuleBase) -> None:
    held = [referral for referral in rules.referrals if referral.publish == "hold" and not referral.verified]
    assert held
    assert not any(referrals.publishable(referral) for referral in held)


def test_a_lead_stands_beside_an_official_route_and_can_be_switched_off(rules: RuleBase) -> None:
    found = referrals.nearest(rules, ("occupational_disease",), "441900", TODAY)
    kinds = [help.referral.publish for help in found]
    assert "lead" in kinds
    assert "yes" in kinds
    lead = next(help.referral for help in found if help.referral.publish == "lead")
    assert not referrals.publishable(lead, leads=False)


def test_leads_vanish_when_their_term_is_over(rules: RuleBase) -> None:
    later = TODAY + timedelta(days=61)
    found = referrals.nearest(rules, ("occupational_disease",), "441900", later)
    assert all(help.referral.publish != "lead" for help in found)
    assert found


def test_emergency_lines_never_expire(rules: RuleBase) -> None:
    found = referrals.emergency(rules, ("emergency", "medical_emergency"), date(2040, 1, 1))
    assert {phone for help in found for phone in help.phones} >= {"110", "120"}


def test_a_closed_place_is_named_as_closed(app: App, ask: Ask, rules: RuleBase) -> None:
    closed = [referral for referral in rules.referrals if referral.publish == "closed_notice"]
    assert closed
    text = app.rendered(ask(f"{closed[0].name}电话多少")).text
    assert "已经关了" in text


def test_an_office_of_another_city_is_not_named(rules: RuleBase) -> None:
    found = referrals.nearest(rules, ("arbitration", "legal_aid"), "441900", TODAY)
    assert all(help.referral.region in (*rules.lineage("441900"), "100000") for help in found)


@pytest.mark.parametrize(("weekday", "hour", "is_open"), [(0, 10, True), (0, 18, False), (5, 10, False)])
def test_open_now(weekday: int, hour: int, is_open: bool) -> None:
    office = Referral(
        "x", "x", "", "union", ("union",), "100000", "national", "active", "yes",
        openings=(Opening((0, 1, 2, 3, 4), 9 * 60, 17 * 60),),
    )  # fmt: skip
    moment = datetime(2026, 11, 23 + weekday, hour, tzinfo=CHINA)
    assert referrals.is_open(office, moment) is is_open
