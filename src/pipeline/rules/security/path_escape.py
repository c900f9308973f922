"""A link or image leads out of the folder that is published.

What lies outside `content/` is not part of the blog: a way there would publish a private file, or
break as soon as the blog is built elsewhere. Encoded dots and backslashes are read as dots and
slashes, and a symbolic link that leaves the folder counts too.

**Bad**

```markdown
![The plan](«../../../plan.png»)
```

```markdown
Read [my notes](«file:///home/ada/notes.html») first.
```

**Good**

```markdown
![The plan](https://example.com/plan.png)
```

```markdown
Read [my notes](https://example.com/notes.html) first.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Rule, Severity
from pipeline.permalink import is_external, resolve, scheme
from pipeline.rules.links.site_map import is_outside
from pipeline.rules.security.addresses import named_addresses
from pipeline.wording import code


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each address within the blog, or on the author's disk, that leaves it."""
    for address in named_addresses(document):
        url = address.url
        if url.startswith(("http", "#")) or not url:
            continue
        if is_external(url):
            leaves = is_on_disk(url)
        else:
            target = resolve(url, document.source.path)
            leaves = target.escapes or is_outside(target.site_path, context.files)
        if leaves:
            yield Finding(
                span=address.span,
                message=f"{code(url)} leads out of the blog's `content` folder.",
                help="Put the file into the blog and link to it there.",
            )


def is_on_disk(url: str) -> bool:
    """True for `file:` and for `C:`: no scheme has one letter."""
    found = scheme(url)
    return found == "file" or len(found) == 1


RULE = Rule(
    code="SC005",
    name="path-escape",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
    strict=True,
)
