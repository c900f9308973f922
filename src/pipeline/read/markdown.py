"""The door to pyromark (pulldown-cmark): a body becomes tokens, blocks and inline items with spans.

One pass over the parser's events makes everything that rules and the renderer need, so they cannot
disagree. What the parser leaves open is settled here: where a link's destination stands, what an
info line says, bare URLs (linked as on GitHub), the anchors of headings, and the plain text of each
block of prose with the way back to its bytes. Worth knowing: the parser's ranges are bytes,
a heading's range holds its line end, a collapsed reference's range lacks its `[]`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import pyromark

from pipeline import prose as prose_door
from pipeline.model import (
    PLACEHOLDER,
    CodeBlock,
    Counts,
    Heading,
    Image,
    Link,
    Piece,
    Prose,
    RawHtml,
    Role,
    Span,
    Token,
    TokenKind,
)
from pipeline.raw_html import tags
from pipeline.read.bare_urls import bare_urls
from pipeline.read.destinations import after_label, destination_at
from pipeline.read.info_line import parse_info
from pipeline.sanitise import ALLOWED_TAGS, RESERVED_IDS
from pipeline.slug import footnote_id, unique_anchor

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_GFM
)

_ELEMENTS = {
    "Paragraph": "p",
    "Emphasis": "em",
    "Strong": "strong",
    "Strikethrough": "del",
    "Item": "li",
    "TableHead": "thead",
    "TableRow": "tr",
    "TableCell": "td",
    "Table": "table",
}
# Looked up for every event: a module's own name is quicker than an enum's member.
_TEXT = TokenKind.TEXT
_CODE = TokenKind.CODE
_SOFT_BREAK = TokenKind.SOFT_BREAK
_HARD_BREAK = TokenKind.HARD_BREAK
_LINK_OPEN = TokenKind.LINK_OPEN
_LINK_CLOSE = TokenKind.LINK_CLOSE
_HTML_INLINE = TokenKind.HTML_INLINE

_INLINE = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
_ROLES = {"Item": Role.ITEM, "BlockQuote": Role.QUOTE, "FootnoteDefinition": Role.FOOTNOTE}

_FENCE = re.compile(rb"(?:`{3,}|~{3,})[ \t]*([^\r\n]*)")
_LINE_BREAK_TAG = re.compile(r"<br\b", re.IGNORECASE)
_LONE_CR = re.compile(r"\r(?!\n)")
_BLANKS = re.compile(r"\s+")


class Body(NamedTuple):
    """A body, read; the fields are those of `Document`."""

    tokens: tuple[Token, ...]
    headings: tuple[Heading, ...]
    prose: tuple[Prose, ...]
    code: tuple[CodeBlock, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    html: tuple[RawHtml, ...]
    anchors: frozenset[str]
    counts: Counts


NOTHING = Body((), (), (), (), (), (), (), frozenset(), Counts(0, 0, (), 0))


def read_body(data: bytes, start: int) -> Body:
    """Reads the body, which begins at byte `start` of `data`; `data` must be UTF-8 without NUL."""
    text = data[start:].decode("utf-8")
    if "\r" in text:
        text = _LONE_CR.sub("\n", text)  # the parser misses fences there; no byte moves
    reader = _Reader(data, start, text)
    on = reader.handlers()
    events: Iterator[tuple[Any, Any]] = pyromark.events_with_range(text, options=_OPTIONS)
    for event, span in events:
        if type(event) is str:
            on[event](None, span["start"] + start, span["end"] + start)
            continue
        for key, value in event.items():
            on[key](value, span["start"] + start, span["end"] + start)
    return reader.body()


class _OpenLink(NamedTuple):
    """A link or image whose end has not come yet."""

    token: int
    data: Mapping[str, Any]
    start: int
    parts: list[str]


class _Reader:
    """The state of the one pass: what is open, and what has been found."""

    def __init__(self, data: bytes, start: int, text: str) -> None:
        self.data = data
        self.start = start
        self.text = text
        self.tokens: list[Token] = []
        self.headings: list[Heading] = []
        self.prose: list[Prose] = []
        self.code: list[CodeBlock] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.html: list[RawHtml] = []
        self.anchors = dict.fromkeys(RESERVED_IDS, 0)
        self.counted: list[str] = []
        self.containers: list[str] = []
        self.open_links: list[_OpenLink] = []
        self.inside_image = 0
        self.inner_end = 0
        self.text_end = -1
        self.text_in_parts = False
        self.url_in_text = False
        self.block_token = -1
        self.block_role = Role.PARAGRAPH
        self.heading_start = 0
        self.heading_level = 0
        self.code_info: str | None = None
        self.code_parts: list[tuple[int, int, str]] | None = None
        self.html_parts: list[tuple[int, int, str]] | None = None
        self._definitions: dict[str, tuple[int, int]] | None = None

    def handlers(self) -> dict[str, Callable[[Any, int, int], None]]:
        """What to do on each kind of event, given its value, first byte and end."""
        return {
            "Text": self._text,
            "SoftBreak": self._soft_break,
            "Start": self._start,
            "End": self._end,
            "Code": self._code,
            "HardBreak": self._hard_break,
            "InlineHtml": self._inline_html,
            "Html": self._html,
            "FootnoteReference": self._footnote_reference,
            "TaskListMarker": self._task,
            "Rule": self._rule,
        }

    # Inline.

    def _text(self, text: str, start: int, end: int) -> None:
        if self.code_parts is not None:
            self.code_parts.append((start, end, text))
            return
        if self.open_links:
            self._say(text)
        self.inner_end = end
        if self.inside_image:
            return
        if self.block_token < 0:
            self._begin_block(self._role())
        if start == self.text_end:
            self.text_in_parts = True
        if "://" in text or "www." in text:
            self.url_in_text = True
        self.text_end = end
        self.tokens.append(Token(_TEXT, start, end, text))

    def _code(self, text: str, start: int, end: int) -> None:
        self._inline(_CODE, start, end, text)
        self._say(text)

    def _soft_break(self, _: None, start: int, end: int) -> None:
        self._inline(_SOFT_BREAK, start, end, " ")
        self._say(" ")

    def _hard_break(self, _: None, start: int, end: int) -> None:
        self._inline(_HARD_BREAK, start, end, " ")
        self._say(" ")

    def _footnote_reference(self, label: str, start: int, end: int) -> None:
        self._inline(TokenKind.FOOTNOTE_REFERENCE, start, end, _label(label))

    def _inline_html(self, text: str, start: int, end: int) -> None:
        self.inner_end = end
        if self.inside_image:
            return
        piece = Piece(0, start, end, end - start == len(text.encode()))
        html = RawHtml(text, Span(start, end), False, (piece,))
        self._inline(_HTML_INLINE, start, end, html)
        self._keep_html(html)

    def _html(self, text: str, start: int, end: int) -> None:
        if self.html_parts is not None:
            self.html_parts.append((start, end, text))

    def _keep_html(self, html: RawHtml) -> None:
        self.html.append(html)
        for tag in tags(html.text):
            if tag.name in ALLOWED_TAGS:
                for attribute in tag.attributes:
                    if attribute.name == "id":
                        self.anchors.setdefault(attribute.value, 0)

    def _task(self, ticked: bool, start: int, end: int) -> None:
        self.tokens.append(Token(TokenKind.TASK, start, end, "x" if ticked else ""))

    def _rule(self, _: None, start: int, end: int) -> None:
        self._end_block()
        self.tokens.append(Token(TokenKind.RULE, start, end, ""))

    def _say(self, text: str) -> None:
        """Adds to the text of the links that are open."""
        for link in self.open_links:
            link.parts.append(text)

    def _inline(self, kind: TokenKind, start: int, end: int, value: Any) -> None:
        self.inner_end = end
        if self.inside_image:
            return
        if self.block_token < 0:
            self._begin_block(self._role())
        self.tokens.append(Token(kind, start, end, value))

    def _role(self) -> Role:
        return _ROLES[self.containers[-1]] if self.containers else Role.PARAGRAPH

    # Starts.

    def _start(self, value: Any, start: int, end: int) -> None:
        name, data = _tag(value)
        if name in _INLINE:
            self._open_inline(name, data, start, end)
            return
        self._end_block()
        if name == "Paragraph":
            self.tokens.append(Token(TokenKind.OPEN, start, end, "p"))
            self._begin_block(self._role())
        elif name == "Heading":
            self.tokens.append(Token(TokenKind.HEADING_OPEN, start, end, None))
            self.heading_start, self.heading_level = start, int(data["level"][1])
            self._begin_block(Role.HEADING)
        elif name == "CodeBlock":
            self.code_info = None if data == "Indented" else data["Fenced"]
            self.code_parts = []
        elif name == "HtmlBlock":
            self.html_parts = []
        elif name == "TableCell":
            self.tokens.append(Token(TokenKind.OPEN, start, end, "td"))
            self._begin_block(Role.CELL)
        else:
            self._open_container(name, data, start, end)

    def _open_container(self, name: str, data: Any, start: int, end: int) -> None:
        if name in _ROLES:
            self.containers.append(name)
        if name == "List" and data is not None:
            token = Token(TokenKind.LIST_OPEN, start, end, str(data))
        elif name == "List":
            token = Token(TokenKind.OPEN, start, end, "ul")
        elif name == "BlockQuote" and data is not None:
            token = Token(TokenKind.ALERT_OPEN, start, end, data.lower())
        elif name == "BlockQuote":
            token = Token(TokenKind.OPEN, start, end, "blockquote")
        elif name == "FootnoteDefinition":
            token = Token(TokenKind.FOOTNOTE_OPEN, start, end, _label(data))
            self.anchors.setdefault(footnote_id(token.value), 0)
        elif name == "Table":
            token = Token(TokenKind.TABLE_OPEN, start, end, " ".join(data).lower())
        else:
            token = Token(TokenKind.OPEN, start, end, _ELEMENTS[name])
        self.tokens.append(token)

    def _open_inline(self, name: str, data: Any, start: int, end: int) -> None:
        if name in ("Link", "Image"):
            if not self.inside_image:
                self._inline(TokenKind.LINK_OPEN, start, end, None)
            self.open_links.append(_OpenLink(len(self.tokens) - 1, data, start, []))
            self.inside_image += name == "Image"
            self.inner_end = start + (2 if name == "Image" else 1)
            return
        self._inline(TokenKind.OPEN, start, end, _ELEMENTS[name])
        self.inner_end = start

    # Ends.

    def _end(self, value: Any, start: int, end: int) -> None:
        name, data = _tag(value)
        if name == "Link":
            self._close_link(start, end)
        elif name == "Image":
            self._close_image(start, end)
        elif name in _INLINE:
            self._inline(TokenKind.CLOSE, start, end, _ELEMENTS[name])
        elif name == "Heading":
            self._close_heading(start, end)
        elif name == "CodeBlock":
            self._close_code(start, end)
        elif name == "HtmlBlock":
            self._close_html(start, end)
        else:
            self._end_block()
            self._close_container(name, data, start, end)

    def _close_container(self, name: str, data: Any, start: int, end: int) -> None:
        if name in _ROLES:
            self.containers.pop()
        if name == "FootnoteDefinition":
            self.tokens.append(Token(TokenKind.FOOTNOTE_CLOSE, start, end, ""))
            return
        if name == "List":
            element = "ol" if data else "ul"
        elif name == "BlockQuote":
            element = "alert" if data else "blockquote"
        else:
            element = _ELEMENTS[name]
        self.tokens.append(Token(TokenKind.CLOSE, start, end, element))

    def _close_link(self, start: int, end: int) -> None:
        opened = self.open_links.pop()
        data = opened.data
        link_type = data["link_type"]
        bare = link_type in ("Autolink", "Email")
        inner_end, end = self.inner_end, self._with_brackets(link_type, end)
        span = Span(start, end)
        where = Span(start + 1, end - 1) if bare else self._destination(data, inner_end, span)
        destination = f"mailto:{data['dest_url']}" if link_type == "Email" else data["dest_url"]
        text = "".join(opened.parts)
        link = Link(destination, data["title"], text, span, where, bare)
        self.inner_end = end
        self.links.append(link)
        if self.inside_image:
            return
        self.tokens[opened.token] = Token(TokenKind.LINK_OPEN, start, end, link)
        self.tokens.append(Token(TokenKind.LINK_CLOSE, start, end, ""))

    def _close_image(self, start: int, end: int) -> None:
        opened = self.open_links.pop()
        data = opened.data
        inner_end, end = self.inner_end, self._with_brackets(data["link_type"], end)
        span = Span(start, end)
        where = self._destination(data, inner_end, span)
        image = Image(data["dest_url"], data["title"], "".join(opened.parts), span, where)
        self.images.append(image)
        self.inside_image -= 1
        self.inner_end = end
        if not self.inside_image:
            self.tokens[opened.token] = Token(TokenKind.IMAGE, start, end, image)

    def _with_brackets(self, link_type: Any, end: int) -> int:
        """The end of a link; a collapsed reference's range lacks its `[]`."""
        collapsed = link_type == "Collapsed" and self.data[end : end + 2] == b"[]"
        return end + 2 if collapsed else end

    def _destination(self, data: Mapping[str, Any], inner_end: int, span: Span) -> Span:
        """Where the destination is written; the whole link when it cannot be told."""
        if data["link_type"] == "Inline":
            found = self.data.find(b"](", inner_end, span.end)
            if found < 0:
                return span
            return destination_at(self.data, found + 2, span.end - 1, data["dest_url"])
        definition = self._definition(data["id"])
        if definition is None:
            return span
        return after_label(self.data, *definition, data["dest_url"]) or span

    def _definition(self, label: str) -> tuple[int, int] | None:
        if self._definitions is None:
            found = pyromark.reference_definitions(self.text, options=_OPTIONS)
            self._definitions = {
                _label(name): (
                    definition["span"]["start"] + self.start,
                    definition["span"]["end"] + self.start,
                )
                for name, definition in found.items()
            }
        return self._definitions.get(_label(label))

    def _close_heading(self, start: int, end: int) -> None:
        first = self.block_token
        text, inner = self._end_block()
        stop = start + len(self.data[start:end].rstrip(b"\r\n"))
        text_span = inner or Span(stop, stop)
        heading = Heading(
            level=self.heading_level,
            text=text,
            anchor=unique_anchor(text, self.anchors),
            span=Span(start, stop),
            text_span=text_span,
            token=first - 1,
        )
        self.headings.append(heading)
        opened = self.tokens[heading.token]
        self.tokens[heading.token] = opened._replace(value=heading)
        self.tokens.append(Token(TokenKind.HEADING_CLOSE, start, end, heading))

    def _close_code(self, start: int, end: int) -> None:
        parts = self.code_parts or []
        self.code_parts = None
        text = "".join(part for _, _, part in parts)
        fenced = self.code_info is not None
        fence = _FENCE.match(self.data, start) if fenced else None
        info_at = fence.start(1) if fence else start
        info = parse_info(fence[1].rstrip(b" \t").decode() if fence else "", info_at)
        content = Span(parts[0][0], parts[-1][1]) if parts else Span(info_at, info_at)
        block = CodeBlock(
            span=Span(start, start + len(self.data[start:end].rstrip(b"\r\n"))),
            text=text,
            content=content,
            fenced=fenced,
            language=info.language,
            language_span=info.language_span,
            marked=info.marked,
            attributes=info.attributes,
        )
        self.code.append(block)
        self.tokens.append(Token(TokenKind.CODE_BLOCK, start, end, block))

    def _close_html(self, start: int, end: int) -> None:
        text, pieces = "", []
        for first, last, line in self.html_parts or ():
            written = self.data[first:last].startswith(line.rstrip("\r\n").encode())
            pieces.append(Piece(len(text), first, last, written))
            text += line
        self.html_parts = None
        html = RawHtml(text, Span(start, end), True, tuple(pieces))
        self._keep_html(html)
        self.tokens.append(Token(TokenKind.HTML_BLOCK, start, end, html))

    # Blocks of prose.

    def _begin_block(self, role: Role) -> None:
        self.block_token = len(self.tokens)
        self.block_role = role

    def _end_block(self) -> tuple[str, Span | None]:
        """Ends the open block of prose, if any; its text as a reader sees it, and its bytes."""
        first = self.block_token
        if first < 0:
            return "", None
        self.block_token = -1
        tokens = self.tokens[first:]
        if self.text_in_parts:
            self.tokens[first:] = tokens = _merged(tokens)
            self.text_in_parts = False
        if self.url_in_text:
            self.tokens[first:] = tokens = self._with_bare_urls(tokens)
            self.url_in_text = False
        if len(tokens) == 1 and tokens[0].kind is _TEXT:
            return self._plain_block(tokens[0])
        return self._prose_block(tokens)

    def _with_bare_urls(self, tokens: list[Token]) -> list[Token]:
        linked: list[Token] = []
        depth = 0
        for token in tokens:
            depth += (token.kind is _LINK_OPEN) - (token.kind is _LINK_CLOSE)
            if token.kind is _TEXT and not depth and _verbatim(token):
                linked.extend(self._split_at_urls(token))
            else:
                linked.append(token)
        return linked

    def _split_at_urls(self, token: Token) -> list[Token]:
        text, at, offset = token.value, 0, token.start
        made: list[Token] = []
        for found in bare_urls(text):
            start = offset + len(text[at : found.start].encode())
            end = start + len(text[found.start : found.end].encode())
            if start > offset:
                made.append(Token(TokenKind.TEXT, offset, start, text[at : found.start]))
            span = Span(start, end)
            written = text[found.start : found.end]
            link = Link(found.url, "", written, span, span, True)
            self.links.append(link)
            made.append(Token(TokenKind.LINK_OPEN, start, end, link))
            made.append(Token(TokenKind.TEXT, start, end, written))
            made.append(Token(TokenKind.LINK_CLOSE, start, end, ""))
            at, offset = found.end, end
        if at < len(text):
            made.append(Token(TokenKind.TEXT, offset, token.end, text[at:]))
        return made

    def _plain_block(self, token: Token) -> tuple[str, Span | None]:
        """A block of one text, as most are."""
        text, span = token.value, Span(token.start, token.end)
        pieces = (Piece(0, token.start, token.end, _verbatim(token)),)
        self.counted.append(text)
        self.prose.append(Prose(self.block_role, span, text, pieces))
        return text.strip(), span

    def _prose_block(self, tokens: list[Token]) -> tuple[str, Span | None]:
        plain: list[str] = []
        pieces: list[Piece] = []
        at, replaced, bare = 0, False, False
        for kind, start, end, value in tokens:
            text, verbatim = " ", False
            if kind is _TEXT:
                if bare:
                    continue
                text = value
                verbatim = end - start == (len(text) if text.isascii() else len(text.encode()))
            elif kind is _CODE or (kind is _LINK_OPEN and value.bare):
                text, replaced = PLACEHOLDER, True
                bare = kind is _LINK_OPEN
            elif kind is _LINK_CLOSE:
                bare = False
                continue
            elif not _is_break(kind, value):
                continue
            pieces.append(Piece(at, start, end, verbatim))
            plain.append(text)
            at += len(text)
        text = "".join(plain)
        self.counted.append(_counted(tokens) if replaced else text)
        if not pieces:
            return "", None
        span = Span(pieces[0].start, pieces[-1].end)
        self.prose.append(Prose(self.block_role, span, text, tuple(pieces)))
        return (_seen(tokens) if replaced else text).strip(), span

    def body(self) -> Body:
        """Everything that was found, in reading order."""
        self._end_block()
        words, cjk = prose_door.count("\n".join(self.counted))
        self.links.sort(key=_start_of)
        return Body(
            tokens=tuple(self.tokens),
            headings=tuple(self.headings),
            prose=tuple(self.prose),
            code=tuple(self.code),
            links=tuple(self.links),
            images=tuple(self.images),
            html=tuple(self.html),
            anchors=frozenset(self.anchors) - RESERVED_IDS,
            counts=Counts(words, cjk, tuple(block.lines for block in self.code), len(self.images)),
        )


