"""From the name of a place or a law, as people write it, to the code or citation that the rule base wants."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rapidfuzz import fuzz, process

from bot.core.model import Law, Region
from bot.rulebase.hints import CLOSE, Hint, did_you_mean

_LEVELS = ("nation", "province", "prefecture", "district", "town")
_ARTICLE = re.compile(
    r"^《?(?P<law>[^《》0-9]+?)》?第? ?(?P<article>\d+) ?条(?:第? ?(?P<paragraph>\d+) ?款)?$"
)


def region_hint(written: str, regions: Mapping[str, Region]) -> Hint:
    """The code of the region whose name or code is nearest to what was written."""
    if re.match(r"\d", written):
        close = did_you_mean(written, regions).close
    else:
        names = _names(regions)
        found = process.extractOne(written.casefold(), list(names), scorer=fuzz.ratio, score_cutoff=CLOSE)
        close = names[found[0]] if found else ""
    return Hint(close, regions[close].zh) if close else Hint()


def _names(regions: Mapping[str, Region]) -> dict[str, str]:
    """Every name -> its code; where two places share a name, the larger one has it."""
    out: dict[str, str] = {}
    for code, region in sorted(regions.items(), key=lambda item: (_LEVELS.index(item[1].level), item[0])):
        for name in (region.zh, region.zh.rstrip("省市区县"), region.en, region.pinyin, *region.aliases):
            out.setdefault(name.casefold(), code)
    return out


def citation_hint(written: str, laws: Mapping[str, Law]) -> Hint:
    """``劳动合同法第9条`` as ``labour_contract_law/9``; empty where it does not read like an article of a known law."""
    found = _ARTICLE.match(written.strip())
    if found is None:
        return Hint()
    id = next((id for id, law in laws.items() if found["law"] in (law.title, law.short)), "")
    parts = (id, found["article"], found["paragraph"])
    return Hint("/".join(part for part in parts if part)) if id else Hint()
