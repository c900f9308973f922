"""A document's tokens to HTML: the body of its page, and the body that feed readers get.

`page_body` is made for our style sheet: headings that link to themselves, highlighted code,
figures, alerts. `feed_body` is made for readers that have none of it: absolute addresses, plain
`pre` and `code`, no classes that matter. Both escape every text, keep no unsafe address, and
sanitise what holds raw HTML. Neither decides whether an article is fit to be shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import ClassVar

from pipeline.highlight import highlight
from pipeline.model import (
    Body,
    CodeBlock,
    Document,
    Heading,
    Image,
    Link,
    Pictures,
    Section,
    Token,
    TokenKind,
    no_pictures,
)
from pipeline.permalink import href, is_safe, scheme
from pipeline.raw_html import Comment, Tag, TagAttribute, markup, tags
from pipeline.sanitise import (
    ADDRESS_ATTRIBUTES,
    ALLOWED_TAGS,
    DROPPED_WHOLE,
    allowed_attribute,
    sanitise,
)
from pipeline.slug import footnote_id, footnote_reference_id

_ALERTS = {
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

_ADDRESSES = ADDRESS_ATTRIBUTES - {"srcset"}
_CANDIDATE = re.compile(r"([^\s,](?:\S*[^\s,])?)(?:\s+([^,]*)|,|$)")
"""One picture of a `srcset`: its address (commas inside, none at the end) and its size."""


def page_body(document: Document, base_path: str, pictures: Pictures = no_pictures) -> Body:
    """The body for the article's own page; addresses within the blog begin with `base_path`."""
    sections = tuple(
        Section(heading.level, heading.text, heading.anchor)
        for heading in document.headings
        if heading.level in _CONTENTS
    )
    return Body(_finish(_PageBody(document, base_path, pictures)), sections)


def feed_body(document: Document, base_url: str, pictures: Pictures = no_pictures) -> str:
    """The body for feed readers; every address is absolute, below `base_url`."""
    return _finish(_FeedBody(document, base_url, pictures))


_CONTENTS = (2, 3)
"""The levels of headings that a table of contents lists."""


def _finish(body: _Body) -> str:
    html = body.render()
    return sanitise(html, is_safe) if any(tags(raw.text) for raw in body.document.html) else html


