"""Which published articles and pages share a text that should be each one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.model import Corpus, Finding, Related, Span, Summary
from pipeline.wording import code


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
            span=_span(summary, field),
            message=f"The {field} {code(' '.join(text(summary).split()))} is also that of "
            f"`{owner.path}`.",
            help=f"Write a {field} that only this {summary.noun} can have.",
            related=(Related(_span(owner, field), "the first one is here", owner.path),),
            path=summary.path,
        )


def _span(summary: Summary, field: str) -> Span:
    return summary.spans.get(field, summary.spans[""])