def _merged(tokens: list[Token]) -> list[Token]:
    """The tokens with adjacent texts made one: the parser splits text at special characters."""
    merged: list[Token] = []
    run: list[Token] = []
    for token in tokens:
        if token.kind is TokenKind.TEXT and _verbatim(token):
            if run and run[-1].end != token.start:
                merged.append(_joined(run))
                run = []
            run.append(token)
            continue
        if run:
            merged.append(_joined(run))
            run = []
        merged.append(token)
    return [*merged, _joined(run)] if run else merged


def _joined(run: list[Token]) -> Token:
    if len(run) == 1:
        return run[0]
    text = "".join(token.value for token in run)
    return Token(TokenKind.TEXT, run[0].start, run[-1].end, text)


def _is_break(kind: TokenKind, value: Any) -> bool:
    if kind is _SOFT_BREAK or kind is _HARD_BREAK:
        return True
    return kind is _HTML_INLINE and _LINE_BREAK_TAG.match(value.text) is not None


def _counted(tokens: list[Token]) -> str:
    """The text of a block as its words are counted: with code, without bare URLs."""
    parts: list[str] = []
    bare = False
    for kind, _, _, value in tokens:
        if kind is _LINK_OPEN and value.bare:
            bare = True
        elif kind is _LINK_CLOSE:
            bare = False
        elif (kind is _TEXT and not bare) or kind is _CODE:
            parts.append(value)
        elif _is_break(kind, value):
            parts.append(" ")
    return "".join(parts)


def _seen(tokens: list[Token]) -> str:
    """The text of a block as a reader sees it: with code and bare URLs."""
    return "".join(
        " " if _is_break(kind, value) else value
        for kind, _, _, value in tokens
        if kind is _TEXT or kind is _CODE or _is_break(kind, value)
    )


def _tag(value: Any) -> tuple[str, Any]:
    if type(value) is str:
        return value, None
    ((name, data),) = value.items()
    return name, data


def _start_of(link: Link) -> int:
    return link.span.start


def _verbatim(token: Token) -> bool:
    """True when the token's text stands in the file as it is: no entity, no escape."""
    text = token.value
    length = token.end - token.start
    return length == len(text) if text.isascii() else length == len(text.encode())


def _label(text: str) -> str:
    return _BLANKS.sub(" ", text.strip()).casefold()
