"""The likely cause of a YAML syntax error, in plain words, and what to write instead.

A YAML parser says where it gave up and what it hoped for; the slip is often elsewhere. This looks
at the lines around that place as a colleague would. It is pure text work: it knows no parser, only
where one stopped, and everything it gives is an index into the text it was given.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

_MOST_SHOWN = 60
"""A longer value is not repeated in the help."""
_LINE_ENDS = "\r\n"
_ODD_BLANKS = {
    "\xa0": "a no-break space",
    "\u2007": "a figure space",
    "\u202f": "a narrow no-break space",
    "\u3000": "an ideographic space",
    "\u200b": "a zero-width space",
    "\ufeff": "a byte order mark",
    "\x85": "a next-line character",
    "\u2028": "a line separator",
    "\u2029": "a paragraph separator",
}
_ODD = "".join(_ODD_BLANKS)
_ODD_BLANK = re.compile(rf"^ *(?:- *)?([{_ODD}])|^[ -]*\w[\w.-]{{0,40}} ?:([{_ODD}])")
_WIDE_COLON = re.compile(r"^[ -]*\w[\w.-]{0,40} ?(：)")
_NO_BLANK = re.compile(r"^[ -]*(?P<key>\w[\w.-]{0,40})(?P<colon>:)(?P<value>[^\s:/].*)")
_BRACES = re.compile(r"(?:: +|^ *- +)(\{[{%])")
_PAIR = re.compile(
    r"^(?P<indent> *(?:- +)*)(?P<key>\"[^\"]*\"|'[^']*'|\w[^:\"']{0,40}?) *: +(?P<value>\S.*)"
)
_ITEM = re.compile(r"^ *- +(?P<value>\S.*)")
_ESCAPE = re.compile(r"\\(?:x\w{0,2}|u\w{0,4}|U\w{0,8}|\S)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class Cause(NamedTuple):
    """What is wrong between two indexes of the text."""

    start: int
    end: int
    detail: str
    """Reads on after "cannot be read as YAML: "."""
    help: str


class _Trouble:
    """Where a parser stopped, and the line that it stopped in."""

    def __init__(self, text: str, at: int, context: int | None, words: str) -> None:
        self.text = text
        self.words = words
        """The parser's own, lower case; only what both parsers of PyYAML say is looked for."""
        self.context = context
        """Where the thing began that could not be read to its end."""
        self.at = min(at, len(text))
        if context is not None and ("simple key" in words or not text[self.at :].strip()):
            self.at = context
        self.start = self._line_start(self.at)
        self.line = self._line(self.start)

    @property
    def char(self) -> str:
        """The character that the parser stopped at; empty at the end."""
        return self.text[self.at : self.at + 1]

    def previous(self) -> tuple[int, str]:
        """Start and text of the last line above that is not blank."""
        end = len(self.text[: self.start].rstrip())
        start = self._line_start(end)
        return start, self._line(start)

    def _line_start(self, at: int) -> int:
        return max(self.text.rfind(end, 0, at) for end in _LINE_ENDS) + 1

    def _line(self, start: int) -> str:
        return re.split(r"[\r\n]", self.text[start : start + 2_000], maxsplit=1)[0]

    def value(self) -> tuple[str, str]:
        """Key and value of the line as they stand there; an item has no key, and both may be ""."""
        if item := _ITEM.match(self.line):
            return "", item["value"].rstrip()
        if pair := _PAIR.match(self.line):
            return pair["key"], pair["value"].rstrip()
        return "", ""

    def quote(self) -> str:
        """The advice to quote the line's value, spelled out when it is short."""
        key, value = self.value()
        if not value or len(value) > _MOST_SHOWN or value[0] in "\"'|>" or "`" in value:
            return "Put the value in quotes."
        quoted = in_quotes(value)
        return f"Write `{key}: {quoted}`." if key else f"Write `- {quoted}`."


