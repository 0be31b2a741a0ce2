"""YAML's own traps in words for the people who edit it: code -> (fact, remedy) by language."""

from __future__ import annotations

TRAPS: dict[str, dict[str, tuple[str, str]]] = {
    "missing_file": {
        "zh": ("找不到这个文件", "把它放回来，文件名不要改"),
        "en": ("this file is missing", "put it back under the same name"),
    },
    "unreadable": {
        "zh": ("文件读不出来：{detail}", "看看文件是不是坏了，能不能打开"),
        "en": ("the file cannot be read: {detail}", "see whether it is damaged or may not be opened"),
    },
    "encoding": {
        "zh": ("文件不是 UTF-8 编码{guess}", "用编辑器的“另存为”，编码选 UTF-8"),
        "en": ("the file is not saved in UTF-8{guess}", "use 'Save as' in the editor and choose UTF-8"),
    },
    "tab": {
        "zh": ("这一行用了 Tab 键", "把 Tab 换成两个空格"),
        "en": ("this line holds a tab", "use two spaces instead of the tab"),
    },
    "wide_space": {
        "zh": ("这一行开头有全角空格", "切换到英文输入法，用普通空格"),
        "en": ("this line begins with a full-width space", "use ordinary spaces"),
    },
    "wide_colon": {
        "zh": ("这里用了中文冒号“：”", "键后面要用英文冒号加一个空格，例如 {example}"),
        "en": ("a full-width colon '：' stands after the key", "use ': ' (colon and a space), for example {example}"),
    },
    "wide_dash": {
        "zh": ("这里用了“{dash}”，不是英文减号", "一项的开头要写英文减号加一个空格：- "),
        "en": ("'{dash}' stands here in place of '-'", "begin an item with '-' and a space"),
    },
    "wide_flow": {
        "zh": ("括号里用了中文标点，或冒号后面没有空格", "括号里要用英文标点：[a, b] 或 {{a: 1, b: 2}}"),
        "en": ("Chinese punctuation inside brackets, or no space after a colon", "write [a, b] or {{a: 1, b: 2}}"),
    },
    "wide_value": {
        "zh": ("“{value}”里有全角字符或中文标点", "切换到英文输入法，写成 {wanted}"),
        "en": ("'{value}' holds full-width characters", "write {wanted} with an English keyboard"),
    },
    "no_space_colon": {
        "zh": ("“{key}:”的冒号后面没有空格", "冒号后面加一个空格"),
        "en": ("no space after the colon of '{key}:'", "put a space after the colon"),
    },
    "no_space_dash": {
        "zh": ("行首的减号后面没有空格", "减号后面加一个空格"),
        "en": ("no space after the '-' that begins an item", "put a space after it"),
    },
    "no_colon": {
        "zh": ("“{key}”后面没有冒号", "写成 {key}: …"),
        "en": ("no colon after '{key}'", "write {key}: ..."),
    },
    "inner_colon": {
        "zh": ("句子里有英文冒号，没有加引号，机器会看成另一个键", "整句加上引号，或把冒号改成“：”"),
        "en": ("an unquoted sentence holds ': ', which reads as another key", "put the whole sentence in quotes"),
    },
    "open_quote": {
        "zh": ("引号没有关上", "在句子末尾补上 {quote}"),
        "en": ("this quote is never closed", "put {quote} at the end of the sentence"),
    },
    "mixed_quote": {
        "zh": ("开头是英文引号 {quote}，结尾是中文引号“{end}”", "结尾也用英文引号 {quote}"),
        "en": ("it begins with {quote} but ends with '{end}'", "end it with {quote} too"),
    },
    "after_quote": {
        "zh": ("引号关上以后还有字", "删掉多出来的字，或者整句放进一对单引号里"),
        "en": ("there is text after the closing quote", "delete it, or put the whole sentence into one pair of quotes"),
    },
    "open_bracket": {
        "zh": ("括号 {bracket} 没有关上", "在末尾补上 {end}"),
        "en": ("the bracket {bracket} is never closed", "put {end} at the end"),
    },
    "extra_bracket": {
        "zh": ("多了一个 {bracket}", "删掉多出来的括号"),
        "en": ("there is one {bracket} too many", "delete it"),
    },
    "special_start": {
        "zh": ("没有引号的文字不能以 {sign} 开头", "整句加上引号"),
        "en": ("unquoted text cannot begin with {sign}", "put the whole sentence in quotes"),
    },
    "indent": {
        "zh": ("这一行的缩进不对（现在 {now} 个空格）", "和同一层的行对齐：{wanted} 个空格"),
        "en": ("this line is indented by {now} space(s)", "align it with its neighbours: {wanted} space(s)"),
    },
    "bad_character": {
        "zh": ("这里有一个看不见的字符（{sign}）", "删掉它"),
        "en": ("an invisible character stands here ({sign})", "delete it"),
    },
    "syntax": {
        "zh": ("这里 YAML 读不下去：{detail}", "看看这一行和上一行：引号要成对，冒号后要空格，含冒号的句子要加引号"),
        "en": ("this is not valid YAML: {detail}", "look at this line and the one before: pair the quotes, put a space after each colon, quote sentences that hold a colon"),
    },
    "duplicate_key": {
        "zh": ("“{key}”在同一层出现了两次（第一次在第 {first} 行）", "删掉一个，或者改名"),
        "en": ("'{key}' stands twice at the same level (first in line {first})", "delete or rename one of them"),
    },
    "merged_line": {
        "zh": ("这一行被当成上一行的后半句", "要另起一项就写“- ”（减号加空格），要另起一个键就写“键: ”"),
        "en": ("this line is read as the rest of the sentence above", "begin an item with '- ', a key with 'key: '"),
    },
    "unquoted_code": {
        "zh": ("号码 {value} 没有加引号，别的程序会丢掉前面的 0", "加上引号"),
        "en": ("the code {value} is not quoted: other programs drop its leading zeros", "put it in quotes"),
    },
    "unquoted_number": {
        "zh": ("“{value}”会被读成数字 {read}", "要的是文字就加引号，要的是数字就写 {read}"),
        "en": ("'{value}' reads as the number {read}", "quote it if it is text, or write {read}"),
    },
    "trailing_space": {
        "zh": ("行末有多余的空格", "删掉行末的空格"),
        "en": ("spaces stand at the end of the line", "delete them"),
    },
    "bom": {
        "zh": ("文件开头有看不见的 BOM 标记", "另存为 UTF-8（不带 BOM）"),
        "en": ("the file begins with an invisible byte order mark", "save it as UTF-8 without BOM"),
    },
}  # fmt: skip

