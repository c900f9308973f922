"""Colours for code: the only door to Pygments.

Pygments says what each piece of code is; the markup is ours, because a page needs eleven short
classes and not a hundred: `k` keyword or tag, `s` string, `c` comment, `n` number or constant, `f`
the name of a function or class, `t` type or builtin, `a` attribute or decorator, `o` prompt or
output, `i` inserted, `d` deleted and `e` error. Everything else stays plain. The style sheet has a
colour for each.

Whatever happens here, a reader gets the code as it was written: the text of the markup is the
source, character by character, or the colours are left out.

Most of the time of a lexer goes into trying rules that cannot match here, fifty of them for a
Python name. So each rule is tried only where the next character is one that it can start with,
which takes a third of the time and finds the same tokens. A lexer's tables change while it reads:
two threads must not use this module at once.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

LONGEST = 10_000
"""Characters, two or three hundred lines, beyond which code stays plain. On text made to hurt, some
lexers need time with the square of the length: this much takes seconds at worst, five times as
much would take a minute."""

REMEMBERED = 512
"""How many results are kept; the oldest leaves first."""

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
    "Literal.String.Interpol": "n",
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
"""Class by kind of token, as Pygments names kinds. One that is not here has its parent's class."""

_Run = tuple[str, str]
"""A class, empty for plain, and a stretch of code."""

_COMMON = frozenset(
    """
    text bash sh shell console python py javascript js typescript ts json yaml toml html css sql go
    rust rs java c cpp diff xml markdown ruby docker ini pycon pytb
    """.split()
)
"""Names that nearly every article is content with: for these Pygments need not be loaded."""

_TITLES = {
    "": "",
    "console": "Console",
    "docker": "Dockerfile",
    "dockerfile": "Dockerfile",
    "hcl": "HCL",
    "jsonc": "JSON",
    "nginx": "nginx",
    "output": "Output",
    "postgresql": "PostgreSQL",
    "pycon": "Python console",
    "pytb": "Traceback",
    "sh": "Shell",
    "shell": "Shell",
    "shell-session": "Console",
    "text": "",
    "zsh": "Zsh",
}
"""What readers see, where it is not what Pygments calls the language."""

_remembered: dict[tuple[str, frozenset[int], str], str] = {}


def known(language: str) -> bool:
    """Whether code in `language` gets colours, or is `text`, which needs none.

    Case is ignored, and so is what stands behind a comma: see `name_of`.
    """
    name = name_of(language)
    return name in _COMMON or name in _names()


def known_names() -> frozenset[str]:
    """Every name that a language is known by."""
    return _names()


def name_of(language: str) -> str:
    """The name that a language is looked up by: `rust` for `Rust,ignore`, as rustdoc has it."""
    return language.partition(",")[0].lower()


def title_of(language: str) -> str:
    """What people call a language: `JavaScript` for `js`; empty for none, and for plain text.

    A name that stands for no language is given back as it was written.
    """
    name = name_of(language)
    if name in _TITLES:
        return _TITLES[name]
    return _titles().get(name, language.partition(",")[0])


def highlight(code: str, language: str, marked: frozenset[int]) -> str:
    """The markup of `code` for the inside of a `code` element; the text of it equals `code`.

    `language` is any name that Pygments has for a language, as `known` takes it. Code in another,
    code longer than `LONGEST` and code that its lexer cannot take stay plain. Each of the lines
    `marked` (from 1) is in a `span` of class `marked`, its line feed included.
    """
    key = (language, marked, code)
    if (found := _remembered.get(key)) is not None:
        return found
    runs = _runs(code, name_of(language))
    if "&" in code or "<" in code or ">" in code:
        runs = [(name, _escaped(text)) for name, text in runs]
    html = _line_by_line(runs, marked) if marked else _markup(runs)
    if len(_remembered) >= REMEMBERED:
        _remembered.pop(next(iter(_remembered)), None)
    _remembered[key] = html
    return html


# --- markup --------------------------------------------------------------------------------------


