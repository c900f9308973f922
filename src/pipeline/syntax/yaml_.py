"""Mistakes in the syntax of YAML; a second door to PyYAML, beside the one for front matter.

Only the parser's events are asked for, so tags, aliases and documents are whatever they like. Left
alone: a text whose first line is indented more than another, because its beginning is missing;
pieces of a larger file with blank lines between, each of them right; and characters that PyYAML
refuses to read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from textwrap import dedent
from typing import Any

from pipeline.syntax.mistake import Mistake

MOST_DEPTH = 100
"""A text nested deeper is not read on: the parser in C fills the stack at some thousands."""

_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_DETAILS = {
    "mapping values are not allowed": "a value with `: ` in it needs quotes, or the indentation "
    "is wrong",
    "cannot start any token": "no value can start like this",
    "could not find expected ':'": "a `:` is missing, or the indentation is wrong",
    "did not find expected key": "this does not continue what is above: look at the indentation "
    "and the quotes",
    "did not find expected '-' indicator": "this does not continue the list above",
    "did not find expected ',' or": "a `,` or a closing bracket is missing",
    "found unexpected end of stream": "a quote or a bracket is not closed",
    "found unknown escape character": "a string in double quotes has an escape that YAML does not "
    "know",
}
"""By what the message of PyYAML holds."""


def first_mistake(code: str) -> Mistake | None:
    """The first mistake, if there is one."""
    found = _read(code)
    if found is None or code.lstrip("\n")[:1] in (" ", "\t"):
        return None
    pieces = _BLANK_LINES.split(code)
    if len(pieces) > 1 and all(_read(dedent(piece + "\n")) is None for piece in pieces):
        return None
    return found


def _read(code: str) -> Mistake | None:
    from yaml import MarkedYAMLError, StreamEndEvent, YAMLError

    next_event = _parser_class()(code).get_event
    depth = 0
    try:
        while depth <= MOST_DEPTH and type(event := next_event()) is not StreamEndEvent:
            depth += _step(event)
    except MarkedYAMLError as error:
        return _mistake(code, error)
    except YAMLError:
        return None
    return None


def _step(event: Any) -> int:
    from yaml import CollectionEndEvent, CollectionStartEvent

    return isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)


@cache
def _parser_class() -> Callable[[str], Any]:
    """The parser in C; its twin in Python where that was not built."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _mistake(code: str, error: Any) -> Mistake:
    words = f"{error.problem or ''}"
    at = len(code) if error.problem_mark is None else int(error.problem_mark.index)
    if code.startswith("\t", at) and "cannot start" in words:
        return Mistake(at, "a tab: YAML is indented with blanks alone")
    return Mistake(at, next((said for part, said in _DETAILS.items() if part in words), ""))
