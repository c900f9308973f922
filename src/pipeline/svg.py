"""The door to lxml for drawings: an SVG with nothing in it that acts or fetches.

Kept is what an allow-list names: SVG's own elements, local references, pictures and fonts that lie
in the file itself. What could run, fetch or take over a page is reported; what no reader sees
(comments, metadata, an editor's own elements) goes in silence. Names and addresses are read as a
browser reads them, and nothing that a document type names is ever opened.

Refused: what is not well-formed XML, what is not SVG, and a drawing that draws itself a million
times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.permalink import cleaned, is_plain_picture, scheme
from pipeline.wording import code

if TYPE_CHECKING:
    from lxml import etree

    _Element = etree._Element

MOST_BYTES = 2_000_000
"""The largest drawing, in bytes: four times what IM001 allows, and a second of our own work."""
MOST_DRAWN = 1_000_000
"""So many elements, those that are drawn again by reference counted again, bring a browser to a
halt. Detailed maps have a tenth."""
MOST_ATTRIBUTES = 256
"""Of one element; SVG defines fewer. Looking at many takes the square of their number."""
MOST_LENGTH = 32_767
"""The greatest width and height, in pixels; a drawing that states more is taken to state none."""


class Drawing(NamedTuple):
    """What may be shown of an SVG."""

    data: bytes
    """UTF-8; to sanitise it again changes nothing."""
    width: int
    """In pixels, from `width` or the view box; 0 when it states no size."""
    height: int
    removed: tuple[str, ...]
    """What was taken out that could act or fetch, in a few words each, in order of place."""


class DrawingError(Exception):
    """For what cannot be shown at all; the text is a clause: `is not well-formed XML ...`."""


def sanitised(data: bytes) -> Drawing:
    """The drawing in an SVG file.

    Raises:
        DrawingError: when there is none, or none that could be made safe.
    """
    drawing = _sanitised(data)
    if drawing.removed and _sanitised(drawing.data) != drawing._replace(removed=()):
        raise DrawingError("holds something that cannot be taken out")
    return drawing


def _sanitised(data: bytes) -> Drawing:
    from lxml import etree  # late: 15 ms

    if len(data) > MOST_BYTES:
        raise DrawingError(f"is a drawing of `{len(data):,}` bytes, over `{MOST_BYTES:,}`")
    text, declares = _without_doctype(_text(data))
    root = _parsed(text)
    removed = dict.fromkeys((*declares, *_around(root), *_clean(root)))
    etree.strip_elements(root, _GONE, etree.ProcessingInstruction, with_tail=False)
    etree.cleanup_namespaces(root)
    if _drawn(root) > MOST_DRAWN:
        raise DrawingError(f"draws more than `{MOST_DRAWN:,}` elements by repeating its own")
    width, height = _size(root)
    return Drawing(etree.tostring(root, encoding="UTF-8"), width, height, tuple(removed))


def _parsed(text: str) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8",  # whatever it says of itself
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise DrawingError(f"is not well-formed XML (line `{error.lineno or 1}`)") from None
    except (etree.LxmlError, ValueError):
        raise DrawingError(_BROKEN) from None
    if root.tag == "svg":
        raise DrawingError(f'says no `xmlns="{_SVG}"`, without which no browser shows it')
    if root.tag != f"{{{_SVG}}}svg":
        raise DrawingError(f"is no SVG: its outermost element is {code(_local(str(root.tag)))}")
    return root


_BROKEN = "is not well-formed XML"

# --- before the parser ---------------------------------------------------------------------------
#
# No document type reaches the parser: none of its switches keeps it from opening a file that a
# parameter entity names.

_DECLARED = re.compile(r"encoding\s*+=\s*+[\"']([A-Za-z0-9._-]*+)")
_ENCODINGS = frozenset({"", "utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1"})


def _text(data: bytes) -> str:
    """The file as text, without its XML declaration."""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    found = None if wide else _DECLARED.search(_declaration(data[:_HEAD].decode("latin-1")))
    encoding = found[1].lower() if found else ""
    if encoding not in _ENCODINGS:
        raise DrawingError(f"is in the encoding {code(encoding)}, not in UTF-8")
    try:
        text = data.decode("utf-16" if wide else _PYTHON_NAMES.get(encoding, "utf-8-sig"))
    except UnicodeDecodeError:
        raise DrawingError("is not UTF-8, and does not say what it is") from None
    return text[len(_declaration(text[:_HEAD])) :]


_HEAD = 200
"""No XML declaration has so many characters."""
_PYTHON_NAMES = {"iso-8859-1": "latin-1"}


def _declaration(head: str) -> str:
    """What stands before the text proper: a byte order mark in Latin 1, `<?xml version=...?>`."""
    start, end = head.find("<?xml"), head.find("?>")
    declares = 0 <= start <= len("ï»¿") and head[start + 5 : start + 6].isspace()
    return head[: end + 2] if declares and end >= 0 else ""


_START = "<!DOCTYPE"
_DOCTYPE = re.compile(
    r"<!DOCTYPE(?:[^\"'\[>]++|\"[^\"]*+\"|'[^']*+')*+"
    r"(\[(?:[^\"'\]<]++|\"[^\"]*+\"|'[^']*+'|<!--(?:[^-]++|-(?!->))*+-->"
    r"|<\?(?:[^?]++|\?(?!>))*+\?>|<(?!!--|\?))*+\]\s*+)?+>"
)
_ENTITY = re.compile(r"<!ENTITY\s++([\w.-]++)\s++(?:\"([^\"%&<]*+)\"|'([^'%&<]*+)')\s*+>")
_REFERRED = re.compile(r"&([\w.-]++);")


def _without_doctype(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without its document type, and what that declared.

    Entities that stand for plain words, as old drawing programs write them, are put in place. Any
    other reference stays, and makes the drawing one that is not well-formed.
    """
    start = text.find(_START)
    if start < 0:
        return text, ()
    doctype = _DOCTYPE.match(text, start)
    if doctype is None:
        raise DrawingError(_BROKEN)
    text = text[:start] + text[doctype.end() :]
    if _START in text:
        raise DrawingError(_BROKEN)
    inner = doctype[1] or ""
    if "<!ENTITY" not in inner:
        return text, ()
    return _with_entities(text, inner), ("an entity of its own",)


