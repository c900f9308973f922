"""The door to nh3 (ammonia): what raw HTML may keep on a page; one allow-list for all.

The rules that speak of raw HTML (SC002, SC007) walk an article against `ALLOWED_TAGS` and
`allowed_attribute`; `sanitise` enforces the same list on the finished body, our own markup
included, so an author's unbalanced or cunning tag cannot reach a reader.
"""

from __future__ import annotations

from collections.abc import Mapping

_TEXT = "a abbr b bdi bdo br cite code data del dfn em i ins kbd mark q ruby rb rp rt s samp small"
_MORE_TEXT = "span strong sub sup time u var wbr"
_BLOCKS = "aside blockquote dd details div dl dt figcaption figure h2 h3 h4 h5 h6 hr li ol p pre"
_MORE_BLOCKS = "section summary ul table caption col colgroup tbody td tfoot th thead tr"
_MEDIA = "img picture source video audio track input"

ALLOWED_TAGS = frozenset(
    " ".join((_TEXT, _MORE_TEXT, _BLOCKS, _MORE_BLOCKS, _MEDIA)).split()
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
_SCHEMES = {"http", "https", "mailto", "tel"}
_DROPPED_WHOLE = {"script", "style", "iframe", "object", "embed", "template", "noscript"}


def allowed_attribute(tag: str, attribute: str) -> bool:
    """True when a page keeps this attribute (both in lower case) on this element."""
    return (
        attribute in _EVERYWHERE
        or attribute.startswith("aria-")
        or attribute in _BY_TAG.get(tag, ())
    )


def sanitise(body: str) -> str:
    """`body` with only what the allow-list names; unbalanced tags are closed, comments go.

    An id that comes twice keeps its first place only.
    """
    import nh3  # late: most articles hold no raw HTML

    seen: set[str] = set()

    def keep(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "id":
            if value in seen:
                return None
            seen.add(value)
        if tag == "input" and attribute == "type":
            return "checkbox"
        return value

    return nh3.clean(
        body,
        tags=set(ALLOWED_TAGS),
        clean_content_tags=_DROPPED_WHOLE,
        attributes={"*": set(_EVERYWHERE), **{tag: set(names) for tag, names in _BY_TAG.items()}},
        attribute_filter=keep,
        generic_attribute_prefixes={"aria-"},
        url_schemes=_SCHEMES,
        link_rel=None,
    )
