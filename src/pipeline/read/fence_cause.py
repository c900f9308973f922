"""What an author wrote where a fence of front matter should be: asked only when one is missing."""

from __future__ import annotations

import re
from typing import NamedTuple

LATE_OPENER = re.compile(
    r"(?:\A\ufeff?|(?<=[\r\n]))[ \t]*(---[ \t]*(?:\r\n|[\r\n]))(?=[A-Za-z_][\w-]{0,40}:[ \t\r\n])"
)
"""An opening fence with something before it; the first group is its line."""
LATEST_OPENER = 1_000
"""An opening fence further on, in characters, is a line across the page and no front matter."""
NEAR_CLOSER = re.compile(
    r"[\r\n]([ \t]+---|--|-{4,}|[\u2014\u2013]{1,3}|\+\+\+|```|~~~)[ \t]*(?:\r\n|[\r\n]|\Z)"
)
"""A line that was meant to close."""


class Instead(NamedTuple):
    """What stands where front matter should: words, its place, and where the body starts."""

    detail: str
    help: str
    start: int
    end: int
    body: int


_TOML_END = re.compile(r"[\r\n]\+\+\+[ \t]*(?:\r\n|[\r\n]|\Z)")
_JSON_START = re.compile(r'\{\s*["}]')
_JSON_END = re.compile(r"[\r\n]\}[ \t]*(?:\r\n|[\r\n]|\Z)")
_NEAR_OPENER = re.compile(
    r"(-{2,40}[^\r\n]{0,40}|[\u2014\u2013]{1,3}|```ya?ml|~~~)[ \t]*(?=[\r\n])"
)
_WRITE = "Start the file with a line `---`, then `title:` and the other fields, then `---`."
_WRITE_YAML = "Write the fields as YAML between two lines `---`."


def instead(text: str) -> Instead:
    """What stands at the top of a text that has no front matter."""
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    if start == len(text):
        return Instead("the file is empty", _WRITE, 0, 0, 0)
    if text.startswith("+++", start):
        end = _TOML_END.search(text, start)
        detail = "the file starts with TOML"
        return Instead(detail, _WRITE_YAML, start, start + 3, end.end() if end else 0)
    if _JSON_START.match(text, start):
        end = _JSON_END.search(text, start)
        detail = "the file starts with a JSON object"
        return Instead(detail, _WRITE_YAML, start, start + 1, end.end() if end else 0)
    if near := _NEAR_OPENER.match(text, start):
        detail = f"the first line is `{near[1].strip()}`, which does not open it"
        help_ = "Write `---` alone on the first line: three hyphens, and nothing before them."
        return Instead(detail, help_, *near.span(1), 0)
    return Instead("the file has none", _WRITE, 0, 0, 0)


_YAML_LINE = re.compile(
    r"""[ \t]                                    # part of a value
      | \#(?!\#+[ ])                             # a comment, but no heading
      | -(?:[ \t\r\n]|\Z) | [\]}]
      | (?:"[^"\r\n]*"|'[^'\r\n]*'|[\w.-]+)[ \t]*:(?:[ \t\r\n]|\Z)
    """,
    re.VERBOSE,
)
_HEADING = re.compile(r"#{1,6} [^\r\n]*(?:\r\n|[\r\n])[ \t]*(?:[\r\n]|\Z)")


def body_start(text: str, start: int) -> int | None:
    """The first line that is Markdown rather than YAML and has a blank line before it."""
    blank = False
    for match in re.compile(r"([^\r\n]*)(\r\n|[\r\n]|\Z)").finditer(text, start):
        if not match[1].strip():
            blank = True
            continue
        at = match.start()
        if blank and (_HEADING.match(text, at) or not _YAML_LINE.match(text, at)):
            return at
        blank = False
    return None
