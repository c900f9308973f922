"""A document's tokens to HTML: the body of its page, and the body that feed readers get.

`page_body` is made for our style sheet: headings that link to themselves, highlighted code,
figures, alerts. `feed_body` is made for readers that have none of it: absolute addresses, plain
`pre` and `code`, no classes that matter. Both escape every text, keep no unsafe address, and
sanitise what holds raw HTML. Neither decides whether an article is fit to be shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import ClassVar

from pipeline.highlight import highlight, name_of, title_of
from pipeline.model import (
    Body,
    CodeBlock,
    Document,
    Flaw,
    Heading,
    Image,
    Link,
    Picture,
    Pictures,
    Section,
    Token,
    TokenKind,
    no_pictures,
)
from pipeline.permalink import cleaned, content_path, href, is_external, is_safe, scheme
from pipeline.pictures import MAY_NAME_PICTURE
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


def page_body(
    document: Document, base_path: str, pictures: Pictures = no_pictures, base_url: str = ""
) -> Body:
    """The body for the article's own page; addresses within the blog begin with `base_path`.

    What an author writes by its full address, below `base_url`, is of the blog as well.
    """
    sections = tuple(
        Section(heading.level, heading.text, heading.anchor)
        for heading in document.headings
        if heading.level in _CONTENTS
    )
    return Body(_finish(_PageBody(document, base_path, pictures, base_url)), sections)


def feed_body(document: Document, base_url: str, pictures: Pictures = no_pictures) -> str:
    """The body for feed readers; every address is absolute, below `base_url`."""
    return _finish(_FeedBody(document, base_url, pictures, base_url))


_CONTENTS = (2, 3)
"""The levels of headings that a table of contents lists."""


def _finish(body: _Body) -> str:
    html = body.render()
    return sanitise(html, is_safe) if any(tags(raw.text) for raw in body.document.html) else html


class _Body:
    """What both bodies share: the walk over the tokens, escaping, footnotes, tables."""

    methods: ClassVar[dict[TokenKind, Callable[[_Body, Token], str]]]

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
        return "</a>"

    def _code(self, token: Token) -> str:
        return f"<code>{_escape(token.value)}</code>"

    def _link_open(self, token: Token) -> str:
        link: Link = token.value
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
            return _escape(image.alt)
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
        if tag.closing:
            return f"</{tag.name}>"
        if tag.name == "input":
            ticked = any(each.name == "checked" for each in tag.attributes)
            return f'<input type="checkbox" disabled{" checked" if ticked else ""}>'
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
        holds_address = attribute.name in _ADDRESSES and attribute.value
        return self.address(attribute.value) if holds_address else attribute.value

    def _srcset(self, value: str) -> str:
        found = ((self.address(way), size.strip()) for way, size in _CANDIDATE.findall(value))
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


class _PageMedia(_Body):
    """Pictures, films and sounds as our own pages show them.

    A page asks no other host for anything: what lies elsewhere becomes a link to it, or, where no
    link can stand, its text. A picture has its size, and WebP in the width that the reader's screen
    needs. It is fetched when the reader comes near, but for the first of an article when it may
    stand in the first screenful: before the second heading.
    """

    def __init__(self, document: Document, start: str, pictures: Pictures, home: str) -> None:
        super().__init__(document, start, pictures, home)
        second = document.headings[1:2]
        self.fold = second[0].span.start if second else len(document.source.data)
        self.place = 0
        self.in_links = 0
        self.gone = dict(self._gone()) if document.html else {}
        self.in_gone = False

    def _link_open(self, token: Token) -> str:
        self.in_links += 1
        return super()._link_open(token)

    def _link_close(self, token: Token) -> str:
        self.in_links -= 1
        return super()._link_close(token)

    def _img(self, image: Image) -> str:
        if self._is_elsewhere(image.destination):
            return self._elsewhere("Image", image.destination, image.alt)
        img = super()._img(image)
        if not img.startswith("<img "):
            return img
        img = img[:-1] + self._loading(image.span.start) + ' decoding="async">'
        picture = self.picture(image.destination)
        if not isinstance(picture, Picture) or not picture.variants:
            return img
        return f"<picture>{self._source(picture)}{img}</picture>"

    def _source(self, picture: Picture) -> str:
        """The widths that a browser may choose from, and how wide the picture is shown."""
        ways = ", ".join(
            f"{escape(href(each.site_path, self.path, self.start))} {each.width}w"
            for each in picture.variants
        )
        shown = min(picture.width, _COLUMN)
        sizes = f"(min-width: {shown + _BESIDE}px) {shown}px, calc(100vw - {_BESIDE}px)"
        return f'<source type="image/webp" srcset="{ways}" sizes="{sizes}">'

    def _loading(self, start: int) -> str:
        """For the image that is written at the byte `start`; only the first can be an early one."""
        fold, self.fold = self.fold, -1
        return "" if start < fold else ' loading="lazy"'

    # What lies on another host.

    def _is_elsewhere(self, destination: str) -> bool:
        """True when it would be fetched from another host: neither ours nor within the page."""
        if self.home and cleaned(destination).startswith(self.home):
            return False
        return is_external(destination) and scheme(destination) != "data"

    def _elsewhere(self, what: str, destination: str, text: str) -> str:
        """A link that says what would be seen, and where it leads."""
        address = self.address(destination)
        host = _HOST.match(address)
        if host is None:
            return _escape(text)
        said = _escape(f"{what} on {host[1]}" + (f": {text}" if text else ""))
        return said if self.in_links else f'<a href="{escape(address)}">{said}</a>'

    # Raw HTML.

    def _raw(self, token: Token) -> str:
        self.place = token.value.span.start
        return super()._raw(token)

    def _tag(self, tag: Tag) -> str:
        name = tag.name
        if name in _HOLDERS:
            return self._holder(tag)
        if name in ("source", "track") and (self.in_gone or self._names_elsewhere(tag)):
            return ""
        if name == "img" and not tag.closing:
            return self._raw_img(tag)
        if name == "a":
            self.in_links = max(self.in_links + (-1 if tag.closing else 1), 0)
        return super()._tag(tag)

    def _raw_img(self, tag: Tag) -> str:
        given = {each.name: each.value for each in tag.attributes}
        source, alt = given.get("src", ""), given.get("alt", "")
        if self._is_elsewhere(source):
            decorates = "alt" in given and not alt.strip() and not self.in_links
            return "" if decorates else self._elsewhere("Image", source, alt)
        if source and not self.address(source):
            return _escape(alt)
        loading = "" if "loading" in given else self._loading(self.place)
        decoding = "" if "decoding" in given else ' decoding="async"'
        return f"{super()._tag(tag)[:-1]}{loading}{decoding}>"

    def _holder(self, tag: Tag) -> str:
        """The tag of a picture, film or sound; a link, or nothing, when no page may fetch it."""
        if tag.closing:
            was_gone, self.in_gone = self.in_gone, False
            return "" if was_gone else super()._tag(tag)
        named = self.gone.get((self.place, tag.start))
        self.in_gone = named is not None
        if named is None:
            return super()._tag(tag)
        return self._elsewhere(_HOLDERS[tag.name], named, "") if tag.name != "picture" else ""

    def _gone(self) -> Iterator[tuple[tuple[int, int], str]]:
        """Where the holders begin of which nothing can be shown, and the first file of each."""
        place, kind, shown, hidden = (0, 0), "", False, ""
        for raw in self.document.html:
            for tag in tags(raw.text):
                if tag.name in _HOLDERS:
                    if hidden and not shown:
                        yield place, hidden
                    place, kind = (raw.span.start, tag.start), "" if tag.closing else tag.name
                    shown, hidden = False, ""
                if tag.name == ("img" if kind == "picture" else "source") or tag.name == kind:
                    for source in (each.value for each in tag.attributes if each.name == "src"):
                        ours = not self._is_elsewhere(source) and bool(self.address(source))
                        shown, hidden = shown or ours, hidden or ("" if ours else source)
        if hidden and not shown:
            yield place, hidden

    def _names_elsewhere(self, tag: Tag) -> bool:
        """True for a source or track that has no file which a page may fetch."""
        named = {each.name: self._value(each) for each in tag.attributes}
        files = [named[name] for name in ("src", "srcset") if name in named]
        return bool(files) and not any(files)

    def _value(self, attribute: TagAttribute) -> str:
        fetched = attribute.name in ("src", "poster")
        return "" if fetched and self._is_elsewhere(attribute.value) else super()._value(attribute)

    def _srcset(self, value: str) -> str:
        ours = (
            f"{way} {size.strip()}".rstrip()
            for way, size in _CANDIDATE.findall(value)
            if not self._is_elsewhere(way)
        )
        return super()._srcset(", ".join(ours))


_HOLDERS = {"picture": "Image", "video": "Video", "audio": "Audio"}
"""Elements that show one of several files, and what a link to one of them says that it is."""
_HOST = re.compile(r"(?:https?:)?//(?:[^/?#]*@)?([^/?#@]+)")
_COLUMN = 680
"""The widest that a picture is shown, in pixels: the style sheet's column of 34 rem, at its largest
rem of 20 pixels. (In `sizes` a rem is the browser's own, not the style sheet's.)"""
_BESIDE = 40
"""What lies beside the column on a small screen, in pixels: twice its padding of 1.25 rem."""


class _PageBody(_PageMedia):
    """For our own page and style sheet."""

    bare_hints = ' class="bare"'
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
        shown = title_of(block.language)
        title = _attribute(block, "title")
        named = _NOT_IN_CLASS.sub("", name_of(block.language))
        language = f' class="language-{named}"' if named else ""
        said = title or (f"{shown} code" if shown else "Code")
        scrolls = f' tabindex="0" role="group" aria-label="{escape(said)}"'
        return (
            f'<figure class="code">{_bar(title, shown)}<pre{scrolls if _is_wide(block) else ""}>'
            f"<code{language}>{inner}</code></pre>{_caption(block.caption)}</figure>\n"
        )

    def _diagram(self, block: CodeBlock) -> str:
        # With a text of its own it is a picture to a screen reader, which leaves the drawing out.
        alt = _attribute(block, "alt")
        role, said = ("img", alt) if alt else ("group", block.caption)
        scrolls = ' tabindex="0"' if _is_wide(block) else ""
        spoken = f' role="{role}" aria-label="{escape(said)}"' if alt or scrolls else ""
        return (
            f'<figure class="diagram">{_bar(_attribute(block, "title"), "")}<pre{scrolls}{spoken}>'
            f"<code>{_escape(block.text)}</code></pre>{_caption(block.caption)}</figure>\n"
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


def _is_wide(block: CodeBlock) -> bool:
    """True for code that a small screen can only show by scrolling, so the keyboard must reach it.

    Tabs and what is not ASCII may be as wide as they like.
    """
    text = block.text
    return not text.isascii() or _WIDE_LINE.search(text) is not None


_WIDE_LINE = re.compile(r"\t|.{31}")
"""30 columns of code fit on a screen of 320 pixels."""
_NOT_IN_CLASS = re.compile(r"[^a-z0-9+#._-]+")


def _attribute(block: CodeBlock, name: str) -> str:
    found = block.attributes.get(name)
    return found.value if found else ""


def _bar(title: str, language: str) -> str:
    """What stands above code: its title, and the name of its language."""
    first = f"<b>{_escape(title)}</b>" if title else ""
    second = f"<span>{_escape(language)}</span>" if language else ""
    return f'<div class="bar">{first}{second}</div>' if first or second else ""


def _caption(text: str) -> str:
    return f"<figcaption>{_escape(text)}</figcaption>" if text else ""


def _level(heading: Heading) -> int:
    """A body's own level 1 (an error, so only seen in a draft) gives way to the page's title."""
    return max(heading.level, 2)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