class _Body:
    """What both bodies share: the walk over the tokens, escaping, footnotes, tables."""

    methods: ClassVar[dict[TokenKind, Callable[[_Body, Token], str]]]

    def __init_subclass__(cls) -> None:
        """Looks up once what writes each kind of token."""
        cls.methods = {kind: getattr(cls, name) for kind, name in _METHODS.items()}

    def __init__(self, document: Document, start: str, pictures: Pictures) -> None:
        self.document = document
        self.pictures = pictures
        self.start = start
        self.path = document.source.path
        self.out: list[str] = []
        self.footnotes: dict[str, list[str]] = {}
        self.numbers: dict[str, int] = {}
        self.references: dict[str, int] = {}
        self.aligned: list[str] = []
        self.column = 0
        self.tables = 0
        self.in_head = False
        self.plain_heading = False
        self.skip_until = 0

    def render(self) -> str:
        tokens = self.document.tokens
        main = out = self.out
        methods = self.methods
        for index, token in enumerate(tokens):
            if index < self.skip_until:
                continue
            kind = token.kind
            if kind is _TEXT:
                out.append(_escape(token.value))
            elif kind is _FOOTNOTE_OPEN:
                out = self.footnotes.setdefault(token.value, [])
            elif kind is _FOOTNOTE_CLOSE:
                out = main
            elif kind is _OPEN and token.value == "p" and self._is_figure(index):
                out.append(self._figure(tokens[index + 1].value))
                self.skip_until = index + 3
            else:
                if kind is _HEADING_OPEN:
                    self.plain_heading = self._holds_link(index)
                out.append(methods[kind](self, token))
        return "".join(main) + self._footnote_section()

    def _is_figure(self, index: int) -> bool:
        """True for a paragraph that is one image with a title, which becomes its caption."""
        tokens = self.document.tokens
        if index + 2 >= len(tokens) or tokens[index + 1].kind is not TokenKind.IMAGE:
            return False
        return bool(tokens[index + 1].value.title) and tokens[index + 2].kind is TokenKind.CLOSE

    def _holds_link(self, index: int) -> bool:
        for token in self.document.tokens[index:]:
            if token.kind is TokenKind.HEADING_CLOSE:
                return False
            if token.kind in (TokenKind.LINK_OPEN, TokenKind.FOOTNOTE_REFERENCE):
                return True
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
        return "</a>"

    def _code(self, token: Token) -> str:
        return f"<code>{_escape(token.value)}</code>"

    def _link_open(self, token: Token) -> str:
        link: Link = token.value
        address = self.address(link.destination)
        at = f' href="{escape(address)}"' if address else ""
        title = f' title="{escape(link.title)}"' if link.title else ""
        return f"<a{at}{title}>"

    def _image(self, token: Token) -> str:
        return self._img(token.value)

    def _img(self, image: Image) -> str:
        """The picture, or its text when its address must not be followed."""
        at, alt = escape(self.address(image.destination)), escape(image.alt)
        if not at:
            return _escape(image.alt)
        title = f' title="{escape(image.title)}"' if image.title else ""
        return f'<img src="{at}" alt="{alt}"{title}{self.image_hints}>'

    image_hints = ""

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
        if tag.closing:
            return f"</{tag.name}>"
        if tag.name == "input":
            ticked = any(each.name == "checked" for each in tag.attributes)
            return f'<input type="checkbox" disabled{" checked" if ticked else ""}>'
        kept = (each for each in tag.attributes if allowed_attribute(tag.name, each.name))
        written = "".join(f' {each.name}="{escape(self._value(each))}"' for each in kept)
        return f"<{tag.name}{written}>"

    def _value(self, attribute: TagAttribute) -> str:
        if attribute.name == "srcset":
            return self._srcset(attribute.value)
        holds_address = attribute.name in _ADDRESSES and attribute.value
        return self.address(attribute.value) if holds_address else attribute.value

    def _srcset(self, value: str) -> str:
        found = ((self.address(way), size.strip()) for way, size in _CANDIDATE.findall(value))
        return ", ".join(f"{way} {size}".rstrip() for way, size in found if way)

    def _task(self, token: Token) -> str:
        return "☑ " if token.value else "☐ "

    def address(self, destination: str) -> str:
        """The address for a page or feed; empty when it must not be followed."""
        return href(destination, self.path, self.start)

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
            return "</th>" if self.in_head else "</td>"
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

    table_end = "\n"
    alert_end = "</blockquote>\n"

    def _alert_open(self, token: Token) -> str:
        return f"<blockquote><p><strong>{_ALERTS[token.value]}</strong></p>\n"

    # Footnotes: numbered by their first reference, at the end, with a way back.

    def _footnote_reference(self, token: Token) -> str:
        label = token.value
        number = self.numbers.setdefault(label, len(self.numbers) + 1)
        count = self.references[label] = self.references.get(label, 0) + 1
        at = escape(footnote_reference_id(label, count))
        link = escape(self.address(f"#{footnote_id(label)}"))
        return f'<sup{self.reference_hints}><a id="{at}" href="{link}">{number}</a></sup>'

    reference_hints = ""

    def _footnote_section(self) -> str:
        if not self.numbers:
            return ""
        items = "".join(self._footnote_item(label) for label in self.numbers)
        return f"{self.footnotes_start}<ol>\n{items}</ol>\n{self.footnotes_end}"

    footnotes_start = "<hr>\n"
    footnotes_end = ""
    back_hints = ""

    def _footnote_item(self, label: str) -> str:
        at = escape(footnote_id(label))
        text = "".join(self.footnotes.get(label, ())).rstrip()
        back = escape(self.address(f"#{footnote_reference_id(label)}"))
        way = f' <a href="{back}"{self.back_hints}>↩</a>'
        if text.endswith("</p>"):
            return f'<li id="{at}">{text[:-4]}{way}</p></li>\n'
        return f'<li id="{at}">{text}{way}</li>\n'


