"""The strings with `{...}` in them, made plain.

Pythons and grammars differ in what they allow between those braces: the same quotes again, line
ends, backslashes, comments. Whoever asks about the rest of the code is better off without.
"""

from __future__ import annotations

import re
from enum import Enum

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)
      | (?P<prefix>\b[A-Za-z]{1,2})?(?P<quote>\"{3}|'{3}|["'])""",
    re.VERBOSE,
)
_FORMATTED = frozenset("f fr rf t tr rt".split())
_IN_TEXT = re.compile(r"""\\.|\{\{|\{|\"{3}|'{3}|["'\n]""", re.DOTALL)
_IN_SPEC = re.compile(r"""[{}"'\n]""")
_IN_CODE = re.compile(rf"""{_TOKEN.pattern}|(?P<mark>[()\[\]{{}}:])""", re.VERBOSE)
_PLAIN = {
    quote: re.compile(rf"(?:[^{quote[0]}\\{newline}]|\\.{more})*+{quote}", re.DOTALL)
    for quote, newline, more in (
        ('"', r"\n", ""),
        ("'", r"\n", ""),
        ('"""', "", '|"(?!"")'),
        ("'''", "", "|'(?!'')"),
    )
}
"""By quote: the rest of a string that is plain, its end included."""


class _Part(Enum):
    """What can be open inside a formatted string."""

    TEXT = "text"
    CODE = "code"
    """Between braces."""
    SPEC = "spec"
    """Behind the colon between braces: text up to the closing brace."""


def without_f_strings(code: str) -> str:
    """`code` with each formatted string as a plain one, in the same lines and columns.

    Only what follows a string of several lines, in its last line, may move by a column. A code
    whose strings do not end comes back as it is.
    """
    parts: list[str] = []
    kept = at = 0
    while token := _TOKEN.search(code, at):
        at = token.end()
        if token["comment"]:
            continue
        end = _end(code, token)
        if end < 0:
            return code
        at = end
        if _is_formatted(token):
            parts += [code[kept : token.start()], _plain(code[token.start() : end])]
            kept = end
    return "".join([*parts, code[kept:]])


def _is_formatted(token: re.Match[str]) -> bool:
    return (token["prefix"] or "").lower() in _FORMATTED


def _end(code: str, token: re.Match[str]) -> int:
    """The end of the string that `token` opens, or -1 when it has none."""
    if _is_formatted(token):
        return _formatted_end(code, token.end(), token["quote"])
    found = _PLAIN[token["quote"]].match(code, token.end())
    return found.end() if found else -1


def _formatted_end(code: str, at: int, quote: str) -> int:
    """The end of a formatted string whose text begins at `at`, whatever is nested in it."""
    nesting = _Nesting(code, at, quote)
    step = {_Part.TEXT: nesting.text, _Part.CODE: nesting.code, _Part.SPEC: nesting.spec}
    while nesting.open:
        if not step[nesting.open[-1]]():
            return -1
    return nesting.at


class _Nesting:
    """A formatted string that is being read. Each step reads on to the next mark in what is
    innermost, and is false when the string cannot end any more.
    """

    def __init__(self, code: str, at: int, quote: str) -> None:
        self.all = code
        self.at = at
        self.open = [_Part.TEXT]
        self.quotes = [quote]
        """For each text that is open."""
        self.depths: list[int] = []
        """For each code that is open: how many brackets."""

    def text(self) -> bool:
        """Text, up to a brace or a quote."""
        found = _IN_TEXT.search(self.all, self.at)
        if found is None:
            return False
        self.at, said, quote = found.end(), found[0], self.quotes[-1]
        if said == "{":
            self._open_code()
        elif said[0] == quote[0] and len(said) >= len(quote):
            self.at = found.start() + len(quote)  # three of them may end it and begin another
            self.open.pop()
            self.quotes.pop()
        return said != "\n" or len(quote) == 3

    def spec(self) -> bool:
        """How a value is to be formatted, up to the brace that ends it."""
        found = _IN_SPEC.search(self.all, self.at)
        if found is None:
            return False
        self.at = found.end()
        if found[0] == "{":
            self._open_code()
        elif found[0] == "}":
            self.open[-2:] = []
            self.depths.pop()
        return found[0] != "\n" or len(self.quotes[-1]) == 3

    def code(self) -> bool:
        """Code, up to a bracket, a colon or a string of its own."""
        found = _IN_CODE.search(self.all, self.at)
        if found is None:
            return False
        self.at = found.end()
        if found["quote"]:
            return self._string(found)
        if mark := found["mark"]:
            self._mark(mark)
        return True

    def _string(self, found: re.Match[str]) -> bool:
        if _is_formatted(found):
            self.open.append(_Part.TEXT)
            self.quotes.append(found["quote"])
            return True
        end = _end(self.all, found)
        self.at = max(end, self.at)
        return end >= 0

    def _mark(self, mark: str) -> None:
        if mark in "([{":
            self.depths[-1] += 1
        elif mark == ":":
            if not self.depths[-1]:
                self.open.append(_Part.SPEC)
        elif self.depths[-1]:
            self.depths[-1] -= 1
        elif mark == "}":
            self.open.pop()
            self.depths.pop()

    def _open_code(self) -> None:
        self.open.append(_Part.CODE)
        self.depths.append(0)


def _plain(string: str) -> str:
    """A plain string as long as a formatted one."""
    first, *rest = string.split("\n")
    if not rest:
        return f'"{"_" * (len(string) - 2)}"'
    lines = ['"""' + "_" * (len(first) - 3), *("_" * len(line) for line in rest)]
    return "\n".join(lines)[: -min(len(lines[-1]), 3) or None] + '"""'
