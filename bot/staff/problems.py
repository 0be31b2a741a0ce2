"""What is wrong with the rule base as ``gongyou check`` says it: the gravest first, for people, editors and CI."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from pathlib import Path

from bot.core.model import RuleBase
from bot.errors import RuleError
from bot.rulebase.faults import SEVERITIES, severity
from bot.rulebase.load import examined

_HEADINGS = {
    "stops": {"zh": "机器人不能用，先改这些", "en": "The bot cannot use this; mend it first"},
    "misleads": {"zh": "机器人能用，但可能答错", "en": "The bot works but may answer otherwise than meant"},
    "style": {"zh": "写法", "en": "Style"},
}
_CORRECTED = {"zh": "改成", "en": "write"}


def found(folder: Path, cache: Path | None, locales: Path) -> tuple[RuleBase | None, list[RuleError]]:
    """The rule base, None where it cannot be used, and all problems of it and its papers, the gravest first."""
    rules, errors = examined(folder, cache=cache, strict=True)
    if rules is not None:
        errors = [*errors, *_papers(rules, folder, cache, locales)]
    return rules, ordered(errors)


def _papers(rules: RuleBase, folder: Path, cache: Path | None, locales: Path) -> list[RuleError]:
    """Faults of the paper templates; those found good are not filled in again until they or what fills them change."""
    mark = cache / f"papers-{_papers_digest(folder)}.checked" if cache else None
    if mark and mark.exists():
        return []
    from bot.staff.papers import paper_faults

    errors = list(paper_faults(rules, folder, locales))
    if mark and not errors:
        with suppress(OSError):
            mark.parent.mkdir(parents=True, exist_ok=True)
            for old in mark.parent.glob("papers-*.checked"):
                old.unlink(missing_ok=True)
            mark.touch()
    return errors


def _papers_digest(folder: Path) -> str:
    code = Path(__file__).parent
    sources = (
        *sorted((folder / "papers").glob("*.docx")),
        folder / "laws.yaml",
        code / "papers.py",
        *sorted((code.parent / "rendering").glob("paper*.py")),
    )
    total = hashlib.sha256()
    for path in sources:
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()[:16]


def ordered(errors: Iterable[RuleError]) -> list[RuleError]:
    """The gravest first, then by place; the same thing said twice is said once."""
    unlike = {(error.location, error.code, error.words["en"]): error for error in errors}
    return sorted(unlike.values(), key=lambda error: (_rank(error), error.location, error.code))


def _rank(error: RuleError) -> int:
    return SEVERITIES.index(severity(error.code))


def full(errors: Sequence[RuleError], language: str) -> str:
    """Problems under headings by gravity, with the line as it should stand."""
    chosen = "zh" if language.startswith("zh") else "en"
    blocks = []
    for rank, group in groupby(errors, key=_rank):
        blocks.append(f"== {_HEADINGS[SEVERITIES[rank]][chosen]}")
        blocks.extend(_block(error, chosen) for error in group)
    count = len(errors)
    blocks.append(f"{count} 个问题" if chosen == "zh" else f"{count} problem{'' if count == 1 else 's'}")
    return "\n".join(blocks)


def _block(error: RuleError, language: str) -> str:
    said = error.say(language)
    return f"{said}\n    {_CORRECTED[language]} | {error.corrected}" if error.corrected else said


def compact(errors: Iterable[RuleError], language: str) -> Iterator[str]:
    """``path:line:column: code message``, one line a problem."""
    for error in errors:
        fact, remedy = _words(error, language)
        yield f"{error.location}: {error.code} {fact}; {remedy}".replace("\n", " ")


def as_json(errors: Iterable[RuleError], language: str) -> str:
    """A list of problems for other programs."""
    return json.dumps([record(error, language) for error in errors], ensure_ascii=False, indent=1)


def record(error: RuleError, language: str) -> dict[str, str | int | None]:
    """One problem as plain values; ``corrected`` is None where no line can be proposed."""
    fact, remedy = _words(error, language)
    return {
        "path": error.location.path,
        "line": error.location.line,
        "column": error.location.column,
        "severity": severity(error.code),
        "code": error.code,
        "fact": fact,
        "remedy": remedy,
        "corrected": error.corrected or None,
    }


def _words(error: RuleError, language: str) -> tuple[str, str]:
    return error.words["zh" if language.startswith("zh") else "en"]


def praise(rules: RuleBase, language: str) -> str:
    """What a rule base without problems holds."""
    counts = (rules.topics, rules.provisions, rules.figures, rules.regions, rules.referrals)
    words = (
        "好：{} 个题目，{} 条规定，{} 种数字，{} 个地区，{} 个求助处"
        if language.startswith("zh")
        else "Good: {} topics, {} provisions, {} figures, {} regions, {} referrals"
    )
    return words.format(*map(len, counts))
