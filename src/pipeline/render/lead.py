"""What stands above an article's text in a feed: its level, its minutes and its two lists.

On our own page the template shows them; a feed has no template.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pipeline.model import Article


def lead(article: Article) -> str:
    """The lead of an article as ordinary HTML; what the article does not state is not shown."""
    facts = " · ".join(part for part in (article.level, f"{article.minutes} min read") if part)
    return (
        f"<p>{escape(facts, quote=False)}</p>\n"
        + _list("What you'll learn", article.learn)
        + _list("Prerequisites", article.prerequisites)
    )


def _list(title: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    rows = "".join(f"<li>{escape(item, quote=False)}</li>\n" for item in items)
    return f"<p><strong>{title}</strong></p>\n<ul>\n{rows}</ul>\n"
