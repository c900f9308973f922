"""The door to selectolax: what a finished page promises and what it relies on.

A page is parsed as a browser would parse it (lexbor follows the HTML Standard), so an id or a link
counts only where a reader's browser sees one: not in a comment, not in escaped code. A feed is read
back as XML or JSON, and the articles in it as HTML. Nothing here judges; `publish` does.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from selectolax.lexbor import LexborCSSSelector, LexborNode

OUTSIDE = "/.."
"""What a link starts with that stays on the host but leaves the site; no page has such a path."""


class PageFacts(NamedTuple):
    """What there is to verify in one HTML page."""

    ids: frozenset[str]
    """What a fragment may name."""
    duplicate_ids: tuple[str, ...]
    """Ids that more than one element has, each once, in the page's order."""
    h1: int
    """How many level-1 headings there are."""
    links: frozenset[str]
    """Every link that stays within the site, as a site path with its fragment: `/articles/x/#y`.

    The base path and the query are gone, percent-encoding stays as written. A path on the same host
    outside the base path starts with `OUTSIDE`: `/../other/`.
    """


class FeedError(ValueError):
    """A feed that does not read back; the message gives the parser's reason, line and column."""


def page_facts(html: bytes, site_path: str, base_path: str, base_url: str) -> PageFacts:
    """The facts of one HTML page in UTF-8; about 0.15 ms for 13 KB.

    `site_path` is the page's own, for its relative links. `base_path` and `base_url` end with `/`,
    as in the settings. Links are those of `href`, `src`, `srcset`, `poster` and `cite`, of a
    refreshing `meta`, and of a `meta` whose content is an address on this site (`og:image`). A
    `<base>` is not taken into account.
    """
    page = _parsed(html)
    ids = page.values("id")
    return PageFacts(
        ids=frozenset(ids) - {""},
        duplicate_ids=_duplicates(ids),
        h1=page.h1,
        links=_Place(site_path, base_path, base_url).links(page.addresses(base_url)),
    )


def _duplicates(ids: list[str]) -> tuple[str, ...]:
    if len(set(ids)) == len(ids):
        return ()
    return tuple(name for name, count in Counter(ids).items() if count > 1 and name)


def feed_links(xml: bytes, base_path: str, base_url: str) -> frozenset[str]:
    """The links of an RSS or Atom feed that stay within the site, as in `PageFacts.links`.

    These are its `link` and `url` elements, `href` and `url` attributes, and the links of the
    articles in it; what describes the channel is plain text. A reader of feeds has no page to
    resolve a relative link against, so a relative one starts with `OUTSIDE`. Raises `FeedError`
    when the bytes are not well-formed XML.
    """
    found: set[str] = set()
    for parent, name, attributes, text in _elements(xml):
        found.update(attributes[each] for each in ("href", "url") if each in attributes)
        match name:
            case "link" | "url":
                found.add(text)
            case "encoded" | "description" | "content" if "<" in text and parent != "channel":
                found.update(_addresses_in(text, base_url))
    return _without_page(found, base_path, base_url)


_JSON_ADDRESSES = frozenset(
    """avatar banner_image external_url favicon feed_url home_page_url icon image next_url
    url""".split()
)


def json_feed_links(data: bytes, base_path: str, base_url: str) -> frozenset[str]:
    """The links of a JSON Feed that stay within the site, as `feed_links` gives those of an RSS.

    These are all members of the format that hold an address, and the links of the articles in it;
    an item's `id` is no address. Raises `FeedError` when the bytes are no JSON object in UTF-8.
    """
    try:
        feed = json.loads(data.decode())
    except (ValueError, RecursionError) as error:
        raise FeedError(str(error)) from None
    if not isinstance(feed, dict):
        raise FeedError("it is not an object")
    found: set[str] = set()
    left: list[object] = [feed]
    while left:
        value = left.pop()
        if isinstance(value, list):
            left += value
        elif isinstance(value, dict):
            left += value.values()
            found.update(_in_members(value, base_url))
    return _without_page(found, base_path, base_url)


def _in_members(members: dict[str, object], base_url: str) -> Iterator[str]:
    for name, value in members.items():
        if not isinstance(value, str):
            continue
        if name in _JSON_ADDRESSES:
            yield value
        elif name == "content_html":
            yield from _addresses_in(value, base_url)


