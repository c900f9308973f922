"""A link or image leads to nothing.

A reader who follows it gets a 404, and an image that is not there is a hole in the page. Links
within the blog are checked without a network: a site path (`/articles/x/`) or a path relative to
the file (`other.md`, `images/y.png`), as editors follow it.

**Bad**

```markdown
Read [the other one](«no-such-article.md») first.
```

```markdown
![A chart](«chart.png»)
```

**Good**

```markdown
Read [the front page](/) first.
```

```markdown
![A chart](https://example.com/chart.png)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Corpus, Finding, Reference, Settings, Severity, SiteRule, Summary
from pipeline.nearest import nearest
from pipeline.permalink import Target
from pipeline.rules.links.site_map import SiteMap, followed, site_map


def check(corpus: Corpus, settings: Settings) -> Iterator[Finding]:
    """One finding for each reference whose site path does not exist, at its destination."""
    site = site_map(corpus)
    folded: dict[str, str] | None = None
    for summary in corpus.summaries:
        for reference, target in followed(summary):
            if target.site_path in site.paths:
                continue
            if folded is None:
                folded = {path.casefold(): path for path in sorted(site.paths)}
            yield _finding(summary, reference, target, site, folded)


def _finding(
    summary: Summary, reference: Reference, target: Target, site: SiteMap, folded: dict[str, str]
) -> Finding:
    what = "image" if reference.image else "link"
    close = _close(target.site_path, site, folded)
    return Finding(
        span=reference.span,
        message=f"The {what} leads to `{reference.destination}`, and there is no such "
        f"{'file' if _is_file(target) else 'page'}: it would be `{target.site_path}`.",
        help=f"Did you mean `{close}`?" if close else f"Mend the path or remove the {what}.",
        path=summary.path,
    )


def _is_file(target: Target) -> bool:
    return "." in target.site_path.rsplit("/", 1)[-1]


def _close(path: str, site: SiteMap, folded: dict[str, str]) -> str | None:
    for candidate in (path + "/", path.rstrip("/")):
        if candidate in site.paths:
            return candidate
    return folded.get(path.casefold()) or nearest(path, _same_folder(path, site))


def _same_folder(path: str, site: SiteMap) -> list[str]:
    """The paths that one slip may have been meant for: at most those of the same folder."""
    folder = path.rstrip("/").rpartition("/")[0] + "/"
    return [known for known in site.paths if known.startswith(folder)]


RULE = SiteRule(
    code="LK001", name="missing-target", severity=Severity.ERROR, check=check, doc=__doc__
)
