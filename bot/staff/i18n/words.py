"""What can be wrong with a translation, in words for translators: code -> (fact, remedy) in Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass

FAULTS: dict[str, dict[str, tuple[str, str]]] = {
    "outdated": {
        "zh": ("译文文件和原文对不上（少 {missing} 句，多 {extra} 句）", "运行 gongyou i18n update"),
        "en": ("the catalog does not match its sources ({missing} sentence(s) missing, {extra} too many)", "run gongyou i18n update"),
    },
    "placeholder": {
        "zh": ("占位符和原文不同：原文 {wanted}，译文 {found}", "把花括号和 %(…)s 原样抄过来"),
        "en": ("the placeholders differ: source {wanted}, translation {found}", "copy the braces and %(...)s as they are"),
    },
    "plural": {
        "zh": ("单复数形式要 {wanted} 个，这里有 {found} 个", "每种形式都填上"),
        "en": ("{wanted} plural form(s) are needed, {found} are filled", "fill each form"),
    },
    "markup": {
        "zh": ("标记和原文不同：原文 {wanted}，译文 {found}", "换行、标签和图标照原文保留"),
        "en": ("the markup differs: source {wanted}, translation {found}", "keep line breaks, tags and symbols as in the source"),
    },
    "number_missing": {
        "zh": ("少了原文的数字 {number}", "把数字写进译文，用数字写"),
        "en": ("the number {number} of the source is missing", "put it into the translation, in digits"),
    },
    "number_extra": {
        "zh": ("多了原文没有的数字 {number}", "核对原文，改正或删掉"),
        "en": ("the number {number} does not stand in the source", "compare with the source; correct or remove it"),
    },
    "article": {
        "zh": ("少了{reference}", "法律名称和条号照中文保留，译名可以写在旁边"),
        "en": ("{reference} is missing", "keep the Chinese title and article number; a translation may stand beside them"),
    },
    "width": {
        "zh": ("用了全角符号“{char}”", "换成这种语言自己的标点"),
        "en": ("the full-width character '{char}' is used", "use the punctuation of the language"),
    },
    "half_width": {
        "zh": ("汉字旁边用了半角符号“{char}”", "换成全角标点"),
        "en": ("the half-width character '{char}' stands beside Chinese", "use full-width punctuation"),
    },
    "leftover": {
        "zh": ("还有没翻译的中文“{text}”", "翻译它；官方名称的中文放在括号里"),
        "en": ("Chinese is left over: '{text}'", "translate it; put the Chinese of official names in brackets"),
    },
    "glossary": {
        "zh": ("“{term}”没有按词汇表译成“{wanted}”", "用词汇表的说法，或在 glossary.yaml 里加上这个说法"),
        "en": ("'{term}' is not translated as in the glossary ('{wanted}')", "use the glossary's word, or add this one to glossary.yaml"),
    },
    "glossary_file": {
        "zh": ("词汇表写法有误", "每行写 中文词: 译法 或 中文词: [译法, 译法]"),
        "en": ("the glossary is not written right", "write 'Chinese term: translation' or 'Chinese term: [one, another]'"),
    },
    "long_label": {
        "zh": ("按钮文字有 {count} 个字符", "缩短到 {most} 个以内"),
        "en": ("the button's text has {count} characters", "shorten it to {most} or fewer"),
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong with a translation: a code of FAULTS and its values."""

    code: str
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class Fault:
    """A flaw and where it stands; ``str`` says it in Chinese and in English."""

    path: str
    line: int
    flaw: Flaw

    def __str__(self) -> str:
        """
        >>> print(Fault("locales/en/glossary.yaml", 3, Flaw("glossary_file", {})))
        locales/en/glossary.yaml:3: 词汇表写法有误；每行写 中文词: 译法 或 中文词: [译法, 译法] / the glossary is not written right; write 'Chinese term: translation' or 'Chinese term: [one, another]'
        """
        said = FAULTS[self.flaw.code]
        zh, en = "；".join(said["zh"]), "; ".join(said["en"])
        return f"{self.path}:{self.line}: {zh.format(**self.flaw.values)} / {en.format(**self.flaw.values)}"


def flaw(code: str, **values: object) -> Flaw:
    """A flaw by its code."""
    return Flaw(code, values)
