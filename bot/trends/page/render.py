"""The page as one HTML file that asks for nothing from outside and runs no script."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.trends.naming import Naming
from bot.trends.page.charts import drawing
from bot.trends.page.model import Report, report
from bot.trends.page.summary import summary
from bot.trends.released import Released
from bot.trends.sentences import Bare, Percent, Said, Sentence, Value
from bot.trends.view import view
from bot.trends.words import WORDS

TEMPLATES = Path(__file__).parent / "templates"


def page(released: Released, naming: Naming, weeks: int | None = None) -> str:
    """The report of the last ``weeks`` weeks of what is released."""
    made = report(view(released, weeks), naming)
    return (
        _environment(naming.language)
        .get_template("page.html.j2")
        .render(
            report=made,
            released=released,
            sentences=summary(made, naming),
            w=naming.words,
            naming=naming,
            cuts=_cuts(made, naming),
        )
    )


@lru_cache
def _environment(language: str) -> Environment:
    words = WORDS[language]
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "n": number,
        "p": percent,
        "drawing": drawing,
        "say": lambda key, **values: _said(Sentence(key, values), words),
        "sentence": lambda sentence: _said(sentence, words),
        "Percent": Percent,
        "Bare": Bare,
    }
    return environment


def number(value: int) -> Markup:
    """A count: always a published cell or a sum of such."""
    return Markup('<data class="n" value="{0}">{1}</data>').format(value, f"{value:,}")


def percent(value: int) -> Markup:
    """A part or change, worked out from counts."""
    return Markup('<span class="p">{}%</span>').format(value)


def _said(sentence: Sentence | Said, words: Mapping[str, str]) -> Markup:
    """A sentence as HTML: words are ours, every name is escaped."""
    return escape(words[sentence.key]).format(
        **{key: _shown(value, words) for key, value in sentence.values.items()}
    )


def _shown(value: Value, words: Mapping[str, str]) -> Any:
    if isinstance(value, tuple):
        return escape(words["comma"]).join(_shown(one, words) for one in value)
    if isinstance(value, Said):
        return _said(value, words)
    if isinstance(value, Percent):
        return percent(value.value)
    if isinstance(value, Bare):
        return Markup('<span class="k">{:g}</span>').format(value.value)
    if isinstance(value, int):
        return number(value)
    if isinstance(value, date):
        return Markup("<time>{}</time>").format(value.isoformat())
    return Markup("<b>{}</b>").format(value) if not isinstance(value, Markup) else value


def _cuts(made: Report, naming: Naming) -> tuple[str, ...]:
    """The published tables by the names of their columns."""
    words = naming.words
    return tuple(
        " × ".join(words.get(f"column_{column}", column) for column in columns) or words["all"]
        for cut, columns in sorted(made.view.released.columns.items())
        if made.view.cells.get(cut)
    )
