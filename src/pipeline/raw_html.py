"""Raw HTML in an article, taken apart: tags and attributes with their places, nothing more.

A tokeniser after the HTML standard, so that what it calls a tag or an attribute is what a browser
calls one. It builds no tree and never fails: what is not a tag is skipped, and so are comments,
declarations and processing instructions, which end where a browser ends them (`<!-->` is a whole
comment). What `script`, `style` and `iframe` hold is text. Linear in its input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from html.entities import html5
from typing import NamedTuple

# White space is what HTML takes for it: a vertical tab or a no-break space is part of a name.
_NAME = re.compile(r"</?([A-Za-z][^\t\n\f\r />]*)")
_BETWEEN = re.compile(r"[\t\n\f\r /]*")
_ATTRIBUTE_NAME = re.compile(r"[^\t\n\f\r />][^\t\n\f\r />=]*")
_EQUALS = re.compile(r"[\t\n\f\r ]*=[\t\n\f\r ]*")
_UNQUOTED = re.compile(r"[^\t\n\f\r >]*")
_COMMENT_END = re.compile(r"--!?>")
_REFERENCE = re.compile(
    r"&(?:\#(?:[xX](?P<hex>[0-9a-fA-F]+)|(?P<decimal>[0-9]+));?|[A-Za-z][A-Za-z0-9]*(?P<closed>;)?)"
)
_ENDS = {
    name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE | re.ASCII)
    for name in ("script", "style", "iframe")
}
"""The elements whose content is text, and what ends it. There are others, but inside an `<svg>`
they hold markup: to read too much is the safe side, and no page keeps one of these three."""
_LOWER = {ord(upper): upper.lower() for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
"""ASCII alone: in Python the Kelvin sign is a `k` in lower case, in HTML it is not."""


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
    """In lower case."""
    closing: bool
    attributes: tuple[TagAttribute, ...]
    """Of two with one name a browser keeps the first, and none of a closing tag."""
    start: int
    end: int
    complete: bool = True
    """False when the text ends before the tag does: a browser would go on to read what follows."""


class Comment(NamedTuple):
    """A comment, a declaration or a processing instruction: what no reader sees."""

    start: int
    end: int
    complete: bool
    """False when nothing ends it: a browser would swallow what follows."""


class Candidate(NamedTuple):
    """One address of an attribute, and its characters' offsets."""

    address: str
    start: int
    end: int


def tags(text: str) -> tuple[Tag, ...]:
    """The tags of `text`, in order; an unfinished one at its end counts, as browsers may see it."""
    return _tags_of_short(text) if len(text) <= _SHORT else _tags(text)


def _tags(text: str) -> tuple[Tag, ...]:
    return tuple(part for part in markup(text) if isinstance(part, Tag))


# Reading, four rules and the summary ask for the same tags.
_SHORT = 1_000
_tags_of_short = lru_cache(maxsize=4_096)(_tags)


def markup(text: str) -> list[Tag | Comment]:
    """The tags and comments of `text`, in order; what lies between them is text."""
    found: list[Tag | Comment] = []
    at = text.find("<")
    while at >= 0:
        part = _part(text, at)
        if part is None:
            at = text.find("<", at + 1)
            continue
        found.append(part)
        after = part.end
        if isinstance(part, Tag) and part.name in _ENDS and not part.closing:
            closer = _ENDS[part.name].search(text, after)
            if closer is None:
                break
            after = closer.start()
        at = text.find("<", after)
    return found


def addresses(attribute: TagAttribute) -> Iterator[Candidate]:
    """The addresses in an attribute's value: those of a `srcset`, or the value as a whole.

    A candidate of a `srcset` that is written with entities has the place of the whole value.
    """
    if not attribute.name.endswith("srcset"):
        yield Candidate(attribute.value, attribute.value_start, attribute.value_end)
        return
    as_written = attribute.value_end - attribute.value_start == len(attribute.value)
    for at, address in _candidates(attribute.value):
        start = attribute.value_start + at
        if as_written:
            yield Candidate(address, start, start + len(address))
        else:
            yield Candidate(address, attribute.value_start, attribute.value_end)


