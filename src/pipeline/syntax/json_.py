"""Mistakes in JSON, as RFC 8259 has it.

Left alone: comments of any style, several values one after the other, members or items without the
brackets around them, a comma behind the last of those, and what does not start as JSON does.
"""

from __future__ import annotations

import json
import re
from json import JSONDecodeError

from pipeline.syntax.mistake import Mistake

_COMMENT = re.compile(r"(?:^|[\s,\[\]{}])(?://|/\*|#)")
_STARTS = ("{", "[")
_BLANKS = re.compile(r"[ \t\r\n]*")
_DETAILS = {
    "Expecting property name": "a name in double quotes must stand here",
    "Expecting ':'": "a `:` must stand here",
    "Expecting ','": "a `,` or a closing bracket must stand here",
    "Expecting value": "a value must stand here",
    "Extra data": "the value ends before this",
    "Invalid control character": "a string has a line end or a tab of its own",
    "Unterminated string": "this string is not closed",
    "Invalid \\escape": "a string has an escape that JSON does not know",
    "Invalid \\uXXXX escape": "a string has an escape that JSON does not know",
}
"""By how the message of `json` starts."""


def first_mistake(code: str) -> Mistake | None:
    """The first mistake, if `code` is meant to be JSON as a whole."""
    try:
        json.loads(code)
    except JSONDecodeError as error:
        return None if _is_left_alone(code) else _mistake(code, error)
    except (ValueError, RecursionError):  # a number of 5,000 digits; a thousand brackets
        return None
    return None


def _is_left_alone(code: str) -> bool:
    if not code.lstrip().startswith(_STARTS) or _COMMENT.search(code):
        return True
    bare = code.strip().removesuffix(",")
    return _is_json(f"{{{bare}}}") or _is_json(f"[{bare}]") or _are_values(code)


def _is_json(code: str) -> bool:
    try:
        json.loads(code)
    except (ValueError, RecursionError):
        return False
    return True


def _are_values(code: str) -> bool:
    """Whether it is values one after the other, as in a log with one on each line."""
    decode = json.JSONDecoder().raw_decode
    at = _behind_blanks(code, 0)
    try:
        while at < len(code):
            at = _behind_blanks(code, decode(code, at)[1])
    except (ValueError, RecursionError):
        return False
    return True


def _behind_blanks(code: str, at: int) -> int:
    found = _BLANKS.match(code, at)
    return found.end() if found else at


def _mistake(code: str, error: JSONDecodeError) -> Mistake:
    # Pythons differ in where they see a comma too many: at the comma, or at what follows it.
    before = code[: error.pos].rstrip()
    if code[error.pos : error.pos + 1] in ("}", "]") and before.endswith(","):
        return Mistake(len(before) - 1, "no comma may stand behind the last one")
    if error.msg.startswith("Illegal trailing comma"):
        return Mistake(error.pos, "no comma may stand behind the last one")
    for start, detail in _DETAILS.items():
        if error.msg.startswith(start):
            return Mistake(error.pos, detail)
    return Mistake(error.pos)
