"""Reply + language -> Rendered: one text and labelled choices, plain or as Telegram's HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

from bot.core.conversation import Choice, Guidance, Part, Reply
from bot.core.model import NATION, Citation, RuleBase
from bot.rendering.catalogs import NAMES, Catalog, Catalogs, locale_of

TEMPLATES = Path(__file__).parent / "templates"
_BLANK = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Button:
    """A choice as a channel shows it: a label and the message it stands for."""

    label: str
    send: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A reply in one language."""

    text: str
    buttons: tuple[Button, ...]
    language: str


class Renderer:
    """Turns replies into texts; one per process, shared by all channels."""

    def __init__(self, catalogs: Catalogs) -> None:
        self._catalogs = catalogs
        self._sandboxes: dict[str, SandboxedEnvironment] = {}
        self._environments: dict[str, Environment] = {}

    def catalog(self, language: str) -> Catalog:
        """The translations of a language."""
        return self._catalogs.get(language)

    def render(self, reply: Reply, rules: RuleBase, *, markup: bool = False) -> Rendered:
        """The reply as text; with ``markup`` as HTML that Telegram takes."""
        voice = self.voice(reply.language, rules)
        pieces = [self.part(voice, part) for part in reply.parts]
        notice = voice.notice()
        text = _BLANK.sub("\n\n", "\n\n".join(piece for piece in (*pieces, notice) if piece)).strip()
        if markup:
            text = _markup(text)
        else:
            text = text.replace("\x02", "").replace("\x03", "")
        return Rendered(text, tuple(voice.button(choice) for choice in reply.choices), reply.language)

    def voice(self, language: str, rules: RuleBase) -> Voice:
        """What templates may call, in a language."""
        return Voice(self, self._catalogs.get(language), rules)

    def part(self, voice: Voice, part: Part) -> str:
        """One piece of a reply in a voice's language, with the marks of ``bold`` still in it."""
        template = self._template(voice.catalog.language, part.kind)
        return template.render(
            part=part,
            **dict(part.values),
            lines=[voice.guide(text) for text in part.guidance],
            cites=part.cites,
            v=voice,
        ).strip()

    def _template(self, language: str, kind: str) -> Template:
        if language not in self._environments:
            environment = Environment(
                loader=FileSystemLoader(TEMPLATES),
                undefined=StrictUndefined,
                trim_blocks=True,
                lstrip_blocks=True,
                extensions=["jinja2.ext.i18n"],
                autoescape=False,  # noqa: S701 - the whole text is escaped once, in _markup
            )
            catalog = self._catalogs.get(language)
            environment.install_gettext_callables(  # type: ignore[attr-defined]
                lambda text: catalog.say(text).text,
                lambda one, many, count: catalog.say(one if count == 1 else many).text,
                newstyle=True,
            )
            self._environments[language] = environment
        return self._environments[language].get_template(f"{kind}.j2")

    def piece(self, spoken: str, kind: str, /, **values: Any) -> str:
        """A small template on its own: a label, a notice."""
        return self._template(spoken, kind).render(**values).strip()

    def fill(self, language: str, text: str, values: Mapping[str, Any]) -> str:
        """A template of the rule base with its figures, numbers written as the language does."""
        if "{" not in text:
            return text
        if language not in self._sandboxes:
            locale = locale_of(language)
            self._sandboxes[language] = SandboxedEnvironment(
                undefined=StrictUndefined,
                autoescape=False,
                finalize=lambda value: shown_number(value, locale) if isinstance(value, Decimal) else value,
            )
        return compiled(self._sandboxes[language], text).render(values)


def shown_number(value: Decimal | int, locale: Locale, places: int = 2) -> str:
    """A number with thousands marked and no needless zeros."""
    return format_decimal(round(Decimal(value), places), locale=locale, format="#,##0.##")


@lru_cache(maxsize=4096)
def compiled(environment: SandboxedEnvironment, text: str) -> Template:
    return environment.from_string(text)


