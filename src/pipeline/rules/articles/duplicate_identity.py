"""Two articles or pages have the same address, or two articles the same guid.

One page would overwrite the other, or feed readers would take the two for one article and show only
the first. Addresses are compared without case, because some disks and servers do, and an alias is
an address: a page that leads to the article stands there, where neither a file that an article
links to nor, by its name, a device of Windows may be. A page outside the articles stands at the top
of the site, where the blog keeps some names for itself: `content/pages/tags.md` has none.

**Bad**

```yaml title="content/articles/one.md"
guid: an-identity-of-its-own
```

```yaml title="content/articles/two.md"
guid: «an-identity-of-its-own»
```

**Good**

```yaml title="content/articles/one.md"
guid: an-identity-of-its-own
```

```yaml title="content/articles/two.md"
guid: another-identity
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import NamedTuple

from pipeline.model import (
    Corpus,
    Finding,
    Inventory,
    Related,
    Settings,
    Severity,
    SiteRule,
    Span,
    Summary,
)
from pipeline.permalink import (
    CONTENT,
    MANIFEST,
    OF_EVERY_SITE,
    REDIRECTS,
    RESERVED,
    SEARCH,
    SEARCH_INDEX,
    content_path,
)
from pipeline.pictures import is_picture
from pipeline.shelves import LISTS_OF_EVERY_SITE, SERIES, feed_paths, parted, shelf_paths
from pipeline.slug import DEVICES
from pipeline.wording import code

_OF_THE_BLOG = (*LISTS_OF_EVERY_SITE, *OF_EVERY_SITE, SERIES, SEARCH, MANIFEST, REDIRECTS)

_OTHER_GUID = (
    "Give one of the two a guid of its own. One that was published keeps what it has: then it is "
    "the other."
)


class _Claim(NamedTuple):
    """An address or guid, who claims it, and where; without a span the file's name does."""

    value: str
    owner: Summary
    span: Span | None


def check(corpus: Corpus, settings: Settings) -> Iterator[Finding]:
    """One finding for each address or guid that is taken, at the claim that is easier to change.

    A draft gives way to what is published, a written claim to one that follows from a file's name,
    and else the later path to the earlier one.
    """
    summaries = sorted(corpus.summaries, key=attrgetter("draft", "path"))
    yield from _addresses(summaries, corpus.files)
    yield from _guids(summaries)


def _addresses(summaries: list[Summary], files: Inventory) -> Iterator[Finding]:
    taken: dict[str, _Claim] = {}
    for summary in summaries:
        claim = _Claim(summary.site_path, summary, None)
        first = taken.setdefault(_folded(claim.value), claim)
        if first is not claim:
            yield _finding("address", claim, first, "Rename one of the two files.")
        elif summary.is_page and _is_reserved(summary.slug.partition("/")[0]):
            yield _finding("address", claim, None, "Rename the file.")
    of_the_blog = _of_the_blog(summaries)
    linked = _linked_files(summaries, files)
    for summary in summaries:
        for index, alias in enumerate(summary.aliases):
            claim = _Claim(alias, summary, _alias_span(summary, index))
            first = taken.setdefault(_folded(alias), claim)
            if first is not claim:
                yield _finding("alias", claim, first, _without(claim, first))
            elif _folded(parted(alias)[0]) in of_the_blog or _is_in_the_index(alias):
                yield _finding("alias", claim, None, "Remove the alias.")
            elif _folded(alias) in linked:
                yield _alias(claim, f"belongs to `{linked[_folded(alias)]}` already")
            elif _has_a_device(alias):
                yield _alias(
                    claim, "has the name of a device in it, and Windows can write no such file"
                )


def _linked_files(summaries: list[Summary], files: Inventory) -> Mapping[str, str]:
    """The files that are published because they are linked to, by folded address: neither pages nor
    pictures. They are looked for when an alias has an ending as they have.
    """
    if not any("." in alias for summary in summaries for alias in summary.aliases):
        return {}
    paths = {
        content_path(reference.destination, summary.path, "")
        for summary in summaries
        for reference in summary.references
    }
    return {
        _folded(f"/{path.removeprefix(CONTENT)}"): path
        for path in sorted(paths & files.files.keys(), reverse=True)
        if files.files[path].kind == "file" and not path.endswith(".md") and not is_picture(path)
    }


def _has_a_device(alias: str) -> bool:
    """Whether a step of it is called as a device is, whatever its ending."""
    return any(step.partition(".")[0].casefold() in DEVICES for step in alias.split("/"))


def _guids(summaries: list[Summary]) -> Iterator[Finding]:
    """Two that both follow from addresses are alike because these are, which is said already."""
    taken: dict[str, _Claim] = {}
    articles = [summary for summary in summaries if not summary.is_page]
    for summary in articles:
        if "guid" not in summary.spans:
            taken.setdefault(summary.guid, _Claim(summary.guid, summary, None))
    for summary in articles:
        if "guid" in summary.spans:
            claim = _Claim(summary.guid, summary, summary.spans["guid"])
            first = taken.setdefault(summary.guid, claim)
            if first is not claim:
                yield _finding("guid", claim, first, _OTHER_GUID)


def _folded(address: str) -> str:
    """What two addresses have in common that are one file or folder on some disk."""
    return address.removesuffix("index.html").rstrip("/").casefold()


def _is_in_the_index(alias: str) -> bool:
    """Whether it lies in the one folder in which another program writes."""
    return f"{alias.casefold()}/".startswith(SEARCH_INDEX)


def _is_reserved(name: str) -> bool:
    """Whether the blog keeps a name at the top of the site for itself, whatever it ends with."""
    return name.partition(".")[0].casefold() in RESERVED


def _of_the_blog(summaries: list[Summary]) -> frozenset[str]:
    """The addresses, folded, of the pages and feeds the blog makes by itself; of a list, its first
    page.
    """
    articles = [summary for summary in summaries if not summary.is_page]
    lists = (path for article in articles for path in (*shelf_paths(article), *feed_paths(article)))
    return frozenset(map(_folded, (*_OF_THE_BLOG, *lists)))


def _alias_span(summary: Summary, index: int) -> Span:
    """Of the one alias, or of the whole list when its items have no places."""
    spans = summary.spans
    return spans.get(f"aliases.{index}") or spans.get("aliases") or spans[""]


def _finding(what: str, claim: _Claim, first: _Claim | None, help_: str) -> Finding:
    return Finding(
        span=claim.span,
        message=f"The {what} {code(claim.value)} belongs to {_whose(claim, first)} already.",
        help=help_,
        related=(_related(first),) if first else (),
        path=claim.owner.path,
    )


def _without(claim: _Claim, first: _Claim) -> str:
    """How an alias gives way; or another article or page, when the address is that of its file."""
    if first.span or first.owner is claim.owner:
        return "Remove the alias."
    other = code(first.owner.path)
    return f"Remove the alias. One that was published stays: then give {other} another name."


def _alias(claim: _Claim, what: str) -> Finding:
    return Finding(
        span=claim.span,
        message=f"The alias {code(claim.value)} {what}.",
        help="Remove the alias.",
        path=claim.owner.path,
    )


def _whose(claim: _Claim, first: _Claim | None) -> str:
    if first is None:
        return "the blog itself"
    if first.owner is claim.owner:
        return f"this {claim.owner.noun} itself"
    return f"`{first.owner.path}`"


def _related(first: _Claim) -> Related:
    span = first.span or first.owner.spans[""]
    return Related(span, "the first one is here", first.owner.path)


RULE = SiteRule(
    code="TX001",
    name="duplicate-identity",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
)
