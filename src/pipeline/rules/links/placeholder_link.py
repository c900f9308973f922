"""A link leads to what stood in for an address while the text was written.

`#`, `https://TODO` and `https://example.com/TODO` open something, so that nothing else notices
them, and the reader finds that it is not what the text promised. `#` is fine in a link that says so
(`[Back to top](#)`), an address that stands bare is an example, and a path that leads to nothing is
`missing-target`'s.

**Bad**

```markdown
Start with [the tutorial](«#»).
```

```markdown
Start with [the tutorial](«https://example.com/TODO»).
```

```markdown
![Requests a second, doubling in March](«https://placehold.co/600x400»)
```

**Good**

```markdown
Start with [the tutorial](https://example.com/tutorial). [Back to top](#)
```

```markdown
Write the address as https://example.com/TODO until you know it.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Rule, Severity, Span
from pipeline.permalink import cleaned
from pipeline.raw_html import tags
from pipeline.rules.links.html_links import html_links
from pipeline.rules.links.placeholders import is_placeholder
from pipeline.wording import code

_EXTERNAL = re.compile(r"(?:https?:)?//(?P<host>[^/?#]*)(?P<path>[^?#]*)", re.IGNORECASE)
_ORDINARY = re.compile(r"(?:https?:)?//(?!your)[\w-]+\.[\w.-]+|[./]|#.|[a-z][\w/-]*\.")
"""How nearly every destination begins, when no `example` and no capital at the end follows."""
_UNFINISHED = frozenset({"mailto:", "tel:", "http:", "https:"})
_EXAMPLE = re.compile(r"(?:.*\.)?example(?:\.(?:com|net|org))?", re.IGNORECASE)
_NUMBERED = frozenset(
    "issue issues pull pulls pr commit commits merge_requests releases tag discussions".split()
)
"""What comes after one of these is a number or a name, never the file `TODO`."""
_PICTURES = frozenset(
    """placehold.co placehold.it placeholder.com via.placeholder.com placekitten.com
    dummyimage.com placeimg.com""".split()
)
_TOP = re.compile(
    r"""(?:(?:back|go|return|jump|scroll|up)\ )*(?:to\ )?(?:the\ )?(?:very\ )?
    (?:top|up|start|beginning)
    (?:\ of\ (?:the|this)\ (?:page|article|post))?""",
    re.IGNORECASE | re.VERBOSE,
)
_UPWARDS = re.compile("[\u2191\u219f\u21a5\u21c8\u21d1\u21e7\u25b2\u25b4\u2b06\u2bc5\u261d^]")
_LONGEST_TOP = 60
_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^<>]*>")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each such link or image, at its destination."""
    seen: set[Span] = set()
    for span, destination, text in _links(document):
        if span not in seen and _leads_nowhere(destination, text):
            seen.add(span)
            named = f"The link {code(text)}" if text else "The link"
            yield Finding(
                span=span,
                message=f"{named} leads to {code(destination)}, which is a placeholder.",
                help="Write the address it should lead to, or take the link off the text.",
            )
    for span, destination in _images(document):
        if span not in seen and (_leads_nowhere(destination) or _is_dummy(destination)):
            seen.add(span)
            yield Finding(
                span=span,
                message=f"The image {code(destination)} is a placeholder.",
                help="Write the address of the picture, or remove the image.",
            )


def _links(document: Document) -> Iterator[tuple[Span, str, str]]:
    """A link in Markdown that shows nothing is `empty-link`'s, whatever it leads to."""
    for link in document.links:
        if not link.bare and not _is_ordinary(link.destination) and (text := link.text.strip()):
            yield link.destination_span, link.destination, text
    for anchor in html_links(document) if document.html else ():
        if not _is_ordinary(anchor.destination):
            text = _TAG.sub("", anchor.text).strip()
            yield anchor.destination_span, anchor.destination, text


def _is_ordinary(destination: str) -> bool:
    """A glance that lets nearly all go."""
    if destination[-1:].isupper() or "example" in destination:
        return False
    return _ORDINARY.match(destination) is not None


def _images(document: Document) -> Iterator[tuple[Span, str]]:
    for image in document.images:
        yield image.destination_span, image.destination
    for raw in document.html:
        for tag in tags(raw.text):
            for attribute in tag.attributes if tag.name == "img" else ():
                if attribute.name == "src":
                    span = raw.span_of(attribute.value_start, attribute.value_end)
                    yield span, attribute.value


def _leads_nowhere(destination: str, text: str = "") -> bool:
    parts = _EXTERNAL.match(destination)
    if parts is None:
        written = cleaned(destination)
        if written == "#":
            return bool(text) and not _says_top(text)
        if written == destination:
            return written.lower() in _UNFINISHED
        parts = _EXTERNAL.match(written)
        if parts is None:
            return False
    return _is_unfinished(parts["host"].partition(":")[0], parts["path"])


def _is_unfinished(host: str, path: str) -> bool:
    if not host:
        return not path
    if "." not in host.strip("."):
        return is_placeholder(host)
    if host.count(".") == 1 and is_placeholder(host.partition(".")[0]):
        return host.lower().startswith("your")
    if _EXAMPLE.fullmatch(host):
        return any(is_placeholder(step) for step in path.split("/"))
    return _ends_unfinished(path)


def _ends_unfinished(path: str) -> bool:
    """True for `.../pull/XXXX`; in lower case a word may be a name."""
    before, _, last = path.rstrip("/").rpartition("/")
    return last.isupper() and is_placeholder(last) and before.rpartition("/")[2] in _NUMBERED


def _is_dummy(destination: str) -> bool:
    parts = _EXTERNAL.match(cleaned(destination))
    return parts is not None and parts["host"].lower() in _PICTURES


def _says_top(text: str) -> bool:
    if len(text) > _LONGEST_TOP:
        return False
    words = " ".join(_WORD.findall(text))
    return bool(_TOP.fullmatch(words) if words else _UPWARDS.search(text))


RULE = Rule(
    code="LK007",
    name="placeholder-link",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
