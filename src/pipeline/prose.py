"""Prose in numbers: words, sentences, syllables, grade and reading time. The door to textstat.

All of it takes plain text, as a reader sees it, and is pure: the same text gives the same numbers
on every machine, without a network, in time linear in its length. What counts as prose is the
caller's to say; inline code and bare URLs have become `PLACEHOLDER` of `model` before.

Words, CJK characters and sentences are counted here. Syllables are textstat's, word by word: it
looks a word up in CMUdict. Left alone it would download that; here it is given the table in
`data/syllables.txt.gz`, and a textstat that does not take it is refused. For a word that CMUdict
lacks it would guess from hyphenation, which is right three times in five; what is done instead,
`syllables` says.
"""

from __future__ import annotations

import re
import string
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from functools import cache
from itertools import groupby, repeat
from threading import Lock
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipeline.model import ReadingRates


# --- words ----------------------------------------------------------------------------------------

# What typography puts for an ASCII character: with these exchanged, most prose is plain ASCII.
_TYPOGRAPHY = (
    ("’", "'"),
    ("‘", "'"),
    ("“", '"'),
    ("”", '"'),
    ("–", "-"),
    ("—", "-"),
    ("…", "."),
    ("\u00a0", " "),
)
# For ASCII, what is neither letter, digit nor white space is deleted, and the runs left are words.
_ASCII_OTHERS = bytes(n for n in range(128) if not (chr(n).isalnum() or chr(n).isspace()))
# White space for `str.split` is a space: some of it is none for `bytes.split`.
_ASCII_BLANKS = bytes.maketrans(b"\t\n\v\f\r\x1c\x1d\x1e\x1f", b" " * 9)

# Han, kana and hangul. What only completes the character before it (the vowel and tail of a hangul
# syllable spelled in parts, a detached voicing mark) is not counted again.
_CJK = re.compile(
    "[\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U000323af"
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d"
    "\U0001aff0-\U0001b16f"
    "\u1100-\u115f\u3131-\u318e\ua960-\ua97c\uac00-\ud7a3\uffa1-\uffdc]"
    "[\u1160-\u11ff\ud7b0-\ud7fb\u3099\u309a\uff9e\uff9f]*"
)


def words(text: str) -> int:
    """How many words `text` has: runs between white space with at least one letter or digit.

    `and/or`, `don't` and `mid-level` are one each; a no-break space is white space; a dash between
    blanks is no word. Han, kana and hangul characters are not letters here: see `count`.
    """
    return count(text)[0]


def count(text: str) -> tuple[int, int]:
    """The words of `text` (see `words`) and, apart from them, its CJK characters one by one.

    What is left of a run that mixes both is one word: `用Python写的` is one word and three
    characters.
    """
    text = _plain(text)
    if text.isascii():
        return len(text.encode().translate(_ASCII_BLANKS, _ASCII_OTHERS).split()), 0
    total = characters = 0
    for run in text.split():
        rest, found = (run, 0) if run.isascii() else _CJK.subn("", run)
        characters += found
        total += any(map(str.isalnum, rest))
    return total, characters


def _plain(text: str) -> str:
    """`text` with the commonest typography as ASCII, character for character."""
    if not text.isascii():
        for mark, plain in _TYPOGRAPHY:
            text = text.replace(mark, plain)
    return text


# --- sentences ------------------------------------------------------------------------------------


