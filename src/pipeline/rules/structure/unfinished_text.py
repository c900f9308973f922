"""A note to the author is still in the text.

`TODO:` and its kin are how writers leave a gap for later, and a gap that is published tells readers
that nobody read the article before them. Found are `TODO:`, `TODO(name)` and `FIXME:` in capitals,
the editor's `[TK]` and `TK TK`, and lorem ipsum, in the body and in what the front matter shows.
Code and comments are left alone, and so is a sentence about a TODO list.

**Bad**

```markdown
## Practical Tips

«TODO:» say something about time-outs.
```

```markdown
The library is used by «[TK]» teams.
```

```yaml
description: «"Why a queue forgets, and what to do about it. TODO: mention the price."»
```

**Good**

```markdown
Keep a TODO list beside you. In code, write `TODO: name the owner` so that a search can find it.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Rule, Severity, Span

_SIGNS = ("TODO", "FIXME", "TK", "psum", "PSUM")
"""A text with none of these has nothing to find: nearly all are let go after this glance."""

_UNFINISHED = re.compile(
    r"""\b(?:TODO|FIXME)(?: : | \((?!s\)) )      # not `TODO(s)`, which is how some write a plural
      | \[TK\] | \bTK(?:[ ]TK)+\b
      | \b(?i:lorem[ ]ipsum)\b
    """,
    re.VERBOSE,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at each of these in prose, and at each value of front matter that has one."""
    if not _may_be_unfinished(document.source.text):
        return
    for pointer, text in document.front_matter.shown_texts():
        if match := _UNFINISHED.search(text):
            yield _finding(document.front_matter.at(*pointer), match[0])
    for prose in document.prose:
        if _may_be_unfinished(prose.text):
            for match in _UNFINISHED.finditer(prose.text):
                yield _finding(prose.span_of(match.start(), match.end()), match[0])


def _may_be_unfinished(text: str) -> bool:
    return any(sign in text for sign in _SIGNS)


def _finding(span: Span, found: str) -> Finding:
    return Finding(
        span=span,
        message=f"`{found}` says that something is still to be written here.",
        help="Write it, or take the note out.",
    )


RULE = Rule(
    code="ST011",
    name="unfinished-text",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
)
