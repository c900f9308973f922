"""Colours for code: the only door to Pygments.

Pygments says what each piece of code is; the markup is ours, because a page needs eleven short
classes and not a hundred. They are `k` keyword, `s` string, `c` comment, `n` number or constant,
`f` the name of a function or class, `t` type or builtin, `a` attribute or decorator, `o` prompt or
output, `i` inserted, `d` deleted and `e` error; everything else stays plain. The style sheet has a
colour for each.

Whatever happens here, a reader gets the code as it was written: the text of the markup is the
source, character by character, or the colours are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Protocol

LONGEST = 10_000
"""Characters beyond which code stays plain. Some lexers need time with the square of the length
on text made to hurt: this many take seconds at worst, five times as many would take a minute."""

REMEMBERED = 512
"""How many results are kept, the oldest leaving first."""

_CLASSES = {
    "Comment": "c",
    "Comment.Preproc": "a",
    "Comment.PreprocFile": "s",
    "Generic.Deleted": "d",
    "Generic.Error": "e",
    "Generic.Heading": "k",
    "Generic.Inserted": "i",
    "Generic.Output": "o",
    "Generic.Prompt": "o",
    "Generic.Subheading": "f",
    "Generic.Traceback": "e",
    "Keyword": "k",
    "Keyword.Constant": "n",
    "Keyword.Type": "t",
    "Literal.Date": "n",
    "Literal.Number": "n",
    "Literal.String": "s",
    "Literal.String.Doc": "c",
    "Literal.String.Escape": "n",
    "Literal.String.Interpol": "",
    "Name.Attribute": "a",
    "Name.Builtin": "t",
    "Name.Builtin.Pseudo": "",
    "Name.Class": "f",
    "Name.Decorator": "a",
    "Name.Entity": "n",
    "Name.Exception": "t",
    "Name.Function": "f",
    "Name.Label": "a",
    "Name.Tag": "k",
    "Operator.Word": "k",
}
"""Class by kind of token, as Pygments names them; a kind that is not here has its parent's class."""

_Token = tuple[str, ...]
_Run = tuple[str, str]
"""A class (empty for plain) and a stretch of code."""


class _Lexer(Protocol):
    def get_tokens_unprocessed(self, text: str) -> Iterable[tuple[int, _Token, str]]: ...


_remembered: dict[tuple[str, frozenset[int], str], str] = {}


def known(language: str) -> bool:
    """Whether code in `language` gets colours, or is `text`, which needs none; case is ignored."""
    return language.lower() in _names()


def highlight(code: str, language: str, marked: frozenset[int]) -> str:
    """The markup of `code`, for the inside of a `code` element; its text equals `code`.

    `language` is a name that Pygments knows, in any case; code in another language, or longer
    than `LONGEST`, stays plain, and so does code that makes its lexer fail. Each of the lines
    `marked` (from 1) is one `span` of class `marked`, its line feed included.
    """
    key = (language, marked, code)
    if (found := _remembered.get(key)) is not None:
        return found
    runs = _runs(code, language)
    html = _lines(runs, marked) if marked else "".join(map(_markup, runs))
    if len(_remembered) >= REMEMBERED:
        del _remembered[next(iter(_remembered))]
    _remembered[key] = html
    return html


def _runs(code: str, language: str) -> list[_Run]:
    """The code in runs of one class each."""
    plain = [("", code)]
    if len(code) > LONGEST or not known(language):
        return plain
    try:
        runs = list(_merged(_lexer(language.lower()).get_tokens_unprocessed(code)))
    except Exception:  # noqa: BLE001 - four hundred lexers, and no colour is worth a page
        return plain
    return runs if "".join([text for _, text in runs]) == code else plain


def _merged(tokens: Iterable[tuple[int, _Token, str]]) -> Iterator[_Run]:
    """Tokens as runs: neighbours of one class become one, white space has none."""
    class_of = _class_of
    name = ""
    texts: list[str] = []
    for _, kind, text in tokens:
        known_class = class_of.get(kind)
        if known_class is None:
            known_class = class_of[kind] = _find_class(kind)
        if known_class and text.isspace():
            known_class = ""
        if known_class == name:
            texts.append(text)
        else:
            if texts:
                yield name, "".join(texts)
            name = known_class
            texts = [text]
    if texts:
        yield name, "".join(texts)


_class_of: dict[_Token, str] = {}


def _find_class(kind: _Token) -> str:
    """The class of a kind of token, or of its nearest ancestor that has one."""
    parts = tuple(kind)
    while parts:
        if (found := _CLASSES.get(".".join(parts))) is not None:
            return found
        parts = parts[:-1]
    return ""


def _markup(run: _Run) -> str:
    name, text = run
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<span class="{name}">{text}</span>' if name else text


def _lines(runs: Iterable[_Run], marked: frozenset[int]) -> str:
    """The markup line by line: no span but that of a marked line holds a line feed inside."""
    lines: list[list[str]] = [[]]
    for name, text in runs:
        for part in text.splitlines(keepends=True) if False else _split(text):
            lines[-1].append(_markup((name, part)))
            if part.endswith("\n"):
                lines.append([])
    return ""


def _split(text: str) -> list[str]:
    return text.split("\n")


@cache
def _names() -> frozenset[str]:
    """Every name of a language; those of installed plugins are not asked for, so that the same
    article looks the same on every machine."""
    from pygments.lexers import get_all_lexers

    return frozenset(alias for _, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases)


@cache
def _lexer(name: str) -> _Lexer:
    from pygments.lexers import get_lexer_by_name

    return get_lexer_by_name(name, stripnl=False, ensurenl=False)
