"""What can be wrong with the rule base, in words for the people who edit it: code -> (fact, remedy) by language."""

from __future__ import annotations

from typing import Literal, get_args

from bot.rulebase.faults_yaml import TRAPS

Severity = Literal["stops", "misleads", "style"]
"""A running bot refuses it; it answers otherwise than meant; it only hinders those who edit."""

FAULTS: dict[str, dict[str, tuple[str, str]]] = {
    "missing_folder": {
        "zh": ("找不到规则库文件夹 {name}", "检查路径，或用 GONGYOU_KNOWLEDGE 指定"),
        "en": ("the rule base folder {name} does not exist", "check the path, or set GONGYOU_KNOWLEDGE"),
    },
    "shape": {
        "zh": ("这里应该是{wanted}", "照同类文件的写法改"),
        "en": ("{wanted} expected here", "write it as the other files of this kind do"),
    },
    "unknown_key": {
        "zh": ("不认识的键“{key}”", "{hint}能用的键：{known}"),
        "en": ("'{key}' is not a key of this file", "{hint}keys allowed here: {known}"),
    },
    "missing_key": {
        "zh": ("缺少“{key}”", "加上一行 {key}: …"),
        "en": ("'{key}' is missing", "add a line {key}: ..."),
    },
    "bad_value": {
        "zh": ("{key} 不能写“{value}”{detail}", "{hint}要写{wanted}"),
        "en": ("{key} cannot be '{value}'{detail}", "{hint}write {wanted}"),
    },
    "bad_date": {
        "zh": ("“{value}”不是日期{detail}", "写成 {wanted} 这样：年-月-日，月和日各两位"),
        "en": ("'{value}' is not a date{detail}", "write it like {wanted}: year-month-day, two digits each"),
    },
    "bad_region": {
        "zh": ("“{value}”不是地区代码", "{hint}写 regions.yaml 里的六位代码，加引号"),
        "en": ("'{value}' is not the code of a region", "{hint}write the six digits of regions.yaml in quotes"),
    },
    "not_a_number": {
        "zh": ("{key} 的“{value}”不是数字", "只写数字，不写单位、逗号和文字，例如 {wanted}"),
        "en": ("the {key} '{value}' is not a number", "write digits only, no unit, comma or words, for example {wanted}"),
    },
    "unknown_id": {
        "zh": ("没有叫“{id}”的{kind}", "{hint}检查拼写"),
        "en": ("there is no {kind} '{id}'", "{hint}check the spelling"),
    },
    "unknown_article": {
        "zh": ("《{law}》没有第 {article} 条", "核对条号；这部法的条号到 {last} 为止"),
        "en": ("{law} has no article {article}", "check the number; its last article is {last}"),
    },
    "unknown_paragraph": {
        "zh": ("《{law}》第 {article} 条没有第 {paragraph} 款", "这一条共有 {count} 款"),
        "en": ("article {article} of {law} has no paragraph {paragraph}", "it has {count} paragraph(s)"),
    },
    "bad_citation": {
        "zh": ("“{value}”不是引用的写法", "{hint}写成 法律id/条/款(项)，例如 labour_law/44/1(2)"),
        "en": ("'{value}' is not a citation", "{hint}write law_id/article/paragraph(item), for example labour_law/44/1(2)"),
    },
    "reversed": {
        "zh": ("开始日 {start} 晚于结束日 {end}", "把两个日期对调或改正"),
        "en": ("it starts on {start}, after it ends on {end}", "swap or correct the two dates"),
    },
    "overlap": {
        "zh": ("和第 {line} 行的日期重叠（{start} 起）", "给旧的一行加 until，或改 from"),
        "en": ("its dates overlap those of line {line} (from {start})", "give the older row an 'until', or change 'from'"),
    },
    "duplicate_id": {
        "zh": ("编号“{id}”已经用过（{where}）", "换一个没用过的编号"),
        "en": ("the id '{id}' is taken ({where})", "choose another"),
    },
    "wrong_name": {
        "zh": ("编号“{id}”和文件名不一致", "编号要写成 {wanted}"),
        "en": ("the id '{id}' does not match the file name", "the id must be {wanted}"),
    },
    "template": {
        "zh": ("花括号里的写法有误：{detail}", "写成 {example} 这样"),
        "en": ("the template in braces is wrong: {detail}", "write it like {example}"),
    },
    "template_name": {
        "zh": ("花括号里的“{name}”不是全国数字", "{hint}只能用 figures/ 里的全国数字，例如 {example}"),
        "en": ("'{name}' in braces is not a national figure", "{hint}only national figures of figures/ can be used, for example {example}"),
    },
    "same_example": {
        "zh": ("同一个问法在“{first}”和“{second}”下都有", "只留在更合适的一个题目下"),
        "en": ("the same example stands under '{first}' and '{second}'", "keep it under the one that fits better"),
    },
    "near_example": {
        "zh": ("和“{other}”题目下的“{text}”几乎一样", "改得不一样些，或只留一个"),
        "en": ("nearly the same as '{text}' under '{other}'", "make them more different, or keep one"),
    },
    "few_examples": {
        "zh": ("题目“{topic}”只有 {count} 个问法", "至少写 {least} 个"),
        "en": ("topic '{topic}' has only {count} example(s)", "write at least {least}"),
    },
    "forbidden": {
        "zh": ("“{text}”在禁止名单里（{why}）", "删掉它"),
        "en": ("'{text}' is on the forbidden list ({why})", "remove it"),
    },
    "empty": {
        "zh": ("文件是空的", "写入内容，或删掉这个文件"),
        "en": ("the file is empty", "fill it, or delete the file"),
    },
    "missing_topic": {
        "zh": ("缺少题目文件 topics/{topic}.yaml", "补上这个文件"),
        "en": ("topics/{topic}.yaml is missing", "add the file"),
    },
    "paper_missing": {
        "zh": ("缺少文书模板", "把它放回 papers/ 文件夹，文件名不要改"),
        "en": ("this paper template is missing", "put it back into papers/ under the same name"),
    },
    "paper_unreadable": {
        "zh": ("这个文书模板打不开（{detail}）", "用文字处理软件重新存成 .docx"),
        "en": ("this paper template cannot be opened ({detail})", "save it again as .docx with a word processor"),
    },
    "paper_template": {
        "zh": ("文书模板里花括号的写法有误：{detail}", "看看这一段：括号要成对，{example} 这样写，循环和条件要有 endfor、endif"),
        "en": ("a template in braces is wrong in this paper: {detail}", "look at this paragraph: pair the braces, write {example}, end every for and if"),
    },
    "paper_name": {
        "zh": ("文书模板里没有“{name}”这个名字可用", "{hint}能用的名字见 papers/README.md"),
        "en": ("'{name}' is not a name that paper templates can use", "{hint}papers/README.md lists those they can"),
    },
    "unsourced_number": {
        "zh": ("数字 {number} 在所引条文里找不到", "核对条文，或在 allowed_numbers.yaml 写明理由"),
        "en": ("the number {number} does not stand in the articles cited", "check the article, or give the reason in allowed_numbers.yaml"),
    },
    "long_sentence": {
        "zh": ("这句话有 {count} 个字", "拆成短句，每句不超过 {most} 个字"),
        "en": ("this sentence has {count} characters", "split it; at most {most} a sentence"),
    },
}  # fmt: skip


FAULTS |= TRAPS

_MILD: dict[str, Severity] = {
    "merged_line": "misleads",
    "unquoted_number": "misleads",
    "near_example": "misleads",
    "few_examples": "misleads",
    "unsourced_number": "misleads",
    "unquoted_code": "style",
    "trailing_space": "style",
    "bom": "style",
    "long_sentence": "style",
}

KINDS: dict[str, dict[str, str]] = {
    "law": {"zh": "法律", "en": "law"},
    "region": {"zh": "地区", "en": "region"},
    "topic": {"zh": "题目", "en": "topic"},
    "figure": {"zh": "数字", "en": "figure"},
    "service": {"zh": "服务", "en": "service"},
    "provision": {"zh": "规定", "en": "provision"},
}
"""What an id can be the id of, in each language."""

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The gravest first."""


def severity(code: str) -> Severity:
    """How grave a fault is: what is not said to be milder stops the bot."""
    return _MILD.get(code, "stops")


def say(code: str, language: str, **values: object) -> tuple[str, str]:
    """Fact and remedy of a fault in ``zh`` or ``en``."""
    fact, remedy = FAULTS[code]["zh" if language.startswith("zh") else "en"]
    return fact.format(**values), remedy.format(**values)
