"""Which published articles share a text that should be each one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.model import Corpus, Finding, Related, Summary

_SHOWN = 60
"""How many characters of a long text are repeated in a message."""


def alike(corpus: Corpus, field: str, text: Callable[[Summary], str]) -> Iterator[Finding]:
    """A finding at each later article, the first one related; case and blanks do not count."""
    first: dict[str, Summary] = {}
    for summary in corpus.summaries:
        key = " ".join(text(summary).casefold().split())
        if not key or summary.draft:
            continue
        owner = first.setdefault(key, summary)
        if owner is summary:
            continue
        yield Finding(
            span=summary.spans[field],
            message=f"The {field} `{_short(text(summary))}` is also that of `{owner.path}`.",
            help=f"Write a {field} that only this article can have.",
            related=(Related(owner.spans[field], "the first one is here", owner.path),),
            path=summary.path,
        )


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