def _with_entities(text: str, declared: str) -> str:
    known = {name: escape(one or other) for name, one, other in _ENTITY.findall(declared)}
    used = [name for name in _REFERRED.findall(text) if name in known]
    if sum(len(known[name]) for name in used) > MOST_BYTES:
        raise DrawingError(_BROKEN)
    return _REFERRED.sub(lambda match: known.get(match[1], match[0]), text)


# --- what may stay -------------------------------------------------------------------------------

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_ACTIVE_NAMESPACES = {
    "http://www.w3.org/1999/xhtml": "HTML",
    "http://www.w3.org/1998/Math/MathML": "MathML",
}
_GONE = "{gone}gone"
"""The name that an element gets that is to go: all of them are then taken out at once."""

_ELEMENTS = frozenset(
    """svg g defs symbol use switch view a title desc style
    path rect circle ellipse line polyline polygon text tspan textPath image
    clipPath mask pattern marker linearGradient radialGradient stop
    filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix
    feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG
    feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight
    feSpecularLighting feSpotLight feTile feTurbulence
    animate animateMotion animateTransform set mpath""".split()
)
_ACTIVE = frozenset(
    """script foreignobject iframe object embed audio video canvas handler listener html body
    base link meta form""".split()
)
"""Elements that are worth a word when they go, by their name in lower case."""
_ANIMATIONS = frozenset({"animate", "animateMotion", "animateTransform", "set"})
_ANIMATED_VALUES = frozenset({"to", "from", "by", "values"})
_PICTURES = frozenset({"image", "feImage"})
_NEVER = frozenset({"src", "srcset", "data", "srcdoc", "action", "formaction", "ping", "poster"})
"""Attributes that SVG does not know, and HTML fetches."""
_LINKS = frozenset({"http", "https", "mailto"})
_SCRIPT = re.compile(r"(?:java|vb|live)script:", re.IGNORECASE)
_STYLESHEET = "xml-stylesheet"


