r"""Characters that nobody can see change how a text is read or found.

An embedding, override or isolate shows text in another order than it is stored: code then does
something else than a reader sees, and an address leads elsewhere. These are errors, in code too.
Zero-width characters come along when text is copied from a web page or a chat; a search does not
find the word, a command that is copied fails. These are warnings.

Left alone are the joiners, marks and spaces that a script needs (Arabic, Persian, Hebrew, Indic
scripts, Thai, Khmer, Japanese and others), emoji that are joined to one, soft hyphens, a byte order
mark at the start of the file, and what is written for all to see: `&zwnj;`, `\u202E`.

**Bad**

```markdown escaped
Only \xab\u202e\xbbadmins may delete a queue.
```

```markdown escaped
A que\xab\u200b\xbbue is a promise to do the work later.
```

**Good**

```markdown escaped
Only admins may delete a queue.
```

```markdown escaped
A queue is a promise to do the work later.
```

```markdown escaped
A family \U0001f468\u200d\U0001f467 waits, and \u0645\u06cc\u200c\u0631\u0648\u0645 needs a joiner.
```
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby, islice
from typing import NamedTuple

from pipeline.model import Context, Document, Edit, Finding, Fix, Rule, Severity, Span

_ORDER = "\u202a-\u202e\u2066-\u2069"
_MARKS = "\u200e\u200f\u061c"
_ZERO_WIDTH = "\u200b-\u200d\u2060-\u2064\u206a-\u206f\u180e\ufeff" + _MARKS
_TAGS = "\U000e0001\U000e0020-\U000e007f"
_INVISIBLE = re.compile(f"[{_ORDER}{_ZERO_WIDTH}{_TAGS}]+")
_REORDERS = re.compile(f"[{_ORDER}]")
_IN_UTF8 = re.compile(
    rb"\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xaf]|\xef\xbb\xbf|\xd8\x9c|\xe1\xa0\x8e"
    rb"|\xf3\xa0[\x80\x81]"
)
"""The same characters as bytes."""
_ASCII = bytes(range(128))

_JOINED = re.compile(
    "[\u0590-\u109f\u1780-\u18af\u1900-\u1cff\ua800-\ua9ff\uaa00-\uaaff\uabc0-\uabff"
    "\ufb1d-\ufdff\ufe70-\ufefc\U00010a00-\U00010fff\U00011000-\U00011fff\U0001e900-\U0001eeff]"
)
"""Scripts whose letters are joined or kept apart by invisible characters: Hebrew and Arabic, the
scripts of India and South-East Asia, Mongolian and their kin."""
_UNSPACED = re.compile(
    "[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef\U00020000-\U0003ffff]"
)
"""Scripts without blanks that are not among the joined ones: a line may break where one says so."""
_PICTURE = re.compile("[\u00a9\u00ae\u2190-\u2bff\u3030-\u303d\U0001f000-\U0001faff]")
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff"
    "\U0001e800-\U0001eeff]"
)
_SHOWN_AS_PICTURE = "\ufe0f"

_PLAIN_WORD = re.compile(r"""["'(“‘]*(?P<core>[^\W_](?:[^\W_]|['’-])*+)[.,;!?)"'”’…]*""")
_NUMBERED = re.compile(r"\d+[.)]")
_YAML_WORDS = frozenset({"true", "false", "null"})
_BLANK = re.compile(r"\s")
_LINE_END = re.compile(r"[\r\n]")
_STRING = re.compile("[\"'`~]")
"""A string in code may show the very character; and a fence must not come to be."""

_AS_FAR = 200
"""So many characters of a line are looked at to each side."""
_MOST = 100
"""More findings of one file are of no help to anyone."""


class _Run(NamedTuple):
    """Invisible characters beside each other, none of which is needed where it stands."""

    text: str
    start: int
    end: int
    """Indexes into the text of the file."""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each run of such characters, in front matter, prose and code alike."""
    source = document.source
    if source.text.isascii() or not _may_hold_one(source.data):
        return
    at = offset = 0
    for run in islice(_runs(source.text), _MOST):
        offset += len(source.text[at : run.start].encode())
        at = run.start
        yield _finding(document, run, Span(offset, offset + len(run.text.encode())))


def _may_hold_one(data: bytes) -> bool:
    """A glance at what is left without ASCII, which is little."""
    return _IN_UTF8.search(data.translate(None, _ASCII)) is not None


def _runs(text: str) -> Iterator[_Run]:
    for match in _INVISIBLE.finditer(text, 1 if text.startswith("\ufeff") else 0):
        start = match.start()
        if _is_flag(text, match):
            continue
        for needless, group in groupby(match[0], key=lambda each: not _is_needed(each, match)):
            characters = "".join(group)
            if needless:
                yield _Run(characters, start, start + len(characters))
            start += len(characters)


def _is_flag(text: str, match: re.Match[str]) -> bool:
    """The flag of England is a black one with invisible letters."""
    flag = _FLAG.match(text, match.start() - 1) if match.start() else None
    return flag is not None and flag.end() == match.end()


def _is_needed(character: str, run: re.Match[str]) -> bool:
    """Whether the writing around a run needs this character of it."""
    if character == "\ufeff" or _REORDERS.match(character):
        return False
    if character in _MARKS:
        return _RIGHT_TO_LEFT.search(_line(run.string, *run.span())) is not None
    before = run.string[run.start() - 1 : run.start()]
    after = run.string[run.end() : run.end() + 1]
    if _JOINED.match(before) or _JOINED.match(after):
        return True
    if character == "\u200d":
        return _is_picture(before) and _is_picture(after)
    if character in "\u200b\u2060":
        return bool(_UNSPACED.match(before) or _UNSPACED.match(after))
    return False


def _is_picture(character: str) -> bool:
    return character == _SHOWN_AS_PICTURE or _PICTURE.match(character) is not None


def _line(text: str, start: int, end: int) -> str:
    """The line around a place, as far as one looks to both sides."""
    last = min(len(text), end + _AS_FAR)
    after = _LINE_END.search(text, end, last)
    return text[_line_start(text, start) : after.start() if after else last]


def _line_start(text: str, index: int) -> int:
    first = max(0, index - _AS_FAR)
    return max(first, text.rfind("\n", first, index) + 1, text.rfind("\r", first, index) + 1)


def _finding(document: Document, run: _Run, span: Span) -> Finding:
    reorders = _REORDERS.search(run.text) is not None
    effect = (
        "the text is shown in another order than it is stored"
        if reorders
        else "who searches or copies the text stumbles over it"
    )
    return Finding(
        span=span,
        message=f"Nobody sees {_named(run.text)} here, but {effect}.",
        help='Delete it; around right-to-left words write `<bdi>` or `<span dir="rtl">`.'
        if reorders
        else "Delete it.",
        fix=Fix(safe=_is_safe(document, run, span), edits=(Edit(span, ""),)),
        severity=Severity.ERROR if reorders else Severity.WARNING,
    )


def _named(characters: str) -> str:
    """Each character of a run once, by code point and name, in the order they come."""
    kinds = list(dict.fromkeys(characters))
    shown = [f"`U+{ord(each):04X}` ({unicodedata.name(each, 'unnamed')})" for each in kinds[:3]]
    more = f" and {len(kinds) - 3} more" if len(kinds) > 3 else ""
    return ", ".join(shown) + more


def _is_safe(document: Document, run: _Run, span: Span) -> bool:
    """Whether the text means the same without the run.

    Beside a mark it may be what keeps Markdown from being read as such, in a string of code it may
    be what is shown, and with right-to-left letters it may be meant.
    """
    text = document.source.text
    line = _line(text, run.start, run.end)
    if _RIGHT_TO_LEFT.search(line):
        return False
    if any(block.content.start <= span.start < block.content.end for block in document.code):
        return _STRING.search(line) is None
    word, begins_line = _word(text, run)
    plain = _PLAIN_WORD.fullmatch(word)
    if plain is None or (begins_line and _NUMBERED.fullmatch(word)):
        return False
    if span.start < document.body.start:
        return plain["core"].casefold() not in _YAML_WORDS and not plain["core"][0].isdigit()
    return True


def _word(text: str, run: _Run) -> tuple[str, bool]:
    """What stands around a run up to blanks, without what cannot be seen; is it a line's first."""
    line_start = _line_start(text, run.start)
    before = _BLANK.split(text[line_start : run.start])[-1]
    after = _BLANK.split(text[run.end : run.end + _AS_FAR], maxsplit=1)[0]
    begins = not text[line_start : run.start - len(before)].strip(" \t>*+-")
    return _INVISIBLE.sub("", before + after), begins


RULE = Rule(
    code="SC003",
    name="bidi-control",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    strict=True,
)
