"""Which site paths a build would have, and what leads to them; made once for each check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pipeline.model import Corpus, Reference, Summary
from pipeline.permalink import CONTENT, Target, is_external, resolve
from pipeline.slug import category_path

_ALWAYS = ("/", "/feed.xml", "/404.html", "/manifest.json")


class SiteMap(NamedTuple):
    """Every site path that exists, and the article of those that are one."""

    paths: frozenset[str]
    articles: Mapping[str, Summary]


def site_map(corpus: Corpus) -> SiteMap:
    """The site as it would be if everything were published: drafts are another rule's business."""
    articles = {summary.site_path: summary for summary in corpus.summaries}
    files = (
        "/" + path.removeprefix(CONTENT)
        for path, stored in corpus.files.files.items()
        if stored.kind == "file" and not path.endswith(".md")
    )
    categories = {summary.category for summary in corpus.summaries if summary.category}
    aliases = (alias for summary in corpus.summaries for alias in summary.aliases)
    paths = frozenset((*_ALWAYS, *articles, *files, *map(category_path, categories), *aliases))
    return SiteMap(paths, articles)


def followed(summary: Summary) -> Iterator[tuple[Reference, Target]]:
    """The references of an article that stay within the blog, and where they lead."""
    for reference in summary.references:
        if not reference.destination or is_external(reference.destination):
            continue
        target = resolve(reference.destination, summary.path)
        if not target.escapes:
            yield reference, target
