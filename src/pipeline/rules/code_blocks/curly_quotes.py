"""Curly quotes and no-break spaces that stand where code has a quote or a blank of its own.

A word processor puts them there, and a compiler takes neither. Inside of a string or a comment they
may be meant, so what is in ASCII quotes or behind a comment's mark is passed over, and a pair of
curly quotes counts only where an expression can begin before it and end behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model import CodeBlock
from pipeline.rules.code_blocks.languages import SHELLS, language


class Slip(NamedTuple):
    """One place of a block's text that a word processor has changed."""

    start: int
    end: int
    """Indexes into the block's text."""
    quotes: bool
    """True for a pair of quotes, false for the no-break spaces of a line."""
    edits: tuple[tuple[int, str], ...]
    """Each character that has to change, by its index; none when that is for the author to do."""


class _Style(NamedTuple):
    """How a language writes comments and strings."""

    hidden: re.Pattern[str]
    before: re.Pattern[str] | None
    """What may stand on a line before a curly quote that is meant as a quote; None when a curly
    quote is as good a character as any other, and breaks nothing."""


_HASH = r"(?<![^\s;(])\#[^\n]*"
_SLASHES = r"//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/)?"
_DASHES = r"--[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/)?"
_TRIPLE_DOUBLE = r'"""(?:[^"\\]|\\.|"(?!""))*+(?:""")?'
_TRIPLE_SINGLE = r"'''(?:[^'\\]|\\.|'(?!''))*+(?:''')?"
_DOUBLE_ON_A_LINE = r'"(?:[^"\\\n]|\\.)*+"'
_SINGLE_ON_A_LINE = r"'(?:[^'\\\n]|\\.)*+'"
_DOUBLE_OVER_LINES = r'"(?:[^"\\]|\\.)*+"?'
_SINGLE_OVER_LINES = r"'[^']*+'?"
_ON_A_LINE = (_DOUBLE_ON_A_LINE, _SINGLE_ON_A_LINE)
_OVER_LINES = (_DOUBLE_OVER_LINES, _SINGLE_OVER_LINES)
_BACKTICKS = r"`(?:[^`\\]|\\.)*+`?"

_EXPRESSION = re.compile(
    r"""(?:^ | [(\[{=,:+?&|!;<>%*@-]
          | \b(?:return|in|not|and|or|if|else|elif|is|print|import|from|case|yield|await|throw|new
              |raise|typeof|echo|require|include|assert|when|then|of|export|const|like|LIKE|IN|AND
              |OR|FROM|WHERE|THEN|ELSE|AS|VALUES|BY)
          | (?<![\w.])[bBfFrRuU]{1,2}
        )[ \t]*$""",
    re.VERBOSE,
)
_ARGUMENT = re.compile(
    r"""(?:^|[|;&(])[ \t]*(?:\$[ ])?[\w./-]+(?:[ \t]+-[\w-]+)*[ \t]+$   # a command's first
      | [ \t]-[\w-]+[ \t]+$                                             # an option's
      | \w=$ | ^[ \t]*(?:\$[ \t]+)?$""",
    re.VERBOSE,
)


def _style(*hidden: str, before: re.Pattern[str] | None = _EXPRESSION) -> _Style:
    return _Style(re.compile("|".join(hidden), re.DOTALL), before)


_C_LIKE = _style(_SLASHES, *_ON_A_LINE)
_SCRIPT = _style(_SLASHES, *_ON_A_LINE, _BACKTICKS)
_HASHED = _style(_HASH, _TRIPLE_DOUBLE, _TRIPLE_SINGLE, *_ON_A_LINE)
_SHELL = _style(_HASH, r"\\.", *_OVER_LINES, before=_ARGUMENT)
_SQL = _style(_DASHES, *_OVER_LINES)
_STYLES = {
    **dict.fromkeys("c cpp c++ cs csharp c# java kotlin swift scala dart rust rs".split(), _C_LIKE),
    **dict.fromkeys("js javascript ts typescript go golang groovy".split(), _SCRIPT),
    **dict.fromkeys("css scss json json5 zig solidity".split(), _C_LIKE),
    **dict.fromkeys("python py python3 py3 toml r elixir ex julia".split(), _HASHED),
    **dict.fromkeys(SHELLS, _SHELL),
    **dict.fromkeys("sql mysql postgresql postgres plpgsql sqlite3".split(), _SQL),
    **dict.fromkeys(("yaml", "yml"), _style(_HASH, *_ON_A_LINE, before=None)),
}
"""By language. Any other is passed over: prose, output, markup, templates, and code in which what
is a string cannot be told from a few lines."""