def _around(root: _Element) -> Iterator[str]:
    """What stands before the drawing and would act on it."""
    for node in root.itersiblings(preceding=True):
        if getattr(node, "target", "") == _STYLESHEET:
            yield f"an {code(_STYLESHEET)}"


def _clean(root: _Element) -> Iterator[str]:
    """Marks what is to go, and says what it was; below it nothing is looked at."""
    waiting: list[Any] = [root]  # comments and instructions among them
    while waiting:
        node = waiting.pop()
        if not isinstance(node.tag, str):
            if getattr(node, "target", "") == _STYLESHEET:
                yield f"an {code(_STYLESHEET)}"
            continue
        why = _why_not(node)
        if why is not None and node is not root:
            _remove(node)
            if why:
                yield why
            continue
        yield from _clean_attributes(node)
        waiting += reversed(node)


def _remove(node: _Element) -> None:
    tail = node.tail
    node.clear()
    node.tag, node.tail = _GONE, tail


def _why_not(node: _Element) -> str | None:
    """Why an element goes: empty for one that nobody misses, None for one that stays."""
    namespace, name = _split(str(node.tag))
    if namespace != _SVG:
        kind = _ACTIVE_NAMESPACES.get(namespace)
        return f"the {kind} element {code(f'<{name}>')}" if kind else ""
    if name not in _ELEMENTS:
        return f"the element {code(f'<{name}>')}" if name.lower() in _ACTIVE else ""
    if name == "style":
        return _fetched("".join(str(text) for text in node.itertext())) or None
    if name in _ANIMATIONS:
        target = _local(cleaned(node.get("attributeName", "")).replace(":", "}")).lower()
        if target in ("href", "style", "class", "src") or target.startswith("on"):
            return f"an animation of {code(target)}"
    return None


def _clean_attributes(node: _Element) -> Iterator[str]:
    if len(node.attrib) > MOST_ATTRIBUTES:
        message = f"has an element with `{len(node.attrib):,}` attributes"
        raise DrawingError(message)
    element = _local(str(node.tag))
    for key, value in node.attrib.items():
        why = _why_not_attribute(element, str(key), str(value))
        if why is not None:
            del node.attrib[key]
            if why:
                yield why


def _why_not_attribute(element: str, key: str, value: str) -> str | None:
    namespace, name = _split(key)
    if namespace == _XML:
        return None if name in ("lang", "space") else ""
    if name == "href" and namespace in ("", _XLINK):
        return _why_not_followed(element, value)
    if namespace:
        return ""
    if name.lower().startswith("on"):
        return f"the attribute {code(name)}"
    if name.lower() in _NEVER:
        return ""
    if name in _ANIMATED_VALUES and _SCRIPT.search(_BLANKS.sub("", value)):
        return "a script's address"
    if name == "style" or "(" in value or "\\" in value:
        return _fetched(value) or None
    return None


def _why_not_followed(element: str, value: str) -> str | None:
    address = cleaned(value)
    if address.startswith("#"):
        return None
    if element in _PICTURES and is_plain_picture(address):
        return None
    if element == "a" and scheme(address) in _LINKS:
        return None
    return f"a reference to {code(address)}" if address else ""


def _split(name: str) -> tuple[str, str]:
    namespace, brace, local = name.rpartition("}")
    return namespace[1:] if brace else "", local


def _local(name: str) -> str:
    return name.rpartition("}")[2]


# --- style sheets --------------------------------------------------------------------------------

