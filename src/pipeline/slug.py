"""Slugs and anchors: the names that a page and its sections have in a URL.

The anchor of a heading follows GitHub's rule, which authors already know from READMEs: lower case,
punctuation gone, each blank a hyphen, letters of every script kept. The renderer and the link rules
share this one function, so they cannot disagree. An anchor never holds a colon: ids with one
(footnotes, the template's own) cannot collide with it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256

_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")

MOST_SLUG = 80
"""The longest slug, in characters: it fits a URL, a file name and a mail."""

_PORTS = (f"{port}{number}" for port in ("com", "lpt") for number in range(10))
DEVICES = frozenset(("con", "prn", "aux", "nul", *_PORTS))
"""Names that Windows keeps for devices: no file or folder can be called so."""

_MARK = 8
"""So many hexadecimal digits tell two names apart that have one slug by accident."""


def anchor(text: str) -> str:
    """The anchor of a heading's text: `What & Why?` gives `what--why`; never empty."""
    lowered = _NOT_IN_ANCHOR.sub("", text.strip().lower())
    return lowered.replace(" ", "-") or "section"


def unique_anchor(text: str, used: dict[str, int]) -> str:
    """`anchor(text)`, with `-1`, `-2` ... when it is in `used` already; adds what it gives.

    `used` holds for each anchor the last number that was tried after it.
    """
    base = anchor(text)
    found, number = base, used.get(base, 0)
    while found in used:
        number += 1
        found = f"{base}-{number}"
    used[base] = number
    used.setdefault(found, 0)
    return found


def slug(text: str) -> str:
    """A slug for a title, category or tag: lower-case ASCII letters, digits and hyphens, or empty.

    Accents and apostrophes are taken off (`Crème` gives `creme`, `Don't` gives `dont`), `+` and `#`
    are spelled (`C++` gives `c-plus-plus`, `C#` gives `c-sharp`), and what is left of other scripts
    is dropped.
    """
    return _hyphenated(text)[:MOST_SLUG].strip("-")


def _hyphenated(text: str) -> str:
    ascii_only = _decomposed(text).encode("ascii", "ignore").decode()
    return _NOT_IN_SLUG.sub("-", ascii_only.lower()).strip("-")


def _decomposed(text: str) -> str:
    spelled = _APOSTROPHE.sub("", text).replace("+", " plus ").replace("#", " sharp ")
    return unicodedata.normalize("NFKD", spelled)


@lru_cache(maxsize=4_096)
def shelf_slug(name: str) -> str:
    """The slug of a category, tag or series; never empty, and fit for a folder on every system.

    Names that differ by case, accents or punctuation alone have one, and so one page. A name that
    a slug cannot say (of another script, too long, nothing but punctuation, a device of Windows)
    has a mark of its own at the end: `日本語` gives `77710aed`.
    """
    found = slug(name)
    if found and found == name and found not in DEVICES:
        return found
    letters = "".join(char for char in _decomposed(name) if char.isalnum())
    if found and found not in DEVICES and letters.isascii() and found == _hyphenated(name):
        return found
    folded = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    mark = sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:_MARK]
    return f"{found[: MOST_SLUG - _MARK - 1]}-{mark}".replace("--", "-").lstrip("-")


def footnote_id(label: str) -> str:
    """The id of a footnote in the page; the colon keeps it apart from every heading's anchor."""
    return "fn:" + "-".join(label.split())


def footnote_reference_id(label: str, count: int = 1) -> str:
    """The id of the place that refers to a footnote for the `count`-th time: the way back to it.

    The count stands before the colon: after it, `a-2` would also be the first place of `[^a-2]`.
    """
    return (f"fnref-{count}:" if count > 1 else "fnref:") + "-".join(label.split())
