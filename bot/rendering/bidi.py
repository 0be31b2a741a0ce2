"""Mixed directions: Uyghur with Chinese names, Latin words and numbers in it, in the order in which they are read.

Only invisible marks are added, around runs and never inside them: a phone number is still copied as it stands.
"""

from __future__ import annotations

import re

FSI, PDI, RLM = "\u2068", "\u2069", "\u200f"
"""First-strong isolate and its end; right-to-left mark."""

_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_CHAR = r"0-9A-Za-z\u00c0-\u024f\u3400-\u9fff《》〔〕（）"
_EDGE = " :;,.·"
"""What belongs to the line around a run, not into it: a colon before a number stays at the word it follows."""
_RUN = re.compile(rf"[+]?[{_CHAR}](?:[^\n\x02\x03\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]*[{_CHAR}%)])?%?")


def isolated(text: str) -> str:
    """Each line that holds right-to-left letters with its other runs isolated and read from the right.

    Without it a dash or a space turns the parts of a number round, and a line that begins with a number runs the
    wrong way. Lines without a right-to-left letter stay as they are.

    >>> isolated("تېلېفون 0755-2511") == "تېلېفون \u20680755-2511\u2069"
    True
    """
    return "\n".join(_line(line) if _RTL.search(line) else line for line in text.split("\n"))


def _line(line: str) -> str:
    marked = _RUN.sub(lambda run: _wrapped(run.group()), line)
    first = marked.lstrip(" \x02\x03")[:1]
    return marked if _RTL.match(first) else RLM + marked


def _wrapped(run: str) -> str:
    """A run isolated; a bracket whose partner is outside it stays outside too, or the pair would face both ways."""
    lonely = _lonely_bracket(run)
    if lonely is not None:
        return _wrapped(run[:lonely]) + run[lonely] + _wrapped(run[lonely + 1 :])
    core = run.strip(_EDGE)
    return run.replace(core, f"{FSI}{core}{PDI}", 1) if core else run


def _lonely_bracket(run: str) -> int | None:
    opened: list[int] = []
    for place, char in enumerate(run):
        if char == "(":
            opened.append(place)
        elif char == ")":
            if not opened:
                return place
            opened.pop()
    return opened[0] if opened else None