class Voice:
    """What templates may call: translate, format, name. One for each reply, so that it can tell what fell back."""

    def __init__(self, renderer: Renderer, catalog: Catalog, rules: RuleBase) -> None:
        self._renderer = renderer
        self.catalog = catalog
        self._rules = rules
        self._locale = locale_of(catalog.language)
        self._fell_back = False
        self._unreviewed = False

    # --- words ---
    def guide(self, guidance: Guidance | None) -> str:
        """A sentence of the rule base in the reader's language."""
        if guidance is None:
            return ""
        said = self.catalog.say(guidance.text, "guidance")
        self._fell_back |= said.language != self.catalog.language
        self._unreviewed |= not said.reviewed
        if "row" in guidance.values:
            values: Mapping[str, Any] = {**self._rules_fields(guidance), **guidance.values["row"]}
        else:
            values = guidance.values
        return self._renderer.fill(self.catalog.language, said.text, values)

    def _rules_fields(self, guidance: Guidance) -> dict[str, None]:
        for figure in self._rules.figures.values():
            if figure.show == guidance.text:
                return dict.fromkeys(figure.fields)
        return {}

    def topic(self, topic: str) -> str:
        """A topic's title."""
        return self.guide(Guidance(self._rules.topics[topic].title)) if topic in self._rules.topics else ""

    def notice(self) -> str:
        """What must be said about the translation, if anything."""
        if self.chinese:
            return ""
        kind = "fallback" if self._fell_back else "unreviewed" if self._unreviewed else ""
        return self._renderer.piece(self.catalog.language, f"notice_{kind}") if kind else ""

    # --- names and numbers ---
    def number(self, value: Decimal | int, places: int = 2) -> str:
        return shown_number(value, self._locale, places)

    def money(self, value: Decimal) -> str:
        """A sum in yuan: thousands marked, fen only where there are any."""
        whole = value == value.to_integral_value()
        return format_decimal(value, locale=self._locale, format="#,##0" if whole else "#,##0.00")

    def month(self, day: date) -> str:
        """A month of a year."""
        if self.chinese:
            return f"{day.year}年{day.month}月"
        return f"{day:%Y-%m}"

    def quantity(self, value: Decimal, unit: str) -> str:
        """A value with its unit: days, months, yuan."""
        return self._renderer.piece(
            self.catalog.language, "quantity", unit=unit, number=self.number(value), money=self.money(value)
        )

    def day(self, day: date) -> str:
        if self.chinese:
            return f"{day.year}年{day.month}月{day.day}日"
        if self.catalog.language == "ug":
            return day.isoformat()
        return format_date(day, "long", locale=self._locale)

    def region(self, code: str | None) -> str:
        """A place's name, with the Chinese beside it for readers of other languages."""
        region = self._rules.regions.get(code or NATION)
        if region is None:
            return ""
        if self.catalog.language == "zh_Hans":
            return region.zh
        if self.catalog.language == "zh_Hant":
            return self.catalog.say(region.zh, "guidance").text
        return f"{region.en} ({region.zh})"

    def language_name(self, code: str) -> str:
        return NAMES[code]

    def law(self, cite: Citation) -> str:
        """An article as it is cited: 《劳动法》第44条第1款第2项."""
        law = self._rules.laws.get(cite.law)
        title = f"《{law.short}》" if law else cite.law
        article = f"第{cite.article}条" if cite.article[:1].isdigit() else "附录" if cite.article else ""
        paragraph = f"第{cite.paragraph}款" if cite.paragraph else ""
        item = f"第{cite.item}项" if cite.item.isdigit() else f"（{cite.item}）" if cite.item else ""
        chinese = self.zh(title + article + paragraph + item)
        if self.chinese or law is None:
            return chinese
        return f"{law.english} {chinese}"

    @property
    def chinese(self) -> bool:
        """Whether the reader reads Chinese, in either script."""
        return self.catalog.language in ("zh_Hans", "zh_Hant")

    def label(self, key: str) -> str:
        """The name of a sum or of a line of its working."""
        return self._renderer.piece(self.catalog.language, "label", key=key)

    def bold(self, text: str) -> str:
        """Marks what a channel may show in bold."""
        return f"\x02{text}\x03"

    def zh(self, text: str) -> str:
        """An official Chinese name for a reader of either script; others see it as it must be said and shown."""
        return self.catalog.say(text, "guidance").text if self.catalog.language == "zh_Hant" else text

    def button(self, choice: Choice) -> Button:
        values = {"topic": "", "region": "", "language": "", **choice.values}
        label = self._renderer.piece(self.catalog.language, "choice", key=choice.key, v=self, **values)
        return Button(" ".join(label.split()), choice.send)


def _markup(text: str) -> str:
    """Escaped for Telegram's HTML, with the marks of ``bold`` as tags."""
    return html.escape(text, quote=False).replace("\x02", "<b>").replace("\x03", "</b>")


Render = Callable[[Reply, RuleBase], Rendered]
