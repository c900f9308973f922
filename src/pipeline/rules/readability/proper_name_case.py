"""A proper name is written in the wrong case.

Who writes `Github` and `Javascript` seems not to know them well, and readers who do will trust the
rest less. A search for the name in the right spelling finds them all the same, but a page with
three spellings looks as if nobody had read it. The names are those of the field that are wrong in
any other case, and those of the setting `vocabulary`, which win; what stands there is looked for in
every case, so do not put a name there that is a word as well.

Left alone are code, addresses, file names and e-mail addresses, `@github` and `#linux`, parts of
longer words (`python3`, `docker-compose`), quoted values, commands (`docker run`), and headings in
capitals. A name such as npm or macOS may have a capital where a sentence begins. In the front
matter the title, description, `learn` and `prerequisites` are looked at.

**Bad**

```markdown
The code is on «Github», where you can read it.
```

```yaml
title: "Write Less «Javascript» and Sleep Better"
```

**Good**

```markdown
The code is on GitHub, where you can read it.
```

```yaml
title: "Write Less JavaScript and Sleep Better"
```

```markdown
Clone `github.com/example/queue`, write to ada@github.example, or ask in #linux about
python-frontmatter.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from pipeline.model import (
    Context,
    Document,
    Edit,
    Finding,
    Fix,
    Rule,
    Severity,
    Span,
)
from pipeline.proper_names import known_names
from pipeline.rules.readability.glance import Glance, glance, parted
from pipeline.rules.readability.literal import is_in, literal_spans


class _Name(NamedTuple):
    """A proper name."""

    small: str
    spellings: tuple[str, ...]
    """Those that are right; the first is the one to write."""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each name in the wrong case, where it stands."""
    vocabulary = context.settings.vocabulary
    seen = glance(document)
    words = _by_word(vocabulary)
    present = [name for word in words.keys() & seen.words for name in words[word]]
    if not any(_is_amiss(name, seen) for name in present):
        return
    literal = tuple(literal_spans(document))
    for span, wrong, name in chain(
        _in_front_matter(document, present), _in_body(document, present)
    ):
        if is_in(literal, span.start):
            continue
        right = name.spellings[0]
        yield Finding(
            span=span,
            message=f"The name `{wrong}` is spelled `{right}`.",
            help=f"Write `{right}`.",
            fix=Fix(safe=True, edits=(Edit(span, right),)),
        )


@lru_cache(maxsize=8)
def _by_word(vocabulary: tuple[str, ...]) -> Mapping[bytes, Sequence[_Name]]:
    """The names by their longest word: a text without that word has not the name."""
    found: dict[bytes, list[_Name]] = {}
    for small, spellings in known_names(vocabulary).items():
        if words := parted(small):
            found.setdefault(max(words, key=len), []).append(_Name(small, spellings))
    return found


def _is_amiss(name: _Name, seen: Glance) -> bool:
    """Whether a name stands somewhere in another case; it may be part of a longer word there."""
    return seen.small.count(name.small) > sum(map(seen.text.count, name.spellings))


class _Misspelled(NamedTuple):
    """A name in the wrong case: where, and how it is written."""

    span: Span
    wrong: str
    name: _Name


def _in_body(document: Document, present: Sequence[_Name]) -> Iterator[_Misspelled]:
    for prose in document.prose:
        for start, end, name in _misspelled(prose.text, present):
            span = prose.span_of(start, end)
            if _is_verbatim(document, span, prose.text[start:end]):
                yield _Misspelled(span, prose.text[start:end], name)


def _in_front_matter(document: Document, present: Sequence[_Name]) -> Iterator[_Misspelled]:
    for pointer, value in document.front_matter.shown_texts():
        for start, end, name in _misspelled(value, present):
            span = document.span_in_value(pointer, value, start, end)
            if span is not None:
                yield _Misspelled(span, value[start:end], name)


def _is_verbatim(document: Document, span: Span, text: str) -> bool:
    return document.source.data[span.start : span.end] == text.encode()


_COMMAND_BEFORE = re.compile(
    r"\b(?:sudo|install|uninstall|import|pip|pipx|apt|apt-get|brew|cargo|npx|yarn|uv)[ ]$"
)
_COMMAND_AFTER = re.compile(
    r"[ ](?:--?[a-z]|(?:run|build|compose|pull|push|exec|login|install|init|logs|inspect|ps)\b)"
)
_OPENING_QUOTES = "\"'“‘«"
_CLOSING_QUOTES = "\"'”’»"
_LOOK_BACK = 12


@lru_cache(maxsize=4_096)
def _pattern(name: str) -> re.Pattern[str]:
    """The name in any case as a word of its own: no part of an address, path or identifier."""
    return re.compile(
        rf"(?<![\w@#$&/\\.:=~+%<-])(?<!\w\(){re.escape(name)}"
        r"(?![\w@/\\=~+<-]|[.:(]\w|::|\(\))",
        re.IGNORECASE,
    )


def _misspelled(text: str, present: Sequence[_Name]) -> Iterator[tuple[int, int, _Name]]:
    """The names in a text that are in the wrong case, in order; of two in one place the longer."""
    small = text.lower()
    mentions = [
        (match.start(), -match.end(), name)
        for name in present
        if name.small in small
        for match in _pattern(name.small).finditer(text)
    ]
    reached = 0
    for start, end, name in sorted(mentions):
        if start >= reached:
            reached = -end
            if not _is_right(text, start, -end, name):
                yield start, -end, name


def _is_right(text: str, start: int, end: int, name: _Name) -> bool:
    """Whether it is a right spelling, or no mention of the name at all."""
    written = text[start:end]
    if written in name.spellings or text.isupper():
        return True
    if text[start - 1 : start] in _OPENING_QUOTES and text[end : end + 1] in _CLOSING_QUOTES:
        return start > 0 and end < len(text)  # a value
    before = text[max(0, start - _LOOK_BACK) : start]
    if written.islower() and (_COMMAND_BEFORE.search(before) or _COMMAND_AFTER.match(text, end)):
        return True
    right = name.spellings[0]
    return written == right[0].upper() + right[1:] and _begins_a_sentence(before)


def _begins_a_sentence(before: str) -> bool:
    return before.rstrip(" \"'“‘«(")[-1:] in ("", ".", "!", "?", ":")


RULE = Rule(
    code="RD005",
    name="proper-name-case",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
