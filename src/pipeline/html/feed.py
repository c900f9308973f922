"""The body that feed readers get: absolute addresses, plain `pre` and `code`, no classes.

A reader shows an item without our style sheet, often without the page's address, and keeps of its
HTML what its own list names. So nothing here hangs on an attribute or element that a reader may
take away: what a page says by its looks is said in words (an alert's `Warning`, a task's box, what
a drawing shows), and the text that is left without the markup is still the article.

Decided, and why:

- Addresses within an article are its full address with the fragment, because readers that resolve
  nothing then open the page at the right place, and those that compare addresses stay in the item.
  The targets keep the page's own ids, for the same reason. An id is unique in its item; in a feed
  the address is.
- A `picture` is its `img`: readers that know the one and not its `source` show nothing, and those
  that keep a copy of every picture know `src` alone.
- A film or sound is followed by a link to its file: some readers take the player away, others its
  controls, and a sound without controls cannot be seen at all.
"""

from __future__ import annotations

from html import escape
from urllib.parse import unquote

from pipeline.html.body import (
    ADDRESSES,
    CANDIDATE,
    BodyWriter,
    attribute_of,
    escaped,
    is_diagram,
    level_of,
)
from pipeline.model import CodeBlock, Document, Image, Pictures, Token
from pipeline.permalink import scheme
from pipeline.raw_html import Tag, TagAttribute

_NO_FEED_TAGS = frozenset({"bdo", "picture", "rb"})
_NO_FEED_ATTRIBUTES = frozenset({"class", "controls", "decoding", "loading", "role", "tabindex"})
"""What needs our style sheet, or what the validator at validator.w3.org/feed warns of; readers that
play films and sounds add the controls."""
_PLAYERS = {"video": "Video", "audio": "Audio"}


class FeedWriter(BodyWriter):
    """For readers without our style sheet, and with no page to resolve an address against."""

    def __init__(self, document: Document, start: str, pictures: Pictures, home: str) -> None:
        super().__init__(document, start, pictures, home)
        self.player = ""
        self.played = ""

    def address(self, destination: str) -> str:
        """A whole address or none: `//host/` gets the blog's scheme, a `data:` picture is none."""
        found = super().address(destination).strip()
        if not found or scheme(found):
            return "" if scheme(found) == "data" else found
        return f"{scheme(self.start)}://" + found.lstrip("/\\")

    def _figure(self, image: Image) -> str:
        return super()._figure(image).replace(' class="image"', "", 1)

    cell_end = " "  # without a table its words still stand apart

    def _cell_open(self) -> str:
        return "<th>" if self.in_head else "<td>"

    # Raw HTML.

    def _tag(self, tag: Tag) -> str:
        name = tag.name
        if name in _NO_FEED_TAGS:
            return ""
        if name in _PLAYERS and tag.closing:
            return super()._tag(tag) + self._way_to_the_file()
        if name in _PLAYERS:
            self.player, self.played = name, ""
        tag = tag._replace(attributes=tuple(filter(self._is_kept, tag.attributes)))
        file = _values(tag).get("src", "")
        if name in ("source", "track") and not (self.player and file):
            return ""
        if file and name in (self.player, "source"):
            self.played = self.played or self.address(file)
        return self._raw_img(tag) if name == "img" else super()._tag(tag)

    def _box(self, ticked: bool) -> str:
        return "☑" if ticked else "☐"

    def _is_kept(self, attribute: TagAttribute) -> bool:
        name = attribute.name
        if name in _NO_FEED_ATTRIBUTES or name.startswith("aria-"):
            return False
        return bool(self._value(attribute)) or name not in (*ADDRESSES, "srcset")

    def _raw_img(self, img: Tag) -> str:
        """The picture, with its `alt` and a `src`; its text when there is none to be had."""
        given = _values(img)
        alt = "" if "alt" in given else ' alt=""'
        if "src" in given:
            return f"{super()._tag(img)[:-1]}{alt}>"
        ways = (self.address(way) for way, _ in CANDIDATE.findall(given.get("srcset", "")))
        first = next(filter(None, ways), "")
        if not first:
            return escaped(given.get("alt", ""))
        return f'{super()._tag(img)[:-1]} src="{escape(first)}"{alt}>'

    def _way_to_the_file(self) -> str:
        """A link to what the player that ends here would play."""
        player, file = self.player, self.played
        self.player = self.played = ""
        if not file or self.in_links:
            return ""
        name = file.partition("#")[0].partition("?")[0].rstrip("/").rpartition("/")[2]
        return f' <a href="{escape(file)}">{_PLAYERS[player]}: {escaped(_as_text(name))}</a>'

    # Blocks.

    def _heading_open(self, token: Token) -> str:
        return f'<h{level_of(token.value)} id="{escape(token.value.anchor)}">'

    def _heading_close(self, token: Token) -> str:
        return f"</h{level_of(token.value)}>\n"

    def _code_block(self, token: Token) -> str:
        block: CodeBlock = token.value
        title = attribute_of(block, "title")
        named = f"<p><code>{escaped(title)}</code></p>\n" if title else ""
        pre = f"<pre><code>{escaped(block.text)}</code></pre>"
        if not block.caption:
            return f"{named}{pre}\n"
        caption = escaped(block.caption) + _in_words(block)
        return f"{named}<figure>{pre}<figcaption>{caption}</figcaption></figure>\n"


def _in_words(block: CodeBlock) -> str:
    """What a diagram says, for those who cannot see it: readers take `aria-label` away."""
    alt = attribute_of(block, "alt") if is_diagram(block) else ""
    return f"<br>\nIn words: {escaped(alt)}" if alt else ""


def _as_text(name: str) -> str:
    """A file's name as it is read; as it is written where it stands for what nobody can see."""
    try:
        read = unquote(name, errors="strict")
    except UnicodeDecodeError:
        return name
    return read if read.isprintable() else name


def _values(tag: Tag) -> dict[str, str]:
    return {each.name: each.value for each in tag.attributes}
