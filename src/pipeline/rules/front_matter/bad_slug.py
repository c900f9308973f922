"""The name of the file, or of the folder around `index.md`, makes no good address.

The name becomes the address of the article or page: lower-case ASCII letters and digits, words
joined by single hyphens, at most 80 characters. Capitals and accents work on one system and lead
nowhere on another, and Windows reserves names such as `con` and `aux`.

**Bad**

```yaml title="content/articles/My_First Queue.md"
title: My First Queue
```

**Good**

```yaml title="content/articles/my-first-queue.md"
title: My First Queue
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Rule, Severity
from pipeline.permalink import RESERVED, is_article, is_page, slug_of
from pipeline.slug import DEVICES, MOST_SLUG, slug
from pipeline.wording import code

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = DEVICES | {"index"}
"""Names that Windows keeps for devices, and the one that stands for the folder itself."""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding about the file as a whole."""
    path = document.source.path
    if not is_article(path) and not is_page(path):
        return
    name = slug_of(path)
    if reason := fault(name):
        yield Finding(
            span=None,
            message=f"The name {code(name)} makes no good address: {reason}.",
            help=_advice(name, path, document.front_matter.data.get("title")),
        )


def fault(name: str) -> str:
    """Why a slug makes no good address, as a clause; empty for a good one."""
    if name in _RESERVED:
        return "it is reserved"
    if len(name) > MOST_SLUG:
        return f"it has {len(name)} characters, and at most {MOST_SLUG} are allowed"
    if _SLUG.fullmatch(name):
        return ""
    if odd := re.search(r"[^a-z0-9-]", name):
        return f"{code(odd[0])} cannot stand in it"
    return "its words must be joined by single hyphens"


def _advice(name: str, path: str, title: object) -> str:
    is_folder = path.endswith("/index.md") and slug_of(path) != "index"
    what, ending = ("the folder", "") if is_folder else ("the file", ".md")
    taken = RESERVED if is_page(path) else frozenset[str]()
    for proposal in (slug(name), slug(title) if isinstance(title, str) else ""):
        if proposal and not fault(proposal) and proposal not in taken:
            return f"Rename {what} to `{proposal}{ending}`."
    return f"Rename {what}: use lower-case ASCII letters, digits and hyphens."


RULE = Rule(
    code="FM016",
    name="bad-slug",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
)
