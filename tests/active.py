"""What could still act in a piece of HTML, found by parsing it as a browser does."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

_ELEMENTS = frozenset(
    """script style iframe frame frameset fencedframe portal object embed applet form base link meta
    template noscript svg math title textarea button select plaintext xmp noembed noframes h1
    marquee dialog canvas slot""".split()
)
_ADDRESSES = frozenset(
    "href src srcset poster cite action formaction data background ping xlink:href".split()
)
_ATTRIBUTES = frozenset({"style", "srcdoc", "formaction", "action", "http-equiv", "xlink:href"})
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
_HARMLESS = re.compile(r"(?:https?|mailto|tel):|data:image/(?:png|jpeg|jpg|gif|webp|avif)[;,]")


def active(html: str) -> list[str]:
    """Elements, attributes and addresses that no body may have; empty when nothing can act."""
    body = LexborHTMLParser(f"<!doctype html><body>{html}").body
    assert body is not None
    found: list[str] = []
    for node in body.traverse():
        if node is not body:
            found += _active(node)
    return found


def _active(node: LexborNode) -> list[str]:
    found = [f"<{node.tag}>"] if node.tag in _ELEMENTS else []
    for name, value in node.attributes.items():
        if name.startswith("on") or name in _ATTRIBUTES:
            found.append(f"{node.tag} {name}")
        words = (value or "").split() if name == "srcset" else [value or ""]
        if name in _ADDRESSES:
            found += [f"{name}={word}" for word in words if _acts(word)]
    return found


def _acts(address: str) -> bool:
    plain = re.sub(r"[\t\n\r]", "", address).strip("".join(map(chr, range(0x21)))).lower()
    return bool(_SCHEME.match(plain)) and not _HARMLESS.match(plain)