class Sentence(NamedTuple):
    """A sentence of one block: where it stands in the text that was given, and its words.

    Offsets count characters, `end` is exclusive, and no blanks surround it.
    """

    start: int
    end: int
    words: int


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of one block's prose, in order; a block is never joined with another.

    A sentence ends at `.`, `!`, `?` or an ellipsis, with the quotes and brackets that close after
    it, where white space follows and then a capital, a digit or a script without capitals; and at
    `。`, `！` and `？`. After an ordinary word and a plain full stop a small letter will do, since
    that can only be a name (`npm`, `gRPC`, `.gitignore`). It does not end inside `v0.7.13`,
    `example.com` or `Node.js`, after `e.g.`, `i.e.`, `vs.`, `Dr.` or an initial, before the number
    in `No. 5`, nor at a colon or semicolon. After what may be the last word or not (`etc.`, `U.S.`,
    `Inc.`) the next word decides. What is left when the text ends is a sentence too.

    A stretch without a word (see `words`) is left out, so one of CJK characters alone is as well.
    """
    plain = _plain(text)
    if plain.isascii():
        spaced = plain.encode().translate(_ASCII_BLANKS)
        if b"  " not in b" %b " % spaced.translate(None, _ASCII_OTHERS):
            return _evenly_spaced(spaced, _ends(text))
    found: list[Sentence] = []
    start = 0
    for end in _ends(text):
        piece = plain[start:end]
        if total := words(piece):
            first = end - len(piece.lstrip())
            found.append(Sentence(first, start + len(piece.rstrip()), total))
        start = end
    return tuple(found)


def _evenly_spaced(text: bytes, ends: Iterable[int]) -> tuple[Sentence, ...]:
    """The sentences of a block of words alone with one space between each, as nearly all are.

    It has as many words as spaces and one more. So there is no need to cut it up: a sentence has as
    many words as spaces too, and the first, which no space precedes, one more.
    """
    found: list[Sentence] = []
    start = 0
    for end in ends:
        spaces = text.count(b" ", start, end)
        found.append(Sentence(start + 1, end, spaces) if start else Sentence(0, end, spaces + 1))
        start = end
    return tuple(found)


_OPENERS = "([{\"'“‘«¿¡"
_OPENERS_AND_BLANKS = _OPENERS + string.whitespace
_BRACKETS = frozenset(")]}")

# How far the splitter looks, in characters: back for the word a stop belongs to, on for the word
# after it, and back for the bracket that closes with it. Fixed, so that no text takes it longer.
_WORD_WINDOW = 32
_BRACKET_WINDOW = 400


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Abbreviations are compared with a small first letter: `E.g.` is `e.g`, but `CA` is not `ca`.
# Titles keep their capital, because `ms` is a unit.
_TITLES = _listed("Dr Mr Mrs Ms Mt Mx Prof St")
_NEVER_LAST = _listed("a.k.a approx c.f ca cf e.g eg esp excl i.e ie incl resp viz vs w.r.t")
_NOT_BEFORE_A_NUMBER = _listed(
    """
    art avg c ch col ed eds eq eqs est ext fig figs ln max min no nos op p pp ref sec tel v ver vol
    jan feb mar apr jun jul aug sep sept oct nov dec
    """
)
_BEFORE_A_CAPITAL = _listed(
    "a.m abbr assoc cont etc ft govt hr hrs ibid lb lbs misc mo orig oz p.m std temp wk yr yrs"
)
_BEFORE_A_STARTER = _listed("al b.Sc bros co corp dept inc jr ltd m.Sc ph.D sr univ")
_ABBREVIATIONS = (
    _TITLES | _NEVER_LAST | _NOT_BEFORE_A_NUMBER | _BEFORE_A_CAPITAL | _BEFORE_A_STARTER
)
_INITIALS = re.compile(r"[A-HJ-Z]|(?:[A-Za-z]\.)+[A-Za-z]")
_ENUMERATOR = re.compile(r"\d{1,2}|[A-Za-z]|[ivx]{2,4}")

_CLOSERS = "\"'”’»)]}」』）】》〉"


def _no_abbreviation() -> str:
    """A pattern: no abbreviation ends with the full stop that was just read.

    Of one with stops inside, what follows the last of them is held to be one (`Sc` of `B.Sc`).
    Single letters are left out.
    """
    lasts = {abbreviation.rpartition(".")[2] for abbreviation in _ABBREVIATIONS}
    lasts |= {last[0].upper() + last[1:] for last in lasts}
    alike = groupby(sorted(lasts, key=lambda last: (len(last), last)), len)
    return "".join(rf"(?<!\b(?:{'|'.join(group)})\.)" for length, group in alike if length > 1)


@cache
def _stop(marks: str) -> re.Pattern[str]:
    """The marks that may end a sentence, with what closes after them; a group if they surely do.

    `marks` is a pattern of one mark. Nearly all ends are sure, and no other code looks at them:

    - a full stop after two letters, or one and a bracket, before a word: not an abbreviation's, nor
      that of an initial or an enumerator (`iv.`);
    - one `!` or `?` before a capital or a digit;
    - a CJK stop, unless a quote closes after it and the sentence goes on.

    It is linear in any text, since only the first of several marks is a start.
    """
    closers = f"[{re.escape(_CLOSERS)}]"
    word = rf"(?<=[A-Za-z][A-Za-hj-uwyz)]\.){_no_abbreviation()}(?=\s[^\W_])"
    shout = r"(?<=[!?])(?=\s[A-Z0-9])"
    cjk = rf"(?<=[。！？｡]){marks}*+(?:{closers}*+(?=\s)|(?!{closers}))"
    sure = f"(?:{word}|{shout}|{cjk})()"
    return re.compile(rf"{marks}(?<!{marks}{marks})(?:{sure}|{marks}*+{closers}*+(?=\s))")


_MARKS = "[.!?…。！？｡]"
_FULL_STOP = r"\."  # found several times quicker, and most blocks have no other mark

# Words that begin sentences far more often than names: after `U.S.` or `Inc.` they decide.
_STARTERS = _listed(
    """
    a after all also although an and another any are as at because before both but by can could do
    don't each even every few finally first for from he her here his how however i if in instead is
    it it's its last later let let's many maybe most my next no nobody none not nothing now on once
    one only or our perhaps she should since so some still such that that's the their then there
    there's these they this those though to today two under unless until we we're what when where
    which while who why will with without would yes yet you you're your
    """
)
_FIRST_PERSON = _listed("i i'd i'll i'm i've")
_NEXT_WORD = re.compile(r"[^\W_][\w'’]*")


class _Next(Enum):
    """How the word after a stop begins."""

    NOTHING = auto()
    SMALL = auto()
    NUMBER = auto()
    CAPITAL = auto()
    """With a capital, or in a script without capitals."""


def _ends(text: str) -> Iterator[int]:
    """Where each sentence of `text` ends, closing marks included; the last end is the text's."""
    start = 0
    full_stops_alone = text.isascii() and "!" not in text and "?" not in text
    for stop in _stop(_FULL_STOP if full_stops_alone else _MARKS).finditer(text):
        if stop.lastindex or _is_end(text, start, stop):
            start = stop.end()
            yield start
    if start < len(text):
        yield len(text)


