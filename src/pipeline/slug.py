"""Slugs and anchors: the names that a page and its sections have in a URL.

The anchor of a heading follows GitHub's rule, which authors already know from READMEs: lower case,
punctuation gone, each blank a hyphen, letters of every script kept. The renderer and the link rules
share this one function, so they cannot disagree. An anchor never holds a colon: ids with one
(footnotes, the template's own) cannot collide with it.
"""

from __future__ import annotations

import re
import unicodedata

_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")

MOST_SLUG = 80
"""The longest slug, in characters: it fits a URL, a file name and a mail."""


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

    Accents are taken off (`Crème` gives `creme`), `+` and `#` are spelled (`C++` gives
    `c-plus-plus`, `C#` gives `c-sharp`), and what is left of other scripts is dropped.
    """
    spelled = text.replace("+", " plus ").replace("#", " sharp ")
    ascii_only = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return _NOT_IN_SLUG.sub("-", ascii_only.lower()).strip("-")[:MOST_SLUG].strip("-")


def category_path(name: str) -> str:
    """The site path of a category's page: `Career` gives `/categories/career/`."""
    return f"/categories/{slug(name)}/"


def tag_path(name: str) -> str:
    """The site path of a tag's page: `error-handling` gives `/tags/error-handling/`."""
    return f"/tags/{slug(name)}/"


def series_path(name: str) -> str:
    """The site path of a series' page: `From First Principles` gives
    `/series/from-first-principles/`.
    """
    return f"/series/{slug(name)}/"


def year_path(year: int) -> str:
    """The site path of a year's page in the archive."""
    return f"/archive/{year}/"


def footnote_id(label: str) -> str:
    """The id of a footnote in the page; the colon keeps it apart from every heading's anchor."""
    return "fn:" + "-".join(label.split())


def footnote_reference_id(label: str, count: int = 1) -> str:
    """The id of the place that refers to a footnote for the `count`-th time: the way back to it."""
    return "fnref:" + "-".join(label.split()) + (f"-{count}" if count > 1 else "")
