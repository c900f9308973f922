"""Two articles have the same address or the same guid.

One page would overwrite the other, or feed readers would take the two for one article and show only
the first. Addresses are compared without case, because some disks and servers do, and aliases count
as addresses.

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

from collections.abc import Iterator

from pipeline.model import Corpus, Finding, Related, Settings, Severity, SiteRule, Span, Summary


def check(corpus: Corpus, settings: Settings) -> Iterator[Finding]:
    """One finding at each later article for an address or guid that an earlier one has."""
    owners: dict[str, tuple[Summary, Span]] = {}
    guids: dict[str, tuple[Summary, Span]] = {}
    for summary in corpus.summaries:
        for address, span, said in _addresses(summary):
            first = owners.setdefault(address.casefold(), (summary, span))
            if first[0] is not summary or said == "alias" and first[1] is not span:
                yield _finding(summary, span, f"{said} `{address}`", first)
        span = _span(summary, "guid")
        first = guids.setdefault(summary.guid, (summary, span))
        if first[0] is not summary:
            yield _finding(summary, span, f"guid `{summary.guid}`", first)


def _addresses(summary: Summary) -> Iterator[tuple[str, Span, str]]:
    yield summary.site_path, _span(summary, "title"), "address"
    for alias in summary.aliases:
        yield alias, _span(summary, "aliases"), "alias"


def _span(summary: Summary, name: str) -> Span:
    return summary.spans.get(name, summary.spans[""])


def _finding(summary: Summary, span: Span, what: str, first: tuple[Summary, Span]) -> Finding:
    owner, at = first
    whose = "this article itself" if owner is summary else f"`{owner.path}`"
    return Finding(
        span=span,
        message=f"The {what} belongs to {whose} already.",
        help="Give one of the two another file name, alias or guid.",
        related=(Related(at, "the first one is here", owner.path),),
        path=summary.path,
    )


RULE = SiteRule(
    code="TX001",
    name="duplicate-identity",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
)
