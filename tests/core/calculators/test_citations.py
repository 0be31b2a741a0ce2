"""Every article a calculator rests on is in the rule base, and so is every figure its docstrings name."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

import pytest

from bot.core import calculators
from bot.core.calculators import (
    annual_leave,
    deductions,
    hai_yan,
    layoff,
    non_compete,
    notice,
    overtime_special,
    probation,
    sickness,
    stoppage,
    training_bond,
    wage_refusal,
    working_time,
)
from bot.core.model import Citation, RuleBase

MODULES = [
    importlib.import_module(f"{calculators.__name__}.{found.name}")
    for found in pkgutil.iter_modules(calculators.__path__)
]
DOCUMENTED = [
    overtime_special, deductions, notice, probation, annual_leave, sickness, stoppage, training_bond, non_compete,
    working_time, layoff, wage_refusal, hai_yan,
]  # fmt: skip
FIGURE = re.compile(r"figures?\s+``(\w+?)(?:\.\w+)?``")


def cited(module: ModuleType) -> Iterator[Citation]:
    for value in vars(module).values():
        if isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Citation))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_cited_articles_exist(module: ModuleType, rules: RuleBase) -> None:
    for citation in (*cited(module), *(cite for gap in hai_yan.UNMET for cite in gap.cites)):
        law = rules.laws[citation.law]
        if citation.article:
            paragraphs = law.articles[citation.article]
            assert int(citation.paragraph or 1) <= paragraphs, citation


@pytest.mark.parametrize("module", DOCUMENTED, ids=lambda module: module.__name__.rpartition(".")[2])
def test_named_figures_exist(module: ModuleType, rules: RuleBase) -> None:
    for name in FIGURE.findall(inspect.getsource(module)):
        assert name in rules.figures, name
