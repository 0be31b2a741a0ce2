"""A simulated year, what would be released of it, and names in both languages."""

from __future__ import annotations

import pytest

from bot.app import App
from bot.staff.trend_names import naming_of
from bot.trends.naming import Naming
from bot.trends.released import Released
from tests.trends.report.simulated import Rows, rounded, year


@pytest.fixture(scope="session")
def rows(app: App) -> Rows:
    return year(app.rules)


@pytest.fixture(scope="session")
def released(rows: Rows) -> Released:
    return rounded(rows)


@pytest.fixture(scope="session")
def chinese(app: App) -> Naming:
    return naming_of(app.rules, app.renderer, "zh")


@pytest.fixture(scope="session")
def english(app: App) -> Naming:
    return naming_of(app.rules, app.renderer, "en")
