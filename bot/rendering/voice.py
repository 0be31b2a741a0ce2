"""What templates may call: translate, format, name. One for each reply, so that it can tell what fell back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from bot.core.conversation import Choice, Guidance
from bot.core.model import NATION, Citation, RuleBase
from bot.rendering.catalogs import Catalog, Said, locale_of, name_of


class Templates(Protocol):
    """What a voice asks of the renderer: a small template, and a sentence of the rule base filled in."""

    def piece(self, spoken: str, kind: str, /, **values: Any) -> str: ...

    def fill(self, language: str, text: str, values: Mapping[str, Any]) -> str: ...


@dataclass(frozen=True, slots=True)
class Button:
    """A choice as a channel shows it: a label, the message it stands for, and its mark where there are no buttons."""

    label: str
    send: str
    mark: str = ""


def shown_number(value: Decimal | int, locale: Locale, places: int = 2) -> str:
    """A number with thousands marked and no needless zeros."""
    return format_decimal(round(Decimal(value), places), locale=locale, format="#,##0." + "#" * places)


class Voice:
    """What templates may call: translate, format, name. One for each reply, so that it can tell what fell back."""

    def __init__(self, renderer: Templates, catalog: Catalog, rules: RuleBase) -> None:
        self._renderer = renderer
        self.catalog = catalog
        self._rules = rules
        self._locale = locale_of(catalog.language)
        self._missing = False
        self._stale = False
        self._unreviewed = False

    # --- words ---
    def guide(self, guidance: Guidance | None) -> str:
        """A sentence of the rule base in the reader's language."""
        if guidance is None:
            return ""
        said = self.catalog.say(guidance.text, "guidance")
        self.heard(said)
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

    def heard(self, said: Said) -> None:
        """Remember how far something said can be trusted as a translation."""
        fell_back = said.language != self.catalog.language
        self._stale |= said.stale
        self._missing |= fell_back and not said.stale
        self._unreviewed |= not said.reviewed

    def notice(self, *, answers: bool) -> str:
        """What must be said about the translation, if anything: each kind of fault in a line of its own."""
        if self.chinese:
            return ""
        kinds = {"stale": self._stale, "fallback": self._missing, "unreviewed": self._unreviewed and answers}
        language = self.catalog.language
        return "\n".join(
            self._renderer.piece(language, f"notice_{kind}") for kind, true in kinds.items() if true
        )

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
            self.catalog.language,
            "quantity",
            unit=unit,
            number=self.number(value),
            money=self.money(value),
            v=self,
        )

    def service(self, months: Decimal) -> str:
        """A time of service in months (days as a part of 31) as years, months and days."""
        years, rest = divmod(months, 12)
        days = round((rest % 1) * 31)
        numbers = {
            name: self.number(int(value))
            for name, value in (("years", years), ("months", rest), ("days", days))
        }
        return self._renderer.piece(
            self.catalog.language, "service", sep="" if self.chinese else " ", v=self, **numbers
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
        return name_of(code)

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
        said = self.catalog.say(law.short, "guidance")
        return f"{said.text if said.language == self.catalog.language else law.english} {chinese}"

    @property
    def chinese(self) -> bool:
        """Whether the reader reads Chinese, in either script."""
        return self.catalog.language in ("zh_Hans", "zh_Hant")

    def label(self, key: str) -> str:
        """The name of a sum or of a line of its working."""
        return self._renderer.piece(self.catalog.language, "label", key=key, v=self)

    def paper(self, kind: str) -> str:
        """A paper's name."""
        return self._renderer.piece(self.catalog.language, "paper_kind", kind=str(kind), v=self)

    def reason(self, reason: str) -> str:
        """Why an employment ended, as a button says it."""
        return self._renderer.piece(self.catalog.language, "reason_word", reason=reason, v=self)

    def ask(self, slot: str) -> str:
        """The question for a fact."""
        return self._renderer.piece(self.catalog.language, "ask", slot=slot, v=self)

    def aside(self, text: str) -> str:
        """Words in brackets, as the language writes them."""
        return f"（{text}）" if self.chinese else f" ({text})"

    def bold(self, text: str) -> str:
        """Marks what a channel may show in bold."""
        return f"\x02{text}\x03"

    def zh(self, text: str) -> str:
        """An official Chinese name for a reader of either script; others see it as it must be said and shown."""
        return self.catalog.say(text, "guidance").text if self.catalog.language == "zh_Hant" else text

    def button(self, choice: Choice, mark: str) -> Button:
        """A choice with its label."""
        values = {"topic": "", "region": "", "language": "", **choice.values}
        label = self._renderer.piece(self.catalog.language, "choice", key=choice.key, v=self, **values)
        return Button(" ".join(label.split()), choice.send, mark)
