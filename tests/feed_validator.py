"""What is wrong with a feed: by the W3C's validator, by the format's own words, and by our list.

`complaints` is for RSS. It knows the errors and the warnings of validator.w3.org/feed for the
elements that we write, and takes any other element for a mistake; and it knows what the blog
promises beyond that: where the links lead, which date the feed has, in what order and how many
articles come. `json_complaints` says the same of a JSON Feed 1.1. Neither knows the clock (a date
in the future is a warning at the W3C's) nor what the server sends around the feed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from io import BytesIO
from itertools import chain, pairwise
from typing import Any
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"

_PREFIXES = {"atom": ATOM[1:-1], "dc": DC[1:-1], "content": CONTENT[1:-1]}
_CHANNEL = "title link description language generator docs ttl lastBuildDate item".split()
_ITEM = "title link description guid pubDate category".split()
_REPEATED = {"item", "category", f"{DC}creator"}
_NEEDED_IN_CHANNEL = [*"title link description language generator ttl".split(), f"{ATOM}link"]
_NEEDED_IN_ITEM = [*"title link description guid pubDate category".split(), f"{CONTENT}encoded"]
_DATE = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d? "
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d [+-]\d\d[03]0"
)
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(//)?[A-Za-z0-9;/?:@&=+$.\-_!~*'()%,#]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TELLING_TAG = re.compile(r"</(\w+)>")
_HALF_TAG = re.compile(r"<[/a-zA-Z]|&#?\w")
_C1 = re.compile("[\x80-\x9f\ufffd]")

_ELEMENTS = frozenset(
    """a abbr aside audio b bdi blockquote br caption cite code col colgroup data dd del details dfn
    div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt
    ruby s samp section small source span strong sub summary sup table tbody td tfoot th thead time
    tr track u ul var video wbr""".split()
)
"""What an article may be made of: others are warned of, or readers have no use for them."""
_ATTRIBUTES = frozenset(
    """abbr alt cite colspan datetime default dir headers height hidden href hreflang id kind label
    lang loop media muted open poster reversed rowspan scope sizes span src srclang srcset start
    title translate type value width""".split()
)
_BLOCKS = frozenset(
    """aside blockquote details div dl figure h2 h3 h4 h5 h6 hr ol p pre section table ul""".split()
)
_VOID = frozenset("br col hr img source track wbr".split())
_WHOLE = re.compile(r"(https?://[^/]|mailto:|tel:)")


MOST_ITEMS = 30
FEWEST_ITEMS = 5
MOST_BYTES = 512 * 1024
_FEED = re.compile(r"(?:categories/[^/]+/)?feed\.(?:xml|json)$")


def complaints(xml: bytes, url: str, home: str = "") -> list[str]:
    """Everything that is wrong with the RSS feed at `url`; empty for a feed that is right.

    `home` is the site's; without one, it is where the feeds of a blog are below.
    """
    home = home or _FEED.sub("", url)
    try:
        text = xml.decode("utf-8")
        root = ET.fromstring(xml)
    except UnicodeDecodeError:
        return ["not UTF-8"]
    except ET.ParseError:
        return ["not well-formed"]
    return list(
        chain(
            _size(xml, len(root.findall("channel/item"))),
            _document(xml, text),
            _rss(root, url, home),
            _raw_plain_text(text),
        )
    )


def _size(content: bytes, items: int) -> Iterator[str]:
    if len(content) > MOST_BYTES and items > FEWEST_ITEMS:
        yield f"{len(content)} bytes for {items} items"


def _document(xml: bytes, text: str) -> Iterator[str]:
    if not re.match(r"<\?xml version=['\"]1\.0['\"] encoding=['\"]utf-8['\"]\?>", text, re.I):
        yield "no XML declaration that says UTF-8"
    if "<!DOCTYPE" in text[:500]:
        yield "a document type"
    if _C1.search(text):
        yield "characters that are mostly a wrong encoding"
    for _, (prefix, namespace) in ET.iterparse(BytesIO(xml), ("start-ns",)):
        if _PREFIXES.get(prefix) != namespace:
            yield f"{namespace} has the prefix {prefix!r}"


def _rss(root: ET.Element, url: str, home: str) -> Iterator[str]:
    if root.tag != "rss" or root.attrib != {"version": "2.0"}:
        yield "not RSS 2.0"
    if [child.tag for child in root] != ["channel"]:
        yield "not one channel"
        return
    channel = root[0]
    yield from _children(channel, {*_CHANNEL, f"{ATOM}link"}, _NEEDED_IN_CHANNEL)
    items = channel.findall("item")
    if [child.tag for child in channel][len(channel) - len(items) :] != ["item"] * len(items):
        yield "the channel goes on after its items"
    yield from _channel(channel, url)
    yield from _promised(channel, home, items)
    for item in items:
        yield from _item(item)
    for guid, count in Counter(item.findtext("guid") for item in items).items():
        if count > 1:
            yield f"the guid {guid} comes twice"
    dated = [(_moment(item, "pubDate"), item.findtext("link", "")) for item in items]
    yield from _order(dated)


def _promised(channel: ET.Element, home: str, items: list[ET.Element]) -> Iterator[str]:
    """What no validator asks for: the home, the minutes, the date, and no version."""
    if channel.findtext("link") != home:
        yield f"the link of the channel is {channel.findtext('link')}, not {home}"
    if channel.findtext("ttl", "60") != "60":
        yield f"ttl is {channel.findtext('ttl')}"
    if re.search("[0-9]", channel.findtext("generator", "")):
        yield f"the generator has a version: {channel.findtext('generator')}"
    dates = [_moment(item, name) for item in items for name in ("pubDate", f"{ATOM}updated")]
    newest = max((date for date in dates if date), default=None)
    built = _moment(channel, "lastBuildDate")
    if built != newest:
        yield f"lastBuildDate is {built}, and the newest date is {newest}"


def _moment(parent: ET.Element, name: str) -> datetime | None:
    """The date of an element; None when there is none, or none that can be read."""
    text = parent.findtext(name) or ""
    try:
        return (parsedate_to_datetime if name != f"{ATOM}updated" else datetime.fromisoformat)(text)
    except ValueError:
        return None


def _order(dated: Sequence[tuple[datetime | None, str]]) -> Iterator[str]:
    """Newest first, ties by slug, and no more than there may be."""
    if len(dated) > MOST_ITEMS:
        yield f"{len(dated)} items"
    for (date, address), (next_date, next_address) in pairwise(dated):
        if date and next_date and date < next_date:
            yield f"{next_address} is newer than what stands before it"
        if date and date == next_date and _slug(address) > _slug(next_address):
            yield f"{next_address} stands behind what is as new and has a later slug"


def _slug(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def _children(parent: ET.Element, known: set[str], needed: Sequence[str]) -> Iterator[str]:
    if (parent.text or "").strip() or any((child.tail or "").strip() for child in parent):
        yield f"text in {parent.tag}"
    counts = Counter(child.tag for child in parent)
    yield from (f"{parent.tag} has an element {tag}" for tag in sorted(counts.keys() - known))
    yield from (f"{parent.tag} has no {tag}" for tag in needed if tag not in counts)
    for child in parent:
        name = f"{parent.tag}/{child.tag}"
        if child.tag != "item" and len(child):
            yield f"{name} has elements"
        if child.attrib and child.tag not in ("guid", f"{ATOM}link"):
            yield f"{name} has attributes"
        if child.tag not in ("item", f"{ATOM}link") and not (child.text or "").strip():
            yield f"{name} is blank"
        if counts[child.tag] > 1 and child.tag not in _REPEATED:
            yield f"{name} comes twice"


def _channel(channel: ET.Element, url: str) -> Iterator[str]:
    for link in channel.iterfind(f"{ATOM}link"):
        if link.attrib != {"rel": "self", "href": url, "type": "application/rss+xml"} or link.text:
            yield f"the link to itself is {link.attrib}"
    for name in ("title", "description"):
        yield from _plain(channel, name)
    for name in ("link", "docs"):
        yield from _full_url(channel, name)
    if not _LANGUAGE.fullmatch(channel.findtext("language", "en")):
        yield "no language"
    yield from _date(channel, "lastBuildDate")


def _item(item: ET.Element) -> Iterator[str]:
    beyond = {f"{CONTENT}encoded", f"{DC}creator", f"{ATOM}updated"}
    yield from _children(item, {*_ITEM, *beyond}, _NEEDED_IN_ITEM)
    yield from _plain(item, "title")
    yield from _plain(item, "category")
    yield from _full_url(item, "link")
    yield from _date(item, "pubDate")
    guid = item.find("guid")
    if guid is not None and guid.attrib != {"isPermaLink": "false"}:
        yield f"a guid with {guid.attrib}"
    if guid is not None and re.fullmatch("[0-9]{1,8}", guid.text or ""):
        yield "a guid that others will have too"
    updated = item.findtext(f"{ATOM}updated")
    if updated is not None and not _is_rfc_3339(updated):
        yield f"updated is {updated}"
    if "<" in item.findtext("description", ""):
        yield "HTML in the description of an item"
    order = [child.tag for child in item] + [f"{CONTENT}encoded"]
    if "description" in order[order.index(f"{CONTENT}encoded") :]:
        yield "the description comes after the content"
    for name in ("description", f"{CONTENT}encoded"):
        yield from html_complaints(item.findtext(name, ""))


def _plain(parent: ET.Element, name: str) -> Iterator[str]:
    for element in parent.iterfind(name):
        for tag in _TELLING_TAG.findall(element.text or ""):
            if tag in _ELEMENTS:
                yield f"HTML in the {name} of a {parent.tag}: </{tag}>"


def _raw_plain_text(text: str) -> Iterator[str]:
    """A `<` or `&` in plain text must be written in hexadecimal, or it is taken for markup."""
    channel = text.partition("<item>")[0]
    titles = re.findall(r"<(?:title|category)>([^<]*)<", text)
    for written in (*titles, *re.findall(r"<description>([^<]*)<", channel)):
        decoded = ET.fromstring(f"<x>{written}</x>").text or ""
        if _HALF_TAG.search(decoded) and "&#x" not in written:
            yield f"plain text that looks like HTML: {written}"


def _full_url(parent: ET.Element, name: str) -> Iterator[str]:
    for element in parent.iterfind(name):
        if not _URL.fullmatch(element.text or ""):
            yield f"the {name} of a {parent.tag} is {element.text}"


def _date(parent: ET.Element, name: str) -> Iterator[str]:
    text = parent.findtext(name)
    if text is None:
        return
    if not _DATE.fullmatch(text):
        yield f"{name} is {text}"
    elif _weekday(parsedate_to_datetime(text)) != text[:3]:
        yield f"{name} is {text}, which is another day of the week"


def _is_rfc_3339(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return _RFC_3339.fullmatch(text) is not None


def _weekday(moment: datetime) -> str:
    return "Mon Tue Wed Thu Fri Sat Sun".split()[moment.weekday()]


# --- JSON -----------------------------------------------------------------------------------------

_OF_FEED: Mapping[str, type] = {
    **dict.fromkeys("version title home_page_url feed_url description language".split(), str),
    **dict.fromkeys("user_comment next_url icon favicon".split(), str),
    **dict.fromkeys(("authors", "hubs", "items"), list),
    "expired": bool,
}
_OF_ITEM: Mapping[str, type] = {
    **dict.fromkeys("id url external_url title content_html content_text summary".split(), str),
    **dict.fromkeys("image banner_image date_published date_modified language".split(), str),
    **dict.fromkeys(("authors", "tags", "attachments"), list),
}
_OF_AUTHOR: Mapping[str, type] = dict.fromkeys(("name", "url", "avatar"), str)
"""Every member that the format knows, and its type."""
_NEEDED_IN_FEED = "version title home_page_url feed_url description language items".split()
_NEEDED_IN_ITEMS = "id url title content_html summary date_published tags language".split()
_JSON_ADDRESSES = frozenset(
    """avatar banner_image external_url favicon feed_url home_page_url icon image next_url
    url""".split()
)


def json_complaints(data: bytes, url: str, home: str = "") -> list[str]:
    """Everything that is wrong with the JSON Feed at `url`; empty for a feed that is right."""
    try:
        feed = json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except UnicodeDecodeError:
        return ["not UTF-8"]
    except ValueError as error:
        return [str(error) if "comes twice" in str(error) else "not well-formed"]
    if not isinstance(feed, dict):
        return ["no object"]
    found = list(_members(feed, "the feed", _OF_FEED, _NEEDED_IN_FEED))
    return found or list(_json_feed(data, feed, url, home or _FEED.sub("", url)))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    for name, count in Counter(name for name, _ in pairs).items():
        if count > 1:
            raise ValueError(f"{name} comes twice")
    return dict(pairs)


def _members(
    value: object, what: str, known: Mapping[str, type], needed: Sequence[str]
) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{what} is no object"
        return
    yield from (f"{what} has no {name}" for name in needed if name not in value)
    for name, member in value.items():
        if name not in known:
            yield f"{what} has a member {name}"
        elif type(member) is not known[name]:
            yield f"the {name} of {what} is no {known[name].__name__}"
        elif member in ("", []) and name != "items":
            yield f"the {name} of {what} is empty"
        elif isinstance(member, str) and not _is_sound(name, member):
            yield f"the {name} of {what} is {member}"


def _is_sound(name: str, member: str) -> bool:
    if name == "language":
        return _LANGUAGE.fullmatch(member) is not None
    return name not in _JSON_ADDRESSES or bool(_WHOLE.match(member) and _URL.fullmatch(member))


def _json_feed(data: bytes, feed: dict[str, Any], url: str, home: str) -> Iterator[str]:
    items = feed["items"]
    yield from _size(data, len(items))
    if feed["version"] != "https://jsonfeed.org/version/1.1":
        yield f"the version is {feed['version']}"
    if feed["feed_url"] != url:
        yield f"the feed_url is {feed['feed_url']}"
    if feed["home_page_url"] != home:
        yield f"the home_page_url is {feed['home_page_url']}"
    wrong = [said for item in items for said in _json_item(item)]
    yield from wrong
    if wrong:
        return
    for guid, count in Counter(item["id"] for item in items).items():
        if count > 1:
            yield f"the id {guid} comes twice"
    yield from _order(
        [(datetime.fromisoformat(item["date_published"]), item["url"]) for item in items]
    )


def _json_item(item: object) -> Iterator[str]:
    wrong = list(_members(item, "an item", _OF_ITEM, _NEEDED_IN_ITEMS))
    yield from wrong
    if wrong or not isinstance(item, dict):
        return
    for name in ("date_published", "date_modified"):
        if name in item and not _is_rfc_3339(item[name]):
            yield f"the {name} of an item is {item[name]}"
    for author in item.get("authors", []):
        yield from _members(author, "an author", _OF_AUTHOR, ("name",))
    tags = item["tags"]
    if not all(isinstance(tag, str) and tag.strip() for tag in tags):
        yield "a tag is no text"
    elif len(set(tags)) < len(tags):
        yield "a tag comes twice"
    yield from html_complaints(item["content_html"])


# --- the HTML in it -------------------------------------------------------------------------------


def html_complaints(text: str) -> list[str]:
    """What is wrong with a piece of HTML that readers are to show."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    left = [f"<{name}> is not closed" for name in reader.open]
    twice = [f"the id {name} comes twice" for name, count in reader.ids.items() if count > 1]
    return reader.complaints + left + twice


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.complaints: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        say = self.complaints.append
        if tag not in _ELEMENTS:
            say(f"<{tag}>")
        if tag == "a" and "a" in self.open:
            say("a link in a link")
        if tag in _BLOCKS and "p" in self.open:
            say(f"<{tag}> in a paragraph")
        if tag == "img" and not attributes.keys() >= {"src", "alt"}:
            say("an image without src or alt")
        if len(attributes) < len(attrs):
            say(f"<{tag}> has an attribute twice")
        for name, value in attributes.items():
            if name not in _ATTRIBUTES:
                say(f"<{tag} {name}>")
            for address in _addresses(name, value):
                if not _WHOLE.match(address):
                    say(f"<{tag} {name}={address!r}>")
        self.ids.update(value for name, value in attributes.items() if name == "id")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.complaints.append(f"<{tag}/>")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.complaints.append(f"</{tag}> closes another element")

    def handle_data(self, data: str) -> None:
        if "<" in data or "&" in data:
            self.complaints.append("text that is not escaped")

    def handle_comment(self, data: str) -> None:
        self.complaints.append("a comment")

    def handle_decl(self, decl: str) -> None:
        self.complaints.append("a declaration")

    def handle_pi(self, data: str) -> None:
        self.complaints.append("a processing instruction")

    def unknown_decl(self, data: str) -> None:
        self.complaints.append("a declaration")


def _addresses(name: str, value: str) -> list[str]:
    if name == "srcset":
        return [candidate.split()[0] for candidate in value.split(", ")]
    return [value] if name in ("href", "src", "poster", "cite") else []