PLAIN: dict[str, tuple[str, str]] = {
    "could not find expected ':'": ("这里应该有冒号", "a colon is expected"),
    "did not find expected key": ("这一行和上面的行对不上", "this line does not fit those above"),
    "did not find expected '-' indicator": ("这里应该是以“- ”开头的一项", "an item beginning with '- ' is expected"),
    "mapping values are not allowed in this context": ("这里不能再有冒号", "no further colon can stand here"),
    "block sequence entries are not allowed in this context": ("这里不能以“- ”开始一项", "no item can begin here"),
    "mapping keys are not allowed in this context": ("这里不能用问号开头", "text cannot begin with '?'"),
    "found unexpected end of stream": ("文件在这里断了", "the file breaks off"),
    "found character that cannot start any token": ("这个符号不能放在开头", "this sign cannot stand at the start"),
    "did not find expected node content": ("这里应该有内容", "a value is expected"),
    "did not find expected ',' or ']'": ("方括号里缺逗号或没有关上", "a comma or ']' is missing"),
    "did not find expected ',' or '}'": ("花括号里缺逗号或没有关上", "a comma or '}' is missing"),
    "found unknown escape character": ("双引号里的反斜杠 \\ 用错了，改用单引号", "a backslash in double quotes; use single quotes"),
    "a second document starts here": ("只有一行 ---：后面成了另一份文件", "'---' begins a second document"),
    "but found another document": ("--- 后面成了另一份文件", "'---' begins a second document"),
    "an alias (*name) cannot be used here": ("不能用 *名字 引用别处", "*name cannot be used here"),
    "a key must be a word": ("键必须是一个词", "a key must be a word"),
}  # fmt: skip
"""What the YAML library says -> (Chinese, English)."""
