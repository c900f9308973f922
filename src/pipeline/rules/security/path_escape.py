"""A link or image leads out of the folder that is published.

What lies outside `content/` is not part of the blog: a way there would publish a private file, or
break as soon as the blog is built elsewhere. Encoded dots and backslashes are read as browsers read
them, and a symbolic link that leaves the folder counts too.

**Bad**

```markdown
![The plan](«../../../plan.png»)
```

**Good**

```markdown
![The plan](https://example.com/plan.png)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Inventory, Rule, Severity
from pipeline.permalink import is_external, resolve
from pipeline.rules.security.addresses import addresses


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each address within the blog that leaves `content/`."""
    path = document.source.path
    for address in addresses(document):
        if not address.url or address.url.startswith("#") or is_external(address.url):
            continue
        target = resolve(address.url, path)
        if target.escapes or _is_outside("content" + target.site_path, context.files):
            yield Finding(
                span=address.span,
                message=f"`{address.url}` leads out of the blog's `content/` folder.",
                help="Put the file into the blog and link to it there.",
            )


def _is_outside(path: str, files: Inventory) -> bool:
    """True when the file, or a folder above it, is a symbolic link that leaves."""
    while path:
        stored = files.files.get(path)
        if stored is not None:
            return stored.kind == "outside"
        path = path.rpartition("/")[0]
    return False


RULE = Rule(
    code="SC005",
    name="path-escape",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
    strict=True,
)
