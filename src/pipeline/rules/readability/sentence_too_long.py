"""A sentence is so long that its end is read without its beginning.

Readers keep about two dozen words in mind; in a sentence of fifty they go back to find the verb.
Most long sentences are two thoughts joined by a comma or a dash, and read better as two. At most
three a file are shown, the longest first: over 40 words nearly half of all good articles have one,
so that is only a hint. What others said, a quote block in quotation marks, is not yours to split.

**Bad**

```markdown
«When the worker picks up a job it first looks at the queue to see how many others are waiting, and
if there are more than it can handle in a minute it puts the job back, which sounds wasteful until
you remember that the other workers are looking at the same queue.»
```

**Good**

```markdown
When the worker picks up a job, it first looks at the queue. If more jobs are waiting than it can
handle in a minute, it puts the job back. That sounds wasteful. But the other workers are looking at
the same queue.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import (
    PLACEHOLDER,
    Context,
    Document,
    Finding,
    Prose,
    Role,
    Rule,
    Severity,
)
from pipeline.prose import Sentence, count
from pipeline.rules.readability.measure import judged_blocks

_CODE = "RD002"
_MOST = 3
"""So many findings a file: a list of twenty is not read."""

_OPENING_QUOTES = ('"', "“", "«", "„")
_OPENING = re.compile(r"\S+(?:\s+\S+){0,5}")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """At most three findings, at the longest sentences over the thresholds."""
    warning = context.threshold(_CODE, "warning")
    least = min(warning, context.threshold(_CODE, "info"))
    long = [
        (block.prose, sentence)
        for block in judged_blocks(document)
        if not _is_said_by_others(block.prose)
        for sentence in block.sentences
        if sentence.words > least and not _is_cjk(block.prose, sentence)
    ]
    for prose, sentence in sorted(long, key=_longest_first)[:_MOST]:
        yield Finding(
            span=prose.span_of(sentence.start, sentence.end),
            message=f"The sentence `{_opening(document, prose, sentence)} ...` has "
            f"`{sentence.words}` words.",
            help=f"Make two or three of it; up to {least} words are let through.",
            severity=None if sentence.words > warning else Severity.INFO,
        )


def _is_said_by_others(prose: Prose) -> bool:
    return prose.role is Role.QUOTE and prose.text.startswith(_OPENING_QUOTES)


def _longest_first(found: tuple[Prose, Sentence]) -> tuple[int, int, int]:
    prose, sentence = found
    return (-sentence.words, prose.span.start, sentence.start)


def _is_cjk(prose: Prose, sentence: Sentence) -> bool:
    """Whether it is written without blanks, and only names in it were counted."""
    words, characters = count(prose.text[sentence.start : sentence.end])
    return characters > words


def _opening(document: Document, prose: Prose, sentence: Sentence) -> str:
    """The first six words as they are written, inline code included."""
    text, at = prose.text, sentence.start
    found = _OPENING.match(text, at, sentence.end)
    end = found.end() if found else sentence.end
    said = ""
    for piece in prose.pieces:
        if at <= piece.at < end and not piece.verbatim and text.startswith(PLACEHOLDER, piece.at):
            written = document.source.data[piece.start : piece.end].decode("utf-8", "replace")
            said += text[at : piece.at] + written.strip("`")
            at = piece.at + len(PLACEHOLDER)
    return said + text[at:end]


RULE = Rule(
    code=_CODE,
    name="sentence-too-long",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    thresholds={"warning": 50, "info": 40},
)
