"""The shape of each kind of file in knowledge/, as pydantic models; ``gongyou schema`` writes them as JSON Schema.

Scalars arrive as text (reader.py), so dates, numbers and flags are converted here and nowhere else.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

ADCODE = r"^\d{6}(-[a-z0-9]+)?$"
_SLUG = r"^[a-z][a-z0-9_]*$"
_PHONE = r"^[\d+ -]{3,20}$"
_CLOCK = r"^\d{1,2}:\d\d$"
_ID = r"^[a-z0-9][a-z0-9-]*$"
PATTERNS: dict[str, dict[str, str]] = {
    _SLUG: {"zh": "小写英文字母、数字和下划线，例如 wage_arrears", "en": "small letters, digits and _, like wage_arrears"},
    _PHONE: {"zh": "电话号码：数字、空格、+ 和 -，例如 \"0755-12333\"", "en": 'a phone: digits, spaces, + and -, like "0755-12333"'},
    _CLOCK: {"zh": "钟点，例如 \"09:00\"", "en": 'a time, like "09:00"'},
    _ID: {"zh": "小写英文字母、数字和减号，例如 sz-union", "en": "small letters, digits and -, like sz-union"},
}  # fmt: skip
"""What each pattern asks for, in words."""

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Adcode = Annotated[str, StringConstraints(pattern=ADCODE)]
Slug = Annotated[str, StringConstraints(pattern=_SLUG)]
Status = Literal["seen", "recalled"]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, populate_by_name=True)


class LawShape(Shape):
    """One law: titles, kind, days in force, the index of its articles."""

    title: Text
    short: Text
    english: Text
    number: str = ""
    kind: Literal["law", "regulation", "rule", "interpretation", "notice", "local"]
    start: date | None = Field(None, alias="from")
    until: date | None = None
    version: date | None = None
    articles: str = ""
    link: Text
    status: Status = "seen"
    note: str = ""
    region: Adcode | None = None


class RegionShape(Shape):
    """One unit of GB/T 2260, or a town below it."""

    zh: Text
    en: Text
    pinyin: Text
    level: Literal["nation", "province", "prefecture", "district", "town"]
    parent: Adcode | None = None
    aliases: tuple[Text, ...] = ()
    seat: tuple[float, float] | None = None
    wage_tier: str = ""
    tier_confidence: Literal["", "high", "medium", "low"] = ""
    tier_note: str = ""


class FigureRowBase(Shape):
    """What every row of a figure has; its values are the figure's own fields."""

    model_config = ConfigDict(extra="allow", frozen=True, hide_input_in_errors=True, populate_by_name=True)

    region: Adcode
    tier: str = ""
    areas: tuple[Adcode, ...] = ()
    start: date | None = Field(None, alias="from")
    until: date | None = None
    seen_on_year: int | None = None
    source: Text
    status: Status = "seen"
    from_status: Literal["seen", "recalled", "unknown"] = "seen"
    confidence: Literal["high", "medium", "low"] = "high"
    note: str = ""
    checked: date | None = None


class FigureShape(Shape):
    """A dated number: fields with units, a line to show, rows by region and date."""

    figure: Slug
    title: Text
    fields: dict[str, str]
    show: Text
    term_days: int = Field(180, ge=1)
    source_default: str = ""
    note: str = ""
    rows: tuple[FigureRowBase, ...]


class HolidayShape(Shape):
    date: date
    kind: Literal["statutory", "rest", "workday"]
    name: str = ""
    status: Literal["seen", "recalled", "computed", "official"] = "seen"


class HolidaysShape(Shape):
    """The days with 300 % pay, the days off and the make-up working days."""

    fields: dict[str, str] = {}
    show: str = ""
    source_default: str = ""
    term_days: int = 365

    figure: Literal["holidays"]
    title: str = ""
    source: str = ""
    note: str = ""
    checked: date | None = None
    rows: tuple[HolidayShape, ...]


