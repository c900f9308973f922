"""The text of a link does not say where it leads.

Screen readers list the links of a page, search engines read their text, and the eye jumps from one
to the next: a row of "here" tells nobody anything. Found are texts that are nothing else than
"here", "click here", "this", "link", "read more" and their like. "This issue" says what it leads to
and is fine, and so is code: `` [`this`](...) `` may be a keyword.

**Bad**

```markdown
The manual is [«here»](https://example.com/manual).
```

```markdown
[«Read more»](https://example.com/manual)
```

```markdown
For the manual, <a href="https://example.com/manual">«click here»</a>.
```

**Good**

```markdown
See [the manual](https://example.com/manual).
```

```markdown
[Read more about queues](https://example.com/manual)
```

```markdown
What [`this`](https://example.com/this) means depends on the caller.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Rule, Severity, Span
from pipeline.rules.accessibility.bracketed import words_span
from pipeline.rules.links.html_links import html_links
from pipeline.wording import code

_VAGUE = re.compile(
    r"""(?:(?:click|tap|press|look|see|read|go|check|view|visit|get[ ]it|right|over)[ ])?here
      | (?:(?:click|tap|press|follow|see|read|check|view|visit|open|at|on|via|in)[ ])?
        (?:(?:this|that|the|a|my|our)[ ])?link(?:[ ](?:here|below|above))?
      | (?:(?:click|see|read|check|view)[ ])?(?:this|that)(?:[ ](?:one|here))?(?:[ ]out)?
      | (?:(?:read|learn|see|find[ ]out|show|view|know|discover|and|even|much)[ ])?more
        (?:[ ](?:here|info|information|details|about[ ](?:this|that|it)))?
      | (?:for[ ])?more[ ](?:info|information|details)(?:[ ]here)?
      | (?:see[ ]|the[ ]|view[ ]|full[ ])?details
      | continue[ ]reading | keep[ ]reading | click
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LAST_WORDS = frozenset(
    """here link below above this that one out more info information details it
    reading click""".split()
)
"""What each of them ends with."""
_LONGEST = 40
_AROUND = (
    " \t\n\xa0.,:;!?\"'()[]{}<>*_~|/-\u2026\u2013\u2014"
    "\u201c\u201d\u2018\u2019\xab\xbb\u2039\u203a"
    "\u2190\u2191\u2192\u2193\u21d2\u27a1\u279c\u2794\u2197\u25b6\u25ba\U0001f449\ufe0f"
)
"""Punctuation and arrows."""
_CODE_MARKS = (b"`", b"<code", b"<kbd", b"<samp", b"<var")
_TAG = re.compile(r"<[^<>]*>")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each such link, at its text."""
    data = document.source.data
    for link in document.links:
        if not link.bare and _is_vague(link.text) and not _holds_code(data, link.span):
            yield _finding(words_span(data, link.span, link.text), link.text)
    for anchor in html_links(document) if document.html else ():
        words = _TAG.sub("", anchor.text)
        if not anchor.labelled and _is_vague(words) and not _holds_code(data, anchor.text_span):
            yield _finding(anchor.text_span, words)


def _is_vague(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    words = text.strip(_AROUND)
    if not words or words.rsplit(None, 1)[-1].lower() not in _LAST_WORDS:
        return False
    words = " ".join(words.split())
    return _VAGUE.fullmatch(words.replace("\u2019", "'")) is not None


def _holds_code(data: bytes, span: Span) -> bool:
    written = data[span.start : span.end].lower()
    return any(mark in written for mark in _CODE_MARKS)


def _finding(span: Span, text: str) -> Finding:
    return Finding(
        span=span,
        message=f"The link text {code(' '.join(text.split()))} does not say where it leads.",
        help="Name what the link leads to, as a title or a few words of the sentence do.",
    )


RULE = Rule(
    code="AX003",
    name="vague-link-text",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