def _runs(code: str, language: str) -> list[_Run]:
    """The whole code in runs of one class each; one plain run when there is no more to say."""
    plain = [("", code)]
    if language == "text" or len(code) > LONGEST or language not in _names():
        return plain
    try:
        # A copy, because some lexers remember: a block must not depend on the one before it.
        runs = _merged(copy(_lexer(language)).get_tokens_unprocessed(code))
    except Exception:  # noqa: BLE001 - five hundred lexers, and no colour is worth a page
        return plain
    return runs if "".join([text for _, text in runs]) == code else plain


def _merged(tokens: Iterable[tuple[int, _TokenType, str]]) -> list[_Run]:
    """Tokens as runs: neighbours of one class become one, and white space has no class."""
    runs: list[_Run] = []
    classes = _class_of
    current = whole = ""
    for _, kind, text in tokens:
        name = classes[kind]
        if name and text.isspace():
            name = ""
        if name == current:
            whole += text
        else:
            if whole:
                runs.append((current, whole))
            current, whole = name, text
    if whole:
        runs.append((current, whole))
    return runs


class _ClassOf(dict["_TokenType", str]):
    """The class of each kind of token: its own, or that of its nearest ancestor that has one."""

    def __missing__(self, kind: _TokenType) -> str:
        parts = tuple(kind)
        while parts and ".".join(parts) not in _CLASSES:
            parts = parts[:-1]
        self[kind] = found = _CLASSES.get(".".join(parts), "")
        return found


_class_of = _ClassOf()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _markup(runs: Iterable[_Run]) -> str:
    """The markup of runs, escaped before."""
    return "".join([f'<span class="{name}">{text}</span>' if name else text for name, text in runs])


def _line_by_line(runs: Iterable[_Run], marked: frozenset[int]) -> str:
    """The markup with marked lines: a run that spans lines is cut, so that spans nest."""
    lines = [""]
    for name, text in runs:
        first, *rest = [
            _markup([(name if part.strip() else "", part)]) for part in text.split("\n")
        ]
        lines[-1] += first
        for part in rest:
            lines[-1] += "\n"
            lines.append(part)
    return "".join(
        [
            f'<span class="marked">{line}</span>' if number in marked and line else line
            for number, line in enumerate(lines, start=1)
        ]
    )


# --- Pygments ------------------------------------------------------------------------------------


@cache
def _titles() -> dict[str, str]:
    """What Pygments calls each language, by each name that it has for it.

    Those of plugins that happen to be installed are left out.
    """
    from pygments.lexers import get_all_lexers

    lexers = get_all_lexers(plugins=False)
    # XQuery's lexer remembers in its class what it saw: the same code would not stay the same.
    return {name: title for title, names, _, _ in lexers for name in names if title != "XQuery"}


@cache
def _names() -> frozenset[str]:
    return frozenset(_titles())


@cache
def _lexer(name: str) -> Lexer:
    """The lexer of a language, made to leave the text alone and to try fewer rules."""
    from pygments.lexer import RegexLexer
    from pygments.lexers import get_lexer_by_name

    lexer = get_lexer_by_name(name)
    if isinstance(lexer, RegexLexer) and (states := getattr(lexer, "_tokens", None)):
        # On the object, where it hides the class's own tables and no other lexer sees it.
        vars(lexer)["_tokens"] = {state: _narrowing(rules) for state, rules in states.items()}
    return lexer


_Rule = tuple[Callable[..., re.Match[str] | None], Any, Any]
"""Of Pygments: a regular expression's `match`, an action and the next state."""

_ASCII = 128
_REST = slice(1, None)


def _narrowing(every: list[_Rule]) -> list[_Rule]:
    """The rules of one state of a lexer, in their order, less those that cannot match.

    A lexer goes through this list at each place of the text. The first rule never matches: it sees
    the place and puts the rules for it behind itself, which a `for` over a list allows.
    """
    starting_with = _StartingWith(every)

    def look(text: str, at: int, end: int = sys.maxsize) -> None:
        rules[_REST] = starting_with[text[at]] if at < end and at < len(text) else every

    rules: list[_Rule] = [(look, None, None)]
    return rules


