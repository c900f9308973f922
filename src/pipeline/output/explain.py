"""`codeloom explain`: what a rule's own documentation says, for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from pipeline.model import AnyRule, Severity
from pipeline.output.terminal import SEVERITY, Paint, Style, glyphs, painter

INDENT = " " * 4

_FENCE = re.compile(r"(`{3,}|~{3,})(.*)")
_TITLE = re.compile(r'\btitle="([^"]*)"')
_LABEL = re.compile(r"\*\*(\w+)")
_INLINE = re.compile(r"(?P<code>`+[^`]*`+)|\*\*(?P<strong>.+?)\*\*")
_MARK = re.compile("«([^«»]*)»")


def explain(rule: AnyRule, colour: bool) -> str:
    """The rule's code, name and standing, then its docstring; ends with a line feed.

    Examples are indented instead of fenced; between two that follow each other stands `or`, unless
    the second one's fence has a `title` (a path), which is shown instead.
    The place that a bad one marks with `«` and `»` loses its marks and gets carets below it.
    """
    paint = painter(colour)
    head = f"{paint(rule.code, SEVERITY[rule.severity])} {paint(rule.name, Style.STRONG)}"
    rows = [head, *_standing(rule), "", *_body(rule, paint)]
    return "".join(f"{row}\n" for row in rows)


def _standing(rule: AnyRule) -> Iterator[str]:
    yield f"{rule.severity.value.capitalize()} by default{_in_drafts(rule)}."
    if not rule.selected:
        yield "Off until it is selected."
    if rule.gate:
        yield "Guards the build: no setting lets an article through that fails it."
    for name, number in sorted(rule.thresholds.items()):
        yield f"Threshold `{name}`: {number}."


def _in_drafts(rule: AnyRule) -> str:
    if rule.severity is not Severity.ERROR:
        return ""
    return ", in drafts too" if rule.strict else ", a warning in drafts"


def _body(rule: AnyRule, paint: Paint) -> Iterator[str]:
    bad = follows = False
    lines = iter(rule.doc.strip().split("\n"))
    for line in lines:
        if fence := _FENCE.match(line):
            if title := _TITLE.search(fence[2]):
                yield f"{title[1]}\n"
            elif follows:
                yield "or\n"
            follows = True
            text = "\n".join(_until(fence[1], lines))
            yield from _example(text, SEVERITY[rule.severity] if bad else None, paint)
        else:
            if section := _LABEL.match(line):
                bad = section[1].lower() == "bad"
            follows = follows and not line
            yield _prose(line, paint)


def _until(fence: str, lines: Iterator[str]) -> Iterator[str]:
    return takewhile(lambda line: line.strip() != fence, lines)


def _prose(line: str, paint: Paint) -> str:
    """A line of text without its asterisks; values in backticks stay as messages show them."""
    return _INLINE.sub(
        lambda found: found["code"] or paint(found["strong"], Style.STRONG), line.rstrip()
    )


def _example(text: str, style: Style | None, paint: Paint) -> Iterator[str]:
    """An example's lines; with a style its marks are drawn in it, without one they are text."""
    plain, marked = _marked(text) if style else (text, [])
    at = 0
    for line in plain.split("\n"):
        found = glyphs(line)
        yield f"{INDENT}{''.join(glyph.shown for glyph in found)}".rstrip()
        for start, end in marked:
            if style and (carets := _carets(line, start - at, end - at)):
                yield INDENT + carets[0] + paint(carets[1], style)
        at += len(line) + 1


def _carets(line: str, start: int, end: int) -> tuple[str, str] | None:
    """The blanks and carets under the characters `start` to `end`; None when they are elsewhere."""
    if start > len(line) or end < 0 or (start < 0 and end == 0):
        return None
    found = glyphs(line)
    before = sum(glyph.cells for glyph in found if glyph.at < start)
    under = sum(glyph.cells for glyph in found if start <= glyph.at < end)
    if under == 0 and end > start:
        return None
    return " " * before, "^" * max(1, under)


def _marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """An example without its marks, and the characters that were between them."""
    plain = ""
    marked = []
    at = 0
    for match in _MARK.finditer(text):
        plain += text[at : match.start()]
        marked.append((len(plain), len(plain) + len(match[1])))
        plain += match[1]
        at = match.end()
    return plain + text[at:], marked
