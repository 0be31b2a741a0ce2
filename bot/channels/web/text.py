"""An answer's words as HTML: headings, lists and phone numbers to tap, from text that is escaped already."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

_HEADING = re.compile(r"<b>【.+?】</b>.*|<b>[^<]+[:：]\s*</b>")
_NUMBERED = re.compile(r"[\u200f\u2068]*\d{1,2}\u2069?\. ")
_DOTTED = re.compile(r"[\u200f\u2068]*· ")
_MARKS = "\u200f "
"""A block has its direction from its element, so a mark that turns its first line is not needed."""

_PHONE = re.compile(
    r"(?<![0-9A-Za-z第/.,\-–÷×+=〔（#;])(?<![÷×+=−] )"
    r"(0\d{2,3}-\d{7,8}|1[3-9]\d{9}|400-?\d{3}-?\d{4}|12[0-9]{3}|11[02]|119|12[02])"
    r"(?![0-9A-Za-z条款项号元块天%％/\-–]|[.,]\d|\s*[÷×+=−]|\s?(?:[元块天]|yuan|tệ|RMB))",
)
_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_SITE = re.compile(r"https?://[\w./?=&;%#~+:-]*[\w/]", re.ASCII)
_TAG = re.compile(r"(<[^>]+>)")


def html(text: str, heading: int = 3, *, rtl: bool = False) -> Markup:
    """Blocks for a piece of an answer; ``text`` is escaped, with ``<b>`` for what stands out.

    Where the language runs from the right, a line that is all Chinese or Latin keeps its own order.

    >>> print(html("<b>谁能帮：</b>\\n· 12333 热线"))
    <h3>谁能帮：</h3><ul><li><a href="tel:12333">12333</a> 热线</li></ul>
    """
    made = "".join(_blocks(text, rtl)).replace("<h3>", f"<h{heading}>").replace("</h3>", f"</h{heading}>")
    return Markup(made)  # noqa: S704 - the renderer has escaped it; tests hold it to <b> alone


def _blocks(text: str, rtl: bool) -> Iterator[str]:
    for paragraph in re.split(r"\n{2,}", text.strip("\n")):
        yield from _paragraph(paragraph.split("\n"), rtl)


def _paragraph(lines: list[str], rtl: bool) -> Iterator[str]:
    kind, held = "", list[str]()
    for line in lines:
        if not line.strip():
            continue
        fresh = _kind(line)
        if fresh == "more":
            if held:
                held[-1] += f"<br>{_line(line, rtl)}"
                continue
            fresh = "p"
        if fresh != kind or kind == "h3":
            yield from _closed(kind, held)
            kind, held = fresh, []
        held.append(_line(line, rtl))
    yield from _closed(kind, held)


def _kind(line: str) -> str:
    bare = line.strip(_MARKS)
    if _HEADING.fullmatch(bare):
        return "h3"
    if _NUMBERED.match(line):
        return "ol"
    if _DOTTED.match(line):
        return "ul"
    return "more" if line.startswith("  ") else "p"


def _line(line: str, rtl: bool) -> str:
    kind = _kind(line)
    if kind == "h3":
        bare = line.strip(_MARKS).removeprefix("<b>").replace("</b>", "", 1)
        title, bracket, rest = bare.removeprefix("【").partition("】")
        return _ordered(f"{title}{' · ' if rest else ''}{rest}" if bracket else title, rtl)
    if kind in ("ol", "ul"):
        line = (_NUMBERED if kind == "ol" else _DOTTED).sub("", line, count=1)
    return _ordered(with_links(line.strip(_MARKS)), rtl)


def _ordered(line: str, rtl: bool) -> str:
    return f'<bdi dir="ltr">{line}</bdi>' if rtl and not _RTL.search(line) else line


def _closed(kind: str, held: list[str]) -> Iterator[str]:
    if not held:
        return
    if kind in ("ol", "ul"):
        yield f"<{kind}>" + "".join(f"<li>{item}</li>" for item in held) + f"</{kind}>"
    elif kind == "h3":
        yield f"<h3>{held[0]}</h3>"
    else:
        yield f"<p>{'<br>'.join(held)}</p>"


def with_links(text: str) -> str:
    """Web addresses, and phone numbers that a phone dials; numbers of articles, sums and workings stay as they are.

    >>> with_links("打12333或0755-00000000；《劳动法》第110条，每月120元")
    '打<a href="tel:12333">12333</a>或<a href="tel:075500000000">0755-00000000</a>；《劳动法》第110条，每月120元'
    """
    text = _SITE.sub(_opened, text)
    return "".join(
        piece if piece.startswith("<") else _PHONE.sub(_dialled, piece) for piece in _TAG.split(text)
    )


def _opened(found: re.Match[str]) -> str:
    """In a tab of its own, which is told nothing of where it was opened."""
    return f'<a href="{found[0]}" target="_blank" rel="noopener noreferrer">{found[0]}</a>'


def _dialled(found: re.Match[str]) -> str:
    number = found.group(1)
    return f'<a href="tel:{number.replace("-", "")}">{number}</a>'
