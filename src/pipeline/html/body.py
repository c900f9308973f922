"""The walk over a document's tokens that both bodies share: text, links, pictures, raw HTML,
lists, tables, footnotes.

What a page and a feed write in different ways is a method that each has of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import ClassVar

from pipeline.model import (
    CodeBlock,
    Document,
    Flaw,
    Heading,
    Image,
    Link,
    Picture,
    Pictures,
    Token,
    TokenKind,
)
from pipeline.permalink import content_path, href
from pipeline.pictures import MAY_NAME_PICTURE
from pipeline.raw_html import Comment, Tag, TagAttribute, markup
from pipeline.sanitise import ADDRESS_ATTRIBUTES, ALLOWED_TAGS, DROPPED_WHOLE, allowed_attribute
from pipeline.slug import footnote_id, footnote_reference_id

ALERTS = {
    "note": "Note",
    "tip": "Tip",
    "important": "Important",
    "warning": "Warning",
    "caution": "Caution",
}
_BLOCK_ENDS = frozenset({"p", "ul", "ol", "li", "blockquote", "table", "tr", "thead"})
_METHODS = {
    TokenKind.CODE: "_code",
    TokenKind.SOFT_BREAK: "_soft_break",
    TokenKind.HARD_BREAK: "_hard_break",
    TokenKind.RULE: "_rule",
    TokenKind.OPEN: "_open",
    TokenKind.CLOSE: "_close",
    TokenKind.HEADING_OPEN: "_heading_open",
    TokenKind.HEADING_CLOSE: "_heading_close",
    TokenKind.LINK_OPEN: "_link_open",
    TokenKind.LINK_CLOSE: "_link_close",
    TokenKind.IMAGE: "_image",
    TokenKind.CODE_BLOCK: "_code_block",
    TokenKind.HTML_BLOCK: "_raw",
    TokenKind.HTML_INLINE: "_raw",
    TokenKind.FOOTNOTE_REFERENCE: "_footnote_reference",
    TokenKind.TASK: "_task",
    TokenKind.LIST_OPEN: "_list_open",
    TokenKind.ALERT_OPEN: "_alert_open",
    TokenKind.TABLE_OPEN: "_table_open",
}
# Looked up for every token: a module's own name is quicker than an enum's member.
_TEXT = TokenKind.TEXT
_OPEN = TokenKind.OPEN
_HEADING_OPEN = TokenKind.HEADING_OPEN
_FOOTNOTE_OPEN = TokenKind.FOOTNOTE_OPEN
_FOOTNOTE_CLOSE = TokenKind.FOOTNOTE_CLOSE
ADDRESSES = ADDRESS_ATTRIBUTES - {"srcset"}
CANDIDATE = re.compile(r"([^\s,](?:\S*[^\s,])?)(?:\s+([^,]*)|,|$)")
"""One picture of a `srcset`: its address (commas inside, none at the end) and its size."""


class BodyWriter:
    """What both bodies share: the walk over the tokens, escaping, footnotes, tables."""

    methods: ClassVar[dict[TokenKind, Callable[[BodyWriter, Token], str]]]

    def __init_subclass__(cls) -> None:
        """Looks up once what writes each kind of token; a class between may not write them all."""
        found = ((kind, getattr(cls, name, None)) for kind, name in _METHODS.items())
        cls.methods = {kind: method for kind, method in found if method is not None}

    def __init__(self, document: Document, start: str, pictures: Pictures, home: str) -> None:
        self.document = document
        self.pictures = pictures
        self.start = start
        self.home = home
        self.path = document.source.path
        self.footnotes: dict[str, list[int]] = {}
        self.ends: dict[int, int] = {}
        self.labels: list[str] = []
        self.numbers: dict[str, int] = {}
        self.references: dict[str, int] = {}
        self.aligned: list[str] = []
        self.column = 0
        self.tables = 0
        self.in_head = False
        self.in_links = 0
        self.plain_heading = False

    def render(self) -> str:
        """The body, with its footnotes at the end; asked for once."""
        if b"[^" in self.document.source.data:
            self._find_footnotes()
        return self._written(0, len(self.document.tokens)) + self._footnote_section()

    def _find_footnotes(self) -> None:
        """Where the text of each footnote stands among the tokens; one may stand in another."""
        opened: list[int] = []
        for index, token in enumerate(self.document.tokens):
            if token.kind is _FOOTNOTE_OPEN:
                opened.append(index)
            elif token.kind is _FOOTNOTE_CLOSE:
                start = opened.pop()
                self.ends[start] = index
                label = self.document.tokens[start].value
                self.footnotes.setdefault(label, []).append(start)

    def _written(self, start: int, end: int) -> str:
        """Some of the tokens as HTML, without the footnotes whose text stands among them."""
        tokens, methods = self.document.tokens, self.methods
        out: list[str] = []
        skip_until = 0
        for index, token in enumerate(tokens[start:end], start):
            if index < skip_until:
                continue
            kind = token.kind
            if kind is _TEXT:
                out.append(escaped(token.value))
            elif kind is _FOOTNOTE_OPEN:
                skip_until = self.ends[index] + 1
            elif kind is _OPEN and token.value == "p" and self._is_figure(index):
                out.append(self._figure(tokens[index + 1].value))
                skip_until = index + 3
            else:
                if kind is _HEADING_OPEN:
                    self.plain_heading = self._holds_link(index)
                out.append(methods[kind](self, token))
        return "".join(out)

    def _is_figure(self, index: int) -> bool:
        """True for a paragraph that is one image with a title, which becomes its caption."""
        tokens = self.document.tokens
        if index + 2 >= len(tokens) or tokens[index + 1].kind is not TokenKind.IMAGE:
            return False
        return bool(tokens[index + 1].value.title) and tokens[index + 2].kind is TokenKind.CLOSE

    def _holds_link(self, index: int) -> bool:
        tokens = self.document.tokens
        for at in range(index, len(tokens)):
            token = tokens[at]
            if token.kind is TokenKind.HEADING_CLOSE:
                return False
            if token.kind in (TokenKind.LINK_OPEN, TokenKind.FOOTNOTE_REFERENCE, TokenKind.IMAGE):
                return True  # an image of another host becomes a link
            if token.kind is TokenKind.HTML_INLINE:
                return True
        return False

    # Inline.

    def _soft_break(self, _token: Token) -> str:
        return "\n"

    def _hard_break(self, _token: Token) -> str:
        return "<br>\n"

    def _rule(self, _token: Token) -> str:
        return "<hr>\n"

    def _link_close(self, _token: Token) -> str:
        self.in_links = max(self.in_links - 1, 0)  # a tag in it may have closed it
        return "</a>"

    def _code(self, token: Token) -> str:
        return f"<code>{escaped(token.value)}</code>"

    def _link_open(self, token: Token) -> str:
        link: Link = token.value
        self.in_links += 1
        address = self.address(link.destination)
        at = f' href="{escape(address)}"' if address else ""
        title = f' title="{escape(link.title)}"' if link.title else ""
        return f"<a{at}{title}{self.bare_hints if link.bare else ''}>"

    bare_hints = ""

    def _image(self, token: Token) -> str:
        return self._img(token.value)

    def _img(self, image: Image) -> str:
        """The picture, or its text when its address must not be followed."""
        at, alt = escape(self.address(image.destination)), escape(image.alt)
        if not at:
            return escaped(image.alt)
        size = "".join(f' {name}="{value}"' for name, value in self._size(image.destination))
        title = f' title="{escape(image.title)}"' if image.title else ""
        return f'<img src="{at}"{size} alt="{alt}"{title}>'

    def _size(self, destination: str) -> tuple[tuple[str, int], ...]:
        """A picture's size as attributes, so that nothing moves when it comes."""
        picture = self.picture(destination)
        if not isinstance(picture, Picture) or not picture.width:
            return ()
        return ("width", picture.width), ("height", picture.height)

    def picture(self, destination: str) -> Picture | Flaw | None:
        """What pages show of an image file of the blog.

        A flaw when nothing can be shown, None for what is no image file of the blog.
        """
        if not MAY_NAME_PICTURE.search(destination):
            return None
        path = content_path(destination, self.path, self.home)
        found = self.pictures(path) if path else None
        return found.shown or found if isinstance(found, Flaw) else found

    def _figure(self, image: Image) -> str:
        caption = escape(image.title, quote=False)
        plain = Image(image.destination, "", image.alt, image.span, image.destination_span)
        img = self._img(plain)
        return f'<figure class="image">{img}<figcaption>{caption}</figcaption></figure>\n'

    # Raw HTML is written anew, tag by tag: what we took for an attribute is one for every browser,
    # and no run reaches beyond itself.

    def _raw(self, token: Token) -> str:
        """The run with what a page keeps: comments go, and a tag that does not end is text."""
        text: str = token.value.text
        parts: list[str] = []
        at = 0
        for part in markup(text):
            parts.append(text[at : part.start].replace("<", "&lt;"))
            if isinstance(part, Comment):
                at = part.end
            elif part.complete:
                parts.append(self._tag(part))
                at = part.end
            else:
                at = part.start
        parts.append(text[at:].replace("<", "&lt;"))
        return "".join(parts)

    def _tag(self, tag: Tag) -> str:
        if tag.name not in ALLOWED_TAGS and tag.name not in DROPPED_WHOLE:
            return ""
        if tag.name == "a":
            self.in_links = max(self.in_links + (-1 if tag.closing else 1), 0)
        if tag.closing:
            return f"</{tag.name}>"
        if tag.name == "input":
            return self._box(any(each.name == "checked" for each in tag.attributes))
        kept = (
            (each.name, self._value(each))
            for each in tag.attributes
            if allowed_attribute(tag.name, each.name)
        )
        written = "".join(
            f' {name}="{escape(value)}"'
            for name, value in kept
            if value or name not in ADDRESS_ATTRIBUTES
        )
        missing = self._missing_size(tag) if tag.name == "img" else ""
        return f"<{tag.name}{written}{missing}>"

    def _box(self, ticked: bool) -> str:
        """The box of a task that raw HTML shows."""
        return f'<input type="checkbox" disabled{" checked" if ticked else ""}>'

    def _missing_size(self, img: Tag) -> str:
        """Width and height of a picture of the blog, where its tag states neither."""
        given = {each.name: each.value for each in img.attributes}
        if "width" in given or "height" in given:
            return ""
        size = self._size(given.get("src", ""))
        return "".join(f' {name}="{value}"' for name, value in size)

    def _value(self, attribute: TagAttribute) -> str:
        if attribute.name == "srcset":
            return self._srcset(attribute.value)
        holds_address = attribute.name in ADDRESSES and attribute.value
        return self.address(attribute.value) if holds_address else attribute.value

    def _srcset(self, value: str) -> str:
        found = ((self.address(way), size.strip()) for way, size in CANDIDATE.findall(value))
        return ", ".join(f"{way} {size}".rstrip() for way, size in found if way)

    def _task(self, token: Token) -> str:
        return "☑ " if token.value else "☐ "

    def address(self, destination: str) -> str:
        """The address for a page or feed; empty when it must not be followed.

        An image file is published under another path than its own; a broken one is not.
        """
        picture = self.picture(destination)
        if picture is None:
            return href(destination, self.path, self.start)
        if isinstance(picture, Flaw):
            return ""
        _, mark, fragment = destination.partition("#")
        return href(picture.site_path + mark + fragment, self.path, self.start)

    # Blocks.

    def _open(self, token: Token) -> str:
        name = token.value
        if name == "thead":
            self.in_head, self.column = True, 0
            return "<thead><tr>"
        if name == "tr":
            self.column = 0
            return "<tr>"
        if name == "td":
            return self._cell_open()
        return f"<{name}>"

    def _close(self, token: Token) -> str:
        name = token.value
        if name == "thead":
            self.in_head = False
            return "</tr></thead>\n<tbody>"
        if name == "td":
            return ("</th>" if self.in_head else "</td>") + self.cell_end
        if name == "table":
            return "</tbody></table>" + self.table_end
        if name == "alert":
            return self.alert_end
        return f"</{name}>\n" if name in _BLOCK_ENDS else f"</{name}>"

    def _cell_open(self) -> str:
        aligned = self.aligned[self.column] if self.column < len(self.aligned) else "none"
        self.column += 1
        name = "th" if self.in_head else "td"
        return f"<{name}>" if aligned == "none" else f'<{name} class="{aligned}">'

    def _list_open(self, token: Token) -> str:
        return "<ol>" if token.value == "1" else f'<ol start="{token.value}">'

    def _table_open(self, token: Token) -> str:
        self.aligned = token.value.split()
        return "<table>"

    cell_end = ""
    table_end = "\n"
    alert_end = "</blockquote>\n"

    def _alert_open(self, token: Token) -> str:
        return f"<blockquote><p><strong>{ALERTS[token.value]}</strong></p>\n"

    # Footnotes: numbered by their first reference, at the end, with a way back to each place. What
    # only others refer to comes after those; what stands in one that nothing refers to is not
    # written at all.

    def _footnote_reference(self, token: Token) -> str:
        label = token.value
        number = self.numbers.setdefault(label, len(self.numbers) + 1)
        count = self.references[label] = self.references.get(label, 0) + 1
        if count == 1:
            self.labels.append(label)
        at = escape(footnote_reference_id(label, count))
        link = escape(self.address(f"#{footnote_id(label)}"))
        return f'<sup{self.reference_hints}><a id="{at}" href="{link}">{number}</a></sup>'

    reference_hints = ""

    def _footnote_section(self) -> str:
        if not self.labels:
            return ""
        # A footnote may refer to others, so the list grows while it is written, and the places that
        # refer to one are known when all are.
        texts = [(label, self._footnote_text(label)) for label in self.labels]
        items = "".join(self._footnote_item(label, text) for label, text in texts)
        return f"{self.footnotes_start}<ol>\n{items}</ol>\n{self.footnotes_end}"

    footnotes_start = "<hr>\n"
    footnotes_end = ""

    def _footnote_text(self, label: str) -> str:
        starts = self.footnotes.get(label, ())
        return "".join(self._written(start + 1, self.ends[start]) for start in starts).rstrip()

    def _footnote_item(self, label: str, text: str) -> str:
        at = escape(footnote_id(label))
        places = range(1, self.references[label] + 1)
        ways = "".join(f" {self._way_back(label, count)}" for count in places)
        if text.endswith("</p>"):
            return f'<li id="{at}">{text[:-4]}{ways}</p></li>\n'
        return f'<li id="{at}">{text}{ways}</li>\n'

    def _way_back(self, label: str, count: int) -> str:
        """A link to the place that refers to a footnote for the `count`-th time."""
        back = escape(self.address(f"#{footnote_reference_id(label, count)}"))
        shown = f"↩<sup>{count}</sup>" if count > 1 else "↩"
        return f'<a href="{back}"{self._back_hints(count)}>{shown}</a>'

    def _back_hints(self, _count: int) -> str:
        return ""


def is_diagram(block: CodeBlock) -> bool:
    """True for a `text` block with a caption."""
    return block.language == "text" and bool(block.caption)


def attribute_of(block: CodeBlock, name: str) -> str:
    """An attribute of a code block's info line; empty when it is not there."""
    found = block.attributes.get(name)
    return found.value if found else ""


def level_of(heading: Heading) -> int:
    """A body's own level 1 (an error, so only seen in a draft) gives way to the page's title."""
    return max(heading.level, 2)


def escaped(text: str) -> str:
    """Text that stands between tags, where quotes are quotes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
