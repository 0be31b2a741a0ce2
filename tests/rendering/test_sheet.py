"""The sheet of hours and pay: its formulas, worked out anew from the cells they name, give what the core gives."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.app import App
from bot.core.calculators.overtime import Hours, lawful_base, pay
from bot.core.conversation import Facts
from bot.core.model import RuleBase
from bot.core.paper import Paper, PaperKind
from bot.rendering.sheet import FIRST_ROW, LAST_ROW, MONTHS
from tests.papers import DAY, TERMS, dongguan

FIRST, LAST, TOTAL = FIRST_ROW + 1, LAST_ROW + 1, LAST_ROW + 2


def sheet(app: App, rules: RuleBase, paper: Paper, *, values: bool = False, language: str = "zh_Hans") -> Any:
    file = app.papers.write(paper, rules, language)
    return load_workbook(io.BytesIO(file.content), data_only=values).active


def computed(cells: Any, place: str) -> float:
    """A cell's formula worked out by Python, from nothing but the cells it names."""
    value = cells[place.replace("$", "")].value
    if not isinstance(value, str) or not value.startswith("="):
        return float(value or 0)
    names = {
        "ROUND": lambda number, places: round(number + 1e-9, places),
        "MAX": max, "N": lambda number: number, "IF": lambda test, yes, no: yes() if test else no(),
        "SUM": lambda numbers: sum(numbers),
    }  # fmt: skip
    formula = value[1:]
    formula = re.sub(r"IF\((.+?),(.+),(.+)\)$", r"IF(\1,lambda:\2,lambda:\3)", formula)
    formula = re.sub(
        r"([A-Z])(\d+):\1(\d+)",
        lambda found: str(
            [computed(cells, f"{found[1]}{row}") for row in range(int(found[2]), int(found[3]) + 1)]
        ),
        formula,
    )
    formula = re.sub(r"\$?[A-Z]\$?\d+", lambda found: repr(computed(cells, found.group())), formula)
    return float(eval(formula, {"__builtins__": {}}, names))  # noqa: S307 - our own formulas, read back


def with_facts(**values: Decimal | date) -> Paper:
    return Paper(
        PaperKind.SHEET, "441900", DAY, facts=Facts(values), minimum=Decimal(2300), paid_days=TERMS.paid_days
    )


def test_the_dongguan_month_comes_to_the_same(app: App, rules: RuleBase) -> None:
    cells = sheet(app, rules, dongguan(PaperKind.SHEET, rules))
    assert [cells[f"{letter}{FIRST}"].value for letter in "FGHM"] == [58, 32, 24, 600]
    assert [round(computed(cells, f"{letter}{FIRST}"), 2) for letter in "IJKLN"] == [
        1150.00,
        845.98,
        951.72,
        2947.70,
        2347.70,
    ]
    assert [round(computed(cells, f"{letter}{TOTAL}"), 2) for letter in "LMN"] == [2947.70, 600, 2347.70]
    shown = sheet(app, rules, dongguan(PaperKind.SHEET, rules), values=True)
    assert [shown[f"{letter}{TOTAL}"].value for letter in "LMN"] == [2947.70, 600, 2347.70]


@pytest.mark.parametrize(
    ("wage", "hours", "paid"),
    [(2000, (10, 0, 0), 0), (5123, (36, 8, 11), 777), (2300, (0, 0, 0), 5), (3333, (1, 1, 1), 9000), (None, (7, 0, 3), 0)],
)  # fmt: skip
def test_formulas_and_their_kept_values_agree_with_the_core(
    app: App, rules: RuleBase, wage: int | None, hours: tuple[int, int, int], paid: int
) -> None:
    values = {"paid": Decimal(paid)} | ({"base_wage": Decimal(wage)} if wage else {})
    names = ("overtime_hours_weekday", "overtime_hours_restday", "overtime_hours_holiday")
    values |= {name: Decimal(count) for name, count in zip(names, hours, strict=True)}
    paper = with_facts(**values)
    base = lawful_base(Decimal(wage) if wage else None, Decimal(2300))
    assert base
    due, owed = pay(base, Hours(*map(Decimal, hours)), TERMS, Decimal(paid))
    cells, shown = sheet(app, rules, paper), sheet(app, rules, paper, values=True)
    for letter, right in (("L", due.value), ("N", owed.value)):
        assert round(computed(cells, f"{letter}{FIRST}"), 2) == float(right)
        assert round(shown[f"{letter}{FIRST}"].value, 2) == float(right)


def test_the_base_is_raised_to_the_minimum_wage(app: App, rules: RuleBase) -> None:
    cells = sheet(app, rules, with_facts(base_wage=Decimal(1800)))
    assert cells[f"D{FIRST}"].value == f"=MAX(B{FIRST},C{FIRST})"
    assert computed(cells, f"D{FIRST}") == 2300
    cells[f"C{FIRST + 5}"].value = 1900
    assert computed(cells, f"D{FIRST + 5}") == 1900


def test_there_are_two_years_of_months_the_latest_first(app: App, rules: RuleBase) -> None:
    cells = sheet(app, rules, with_facts())
    months = [cells[f"A{row}"].value.date() for row in range(FIRST, LAST + 1)]
    assert len(months) == MONTHS == 24
    assert (months[0], months[1], months[-1]) == (date(2026, 11, 1), date(2026, 10, 1), date(2024, 12, 1))
    cells = sheet(app, rules, with_facts(started=date(2026, 5, 20), ended=date(2026, 9, 3)))
    given = [cells[f"A{row}"].value for row in range(FIRST, LAST + 1)]
    assert [one.date() for one in given if one] == [date(2026, month, 1) for month in (9, 8, 7, 6, 5)]
    assert all(cells[f"L{row}"].value for row in range(FIRST, LAST + 1))


def test_what_is_not_known_is_empty_and_divides_nothing(app: App, rules: RuleBase) -> None:
    cells = sheet(app, rules, Paper(PaperKind.SHEET, None, DAY))
    assert [cells[f"E{row}"].value for row in (4, 5, 6)] == [None, None, None]
    assert computed(cells, f"N{TOTAL}") == 0


def test_words_are_never_formulas(app: App, rules: RuleBase) -> None:
    for language in ("zh_Hans", "en", "ug"):
        cells = sheet(app, rules, dongguan(PaperKind.SHEET, rules), language=language)
        formulas = [cell.value for row in cells for cell in row if cell.data_type == "f"]
        assert len(formulas) == MONTHS * 9 + 3


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_computes_the_same(app: App, rules: RuleBase, tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(app.papers.write(dongguan(PaperKind.SHEET, rules), rules, "my").content)
    book = load_workbook(path)  # openpyxl drops the kept values, so that LibreOffice must compute
    book.save(path)
    out = tmp_path / "out"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(path)],
        capture_output=True, check=True, timeout=180,
    )  # fmt: skip
    shown = load_workbook(out / "sheet.xlsx", data_only=True).active
    assert shown
    assert [shown[f"{letter}{FIRST}"].value for letter in "IJKLN"] == [
        1150.00,
        845.98,
        951.72,
        2947.70,
        2347.70,
    ]
    assert [shown[f"{letter}{TOTAL}"].value for letter in "LMN"] == [2947.70, 600, 2347.70]