_LONGEST = 1_000
"""Characters; nobody typed a longer line, and the work grows with the square of them."""
_DOUBLE = re.compile("[“”„]([^“”„\n]*)[“”]")
_SINGLE = re.compile("[‘’‚]([^‘’‚\n]*)[‘’]")
_CURLY = re.compile("[“”„‘’‚]")
_AFTER = re.compile(
    r"[ \t]*(?:$|[)\]},:;.+?&|!=<>%*/\#-]|(?:if|else|for|in|and|or|as|AS|AND|OR)\b)"
)
_AFTER_ARGUMENT = re.compile(r"$|[ \t)|;&<>]")
_NO_BREAK = re.compile("[\u00a0\u2007\u202f]")
_PLACED = re.compile("^[ \t]*[\u00a0\u2007\u202f]|(?<=[:-])[\u00a0\u2007\u202f]")
"""Where a no-break space breaks YAML."""
_MARKUP = re.compile(r"</?\w[^>]*>")
_HERE = re.compile(r"<<[-~]?[ \t]*['\"]?\w")
_APOSTROPHE = re.compile(r"(?<=\w)[‘’](?=\w)")


def slips(block: CodeBlock) -> tuple[Slip, ...]:
    """All of them in a block, in order."""
    text = block.text
    style = None if text.isascii() else _STYLES.get(language(block.language))
    if style is None or not (_CURLY.search(text) or _NO_BREAK.search(text)):
        return ()
    if style is _SHELL and _HERE.search(text):
        return ()
    found = tuple(_in_lines(text, style))
    for_the_author = tuple(slip for slip in found if not slip.edits)
    if found != for_the_author and tuple(_in_lines(_applied(text, found), style)) != for_the_author:
        return tuple(slip._replace(edits=()) for slip in found)  # it would only move the trouble
    return found


def mended(block: CodeBlock) -> str:
    """The block's text as it is when all that can be mended is; as long as before."""
    return _applied(block.text, slips(block))


def _applied(text: str, found: tuple[Slip, ...]) -> str:
    characters = list(text)
    for slip in found:
        for at, character in slip.edits:
            characters[at] = character
    return "".join(characters)


def _hide(found: re.Match[str]) -> str:
    """As many letters as there were characters, in the same lines."""
    return "\n".join("x" * len(line) for line in found[0].split("\n"))


def _in_lines(text: str, style: _Style) -> Iterator[Slip]:
    at = 0
    for line in style.hidden.sub(_hide, text).split("\n"):
        if not line.isascii() and len(line) <= _LONGEST:
            plain = _NO_BREAK.sub(" ", line)
            yield from _quotes(text[at : at + len(line)], plain, at, style)
            yield from _spaces(line, at, style)
        at += len(line) + 1


def _quotes(written: str, line: str, at: int, style: _Style) -> Iterator[Slip]:
    if style.before is None or not _CURLY.search(line):
        return
    if style is _SCRIPT and _MARKUP.search(line):
        return  # the text of an element
    pairs = [*_pairs(line, _DOUBLE, '"', style), *_pairs(line, _SINGLE, "'", style)]
    inside = {place for pair, _ in pairs for place in range(pair.start(), pair.end())}
    others = [mark for mark in _CURLY.finditer(line) if mark.start() not in inside]
    for pair, quote in pairs:
        start, end = pair.span()
        inner = written[start + 1 : end - 1]
        edits = ((at + start, quote), (at + end - 1, quote))
        sure = not others and quote not in inner and not inner.endswith("\\")
        yield Slip(at + start, at + end, True, edits if sure else ())


def _pairs(
    line: str, pattern: re.Pattern[str], quote: str, style: _Style
) -> Iterator[tuple[re.Match[str], str]]:
    after = _AFTER_ARGUMENT if style is _SHELL else _AFTER
    for pair in pattern.finditer(_APOSTROPHE.sub("x", line)):
        begins = style.before and style.before.search(line[: pair.start()])
        if begins and after.match(line, pair.end()):
            yield pair, quote


def _spaces(line: str, at: int, style: _Style) -> Iterator[Slip]:
    pattern = _NO_BREAK if style.before else _PLACED
    found = [match.end() - 1 for match in pattern.finditer(line)]
    if found:
        edits = tuple((at + place, " ") for place in found)
        yield Slip(at + found[0], at + found[0] + 1, False, edits)
