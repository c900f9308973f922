"""The outline of an article: the headings that divide it, and what stands below each of them."""

from __future__ import annotations

from urllib.parse import quote

from pipeline.model import Document, Heading, Token, TokenKind

_OPENERS = frozenset({"li", "blockquote"})
_CLOSERS = frozenset({"li", "blockquote", "alert"})
_LINE_ENDS = b"\r\n"


def outline(document: Document) -> tuple[Heading, ...]:
    """The headings that divide the article, in reading order.

    A heading inside a quote, a list item or a footnote is left out: it divides what it stands in.
    """
    headings = document.headings
    data = document.source.data
    for heading in headings:
        start = heading.span.start
        if start and data[start - 1] not in _LINE_ENDS:
            return _outside_containers(document)
    return headings


def _outside_containers(document: Document) -> tuple[Heading, ...]:
    """`outline` for the rare article where a heading does not begin its line."""
    found: list[Heading] = []
    depth = 0
    for token in document.tokens:
        if token.kind is TokenKind.HEADING_OPEN and not depth:
            found.append(token.value)
        else:
            depth += deeper(token)
    return tuple(found)


def deeper(token: Token) -> int:
    """1 where a quote, an alert, a list item or a footnote begins, -1 where one ends, else 0."""
    if token.kind is TokenKind.OPEN:
        return int(token.value in _OPENERS)
    if token.kind is TokenKind.CLOSE:
        return -int(token.value in _CLOSERS)
    if token.kind in (TokenKind.ALERT_OPEN, TokenKind.FOOTNOTE_OPEN):
        return 1
    return -int(token.kind is TokenKind.FOOTNOTE_CLOSE)


def is_linked(document: Document, heading: Heading) -> bool:
    """Whether the article names the heading's anchor anywhere, as a link does: `#setup`.

    Then the heading cannot lose its anchor without breaking a link. `#setup-1` counts as well:
    its number depends on the anchors before it.
    """
    text = document.source.text
    return f"#{heading.anchor}" in text or f"#{quote(heading.anchor)}" in text


def is_empty(document: Document, heading: Heading, level: int | None = None) -> bool:
    """Whether nothing stands below a heading of the outline that a reader would see.

    A comment and a line across the page are nothing; a sub-heading is something. `level` asks as
    if the heading had that one.
    """
    tokens = document.tokens
    at = heading.token
    while tokens[at].kind is not TokenKind.HEADING_CLOSE:
        at += 1
    at += 1
    while at < len(tokens) and _is_nothing(tokens[at]):
        at += 1
    if at == len(tokens):
        return True
    following = tokens[at]
    if following.kind is not TokenKind.HEADING_OPEN:
        return False
    below: Heading = following.value
    return below.level <= (level or heading.level)


def _is_nothing(token: Token) -> bool:
    """Whether a token is a line across the page, or raw HTML that holds comments alone."""
    if token.kind is not TokenKind.HTML_BLOCK:
        return token.kind is TokenKind.RULE
    text: str = token.value.text.strip()
    at = 0
    while text.startswith("<!--", at):
        end = text.find("-->", at + 4)
        if end < 0:
            return True
        at = end + 3
        while at < len(text) and text[at].isspace():
            at += 1
    return at == len(text)
