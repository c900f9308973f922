"""Raw HTML holds something active.

Scripts, frames, forms, styles and event handlers run or reshape the page for every reader, and feed
readers drop the whole article for them. The page would lose them in any case: better to hear of it
now. Comments are fine, and so is HTML in a block of code.

**Bad**

```markdown
«<script src="https://example.com/counter.js">»</script>
```

```markdown
Press <kbd «onclick="boom()"»>K</kbd>.
```

**Good**

```markdown
`<script>` loads a script.
```

```markdown
Press <kbd>K</kbd>.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, RawHtml, Rule, Severity
from pipeline.raw_html import Tag, TagAttribute, tags
from pipeline.wording import code

ACTIVE_TAGS = frozenset(
    """script iframe frame frameset fencedframe portal object embed applet form style
    base link meta""".split()
)
"""What runs, loads another document, sends data, or changes the page around it. Other elements that
a page drops (`button`, `svg`, `template`) do nothing by themselves."""
_ACTIVE_ATTRIBUTES = frozenset({"style", "srcdoc", "formaction"})
_HANDLER = re.compile(r"on[a-z]")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each active element, at its tag, and each active attribute of another."""
    for raw in document.html:
        for tag in tags(raw.text):
            if not tag.closing:
                yield from _of_tag(tag, raw)


def _of_tag(tag: Tag, raw: RawHtml) -> Iterator[Finding]:
    if tag.name in ACTIVE_TAGS:
        written = raw.text[tag.start : tag.end].rstrip()  # one that does not end goes on and on
        yield Finding(
            span=raw.span_of(tag.start, tag.start + len(written)),
            message=f"The element {code(f'<{tag.name}>')} is active content, which no page keeps.",
            help="Take it out; to show it as an example, put it into code.",
        )
        return
    for attribute in tag.attributes:
        if is_active(attribute):
            yield Finding(
                span=raw.span_of(attribute.start, attribute.end),
                message=f"The attribute {code(attribute.name)} of {code(f'<{tag.name}>')} is "
                "active content, which no page keeps.",
                help="Take the attribute out.",
            )


def is_active(attribute: TagAttribute) -> bool:
    """Without a value, a handler handles nothing: `<T only>` in a sentence is no attack."""
    if not attribute.value.strip():
        return False
    return attribute.name in _ACTIVE_ATTRIBUTES or _HANDLER.match(attribute.name) is not None


RULE = Rule(
    code="SC002",
    name="unsafe-html",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
    strict=True,
)
