"""The door to nh3 (ammonia): what raw HTML may keep on a page; one allow-list for all.

`html` copies of an author's tags and attributes only what `ALLOWED_TAGS` and `allowed_attribute`
name; `sanitise` enforces the same list on the finished body, our own markup included, so that an
unbalanced or cunning tag cannot reach a reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

ALLOWED_TAGS = frozenset(
    """a abbr b bdi bdo br cite code data del dfn em i ins kbd mark q ruby rb rp rt s samp small
    span strong sub sup time u var wbr
    aside blockquote dd details div dl dt figcaption figure h2 h3 h4 h5 h6 hr li ol p pre
    section summary ul table caption col colgroup tbody td tfoot th thead tr
    img picture source video audio track input""".split()
)
"""Elements that a page keeps. `h1` is the template's; `input` only as a task's box."""

_EVERYWHERE = frozenset(
    {"id", "class", "title", "lang", "dir", "role", "tabindex", "translate", "hidden"}
)
_BY_TAG: Mapping[str, frozenset[str]] = {
    "a": frozenset({"href", "hreflang"}),
    "img": frozenset({"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"}),
    "source": frozenset({"src", "srcset", "sizes", "type", "media", "width", "height"}),
    "video": frozenset({"src", "poster", "controls", "width", "height", "loop", "muted"}),
    "audio": frozenset({"src", "controls", "loop", "muted"}),
    "track": frozenset({"src", "kind", "srclang", "label", "default"}),
    "blockquote": frozenset({"cite"}),
    "q": frozenset({"cite"}),
    "del": frozenset({"cite", "datetime"}),
    "ins": frozenset({"cite", "datetime"}),
    "time": frozenset({"datetime"}),
    "data": frozenset({"value"}),
    "details": frozenset({"open"}),
    "ol": frozenset({"start", "reversed", "type"}),
    "li": frozenset({"value"}),
    "td": frozenset({"colspan", "rowspan", "headers"}),
    "th": frozenset({"colspan", "rowspan", "headers", "scope", "abbr"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "input": frozenset({"type", "checked", "disabled"}),
}
_SCHEMES = {"http", "https", "mailto", "tel", "data"}
_SET = {"input": {"type": "checkbox"}}  # one attribute: of two the order is left to chance

ADDRESS_ATTRIBUTES = frozenset({"href", "src", "srcset", "poster", "cite"})
"""Of the attributes that a page keeps, those that hold an address; a `srcset` holds several."""

DROPPED_WHOLE = frozenset({"script", "style", "iframe", "object", "embed"})
"""Elements that go with all that they hold. SC002 names every one of them: never one that goes in
silence, for an unclosed one takes the rest of the article with it."""

RESERVED_IDS = frozenset({"content"})
"""Ids that the page's template has given away: a second one in the body would be a duplicate."""


def allowed_attribute(tag: str, attribute: str) -> bool:
    """True when a page keeps this attribute (both in lower case) on this element."""
    return (
        attribute in _EVERYWHERE
        or attribute.startswith("aria-")
        or attribute in _BY_TAG.get(tag, ())
    )


def sanitise(body: str, is_safe: Callable[[str], bool]) -> str:
    """`body` with only what the allow-list names; unbalanced tags are closed, comments go.

    An address that `is_safe` refuses goes with its attribute. An id that comes twice keeps its
    first place only. Every `input` is the box of a task.
    """
    import nh3  # late: most articles hold no raw HTML

    seen = {"", *RESERVED_IDS}

    def keep(_tag: str, attribute: str, value: str) -> str | None:
        if attribute == "id":
            if value in seen:
                return None
            seen.add(value)
        if attribute == "srcset":
            safe = all(is_safe(word.strip(",")) for word in value.split())
        else:
            safe = attribute not in ADDRESS_ATTRIBUTES or is_safe(value)
        return value if safe else None

    return nh3.clean(
        body,
        tags=ALLOWED_TAGS,
        clean_content_tags=DROPPED_WHOLE,
        attributes=_ATTRIBUTES,
        attribute_filter=keep,
        set_tag_attribute_values=_SET,
        generic_attribute_prefixes={"aria-"},
        url_schemes=_SCHEMES,
        link_rel=None,
    )


_ATTRIBUTES: Mapping[str, frozenset[str]] = {"*": _EVERYWHERE, **_BY_TAG}