_BLANKS = re.compile(r"[\x00-\x20\x7f]+")
_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})(?:\r\n|[\t\n\f\r ])?|(.))", re.DOTALL)
_FETCHING = re.compile(
    r"@import|(?:image-set|\bimage|\bsrc|cross-fade|expression)\s*\(|-moz-binding|behavior\s*:",
    re.IGNORECASE,
)
_URL = re.compile(r"url(?:-prefix)?\(\s*[\"']?\s*([^\s\"')]*)", re.IGNORECASE)
_FONT = re.compile(r"data:(?:font/|application/(?:x-)?font-)[\w+.-]+[;,]", re.IGNORECASE)


def _fetched(css: str) -> str:
    """What a style would fetch or run, in a few words; empty for one that does neither.

    A comment is looked at as if it were there and as if it were not, so that none can hide a name
    in two halves.
    """
    for text in dict.fromkeys((_unescaped(css), _unescaped(_COMMENT.sub("", css)))):
        named = _FETCHING.search(text)
        if named is not None:
            return f"{code(named[0])} in a style"
        for url in _URL.finditer(text):
            address = cleaned(url[1])
            local = not address or address.startswith("#")
            if not (local or is_plain_picture(address) or _FONT.match(address)):
                return f"a reference to {code(address)}"
    return ""


def _unescaped(css: str) -> str:
    return _ESCAPE.sub(_character, css) if "\\" in css else css


def _character(match: re.Match[str]) -> str:
    if match[2] is not None:
        return match[2]
    number = int(match[1], 16)
    return chr(number) if 0 < number <= 0x10FFFF else "\N{REPLACEMENT CHARACTER}"


# --- how much it draws, and how large ------------------------------------------------------------

_REFERENCE = re.compile(r"url\(\s*[\"']?#([^\s\"')]+)")


def _drawn(root: _Element) -> int:
    """How many elements are drawn, those that are referred to once for each reference.

    What refers to itself counts once: browsers draw it so, or not at all.
    """
    nodes = list(root.iter())
    named = {node.get("id"): node for node in nodes if node.get("id")}
    totals: dict[_Element, int] = {}
    done: set[_Element] = set()
    waiting = [root]
    while waiting:
        node = waiting[-1]
        parts = [*node, *_referred(node, named)]
        if node not in totals:
            totals[node] = 0
            waiting += [part for part in parts if part not in totals]
            continue
        waiting.pop()
        if node not in done:
            done.add(node)
            totals[node] = min(1 + sum(totals[part] for part in parts), MOST_DRAWN + 1)
    return totals[root]


def _referred(node: _Element, named: dict[str | None, _Element]) -> Iterator[_Element]:
    if not named:
        return
    for key, value in node.attrib.items():
        text = str(value)
        local = _local(str(key)) == "href" and text.strip().startswith("#")
        for name in [text.strip()[1:]] if local else _REFERENCE.findall(text):
            if name in named:
                yield named[name]


_LENGTH = re.compile(r"\+?([0-9]{0,9}(?:\.[0-9]{0,9})?)(px|pt|pc|in|cm|mm)?")
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
}
"""The length of each of CSS's units."""


def _size(root: _Element) -> tuple[int, int]:
    """Width and height in whole pixels; one that is not stated follows from the view box."""
    width, height = _length(root.get("width", "")), _length(root.get("height", ""))
    sides = [_length(part) for part in root.get("viewBox", "").replace(",", " ").split()[2:4]]
    wide, high = sides if len(sides) == 2 and all(sides) else (0.0, 0.0)
    if not width and not height:
        width, height = wide, high
    elif not width:
        width = height * wide / high if high else 0.0
    elif not height:
        height = width * high / wide if wide else 0.0
    if not (0 < width <= MOST_LENGTH and 0 < height <= MOST_LENGTH):
        return 0, 0
    return max(round(width), 1), max(round(height), 1)


def _length(text: str) -> float:
    """In pixels; 0 for what is none, or depends on where it is shown."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None or match[1] in ("", "."):
        return 0.0
    return float(match[1]) * _PIXELS[match[2] or ""]
