"""Reply + language -> Rendered: one text and labelled choices, plain or as Telegram's HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from bot.core.conversation import Kind, Part, Reply
from bot.core.model import RuleBase
from bot.core.turn import marks
from bot.rendering.bidi import isolated
from bot.rendering.catalogs import Catalog, Catalogs, locale_of
from bot.rendering.voice import Button, Voice, shown_number

TEMPLATES = Path(__file__).parent / "templates"
_BLANK = re.compile(r"\n{3,}")


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
        text = _BLANK.sub(
            "\n\n",
            "\n\n".join(
                piece for piece in (*pieces, voice.notice(answers=reply.kind is Kind.ANSWERED)) if piece
            ),
        ).strip()
        rtl = locale_of(reply.language).text_direction == "rtl"
        if rtl:
            text = isolated(text)
        if markup:
            text = _markup(text)
        else:
            text = text.replace("\x02", "").replace("\x03", "")
        shown = marks(reply.asks, len(reply.choices))
        buttons = tuple(voice.button(choice, mark) for choice, mark in zip(reply.choices, shown, strict=True))
        if rtl:
            buttons = tuple(replace(button, label=isolated(button.label)) for button in buttons)
        return Rendered(text, buttons, reply.language)

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
            environment = Environment(  # nosec B701
                loader=FileSystemLoader(TEMPLATES),
                undefined=StrictUndefined,
                trim_blocks=True,
                lstrip_blocks=True,
                extensions=["jinja2.ext.i18n"],
                autoescape=False,  # noqa: S701 - the whole text is escaped once, in _markup
            )
            environment.install_gettext_callables(  # type: ignore[attr-defined]
                *_gettext(self._catalogs.get(language)), newstyle=True
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


def _gettext(catalog: Catalog) -> tuple[Callable[..., str], Callable[..., str]]:
    """What templates call to translate; the reply's voice hears it, so that it can tell what fell back."""

    @pass_context
    def one_form(context: Context, text: str) -> str:
        said = catalog.say(text)
        if "v" in context:
            context["v"].heard(said)
        return said.text

    @pass_context
    def by_count(context: Context, one: str, many: str, count: int) -> str:
        return one_form(context, one if count == 1 else many)

    return one_form, by_count


@lru_cache(maxsize=4096)
def compiled(environment: SandboxedEnvironment, text: str) -> Template:
    return environment.from_string(text)


def _markup(text: str) -> str:
    """Escaped for Telegram's HTML, with the marks of ``bold`` as tags."""
    return html.escape(text, quote=False).replace("\x02", "<b>").replace("\x03", "</b>")


Render = Callable[[Reply, RuleBase], Rendered]