def in_quotes(value: str) -> str:
    """The value as a YAML string in quotes: double ones, unless they would need escapes."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def likely_cause(text: str, at: int, context: int | None, words: str) -> Cause:
    """Why YAML cannot read on at index `at` of `text`.

    `context` is where the construct began that the parser was in, if it says so, and `words` are
    the parser's own.
    """
    if control := _CONTROL.search(text):
        return Cause(
            control.start(),
            control.end(),
            f"it holds the control character U+{ord(control[0]):04X}",
            "Delete that character.",
        )
    trouble = _Trouble(text, at, context, words.lower())
    for cause in _CAUSES:
        if found := cause(trouble):
            break
    else:
        found = _unknown(trouble)
    return found._replace(end=max(found.start, found.end))


# --- the causes, the surest first -----------------------------------------------------------------


def _tab(trouble: _Trouble) -> Cause | None:
    indent = trouble.line[: len(trouble.line) - len(trouble.line.lstrip())]
    tab = indent.find("\t")
    if tab < 0 and trouble.char != "\t":
        return None
    start = trouble.start + tab if tab >= 0 else trouble.at
    end = start + 1
    while trouble.text[end : end + 1] == "\t":
        end += 1
    return Cause(
        start, end, "a tab indents this line", "Indent with blanks: YAML does not allow tabs there."
    )


def _odd_blank(trouble: _Trouble) -> Cause | None:
    for start, line in ((trouble.start, trouble.line), trouble.previous()):
        if match := _ODD_BLANK.match(line):
            group = 1 if match[1] else 2
            name = f"{_ODD_BLANKS[match[group]]} (U+{ord(match[group]):04X})"
            return Cause(
                start + match.start(group),
                start + match.end(group),
                f"{name} stands where YAML needs an ordinary blank",
                "Replace it by an ordinary blank.",
            )
    return None


def _wide_colon(trouble: _Trouble) -> Cause | None:
    for start, line in ((trouble.start, trouble.line), trouble.previous()):
        if match := _WIDE_COLON.match(line):
            return Cause(
                start + match.start(1),
                start + match.end(1),
                "a full-width colon `：` stands behind the key",
                "Write an ordinary colon and a blank: `: `.",
            )
    return None


def _braces(trouble: _Trouble) -> Cause | None:
    match = _BRACES.search(trouble.line)
    if match is None:
        return None
    return Cause(
        trouble.start + match.start(1),
        trouble.start + match.end(1),
        f"`{match[1]}` at the start of a value opens a mapping",
        trouble.quote(),
    )


def _reserved(trouble: _Trouble) -> Cause | None:
    at, what = trouble.at, "a value"
    if "document start" in trouble.words:
        at, what = max(trouble.text.find("\n%"), trouble.text.find("\r%")) + 1, "a line"
    if trouble.text[at : at + 1] not in ("@", "`", "%"):
        return None
    char = trouble.text[at].replace("`", "a backtick")
    shown = char if len(char) > 1 else f"`{char}`"
    return Cause(at, at + 1, f"{shown} cannot start {what} without quotes", trouble.quote())


def _alias(trouble: _Trouble) -> Cause | None:
    for word, char, name in (("an alias", "*", "an alias"), ("an anchor", "&", "an anchor")):
        if f"scanning {word}" in trouble.words and trouble.context is not None:
            start = trouble.context
            detail = f"`{char}` at the start of a value makes it {name}"
            return Cause(start, start + 1, detail, trouble.quote())
    return None


def _tag(trouble: _Trouble) -> Cause | None:
    if "a tag" not in trouble.words or trouble.context is None:
        return None
    start = trouble.context
    return Cause(start, start + 1, "`!` at the start of a value makes it a tag", trouble.quote())


def _block_text(trouble: _Trouble) -> Cause | None:
    if "block scalar" not in trouble.words or trouble.context is None:
        return None
    sign = trouble.text[trouble.context]
    return Cause(
        trouble.at,
        _line_end(trouble),
        f"text stands behind `{sign}` on its line",
        "Put the text on the next lines, indented by two blanks, or put it in quotes without"
        f" the `{sign}`.",
    )


def _escape(trouble: _Trouble) -> Cause | None:
    if "escape" not in trouble.words or trouble.context is None:
        return None
    start = trouble.text.rfind("\\", trouble.context, trouble.at + 1)
    if start < 0:
        return None
    match = _ESCAPE.match(trouble.text, start)
    shown = match[0] if match else "\\"
    return Cause(
        start,
        start + len(shown),
        f"`{shown}` stands for no character in double quotes",
        f"Write `\\{shown}` for a backslash, or use single quotes, where it is only a backslash.",
    )


def _open_quote(trouble: _Trouble) -> Cause | None:
    if "quoted scalar" not in trouble.words or trouble.context is None:
        return None
    start = trouble.context
    quote = trouble.text[start]
    advice = "" if quote == '"' else " An apostrophe in single quotes is written twice: `''`."
    return Cause(
        start,
        start + 1,
        f"the quote opened here with `{quote}` is never closed",
        f"Close it with another `{quote}`.{advice}",
    )


def _quote_inside(trouble: _Trouble) -> Cause | None:
    before = trouble.text[trouble.start : trouble.at].rstrip()
    if before[-1:] not in ("'", '"'):
        return None
    quote, end = before[-1], trouble.start + len(before)
    opening = re.search(rf"(?:: +|- +|[\[{{,] *|^ *){quote}", trouble.line)
    if opening is None or trouble.start + opening.end() == end:
        return _quote_above(trouble, quote)
    key, value = trouble.value()
    whole = len(value) > 1 and value[0] == value[-1] == quote
    inner = value[1:-1] if whole else ""
    return Cause(
        end - 1,
        end,
        f"the text in quotes ends at this `{quote}`, but more follows",
        _requote(key, inner, quote),
    )


def _requote(key: str, inner: str, quote: str) -> str:
    other = "'" if quote == '"' else '"'
    if inner and other not in inner and "\\" not in inner and len(inner) <= _MOST_SHOWN:
        whole = f"{other}{inner}{other}"
        return f"Write `{key}: {whole}`." if key else f"Write `- {whole}`."
    doubled = "''" if quote == "'" else '\\"'
    return f"Write `{doubled}` for each `{quote}` inside the quotes."


def _quote_above(trouble: _Trouble, quote: str) -> Cause | None:
    """The quote that seems to open here closes one from a line above."""
    opened = list(
        re.finditer(
            rf"(?m)(?::[ ]+|^[ ]*-[ ]+)({quote})[^{quote}\r\n]*$", trouble.text[: trouble.start]
        )
    )
    if not opened:
        return None
    start = opened[-1].start(1)
    return Cause(
        start,
        start + 1,
        f"the quote opened here with `{quote}` is not closed on its line",
        f"Close it with another `{quote}`.",
    )


def _open_bracket(trouble: _Trouble) -> Cause | None:
    if "flow" not in trouble.words or trouble.context is None:
        return None
    start = trouble.context
    sign = trouble.text[start : start + 1]
    closer, what = ("]", "list") if sign == "[" else ("}", "mapping")
    same_line = re.split(r"[\r\n]", trouble.text[start : start + 2_000], maxsplit=1)[0]
    if closer not in same_line:
        return Cause(
            start,
            start + 1,
            f"the {what} opened here with `{sign}` is never closed",
            f"Close it with `{closer}`.",
        )
    return Cause(
        trouble.at,
        trouble.at + 1,
        f"`{trouble.char}` does not fit into the {what} in brackets",
        f"Put a comma between the items of the {what}, and an item with special characters in"
        " quotes.",
    )


def _no_blank_after_colon(trouble: _Trouble) -> Cause | None:
    lines = [(trouble.start, trouble.line)]
    if "mapping values" in trouble.words:
        lines = [trouble.previous()]
    for start, line in lines:
        if match := _NO_BLANK.match(line):
            at = start + match.start("colon")
            value = match["value"].rstrip()
            pair = f"{match['key']}: {value}"
            shown = pair if len(pair) <= _MOST_SHOWN else f"{match['key']}: ..."
            return Cause(at, at + 1, "there is no blank behind the colon", f"Write `{shown}`.")
    return None


def _indented_key(trouble: _Trouble) -> Cause | None:
    """`title: x` and, indented below it, `date: y`."""
    if "mapping values" not in trouble.words:
        return None
    indent = len(trouble.line) - len(trouble.line.lstrip(" "))
    _, above = trouble.previous()
    pair = _PAIR.match(above)
    key = trouble.text[trouble.start + indent : trouble.at]
    if pair is None or indent <= len(pair["indent"]) or not re.fullmatch(r"[\w-]{1,40}", key):
        return None
    start = trouble.start + indent
    return Cause(
        start,
        trouble.at,
        f"`{key}` is indented, so it is taken for more of the value of `{pair['key']}`",
        f"Start `{key}` in the same column as `{pair['key']}`, or put that value in quotes.",
    )


def _colon_in_value(trouble: _Trouble) -> Cause | None:
    if "mapping values" not in trouble.words:
        return None
    key, _ = trouble.value()
    of = f"the value of `{key}`" if key else "the value"
    return Cause(
        trouble.at,
        trouble.at + 1,
        f"{of} holds a colon and a blank, which start a new key",
        trouble.quote(),
    )


def _list_behind_key(trouble: _Trouble) -> Cause | None:
    if "entries are not allowed" not in trouble.words:
        return None
    return Cause(
        trouble.at,
        trouble.at + 1,
        "`- ` behind a key would start a list on the key's own line",
        "Put each item on a line of its own, below the key, or put the value in quotes.",
    )


def _bad_start(trouble: _Trouble) -> Cause | None:
    if "node content" not in trouble.words and "mapping keys" not in trouble.words:
        return None
    detail = f"`{trouble.char}` cannot start a value without quotes"
    return Cause(trouble.at, trouble.at + 1, detail, trouble.quote())


def _stray_line(trouble: _Trouble) -> Cause | None:
    if "simple key" not in trouble.words:
        return None
    indent = len(trouble.line) - len(trouble.line.lstrip())
    return Cause(
        trouble.start + indent,
        _line_end(trouble),
        "this line is neither `key: value` nor more of the value above",
        "Write `key: value`, indent it to continue the value above, or close the front matter"
        " with `---` before it.",
    )


def _indentation(trouble: _Trouble) -> Cause | None:
    """A line that begins in a column where nothing else does."""
    before = trouble.text[trouble.start : trouble.at]
    if before.strip(" -") or not trouble.char:
        return None
    item = trouble.line.lstrip().startswith("- ")
    what = "this list item" if item else "this line"
    return Cause(
        trouble.at,
        _line_end(trouble),
        f"{what} begins in a column that fits nothing above it",
        "Begin it in the same column as its neighbours: keys below keys, items below items.",
    )


def _unknown(trouble: _Trouble) -> Cause:
    start, end = trouble.at, _line_end(trouble)
    if start >= end:
        start = trouble.start
    return Cause(
        start,
        end,
        "something here, or just before, is not complete",
        "Look for a quote, a bracket or a colon that is missing or too many.",
    )


def _line_end(trouble: _Trouble) -> int:
    return trouble.start + len(trouble.line.rstrip())


_CAUSES: tuple[Callable[[_Trouble], Cause | None], ...] = (
    _tab,
    _odd_blank,
    _wide_colon,
    _braces,
    _block_text,
    _escape,
    _open_quote,
    _quote_inside,
    _reserved,
    _alias,
    _tag,
    _open_bracket,
    _no_blank_after_colon,
    _indented_key,
    _colon_in_value,
    _list_behind_key,
    _bad_start,
    _stray_line,
    _indentation,
)
