"""The door to linkify-it: bare URLs in text, linked as on GitHub.

`https://...`, `http://...` and `www....` are links; `example.com`, `README.md` and mail addresses
are not. GitHub's rule, not the library's: its guesses at bare domains would link file names.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from linkify_it import LinkifyIt


class BareUrl(NamedTuple):
    """A URL in a text: character offsets, and the address it leads to."""

    start: int
    end: int
    url: str


def bare_urls(text: str) -> list[BareUrl]:
    """The bare URLs of `text`, in order; trailing punctuation is not part of one."""
    if text.count("://") > _MOST_IN_A_RUN:
        text = _RUN.sub(_bounded, text)
    found = _matcher().match(text) or []
    return [
        BareUrl(match.index, match.last_index, match.url)
        for match in found
        if match.schema in ("http:", "https:") or _is_www(match.text)
    ]


_RUN = re.compile(r"\S+")
_LONGEST_RUN = 2_000
_MOST_IN_A_RUN = 20


def _bounded(run: re.Match[str]) -> str:
    """The run; blanks instead when it is long and full of addresses, and so is none.

    The library would try each of them up to the end of the run.
    """
    endless = len(run[0]) > _LONGEST_RUN and run[0].count("://") > _MOST_IN_A_RUN
    return " " * len(run[0]) if endless else run[0]


def _is_www(text: str) -> bool:
    return text[:4].lower() == "www."


@cache
def _matcher() -> LinkifyIt:
    from linkify_it import LinkifyIt  # late: 20 ms, and most articles have no bare URL

    return LinkifyIt(options={"fuzzy_link": True, "fuzzy_email": False, "fuzzy_ip": False})