def _is_end(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the sentence that begins at `start` ends with these marks, if that is not sure."""
    at, end = stop.span()
    marks = stop[0].rstrip(_CLOSERS)
    closers = stop[0][len(marks) :]
    follows, word = _next(text, end)
    if follows is _Next.NOTHING or (follows is _Next.SMALL and stop[0] != "."):
        return False
    is_aside = bool(closers) and _closes_an_aside(text, start, at, closers)
    if "!" in marks or "?" in marks:
        return not is_aside or word in _STARTERS
    before = text[max(start, at - _WORD_WINDOW) : at]
    last = before.split()[-1] if before and not before[-1].isspace() else ""
    if marks != ".":
        return last != "" and follows is _Next.CAPITAL and word not in _FIRST_PERSON
    if last == "":
        return follows is _Next.CAPITAL
    if at - start < _WORD_WINDOW and _ENUMERATOR.fullmatch(before.strip(_OPENERS_AND_BLANKS)):
        return False
    last = last.rpartition("—")[2].lstrip(_OPENERS)
    return _may_be_last(last, follows, word, is_aside=is_aside)


def _may_be_last(last: str, follows: _Next, word: str, *, is_aside: bool) -> bool:
    """Whether a full stop after `last` ends a sentence, or only an abbreviation, before `word`."""
    key = last[:1].lower() + last[1:]
    if _ABBREVIATIONS.isdisjoint((last, key)) and not _INITIALS.fullmatch(last):
        return follows is not _Next.SMALL or len(last) > 1
    if follows is _Next.SMALL or last in _TITLES or key in _NEVER_LAST:
        return False
    if key in _NOT_BEFORE_A_NUMBER and not last.isupper():
        return follows is _Next.CAPITAL
    return follows is _Next.CAPITAL and (
        word in _STARTERS or (key in _BEFORE_A_CAPITAL and not is_aside)
    )


def _closes_an_aside(text: str, start: int, at: int, closers: str) -> bool:
    """Whether a bracket closes after the stop at `at` that did not open where the sentence begins.

    `(So it is.)` is a sentence; the brackets in `tools (awk, sed, etc.)` hold an aside.
    """
    if _BRACKETS.isdisjoint(closers):
        return False
    low = max(start, at - _BRACKET_WINDOW)
    opener = max(text.rfind(mark, low, at) for mark in "([{")
    return opener < 0 or bool(text[low:opener].strip(_OPENERS_AND_BLANKS))


def _next(text: str, end: int) -> tuple[_Next, str]:
    """How the word after a stop begins, and the word in small letters; the stop ends at `end`."""
    found = _NEXT_WORD.search(text, end, end + _WORD_WINDOW)
    if found is None:
        return _Next.NOTHING, ""
    word = found[0]
    if word[0].isdigit():
        begins = _Next.NUMBER
    else:
        begins = _Next.SMALL if word[0].islower() else _Next.CAPITAL
    return begins, word.replace("’", "'").lower()


# --- syllables ------------------------------------------------------------------------------------

# As developers say them: letter by letter where that is the custom (API, and the SQL of MySQL), as
# a word where it is (JSON, GUI), in full where nobody reads the short form aloud (`stdin`: standard
# in). A word stands here when CMUdict lacks it, or has another word of the same spelling (ID, IDE,
# OS), and what `_spoken` would make of it, or of its plural, is wrong.
_SPOKEN_BY_COUNT = {
    1: "src str tmp",
    2: """
        cfg ci cmd codeloom ctx dbs fmt gui id ir jpeg json kubelet libc msg musl namespace
        oauth os pkg ptr qa readme regex rustc saml serde simd sitemap tmux toml ub ux venv
        vms wasm whitespace yaml
    """,
    3: """
        abi acl ast cli coroutine cpython cve dataframe eks eof erp etl faq ffi filesystem gdpr
        glibc gpu graphql iam ide ios irc kpi kubectl kwargs lru lto macos mfa nginx oop orm otp
        pii poc pypi rustfmt sla sli slo sre sse sso stderr stdin stdlib stdout systemd udp
        unicode uri utc utf vscode
    """,
    4: """
        asyncio deduplicate elasticsearch intellij mongodb mysql nosql postgresql rabbitmq rustls
        sqlite uuid virtualenv
    """,
    5: """
        aws https memoization openssl pwa uninitialized
    """,
    7: "deserialization",
}
_SPOKEN = {word: n for n, listed in _SPOKEN_BY_COUNT.items() for word in listed.split()}

_VOWELS = frozenset("aeiouy")
_VOWEL_GROUP = re.compile("[aeiouy]+")
_SIBILANTS = ("s", "x", "z", "ch", "sh")
_SILENT_E_SIBILANTS = ("ce", "ge", "se", "ze")
_LONGEST_WORD = 45
_LONGEST_ACRONYM = 5

_JOINTS = re.compile(r"[-‐‑–—−/_\s]+")
_LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_EDGES = "\"'()*,.;?!"  # at the ends of a run they change nothing


def syllables(text: str) -> int:
    """The syllables of all words in `text`, as textstat counts them word by word.

    Curly apostrophes are straightened, accents taken off and capitals made small, so that `API`,
    `Api` and `api` are one word. A compound is the sum of its parts: it parts at hyphens, dashes,
    slashes and underscores, and at any other mark between letters (`and/or`, `Node.js`,
    `snake_case`). Then, for each part:

    - A part with a digit in it is one syllable, however long: `42`, `0.39`, `v0.7.13`, `p95`. A
      figure is taken in at a glance; spelled out, it would make plain prose look hard.
    - A developer's word is counted as it is spoken: API is three, `kubectl` (kube-control) three,
      YAML two; see `_SPOKEN_BY_COUNT`.
    - A word in CMUdict has the syllables of its first pronunciation there.
    - An inflected form of such a word (`APIs`, `refactoring`, `kubectl's`) follows from it.
    - Up to five letters without a vowel are spelled out: RFC is three, `www` nine.
    - What is left has as many as groups of vowels, less a silent `e`: see `_guessed`.

    A word has at least one syllable; more letters in a row than anyone could read (45) have one,
    and so has a word with `://` in it. CJK characters have none.
    """
    return sum(map(_MEMO.__getitem__, text.split()))


class _Memo(dict[str, int]):
    """The syllables of each run of characters met so far, punctuation included.

    Most runs of an article were met in the one before, and most of the rest without the marks and
    capitals of their place in a sentence. Odd long ones are not kept, nor is anything after a
    number of runs that no blog's vocabulary has.
    """

    _LONGEST = 40
    _MOST = 200_000

    def __missing__(self, run: str) -> int:
        bare = run.strip(_EDGES).lower() if run.isascii() else run
        total = _of_run(run) if bare == run else self[bare]
        if len(run) <= self._LONGEST and len(self) < self._MOST:
            self[run] = total
        return total


_MEMO = _Memo()


def _of_run(run: str) -> int:
    if "://" in run:
        return words(run)
    return sum(map(_of_part, _JOINTS.split(_folded(run))))


def _folded(run: str) -> str:
    """`run` in small letters, with straight apostrophes, and without accents and CJK characters."""
    if run.isascii():
        return run.lower()
    bare = _CJK.sub(" ", run.replace("’", "'").replace("‘", "'"))
    letters = "".join(
        mark
        for letter in bare
        for mark in unicodedata.normalize("NFKD", letter)
        if not unicodedata.combining(mark)
    )
    return letters.lower()


def _of_part(part: str) -> int:
    if any(map(str.isdigit, part)):
        return 1
    return sum(_spoken(word) for word in _LETTERS.findall(part))


def _spoken(word: str) -> int:
    """The syllables of one word: small letters, with apostrophes inside at most."""
    if len(word) > _LONGEST_WORD:
        return 1
    known = _known(word) or _inflected(word)
    if known:
        return known
    if len(word) <= _LONGEST_ACRONYM and _VOWELS.isdisjoint(word):
        stem = word[:-1] if len(word) >= 4 and word.endswith("s") else word
        return len(stem) + 2 * stem.count("w")
    return _guessed(word)


def _guessed(word: str) -> int:
    """The syllables of a word that no list has: its groups of vowels, without a silent `e`.

    Held against 20,000 words of CMUdict, this is right for 85 % and 0.07 too low on average;
    textstat's own way out, pyphen's hyphenation, is right for 62 %, 0.43 too low, and takes 0.17 s
    to load.
    """
    groups = len(_VOWEL_GROUP.findall(word))
    silent = word.endswith("e") and not word.endswith("le")
    silent = silent or (word.endswith("ed") and word[-3:-2] not in ("t", "d"))
    return max(1, groups - 1 if silent else groups)


def _known(word: str) -> int | None:
    """The syllables of a developer's word or of one in CMUdict; `None` for others."""
    spoken = _SPOKEN.get(word)
    if spoken is None and word in _textstat().table:
        return max(1, _textstat().count(word))
    return spoken


def _inflected(word: str) -> int | None:
    """The syllables of a regular form of a known word: `-s`, `-'s`, `-ed`, `-ing`."""
    for suffix in ("'s", "s", "es", "d", "ed", "ing"):
        stem = word.removesuffix(suffix)
        if stem == word or len(stem) < 2 or (suffix == "d" and not stem.endswith("e")):
            continue
        base = _known(stem) or _inflected(stem)
        if base is not None:
            return base + _added(stem, suffix)
    return None


def _added(stem: str, suffix: str) -> int:
    """The syllables a suffix adds: one in `boxes`, `namespaces`, `tested`, `testing`; else none."""
    match suffix:
        case "ing":
            return 1
        case "d":
            return int(stem.endswith(("te", "de")))
        case "ed":
            return int(stem.endswith(("t", "d")))
        case "es":
            return int(stem.endswith(_SIBILANTS))
        case _:
            return int(stem.endswith(_SIBILANTS + _SILENT_E_SIBILANTS))


# --- the door to textstat -------------------------------------------------------------------------

_Phones = tuple[tuple[str, ...], ...]


class _Counter(NamedTuple):
    """textstat's syllable counter, and the table it was given."""

    table: Mapping[str, _Phones]
    count: Callable[[str], int]


_LOADING = Lock()


@cache
def _textstat() -> _Counter:
    """textstat, loaded when first needed, with the table of this package in place of a download.

    Raises `RuntimeError` when this textstat does not take a table: it would reach for the network,
    or guess, and the grades would be others on every machine.
    """
    with _LOADING, _nltk_left_out():
        from textstat.backend.counts import _count_syllables as seam
    for name in ("get_cmudict", "get_pyphen", "count_syllables"):
        if not callable(getattr(seam, name, None)):
            raise RuntimeError(
                f"textstat has no `backend.counts._count_syllables.{name}` any more, with which "
                "syllables are counted here; this program is made for textstat 0.7.13."
            )
    table, hyphenator = _pronunciations(), seam.get_pyphen
    # Asked for at every word, used for none of the table, and 0.05 s to load: so only when used.
    seam.get_pyphen = lambda lang: SimpleNamespace(
        positions=lambda word: hyphenator(lang).positions(word)
    )
    seam.get_cmudict = lambda lang: table if lang.startswith("en") else None
    return _Counter(table, lambda word: int(seam.count_syllables(word, "en_US")))


def _pronunciations() -> dict[str, _Phones]:
    """CMUdict as textstat reads it: for each word one pronunciation, of syllables alone."""
    import gzip
    from importlib import resources

    packed = resources.files("pipeline").joinpath("data", "syllables.txt.gz").read_bytes()
    table: dict[str, _Phones] = {}
    for syllable_count, row in enumerate(gzip.decompress(packed).decode("ascii").splitlines()):
        table.update(zip(row.split(), repeat((("1",) * syllable_count,)), strict=False))
    return table


class _LeftOut(ModuleType):
    """Stands in for nltk while textstat is imported, which needs its name and no more."""

    def __getattr__(self, name: str) -> object:
        raise AttributeError(f"nltk is left out here: textstat may not use nltk.{name}")


@contextmanager
def _nltk_left_out() -> Iterator[None]:
    """While this lasts, `import nltk` costs nothing, unless nltk was imported before.

    nltk takes a quarter of a second and 27 MB, and all that textstat would do with it is download
    the dictionary. Afterwards `sys.modules` is as it was.
    """
    before = {"nltk": sys.modules["nltk"]} if "nltk" in sys.modules else {}
    if before.get("nltk") is not None:
        yield
        return
    sys.modules["nltk"] = _LeftOut("nltk")
    try:
        yield
    finally:
        del sys.modules["nltk"]
        sys.modules.update(before)


# --- readability ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Readability:
    """What the grade is made of, summed over the blocks of an article."""

    words: int
    sentences: int
    syllables: int

    @property
    def grade(self) -> float:
        """The Flesch-Kincaid grade: years of schooling in the United States; 0 without a word.

        0.39 words a sentence + 11.8 syllables a word - 15.59: Kincaid, Fishburne, Rogers and
        Chissom, "Derivation of New Readability Formulas for Navy Enlisted Personnel", 1975. The
        easiest prose falls below 0.
        """
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


def readability(blocks: Iterable[str]) -> Readability:
    """The words, sentences and syllables of prose blocks: paragraphs, items, quotes.

    Words are those of the sentences (`sentences`), so that a grade and the sentences named for it
    cannot disagree.
    """
    total = sentence_count = syllable_count = 0
    for block in blocks:
        found = sentences(block)
        total += sum(sentence.words for sentence in found)
        sentence_count += len(found)
        syllable_count += syllables(block)
    return Readability(total, sentence_count, syllable_count)


# --- reading time ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reading:
    """How long an article takes to read: what it is summed from, and the sum, exactly."""

    words: int
    cjk: int
    code_seconds: int
    image_seconds: int
    rates: ReadingRates

    @property
    def exact(self) -> Fraction:
        """The sum, in minutes."""
        return Fraction(*self._sum_and_minute)

    @property
    def _sum_and_minute(self) -> tuple[int, int]:
        """The sum and a minute in a unit of which both are whole hundreds.

        For what every article is asked, a `Fraction` would take ten times longer than integers.
        """
        words, cjk = self.rates.words_per_minute, self.rates.cjk_per_minute
        seconds = self.code_seconds + self.image_seconds
        total = 60 * (self.words * cjk + self.cjk * words) + seconds * words * cjk
        return 100 * total, 100 * 60 * words * cjk

    @property
    def proposed(self) -> int:
        """The number to write: the sum rounded up, at least 1."""
        total, minute = self._sum_and_minute
        return max(1, -(-total // minute))

    @property
    def accepted(self) -> tuple[int, int]:
        """The lowest and the highest number of whole minutes that `accepts` takes.

        They are nearer to the sum than the tolerance: a minute, or 10 % of the sum if that is more.
        """
        total, minute = self._sum_and_minute
        share = total // 100 * self.rates.tolerance_percent
        tolerance = max(minute * self.rates.tolerance_minutes, share)
        lowest = (total - tolerance) // minute + 1
        highest = -(-(total + tolerance) // minute) - 1
        proposed = self.proposed
        return max(1, min(lowest, proposed)), max(highest, proposed)

    def accepts(self, stated: int) -> bool:
        """Whether `stated` minutes are right: the proposed number, or nearer than the tolerance."""
        lowest, highest = self.accepted
        return lowest <= stated <= highest


def reading(
    words: int,
    cjk: int,
    code_block_lines: Sequence[int],
    images: int,
    rates: ReadingRates,
) -> Reading:
    """The reading time of an article.

    `words` and `cjk` are what `count` says of its prose, `code_block_lines` the non-blank lines of
    each block of code or diagram, `images` how many images it shows. A block of code counts up to a
    cap; the first image counts most, each further one a second less, down to the least.
    """
    code_seconds = sum(
        min(lines * rates.seconds_per_code_line, rates.code_block_cap_seconds)
        for lines in code_block_lines
    )
    image_seconds = sum(
        max(rates.first_image_seconds - earlier, rates.last_image_seconds)
        for earlier in range(images)
    )
    return Reading(words, cjk, code_seconds, image_seconds, rates)