class ConditionShape(Shape):
    """What changes the answer."""

    test: str = Field("", alias="if")
    words: tuple[Text, ...] = ()
    when: Text
    says: tuple[Text, ...]
    cites: tuple[Text, ...] = ()


class StepShape(Shape):
    says: Text
    service: str = ""
    deadline: str = ""


class MisconceptionShape(Shape):
    belief: Text
    truth: Text
    cites: tuple[Text, ...] = ()


class TopicShape(Shape):
    """What a worker reads first about one topic."""

    id: Slug
    title: Annotated[Text, StringConstraints(max_length=12)]
    short: tuple[Text, ...] = Field(min_length=1)
    cites: tuple[Text, ...] = ()
    figures: tuple[Slug, ...] = ()
    conditions: tuple[ConditionShape, ...] = ()
    steps: tuple[StepShape, ...] = ()
    evidence: tuple[Text, ...] = ()
    misconceptions: tuple[MisconceptionShape, ...] = ()
    calculator: str = ""
    services: tuple[Slug, ...] = ()
    related: tuple[Slug, ...] = ()
    needs: tuple[Slug, ...] = ()
    checked: date


class InForceShape(Shape):
    start: date | None = Field(None, alias="from")
    until: date | None = None


class ProvisionShape(Shape):
    """One rule of law in plain words."""

    id: Text
    topics: tuple[Slug, ...] = Field(min_length=1)
    title: Text
    says: Text
    cites: tuple[Text, ...] = ()
    region: Adcode = "100000"
    basis: tuple[Text, ...] | Text | None = None
    in_force: InForceShape = InForceShape(**{"from": None})
    status: Literal["seen", "recalled", "secondary", "inference"] = "seen"
    doubt: str = ""
    replaces: str = ""
    checked: date | None = None
    source: str = ""
    note: str = ""


class PhoneShape(Shape):
    number: Annotated[Text, StringConstraints(pattern=_PHONE)]
    note: str = ""


class OpeningShape(Shape):
    days: Text
    opens: Annotated[Text, StringConstraints(pattern=_CLOCK)]
    closes: Annotated[Text, StringConstraints(pattern=_CLOCK)]


class HoursShape(Shape):
    text: str = ""
    always: bool = False
    schedule: tuple[OpeningShape, ...] = ()


class SeenShape(Shape):
    on: date | None = None
    source: str = ""


class VerificationShape(Shape):
    on: date
    by: Text
    method: Literal["call", "visit", "page", "email"]
    result: str = ""


class ReferralShape(Shape):
    """A line or place that helps, aligned with HSDS."""

    id: Annotated[Text, StringConstraints(pattern=_ID)]
    name: Text
    english: str = ""
    kind: Literal["hotline", "online_channel", "arbitration_commission", "labour_inspection", "legal_aid_centre", "union", "court", "procuratorate", "women", "health", "ngo", "university_clinic"]  # fmt: skip
    services: tuple[Slug, ...] = Field(min_length=1)
    region: Adcode
    scope: Literal["national", "province", "city", "district"]
    status: Literal["active", "inactive", "defunct", "temporarily_closed"]
    publish: Literal["yes", "hold", "lead", "closed_notice"]
    phones: tuple[PhoneShape, ...] = ()
    address: str | None = None
    website: str | None = None
    wechat: str | None = None
    hours: HoursShape | None = None
    fee: str | None = None
    languages: tuple[str, ...] = ()
    bring: tuple[Text, ...] = ()
    about: str | None = None
    alert: str | None = None
    seen: SeenShape | None = None
    trust: str = ""
    verified: tuple[VerificationShape, ...] | VerificationShape | None = None
    checked: date | None = None


class ForbiddenShape(Shape):
    number: str = ""
    name: str = ""
    why: Text


class AllowedShape(Shape):
    numbers: tuple[Decimal, ...]
    why: Text


Values = dict[str, Decimal | str | date]
