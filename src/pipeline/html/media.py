"""Pictures, films and sounds on our own pages, which ask no other host for anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from pipeline.html.body import CANDIDATE, BodyWriter, escaped
from pipeline.model import Document, Image, Picture, Pictures, Token
from pipeline.permalink import cleaned, href, is_external, scheme
from pipeline.raw_html import Tag, TagAttribute, tags


class PageMedia(BodyWriter):
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
        self.gone = dict(self._gone()) if document.html else {}
        self.in_gone = False

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
            return escaped(text)
        said = escaped(f"{what} on {host[1]}" + (f": {text}" if text else ""))
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
        return super()._tag(tag)

    def _raw_img(self, tag: Tag) -> str:
        given = {each.name: each.value for each in tag.attributes}
        source, alt = given.get("src", ""), given.get("alt", "")
        if self._is_elsewhere(source):
            decorates = "alt" in given and not alt.strip() and not self.in_links
            return "" if decorates else self._elsewhere("Image", source, alt)
        if source and not self.address(source):
            return escaped(alt)
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
            for way, size in CANDIDATE.findall(value)
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
