"""What the values of trends are called, taken from the rule base and its translations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from bot.core.model import RuleBase
from bot.rendering.catalogs import locale_of
from bot.rendering.render import Renderer
from bot.trends.naming import Naming

SPOKEN = {"zh": "zh_Hans", "en": "en"}
"""The report's languages as the catalogs call them."""
_PIECES = {"calculator": ("label", "key"), "paper": ("paper_kind", "kind")}
"""Templates of rendering that have the names of sums and papers, and what they ask for."""
_BESIDE = re.compile(r"\s*\([^()]*[\u4e00-\u9fff][^()]*\)")


def naming_of(rules: RuleBase, renderer: Renderer, language: str) -> Naming:
    """Names of topics, places, languages, sums and papers in ``zh`` or ``en``."""
    spoken = SPOKEN[language]
    catalog, locale = renderer.catalog(spoken), locale_of(spoken)

    def made(column: str, value: str) -> str:
        if column not in _PIECES:
            return ""
        template, field = _PIECES[column]
        return plain(renderer.piece(spoken, template, **{field: value}))

    return Naming(
        language,
        {
            "topic": {
                topic.id: plain(catalog.say(topic.title, "guidance").text) for topic in rules.topics.values()
            },
            "region": places(rules, language),
            "language": {one: locale_of(one).get_display_name(locale) or one for one in rules.languages},
        },
        made,
    )


def plain(title: str) -> str:
    """A title without the Chinese that a worker sees beside it.

    >>> plain("Severance pay (经济补偿金)"), plain("被辞退")
    ('Severance pay', '被辞退')
    """
    return _BESIDE.sub("", title)


def places(rules: RuleBase, language: str) -> Mapping[str, str]:
    """Names of provinces and prefectures; a name that two of them have is told apart by its province."""
    known = {code: region for code, region in rules.regions.items() if rules.prefecture(code) == code}
    names = {code: region.zh if language == "zh" else region.en for code, region in known.items()}
    seen = Counter(names.values())
    return {
        code: f"{name}, {names[f'{code[:2]}0000']}"
        if seen[name] > 1 and f"{code[:2]}0000" in names and not code.endswith("0000")
        else name
        for code, name in names.items()
    }
