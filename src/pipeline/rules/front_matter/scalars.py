"""How a value stands in the file, what readers of YAML make of it, and how one is written.

A fix exchanges one value for another and leaves its style alone: quotes stay quotes. What it writes
without quotes every reader of YAML takes for the same text, in brackets too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pipeline.model import Document, Pointer, Span
from pipeline.rules.front_matter.wording import types
from pipeline.wording import code

_PROPERTIES = re.compile(r"(?:^|(?<=[\s\[{,:]))(?:[&!][^\s,\[\]{}]*\s+){1,2}\Z")
_LOOK_BACK = 300
_PLAIN = re.compile(r"[A-Za-z0-9][\w .+/-]*(?<! )")
"""Text that needs no quotes anywhere, unless a reader takes it for something else."""


def raw_of(document: Document, span: Span) -> str:
    """A value as it is written, quotes and all."""
    return document.source.data[span.start : span.end].decode("utf-8", "replace")


def properties_of(document: Document, span: Span) -> str:
    """The anchor `&name` and the tag `!name` before a value; empty when it has none."""
    data, start = document.source.data, span.start
    before = data[max(0, start - _LOOK_BACK) : start]
    if b"&" not in before and b"!" not in before:
        return ""
    match = _PROPERTIES.search(before.decode("utf-8", "ignore"))
    return match[0] if match else ""


def is_bare(document: Document, pointer: Pointer) -> bool:
    """Whether a value stands for itself alone: it and all in it has no anchor or tag, and no alias
    is among them.
    """
    data, depth = document.source.data, len(pointer)
    spans = [span for at, span in document.front_matter.values.items() if at[:depth] == pointer]
    return bool(spans) and not any(
        data.startswith(b"*", span.start) or properties_of(document, span) for span in spans
    )


def quoted(text: str) -> str:
    """One line of text in quotes: double ones, unless they would need escapes."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def scalar(text: str) -> str:
    """One line of text as YAML: in quotes where it would be read otherwise without them."""
    return text if _PLAIN.fullmatch(text) and not taken_for(text) else quoted(text)


def restyled(raw: str, text: str) -> str:
    """`text` in the quotes of `raw`, if it has any."""
    mark = raw[:1]
    if mark in ("'", '"') and mark not in text and "\\" not in text:
        return f"{mark}{text}{mark}"
    return scalar(text)


# --- what readers of YAML make of a value without quotes -----------------------------------------
# YAML 1.1, which most programs still read, as PyYAML has it: https://yaml.org/type/
# With it what YAML 1.2's core schema adds: `0o17`, `1e3`, `08`.

NOTHING = "nothing"
"""What YAML takes an empty value for, and `null`."""

_TRUTH = {
    **{word: "`true`" for name in ("yes", "on", "true") for word in (name, name.title())},
    **{word: "`false`" for name in ("no", "off", "false") for word in (name, name.title())},
    **dict.fromkeys(("YES", "ON", "TRUE"), "`true`"),
    **dict.fromkeys(("NO", "OFF", "FALSE"), "`false`"),
}
_OWN = {
    **_TRUTH,
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), NOTHING),
    **dict.fromkeys(("<<", "="), "a sign of YAML's own"),
}
_NUMERIC = re.compile(r"[-+.0-9][-+.:0-9a-fA-FiIntNTxoZ_ \t]*")
"""What dates and numbers are made of: a glance that lets most texts go."""
_DATE = re.compile(
    r"""[0-9]{4}-[0-9]{2}-[0-9]{2}
      | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} (?:[Tt]|[ \t]+) [0-9]{1,2}:[0-9]{2}:[0-9]{2} (?:\.[0-9]*)?
        (?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?""",
    re.VERBOSE,
)
_WHOLE = re.compile(
    r"""(?P<sign>[-+]?)(?:
        0b(?P<binary>[01_]+) | 0x(?P<hexadecimal>[0-9a-fA-F_]+) | 0(?P<octal>[0-7_]+)
      | (?P<decimal>0|[1-9][0-9_]*) | (?P<sixties>[1-9][0-9_]*(?::[0-5]?[0-9])+))""",
    re.VERBOSE,
)
_BASES = {"binary": 2, "hexadecimal": 16, "octal": 8, "decimal": 10}
_SIXTIES = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*")
_FLOAT = re.compile(r"(?:[-+]?[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+][0-9]+)?")
_NEWER_OCTAL = re.compile(r"0o[0-7]+")
_NEWER_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NO_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")

LONGEST = 300
"""Longer texts are no numbers: the reader of front matter refuses them."""

_DATES = ("date", "date-time", "date-or-date-time")
_GUESSED = frozenset(("integer", "number", "boolean"))


def taken_for(text: str) -> str:
    """What some reader of YAML takes the text for when it has no quotes; empty: for text, as all.

    In plain words that read on: `true`, the number `1.1`, a date, nothing.
    """
    if known := _OWN.get(text):
        return known
    if len(text) > LONGEST or not _NUMERIC.fullmatch(text):
        return ""
    if _DATE.fullmatch(text):
        return "a date"
    number = _number(text)
    return f"the number {code(number)}" if number else ""


def meant_as_text(schema: Mapping[str, Any]) -> bool:
    """Whether a part of the schema wants text, and no date or number that is none to YAML."""
    if schema.get("format") in _DATES:
        return False
    wanted = types(schema)
    return "string" in wanted and _GUESSED.isdisjoint(wanted)


def _number(text: str) -> str:
    """The number that the text is taken for, in digits as usual; empty when it is none."""
    if match := _WHOLE.fullmatch(text):
        return _whole(match)
    plain = text.replace("_", "")
    if _SIXTIES.fullmatch(text):
        sign = "-" if text[0] == "-" else ""
        *parts, last = plain.lstrip("+-").split(":")
        return f"{sign}{_in_sixties(parts) * 60 + float(last)}"
    if _FLOAT.fullmatch(text) or _NEWER_FLOAT.fullmatch(text):
        return str(int(plain)) if plain.lstrip("+-").isdecimal() else str(float(plain))
    if _NEWER_OCTAL.fullmatch(text):
        return str(int(text[2:], 8))
    return text if _NO_NUMBER.fullmatch(text) else ""


def _whole(match: re.Match[str]) -> str:
    sign = "-" if match["sign"] == "-" else ""
    if match["sixties"]:
        return f"{sign}{_in_sixties(match['sixties'].replace('_', '').split(':'))}"
    for name, base in _BASES.items():
        if match[name] is not None:
            digits = match[name].replace("_", "")
            return f"{sign}{int(digits, base)}" if digits else match[0]
    return match[0]


def _in_sixties(parts: list[str]) -> int:
    total = 0
    for part in parts:
        total = total * 60 + int(part)
    return total