def _part(text: str, at: int) -> Tag | Comment | None:
    """The tag or comment that begins with the `<` at `at`; None when it is a mere character."""
    name = _NAME.match(text, at)
    if name is not None:
        return _tag(text, name)
    if text.startswith("<!--", at):
        return _comment(text, at)
    if text.startswith(("<!", "<?", "</"), at):
        if text.startswith("</>", at):
            return Comment(at, at + 3, complete=True)
        if at + 2 == len(text) and text[at + 1] == "/":
            return None
        end = text.find(">", at + 2)
        return Comment(at, end + 1 or len(text), complete=end >= 0)
    return None


def _comment(text: str, at: int) -> Comment:
    for abrupt in ("<!-->", "<!--->"):
        if text.startswith(abrupt, at):
            return Comment(at, at + len(abrupt), complete=True)
    end = _COMMENT_END.search(text, at + 4)
    return Comment(at, end.end() if end else len(text), complete=end is not None)


def _tag(text: str, match: re.Match[str]) -> Tag:
    attributes: dict[str, TagAttribute] = {}
    closing = text[match.start() + 1] == "/"
    at = _skip(text, match.end())
    while (name := _ATTRIBUTE_NAME.match(text, at)) is not None:
        attribute = _attribute(text, name)
        attributes.setdefault(attribute.name, attribute)
        at = _skip(text, attribute.end)
    complete = at < len(text)
    if complete:
        at += 1
    kept = () if closing else tuple(attributes.values())
    return Tag(match[1].translate(_LOWER), closing, kept, match.start(), at, complete)


def _skip(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between else at


def _attribute(text: str, match: re.Match[str]) -> TagAttribute:
    name = match[0].translate(_LOWER)
    start, end = match.span()
    equals = _EQUALS.match(text, end)
    if equals is None:
        return TagAttribute(name, "", start, end, end, end)
    value_start = equals.end()
    quote = text[value_start : value_start + 1]
    if quote in ('"', "'"):
        value_start += 1
        value_end = text.find(quote, value_start)
        end = value_end + 1
        if value_end < 0:
            value_end = end = len(text)
    else:
        unquoted = _UNQUOTED.match(text, value_start)
        value_end = end = unquoted.end() if unquoted else value_start
    value = decode(text[value_start:value_end])
    return TagAttribute(name, value, start, end, value_start, value_end)


def decode(written: str) -> str:
    """What a browser makes of the entities in an attribute's value.

    `&copy=` and `&copyright` stay as they are, because the query of an address may be meant.
    """
    return _REFERENCE.sub(_character, written) if "&" in written else written


_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def _character(match: re.Match[str]) -> str:
    digits = match["hex"] or match["decimal"]
    if digits:
        return _of_number(digits, 16 if match["hex"] else 10)
    name = match[0][1:]
    if not match["closed"] and match.string[match.end() : match.end() + 1] == "=":
        return match[0]
    return html5.get(name, match[0])


def _of_number(digits: str, base: int) -> str:
    digits = digits.lstrip("0")
    if not 1 <= len(digits) <= 7 or (number := int(digits, base)) > 0x10FFFF:
        return _UNKNOWN
    if 0x80 <= number <= 0x9F or 0xD800 <= number <= 0xDFFF:
        return unescape(f"&#{number};")
    return chr(number)


def _candidates(srcset: str) -> Iterator[tuple[int, str]]:
    """The addresses of a `srcset` and where each begins.

    Each runs to white space; a comma at its end, or the next one outside parentheses, ends it.
    """
    at = 0
    while (word := _NEXT_CANDIDATE.search(srcset, at)) is not None:
        address = word[0].rstrip(",")
        yield word.start(), address
        at = word.end()
        if len(address) == len(word[0]):
            descriptors = _DESCRIPTORS.match(srcset, at)
            at = descriptors.end() if descriptors else len(srcset)


_NEXT_CANDIDATE = re.compile(r"[^\t\n\f\r ,][^\t\n\f\r ]*")
_DESCRIPTORS = re.compile(r"(?:\([^)]*\)?|[^,(])*")