class _PageBody(_Body):
    """For our own page and style sheet."""

    image_hints = ' loading="lazy" decoding="async"'
    reference_hints = ' class="footnote"'
    back_hints = ' class="footnote-back" aria-label="Back to the text"'
    footnotes_start = '<section class="footnotes" aria-label="Footnotes">\n'
    footnotes_end = "</section>\n"
    table_end = "</div>\n"
    alert_end = "</div>\n"

    def _alert_open(self, token: Token) -> str:
        title = _ALERTS[token.value]
        start = f'<div class="alert alert-{token.value}" role="note">'
        return f'{start}<p class="alert-title">{title}</p>\n'

    def _table_open(self, token: Token) -> str:
        self.tables += 1
        label = f"Table {self.tables}"
        start = f'<div class="table" role="region" aria-label="{label}" tabindex="0">'
        return start + super()._table_open(token)

    def _task(self, token: Token) -> str:
        said, ticked = ("Done", " checked") if token.value else ("To do", "")
        return f'<input type="checkbox" disabled{ticked} aria-label="{said}"> '

    def _heading_open(self, token: Token) -> str:
        heading: Heading = token.value
        start = f'<h{_level(heading)} id="{escape(heading.anchor)}">'
        return start if self.plain_heading else f'{start}<a href="#{escape(heading.anchor)}">'

    def _heading_close(self, token: Token) -> str:
        end = f"</h{_level(token.value)}>\n"
        return end if self.plain_heading else "</a>" + end

    def _code_block(self, token: Token) -> str:
        block: CodeBlock = token.value
        if _is_diagram(block):
            return self._diagram(block)
        inner = highlight(block.text, block.language, block.marked)
        language = escape(block.language)
        named = f' class="language-{language}"' if language else ""
        title = block.attributes.get("title")
        caption = f"<figcaption>{escape(title.value, quote=False)}</figcaption>" if title else ""
        after = f"<figcaption>{escape(block.caption, quote=False)}</figcaption>"
        under = after if block.caption else ""
        return (
            f'<figure class="code">{caption}<pre tabindex="0"><code{named}>{inner}</code></pre>'
            f"{'' if caption else under}</figure>\n"
        )

    def _diagram(self, block: CodeBlock) -> str:
        alt = block.attributes.get("alt")
        spoken = f' role="img" aria-label="{escape(alt.value)}"' if alt else ""
        caption = escape(block.caption, quote=False)
        return (
            f'<figure class="diagram"><pre tabindex="0"{spoken}><code>{_escape(block.text)}'
            f"</code></pre><figcaption>{caption}</figcaption></figure>\n"
        )


_NO_FEED_TAGS = frozenset({"bdo", "input", "rb"})
_NO_FEED_ATTRIBUTES = frozenset({"class", "controls", "decoding", "loading", "role", "tabindex"})
"""What needs our style sheet, or what the validator at validator.w3.org/feed warns of; readers that
play films and sounds add the controls."""
_DROPPED = str.maketrans("", "", "\t\n\r")  # a browser takes them out of every address


class _FeedBody(_Body):
    """For readers without our style sheet, and with no page to resolve an address against."""

    def address(self, destination: str) -> str:
        """A whole address or none: `//host/` gets the blog's scheme, a `data:` picture is none."""
        found = super().address(destination).translate(_DROPPED).strip()
        if not found or scheme(found):
            return "" if scheme(found) == "data" else found
        return f"{scheme(self.start)}://" + found.lstrip("/\\")

    def _figure(self, image: Image) -> str:
        return super()._figure(image).replace(' class="image"', "", 1)

    def _cell_open(self) -> str:
        return "<th>" if self.in_head else "<td>"

    def _tag(self, tag: Tag) -> str:
        if tag.name in _NO_FEED_TAGS:
            return ""
        kept = {each.name: each for each in tag.attributes if self._for_feeds(each)}
        if tag.name == "img" and "src" not in kept:
            return _escape(kept["alt"].value) if "alt" in kept else ""
        written = super()._tag(tag._replace(attributes=tuple(kept.values())))
        return written if tag.name != "img" or "alt" in kept else f'{written[:-1]} alt="">'

    def _for_feeds(self, attribute: TagAttribute) -> bool:
        name = attribute.name
        if name in _NO_FEED_ATTRIBUTES or name.startswith("aria-"):
            return False
        return bool(self._value(attribute)) or name not in (*_ADDRESSES, "srcset")

    def _heading_open(self, token: Token) -> str:
        return f'<h{_level(token.value)} id="{escape(token.value.anchor)}">'

    def _heading_close(self, token: Token) -> str:
        return f"</h{_level(token.value)}>\n"

    def _code_block(self, token: Token) -> str:
        block: CodeBlock = token.value
        title = block.attributes.get("title")
        named = f"<p><code>{escape(title.value, quote=False)}</code></p>\n" if title else ""
        pre = f"<pre><code>{_escape(block.text)}</code></pre>"
        if not block.caption:
            return f"{named}{pre}\n"
        caption = escape(block.caption, quote=False)
        return f"{named}<figure>{pre}<figcaption>{caption}</figcaption></figure>\n"


def _is_diagram(block: CodeBlock) -> bool:
    return block.language == "text" and bool(block.caption)


def _level(heading: Heading) -> int:
    """A body's own level 1 (an error, so only seen in a draft) gives way to the page's title."""
    return max(heading.level, 2)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
