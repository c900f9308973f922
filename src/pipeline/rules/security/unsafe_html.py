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

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, RawHtml, Rule, Severity
from pipeline.raw_html import Tag, tags

_ACTIVE = frozenset(
    """script iframe frame frameset object embed applet form button select textarea style link meta
    base svg math template noscript portal""".split()
)
_ACTIVE_ATTRIBUTES = frozenset({"style", "srcdoc", "formaction", "action"})


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each active element, at its tag, and each active attribute of another."""
    for raw in document.html:
        for tag in tags(raw.text):
            if not tag.closing:
                yield from _of_tag(tag, raw)


def _of_tag(tag: Tag, raw: RawHtml) -> Iterator[Finding]:
    if tag.name in _ACTIVE:
        yield Finding(
            span=raw.span_of(tag.start, tag.end),
            message=f"The element `<{tag.name}>` is active content, which no page keeps.",
            help="Take it out; to show it as an example, put it into a block of code.",
        )
        return
    for attribute in tag.attributes:
        if attribute.name in _ACTIVE_ATTRIBUTES or attribute.name.startswith("on"):
            yield Finding(
                span=raw.span_of(attribute.start, attribute.end),
                message=f"The attribute `{attribute.name}` of `<{tag.name}>` is active content, "
                "which no page keeps.",
                help="Take the attribute out.",
            )


RULE = Rule(
    code="SC002",
    name="unsafe-html",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
    strict=True,
)
