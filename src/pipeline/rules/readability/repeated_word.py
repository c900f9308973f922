"""A word stands twice in a row.

It is the slip that writers never see, above all where the first one ends a line and the second one
begins the next: the eye takes both for one. Taking the second one out is a safe fix for `the a is
to of in and for with we has`; any other word is for you to judge, since `very very` may be meant.

Only English is judged. Left alone are code, names and numbers, words with a mark or emphasis
between them, a double in quotation marks, `had had`, `that that` and sounds like `ha ha`, doubles
that are good English (what it is is, `for for` before `loop`, log in in), and in a quote all but
the words of the list above.

**Bad**

```markdown
The worker reads the «the» queue.
```

```markdown
Ask the queue for a job, and put it back when the
«the» time is up.
```

**Good**

```markdown
The worker reads the queue.
```

```markdown
Ask the queue for a job, and put it back when the
time is up.
```

```markdown
All that that worker does is wait. It had had one job, and "the the" band plays on.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import compress, pairwise
from operator import eq
from typing import NamedTuple

from pipeline.model import (
    PLACEHOLDER,
    Context,
    Document,
    Edit,
    Finding,
    Fix,
    Prose,
    Role,
    Rule,
    Severity,
    Span,
)
from pipeline.rules.readability.glance import Glance, glance
from pipeline.rules.readability.literal import is_in, literal_spans

_FUNCTION_WORDS = frozenset("the a is to of in and for with we has".split())
"""Words that nobody means twice: the second one may go."""
_AT_START = _FUNCTION_WORDS - {"a"} | frozenset("it this these you they at on as but if".split())
"""Words that may have a capital the first time, and are no name when they do."""
_MEANT = frozenset(
    """
    had that her long log
    ah aha bla blah boo bye chop ha haha hear hey ho knock la na no nope now oh ping so there
    tsk tut wink woo wow yada yeah yes
    """.split()
)
_MEANT_IN_BYTES = frozenset(word.encode() for word in _MEANT)
_PLACEHOLDER = {PLACEHOLDER.lower().encode()}
_GAPS_IN_TEXT = (" ", "  ", "\u00a0")

_REPEATED = re.compile(
    r"""(?<! [\w'’./\\@\#$&:=~+%<-] ) ([A-Za-z][a-z]*+)
        (?: (?:[ ]{1,2}|\xa0) (?i:\1) (?! [\w'’(=~@+-] | [./:\\] [^\W_] | :: ) )++
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"\S+")
_OPENING_QUOTES = "\"'“‘«`"
_CLOSING_QUOTES = "\"'”’»`"

_VERBS = frozenset("is are was were has have do does did".split())
_CLAUSE = re.compile(
    r"\b(?:what|who|where|how|why|when|whatever|which|all|everything|anything|thing|problem"
    r"|question|point)\b",
    re.IGNORECASE,
)
_PARTICLE_VERB = re.compile(
    r"\b(?:log|logged|logs|logging|sign|signed|signs|signing|opt|opted|opts|opting|plug|plugged"
    r"|come|comes|came|coming|go|goes|went|going|built|baked|fill|filled|check|checked|zoom|zoomed"
    r"|step|steps|stepped)[ ]$"
)
_LOOP = re.compile(r"[ ](?:loop|each|statement|expression|comprehension|block|clause)")
_LOOK_BACK = 40


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each run of one word, at the second one and what follows it."""
    if not context.settings.is_english:
        return
    if not _may_repeat(glance(document)):
        return
    literal, labels = tuple(literal_spans(document)), tuple(_labels(document))
    for prose in document.prose:
        for match in _REPEATED.finditer(prose.text):
            if _is_meant(prose, match):
                continue
            run = _run(document, prose, match)
            if run is None or is_in(literal, run.span.start):
                continue
            word = match[1].lower()
            edit = _edit(document, run, labels) if word in _FUNCTION_WORDS else None
            yield _finding(prose, word, run, edit)


def _may_repeat(seen: Glance) -> bool:
    """Whether a word may stand twice in a row in a block: no, in nearly all articles."""
    words = seen.words
    doubles = set(compress(words, map(eq, words, words[1:]))) - _MEANT_IN_BYTES
    text = seen.text if doubles == _PLACEHOLDER else seen.small  # `one` `two` is no double
    said = [double.decode() for double in doubles if double.isalpha()]
    return any(f"{word}{gap}{word}" in text for word in said for gap in _GAPS_IN_TEXT)


def _is_meant(prose: Prose, match: re.Match[str]) -> bool:
    """Whether the double is good English, or no double of words at all."""
    text = prose.text
    first, *others = match[0].split()
    word = first.lower()
    if not all(other == word for other in others):
        return True  # `Will will`, `polish Polish`
    if (first != word and word not in _AT_START) or word in _MEANT:
        return True
    if len(word) == 1 and word != "a":
        return True
    if prose.role is Role.QUOTE and word not in _FUNCTION_WORDS:
        return True  # how somebody else said it
    start, end = match.span()
    if text[start - 1 : start] in _OPENING_QUOTES and text[end : end + 1] in _CLOSING_QUOTES:
        return start > 0 and end < len(text)
    before = text[max(0, start - _LOOK_BACK) : start]
    if word in _VERBS:
        return _CLAUSE.search(before) is not None
    if word == "in":
        return _PARTICLE_VERB.search(before) is not None
    return word == "for" and _LOOP.match(text, end) is not None


class _Gap(NamedTuple):
    """The bytes between two words of a run, and what they are."""

    span: Span
    kind: str
    """`blank`, `line` or `link`: the second word begins the text of a link."""


_GAPS = re.compile(
    rb"(?P<blank>(?:[ \t]|\xc2\xa0)+)"
    rb"|(?P<line>[ \t]?(?:\r\n|\n|\r)[ \t>]*)"  # two blanks would be a line break that is meant
    rb"|(?P<link>[ \t]+\[)"
)


class _Run(NamedTuple):
    """The same word several times in a row: where each stands, and what parts them."""

    words: Sequence[Span]
    gaps: Sequence[_Gap]

    @property
    def span(self) -> Span:
        """From the second word to the last."""
        return Span(self.words[1].start, self.words[-1].end)


def _run(document: Document, prose: Prose, match: re.Match[str]) -> _Run | None:
    """The run as it is written; None when more than blanks and a bracket part the words."""
    words = [prose.span_of(*word.span()) for word in _WORD.finditer(prose.text, *match.span())]
    gaps: list[_Gap] = []
    for first, second in pairwise(words):
        span = Span(first.end, second.start)
        gap = _GAPS.fullmatch(document.source.data, *span)
        if gap is None:
            return None
        gaps.append(_Gap(span, str(gap.lastgroup)))
    return _Run(words, gaps)


def _labels(document: Document) -> Iterator[Span]:
    """The links that are references: `[the the page]` finds its target by its text."""
    for link in document.links:
        if not link.span.start <= link.destination_span.start < link.span.end:
            yield link.span


def _finding(prose: Prose, word: str, run: _Run, edit: Edit | None) -> Finding:
    # The text of a heading makes its anchor, to which others may have linked.
    safe = prose.role is not Role.HEADING
    times = "twice" if len(run.words) == 2 else f"{len(run.words)} times"
    return Finding(
        span=run.span,
        message=f"The word `{word}` stands here {times} in a row.",
        help="Write it once.",
        fix=Fix(safe=safe, edits=(edit,)) if edit else None,
    )


_SAME_LINE = re.compile(rb"[ \t]+(?=[A-Za-z])")


def _edit(document: Document, run: _Run, labels: Sequence[Span]) -> Edit | None:
    """Leaves one word of the run, and the markup and the lines around it as they are."""
    data = document.source.data
    first, last = run.words[0], run.words[-1]
    if not all(data[word.start : word.end].isalpha() for word in run.words):
        return None
    if any(gap.kind == "link" for gap in run.gaps):
        return Edit(Span(first.start, run.gaps[0].span.end - 1), "") if len(run.gaps) == 1 else None
    if is_in(labels, run.span.start):
        return None
    if len(run.gaps) == 1 and run.gaps[0].kind == "line":
        follows = _SAME_LINE.match(data, last.end)
        if follows:
            return Edit(Span(last.start, follows.end()), "")
    return Edit(Span(first.end, last.end), "")


RULE = Rule(
    code="RD004",
    name="repeated-word",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
