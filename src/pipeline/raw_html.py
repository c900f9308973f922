"""Raw HTML in an article, taken apart: tags and attributes with their places, nothing more.

A tokeniser after the HTML standard's tag states, so that what it calls an attribute is what a
browser calls one. It does not build a tree, knows no element by name and never fails: what is not a
tag is skipped. Comments, declarations and processing instructions are no tags. Linear in its input.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"'][^\s>]*|))?""")


class TagAttribute(NamedTuple):
    """One attribute: its name in lower case, its value decoded, and its characters' offsets."""

    name: str
    value: str
    start: int
    end: int
    value_start: int
    """First character of the value as written, inside its quotes; equal to the next for none."""
    value_end: int


class Tag(NamedTuple):
    """One opening or closing tag."""

    name: str
    closing: bool
    attributes: tuple[TagAttribute, ...]
    start: int
    end: int


def tags(text: str) -> list[Tag]:
    """The tags of `text`, in order; an unfinished tag at the end counts, as browsers may see it."""
    found: list[Tag] = []
    at = text.find("<")
    while at >= 0:
        if text.startswith("<!--", at):
            end = text.find("-->", at + 4)
            at = text.find("<", end + 3) if end >= 0 else -1
            continue
        match = _TAG.match(text, at)
        if match is None:
            at = text.find("<", at + 1)
            continue
        tag = _read_tag(text, match)
        found.append(tag)
        at = text.find("<", tag.end)
    return found


def _read_tag(text: str, match: re.Match[str]) -> Tag:
    attributes: list[TagAttribute] = []
    at = match.end()
    while at < len(text):
        at = _skip(text, at)
        if at >= len(text) or text[at] == ">":
            break
        attribute = _ATTRIBUTE.match(text, at)
        if attribute is None or attribute.end() == at:
            at += 1
            continue
        attributes.append(_attribute(attribute))
        at = attribute.end()
    end = min(at + 1, len(text))
    return Tag(match[2].lower(), bool(match[1]), tuple(attributes), match.start(), end)


def _skip(text: str, at: int) -> int:
    while at < len(text) and (text[at].isspace() or text[at] == "/"):
        at += 1
    return at


def _attribute(match: re.Match[str]) -> TagAttribute:
    start, end = match.start(1), match.end()
    written = match[2] or ""
    value_start = match.start(2) if match[2] else end
    value_end = end
    if written[:1] in ("'", '"'):
        written, value_start, value_end = written[1:-1], value_start + 1, value_end - 1
    name = match[1].lower()
    return TagAttribute(name, html.unescape(written), start, end, value_start, value_end)
