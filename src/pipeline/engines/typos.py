"""The door to typos, which knows how words are misspelled.

It is asked about words, not about texts: each distinct word of a batch is sent once, and only the
articles that have a word it names are looked at again. So it sees no code, no address and no
front matter but what readers see of it, and costs next to nothing.

A word that it names is let go when it need not be a word of English: a name (a capital within a
sentence), an abbreviation in capitals, part of an identifier, path, address or handle, a word alone
in quotes, a short part of a hyphenated word, or one that the vocabulary knows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pipeline.engines.program import Program
from pipeline.model import Document, Finding, FrontMatter, Piece, Prose, Role, Span
from pipeline.proper_names import known_names
from pipeline.wording import joined

_PROGRAM = Program("typos", "SP001")
_ARGUMENTS = ("--isolated", "--locale", "en", "--format", "json", "-")
_CLEAN, _FOUND = 0, 2

_BATCH = 4_000_000
"""After so many bytes of articles the program is run, and what was kept of them is let go."""

_LONGEST = 100
"""A longer run of characters is no word, and the program may take seconds for it."""
_TOKEN = re.compile(r"\S+")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "«": "»"}
_WITHIN_NAMES = tuple("/\\@#$%&=~_+*<>[]{}|^`")
"""A word that touches one of these is part of a path, an address, a handle, a formula."""
_INNER_STOP = re.compile(r"\(|[.:?!]\w")
_NOT = re.compile("['’]t")
_BEFORE_NOT = frozenset(
    "don doesn didn isn aren wasn weren haven hasn hadn couldn wouldn shouldn mustn needn".split()
)
_LEAST_PART = 4
"""`mis` in `mis-weight` is a prefix: part of a hyphenated word is judged from so many letters."""
_SENTENCE_START = re.compile(r"(?:\A(?:[>|][-+]?\s+)?|[.!?:…][)\"'”’]*\s)[(\"'“‘]*\Z")
_LOWER_NEXT = re.compile(r",?\s+[a-z]")


class _Misspelling(NamedTuple):
    """What typos says of a part of a token."""

    at: int
    """Index of its first character in the token."""
    word: str
    corrections: tuple[str, ...]


class _Seen(NamedTuple):
    """What is kept of an article until its batch is judged."""

    path: str
    data: bytes
    fields: tuple[Span, ...]
    prose: tuple[Prose, ...]


class Typos:
    """Finds SP001."""

    CODE = "SP001"

    def __init__(self, vocabulary: tuple[str, ...]) -> None:
        """Words of `vocabulary`, and those of the default proper names, are right as they are."""
        names = known_names(vocabulary)
        self._right = {word.lower() for name in names for word in _BETWEEN_WORDS.split(name)}
        self._batch: list[_Seen] = []
        self._tokens: set[str] = set()
        self._size = 0
        self._found: list[tuple[str, str, Finding]] = []

    def see(self, document: Document) -> None:
        """Takes the words that readers see."""
        source = document.source
        fields = _shown(document.front_matter)
        self._tokens.update("\n".join([block.text for block in document.prose]).split())
        self._tokens.update(b"\n".join([source.data[a:b] for a, b in fields]).decode().split())
        self._batch.append(_Seen(source.path, source.data, fields, document.prose))
        self._size += len(source.data)
        if self._size >= _BATCH:
            self._judge()

    def findings(self) -> list[tuple[str, str, Finding]]:
        """Every misspelled word, article by article, in reading order."""
        self._judge()
        return self._found

    def _judge(self) -> None:
        tokens = sorted(token for token in self._tokens if len(token) <= _LONGEST)
        bad = self._misspelled(tokens) if tokens else {}
        if bad:
            for seen in self._batch:
                self._found += ((seen.path, self.CODE, each) for each in _in_article(seen, bad))
        self._batch, self._tokens, self._size = [], set(), 0

    def _misspelled(self, tokens: list[str]) -> dict[str, list[_Misspelling]]:
        """What typos says of tokens, sent one a line.

        The first line is empty, lest the first token pass for the first bytes of a picture.
        """
        text = "\n" + "\n".join(tokens) + "\n"
        said = _PROGRAM.run(_ARGUMENTS, text.encode(), (_CLEAN, _FOUND))
        bad: dict[str, list[_Misspelling]] = {}
        try:
            for number, byte, word, corrections in map(_understood, said.splitlines()):
                token = tokens[number - 2]
                at = len(token.encode()[:byte].decode())
                found = _Misspelling(at, word, corrections)
                if _may_be_english(token, found) and word.lower() not in self._right:
                    bad.setdefault(token, []).append(found)
        except (ValueError, KeyError, TypeError, IndexError):
            raise _PROGRAM.trouble("its answer is not understood") from None
        return bad


def _understood(line: bytes) -> tuple[int, int, str, tuple[str, ...]]:
    """The line (from 1) and the byte in it, the word, and what to write instead."""
    said = json.loads(line)
    corrections = tuple(map(str, said["corrections"]))
    return int(said["line_num"]), int(said["byte_offset"]), str(said["typo"]), corrections


def _in_article(seen: _Seen, bad: Mapping[str, list[_Misspelling]]) -> Iterator[Finding]:
    fields = (block for span in seen.fields for block in _scalar(seen.data, span))
    for block in (*fields, *seen.prose):
        if bad.keys().isdisjoint(block.text.split()):
            continue
        for token in _TOKEN.finditer(block.text):
            for found in bad.get(token[0], ()):
                start = token.start() + found.at
                if not _is_name(block.text, start, found):
                    yield from _finding(seen.data, block, start, found)


def _may_be_english(token: str, found: _Misspelling) -> bool:
    """Whether it is a whole word within its token, and not part of a name of any kind."""
    word, end = found.word, found.at + len(found.word)
    before, after = token[: found.at], token[end:]
    if token[found.at : end] != word or (len(word) > 1 and word.isupper()):
        return False
    if _is_joined(before[-1:]) or _is_joined(after[:1]):
        return False
    if before.endswith((".", ":")) or _INNER_STOP.match(after):
        return False  # a file, a domain, a call
    if before and _QUOTES.get(before[-1]) == after[:1]:
        return False
    hyphenated = before.endswith("-") or after.startswith("-")
    return not hyphenated or len(word) >= _LEAST_PART


def _is_joined(neighbour: str) -> bool:
    return neighbour.isalnum() or neighbour in _WITHIN_NAMES


def _is_name(text: str, start: int, found: _Misspelling) -> bool:
    """A capital tells a name, but for the first word of a sentence, which has one anyway.

    That one counts as misspelled when a small letter follows and there is one way to mend it.
    """
    word = found.word
    if word.islower():
        return False
    return (
        not word[1:].islower()
        or len(found.corrections) > 1
        or not _LOWER_NEXT.match(text, start + len(word))
        or not _SENTENCE_START.search(text[max(0, start - 8) : start])
    )


def _finding(data: bytes, block: Prose, start: int, found: _Misspelling) -> Iterator[Finding]:
    word, corrections = _with_its_end(block.text, start, found)
    span = block.span_of(start, start + len(word))
    if data[span.start : span.end] != word.encode():
        return  # part of it stands for inline code, or is written as an entity
    yield Finding(
        span=span,
        message=f"`{word}` is misspelled.",
        help=f"{_advice(corrections)}; a name that is right belongs in `vocabulary`.",
    )


def _with_its_end(text: str, start: int, found: _Misspelling) -> tuple[str, tuple[str, ...]]:
    """The word and what to write; of `doen't` typos sees `doen` alone, and offers `done`."""
    end = text[start + len(found.word) :][:3]
    fitting = tuple(each for each in found.corrections if each.lower() in _BEFORE_NOT)
    if not fitting or not _NOT.fullmatch(end, 0, 2) or end[2:].isalpha():
        return found.word, found.corrections
    return found.word + end[:2], tuple(each + end[:2] for each in fitting)


def _advice(corrections: tuple[str, ...]) -> str:
    if not corrections:
        return "Write another word"
    return f"Write {joined([f'`{each}`' for each in corrections], 'or')}"


def _shown(front_matter: FrontMatter) -> tuple[Span, ...]:
    """Where the texts stand that the page shows of the front matter."""
    places = front_matter.values
    return tuple([places[at] for at, _ in front_matter.shown_texts() if at in places])


def _scalar(data: bytes, span: Span) -> Iterator[Prose]:
    """A value as it is written, quotes and all.

    None with escapes: its words do not stand there as they are read.
    """
    text = data[span.start : span.end].decode()
    if not (text.startswith('"') and "\\" in text):
        yield Prose(Role.PARAGRAPH, span, text, (Piece(0, span.start, span.end, True),))