class _StartingWith(dict[str, "list[_Rule]"]):
    """By character: the rules that can match where it is the next one."""

    def __init__(self, every: list[_Rule]) -> None:
        self._every = every

    def __missing__(self, character: str) -> list[_Rule]:
        # Not kept for each of a million: only ASCII is told apart.
        if not character.isascii():
            return self._every
        code = ord(character)
        self[character] = found = [
            rule for rule in self._every if code in _first_characters(rule[0])
        ]
        return found


# --- what a regular expression can start with ----------------------------------------------------

_ANY = frozenset(range(_ASCII))

_LINE_FEED = frozenset({ord("\n")})

_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}


@cache
def _first_characters(match: Callable[..., object]) -> frozenset[int]:
    """The ASCII characters that can be next where a pattern matches; all, when there is doubt.

    What matches only at the end of the text has none.
    """
    pattern = getattr(match, "__self__", None)
    if not isinstance(pattern, re.Pattern):
        return _ANY
    try:
        from re import _parser  # type: ignore[attr-defined]  # private: hence the `try`

        found, empty = _first(_parser.parse(pattern.pattern, pattern.flags), pattern.flags)
    except Exception:  # noqa: BLE001 - where the parser differs, every rule is tried
        return _ANY
    return _ANY if empty else found


def _first(nodes: Sequence[tuple[Any, Any]], flags: int) -> tuple[frozenset[int], bool]:
    """The characters that can be next where a parsed pattern matches, and whether all can.

    Either answer may say too much, never too little. So most look-arounds and anchors, which only
    narrow what can match, are left out.
    """
    found: frozenset[int] = frozenset()
    for number, (node, value) in enumerate(nodes):
        match str(node):
            case "AT" if str(value) == "AT_END":
                characters, empty = _LINE_FEED, False
            case "ASSERT" if value[0] > 0:
                characters, empty = _first(value[1], flags)
                if empty:
                    continue
                after, none = _first(nodes[number + 1 :], flags)
                characters = characters if none else characters & after
            case "AT" | "ASSERT" | "ASSERT_NOT":
                continue
            case "LITERAL":
                characters, empty = _literal(value, flags), False
            case "IN":
                characters, empty = _set(value, flags), False
            case "BRANCH":
                branches = [_first(branch, flags) for branch in value[1]]
                characters = frozenset().union(*[some for some, _ in branches])
                empty = any(can_be for _, can_be in branches)
            case "SUBPATTERN":
                _, added, removed, inner = value
                characters, empty = _first(inner, (flags | added) & ~removed)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                least, _, inner = value
                characters, empty = _first(inner, flags)
                empty = empty or least == 0
            case _:
                return _ANY, True
        found |= characters
        if not empty:
            return found, False
    return found, True


def _set(members: Iterable[tuple[Any, Any]], flags: int) -> frozenset[int]:
    """What `[...]` can be."""
    found: frozenset[int] = frozenset()
    negated = False
    for member, value in members:
        match str(member):
            case "NEGATE":
                negated = True
            case "LITERAL":
                found |= _literal(value, flags)
            case "RANGE":
                low, high = value
                if low >= _ASCII and not flags & re.IGNORECASE:
                    continue  # hundreds of these are in the names of Python and JavaScript
                each = (*range(low, min(high, _ASCII)), high)
                found = found.union(*[_literal(character, flags) for character in each])
            case "CATEGORY":
                expression = re.compile(_CATEGORIES[str(value)], flags & re.ASCII)
                found |= {each for each in _ANY if expression.match(chr(each))}
            case _:
                return _ANY
    if not negated:
        return found
    return _ANY if flags & re.IGNORECASE else _ANY - found


def _literal(character: int, flags: int) -> frozenset[int]:
    """What one character can be: itself; in any case, when case is ignored."""
    if character >= _ASCII:
        # The long s and the Kelvin sign are an s and a k to whoever ignores case.
        return _ANY if flags & re.IGNORECASE else frozenset()
    if not flags & re.IGNORECASE:
        return frozenset({character})
    return frozenset({ord(chr(character).lower()), ord(chr(character).upper())})
