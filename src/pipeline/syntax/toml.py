"""Mistakes in TOML 1.0.

Left alone: a table or key that is there twice (an article shows two files in one block, or before
and after), and inline tables over several lines, which TOML 1.1 allows.
"""

from __future__ import annotations

import re

from pipeline.syntax.mistake import Mistake, index_of

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_TWICE = ("Cannot declare", "Cannot overwrite", "Cannot mutate", "Duplicate inline table key")
_OPEN_TABLE = re.compile(r"=[ \t]*\{[^{}\n]*\n")
_DETAILS = {
    "Invalid value": "this is no value: text needs quotes",
    "Expected '='": "a `=` must stand behind the key",
    "Unclosed array": "an array is not closed",
    "Unclosed inline table": "an inline table is not closed",
    "Illegal character '\\n'": "this string is not closed on its line",
    "Unterminated string": "a string is not closed",
    "Invalid statement": "a key or a table must stand here",
    "Expected newline": "the value ends before this",
}
"""By how the message of `tomllib` starts."""


def first_mistake(code: str) -> Mistake | None:
    """The first mistake, if there is one."""
    from tomllib import TOMLDecodeError, loads

    try:
        loads(code)
    except TOMLDecodeError as error:
        said = str(error)
        if said.startswith(_TWICE) or _OPEN_TABLE.search(code):
            return None
        return Mistake(_index(code, said), _detail(said))
    except (ValueError, RecursionError):  # a date like 2026-02-30; a thousand brackets
        return None
    return None


def _index(code: str, said: str) -> int:
    found = _PLACE.search(said)
    return index_of(code, int(found[1]), int(found[2]) - 1) if found else len(code)


def _detail(said: str) -> str:
    return next((detail for start, detail in _DETAILS.items() if said.startswith(start)), "")