def _without_page(found: set[str], base_path: str, base_url: str) -> frozenset[str]:
    """The links among these addresses, where there is no page that one could be relative to."""
    found.discard("")
    relative = {link for link in found if not _ABSOLUTE.match(link.strip())}
    outside = {f"{OUTSIDE}/{link.strip().lstrip('/')}" for link in relative}
    return _Place("/", base_path, base_url).links(found - relative) | outside


def sitemap_links(xml: bytes, base_path: str, base_url: str) -> frozenset[str]:
    """The pages that a sitemap, or an index of sitemaps, names, as in `PageFacts.links`.

    One that is not on this site starts with `OUTSIDE`: a sitemap may name no page of another.
    Raises `FeedError` when the bytes are not well-formed XML.
    """
    named = {each.text for each in _elements(xml) if each.name == "loc"}
    place = _Place("/", base_path, base_url)
    ours = {address for address in named if address.startswith(base_url)}
    others = {f"{OUTSIDE}/{address}" for address in named - ours}
    return place.links(ours) | others


class _Element(NamedTuple):
    """An element of XML; names are without namespaces."""

    parent: str
    name: str
    attributes: dict[str, str]
    text: str
    """Its own, without that of the elements in it."""


def _elements(xml: bytes) -> list[_Element]:
    """Every element of a document of ours, 1 ms for 280 KB; raises `FeedError` when it is none.

    A tree would take twice as long: escaped markup comes in small pieces, which expat can join.
    """
    from xml.parsers import expat

    found: list[_Element] = []
    opened: list[tuple[str, dict[str, str], list[str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        opened.append((name.rpartition("}")[2], attributes, []))

    def text(piece: str) -> None:
        opened[-1][2].append(piece)

    def end(_name: str) -> None:
        name, attributes, pieces = opened.pop()
        parent = opened[-1][0] if opened else ""
        found.append(_Element(parent, name, attributes, "".join(pieces)))

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise FeedError(str(error)) from None
    return found


# --- where the addresses stand --------------------------------------------------------------------

_ADDRESSES = ("href", "src", "poster", "cite")
"""Without what neither the templates nor the sanitiser can let through (forms, objects)."""

_read: dict[tuple[bytes, str], frozenset[str]] = {}
"""The addresses in an article's text, by its hash and the base URL: it may stand in three feeds."""

_MOST_READ = 1_000


def _addresses_in(html: str, base_url: str) -> frozenset[str]:
    """Every address in a piece of HTML, as written; each piece is parsed once."""
    data = html.encode()
    key = sha256(data).digest(), base_url
    known = _read.get(key)
    if known is None:
        if len(_read) >= _MOST_READ:
            _read.clear()
        known = _read[key] = frozenset(_parsed(data).addresses(base_url))
    return known


_CODE = re.compile(
    rb'<code class="[^"]*+">[^<]*+'
    rb'(?:<span class="[^"]*+">[^<]*+(?:<span class="[^"]*+">[^<]*+</span>[^<]*+)*+</span>[^<]*+)*+'
    rb"</code>"
)
"""Highlighted code: text and spans, of which those of marked lines hold others."""

_MARK = ":~:~:~:~:"
"""The attribute of a piece that was cut out: a name without letters is read as it is written."""

_CUT = b'<code class="" %s="%%d"></code>' % _MARK.encode()


class _Parsed(NamedTuple):
    """What of a page can be asked for."""

    elements: list[tuple[dict[str, str | None], LexborNode]]
    """Those with attributes, in the page's order."""
    h1: int

    def values(self, name: str) -> list[str]:
        """All values of an attribute."""
        return [found[name] or "" for found, _ in self.elements if name in found]

    def addresses(self, base_url: str) -> set[str]:
        """Every address in the page, as written."""
        found: set[str] = set()
        for name in _ADDRESSES:
            found.update(self.values(name))
        for value in self.values("srcset"):
            found.update(_candidates(value))
        for attributes, node in self.elements:
            if "content" in attributes and node.tag == "meta":
                found.update(_in_meta(attributes, base_url))
        return found


def _parsed(html: bytes) -> _Parsed:
    """A page, parsed without its highlighted code, whose spans are most of its elements.

    Each piece that is cut out leaves a numbered mark. Unless just these come out of the parser,
    something in a comment, a value or the like only looks like code, and where it ends may matter:
    such a page is parsed whole.
    """
    start, *rest = _CODE.split(html)
    if not rest or _MARK.encode() in html:
        return _parsed_as_is(html)
    marked = (_CUT % number + piece for number, piece in enumerate(rest))
    page = _parsed_as_is(start + b"".join(marked))
    if page.values(_MARK) == list(map(str, range(len(rest)))):
        return page
    return _parsed_as_is(html)


def _parsed_as_is(html: bytes) -> _Parsed:
    from selectolax.lexbor import LexborHTMLParser

    # One query for all elements costs less than one for each attribute.
    root, find = LexborHTMLParser(html).root, _selector().find
    if root is None:
        return _Parsed([], 0)
    elements = [(found, node) for node in find("*", root) if (found := node.attributes)]
    return _Parsed(elements, len(find("h1", root)))


@cache
def _selector() -> LexborCSSSelector:
    """The engine of queries: to make one takes longer than to ask it."""
    from selectolax.lexbor import LexborCSSSelector

    return LexborCSSSelector()  # type: ignore[no-untyped-call]  # its stub has no return type


def _in_meta(attributes: dict[str, str | None], base_url: str) -> tuple[str, ...]:
    """The address in a `meta` with content: it refreshes to one, or its content is one of ours."""
    content = (attributes["content"] or "").strip()
    if (attributes.get("http-equiv") or "").lower() == "refresh":
        return (content.partition("=")[2].strip(" \"'"),)
    return (content,) if content.startswith(base_url) and " " not in content else ()


def _candidates(srcset: str) -> Iterator[str]:
    """The URLs of a `srcset`: each runs to white space, and a comma ends its descriptors."""
    descriptors = False
    for word in srcset.split():
        if descriptors:
            _, comma, word = word.partition(",")  # noqa: PLW2901 - what follows the comma
            descriptors = not comma
        if descriptors or not word.strip(","):
            continue
        yield word.strip(",")
        descriptors = not word.endswith(",")


# --- where they lead ------------------------------------------------------------------------------

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_DROPPED = str.maketrans("", "", "\t\n\r")  # a browser takes them out of every address
_FRAGMENT = re.compile(r"#[!-~]*+")

_followed: dict[tuple[str, str], dict[str, str]] = {}
"""Where addresses lead from any page, by base path and base URL: most are on many pages."""

_MOST_FOLLOWED = 10_000


class _Place(NamedTuple):
    """A page of the site, from which links are followed."""

    site_path: str
    base_path: str
    base_url: str

    def links(self, addresses: Iterable[str]) -> frozenset[str]:
        """The addresses that stay within the site, as site paths with fragment."""
        known = _followed.setdefault((self.base_path, self.base_url), {})
        if len(known) > _MOST_FOLLOWED:
            known.clear()
        here = self._within("")
        found: set[str] = set()
        for address in addresses:
            if address in known:
                found.add(known[address])
            elif _FRAGMENT.fullmatch(address):
                found.add(here + address)
            else:
                link = self._within(address)
                found.add(link)
                if address.startswith("/") or _ABSOLUTE.match(address):
                    known[address] = link
        found.discard("")
        return frozenset(found)

    def _within(self, address: str) -> str:
        """A site path with fragment; empty for an address elsewhere."""
        path, mark, fragment = address.strip().translate(_DROPPED).partition("#")
        path = path.partition("?")[0]
        here = self.base_path + self.site_path[1:]
        if _ABSOLUTE.match(path):
            path = self._without_host(path)
            if not path:
                return ""
        elif not path:
            path = here
        elif not path.startswith("/"):
            path = f"{here.rpartition('/')[0]}/{path}"
        return self._without_base(_without_dots(path)) + mark + fragment

    def _without_host(self, address: str) -> str:
        """The path of an absolute address on this site; empty for any other."""
        scheme, _, base = self.base_url.partition(":")
        rest = address if address.startswith("//") else address.removeprefix(f"{scheme}:")
        if rest.startswith(base):
            return self.base_path + rest[len(base) :]
        return self.base_path if rest + "/" == base else ""

    def _without_base(self, path: str) -> str:
        """The site path of a path on our host."""
        if path.startswith(self.base_path):
            return "/" + path[len(self.base_path) :]
        return "/" if path + "/" == self.base_path else OUTSIDE + path


def _without_dots(path: str) -> str:
    """The path with its `.` and `..` followed; what would leave the host stays at its root."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path[1:].split("/")
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)
