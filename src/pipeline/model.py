"""The nouns of the house: frozen, slotted, made of the standard library only.

Every stage takes some of these and gives others; nothing here computes more than a look-up. A noun
of which one article makes many (`Span`, `Token`, `Piece` ...) is a `NamedTuple`, because that is
three times as quick to make as a frozen dataclass.

Offsets are UTF-8 byte offsets in the file as it is stored, a byte order mark included. Lines and
columns are derived from them when something is shown: both start at 1, a column counts code
points, and only LF, CRLF and CR end a line.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

# --- where ---


class Span(NamedTuple):
    """A stretch of a stored file, as byte offsets; `end` is the first byte after it."""

    start: int
    end: int


class Position(NamedTuple):
    """A place as people name it: line and column from 1 (code points), and the byte offset."""

    line: int
    column: int
    byte: int


_LINE_END = re.compile(rb"\r\n|\n|\r")


class LineIndex:
    """Turns byte offsets of one file into positions, and gives its lines; built once a file."""

    __slots__ = ("_starts", "data")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(data))]

    def position(self, offset: int) -> Position:
        """Where `offset` is; past the end it is the end, inside a character its start."""
        offset = max(0, min(offset, len(self.data)))
        while offset > 0 and offset < len(self.data) and self.data[offset] & 0xC0 == 0x80:
            offset -= 1
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        return Position(line, len(_decode(self.data[start:offset])) + 1, offset)

    def line(self, number: int) -> str:
        """The text of line `number` (from 1), without its line end; empty when there is none."""
        if not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.data)
        return _decode(self.data[start:end].rstrip(b"\r\n"))

    def number(self, offset: int) -> int:
        """The line, from 1, that holds the byte at `offset`."""
        return bisect_right(self._starts, offset)

    def starts(self, number: int) -> int:
        """Where line `number` begins; past the last line, the end of the file."""
        return self._starts[number - 1] if number <= len(self._starts) else len(self.data)

    def __len__(self) -> int:
        return len(self._starts)


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "replace")


# --- what is read ---

Pointer = tuple[str | int, ...]
"""The way to a value in the front matter: `("learn", 2)` is the third item of `learn`."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it is stored."""

    path: str
    """Relative to the blog's root, with `/` on every system: `content/articles/x.md`."""
    data: bytes
    """As stored; empty when it could not or should not be read."""
    text: str
    """Decoded, with a byte order mark kept as U+FEFF; empty when it is not UTF-8."""


class ProblemKind(Enum):
    """What reading and the schema can find; each kind belongs to exactly one rule."""

    UNREADABLE = "SR001"
    FRONT_MATTER_MISSING = "FM001"
    FRONT_MATTER_UNTERMINATED = "FM002"
    YAML_SYNTAX = "FM003"
    DUPLICATE_KEY = "FM004"
    MISSING_FIELD = "FM005"
    UNKNOWN_FIELD = "FM006"
    WRONG_TYPE = "FM007"
    VALUE_NOT_ALLOWED = "FM008"
    VALUE_OUT_OF_RANGE = "FM009"
    BAD_FORMAT = "FM010"
    DUPLICATE_ITEM = "FM011"
    YAML_LIMITS = "FM012"


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that explains a finding; `path` is None for the same file."""

    span: Span
    message: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A fact that reading or the schema found, once; the rule of its kind puts it into words."""

    kind: ProblemKind
    span: Span
    detail: str = ""
    """The cause in a few plain words, for problems of reading: `not UTF-8: byte 0xE9`."""
    help: str = ""
    """What to write instead, in the imperative, when the place where it was found knows best."""
    pointer: Pointer = ()
    """Which value, for problems of the schema; a missing field is named by its last part."""
    value: Any = None
    """The value as the author wrote it, for problems of the schema."""
    keyword: str = ""
    """The schema keyword that failed: `type`, `enum`, `maxLength` ..."""
    expected: Any = None
    """That keyword's own value."""
    schema: Mapping[str, Any] = field(default_factory=dict)
    """The part of the schema that the value was held against."""
    related: tuple[Related, ...] = ()


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of one file: data, and where each key, value and item stands."""

    span: Span
    """From the opening fence to the end of the closing one; empty at 0 when there is none."""
    fence: Span
    """The opening `---`: where missing fields are reported."""
    data: Mapping[str, Any]
    """JSON values only (dates stay text); empty when `broken`."""
    keys: Mapping[Pointer, Span]
    values: Mapping[Pointer, Span]
    broken: bool
    """True when `data` cannot be trusted: no front matter, bad YAML, over the limits."""

    def at(self, *pointer: str | int) -> Span:
        """The span of a value; of its nearest parent, or the opening fence, when it has none."""
        while pointer:
            if (span := self.values.get(pointer)) is not None:
                return span
            pointer = pointer[:-1]
        return self.fence

    def shown_texts(self) -> Iterator[tuple[Pointer, str]]:
        """Each text of the front matter that a page shows in its own words, and which it is."""
        for name in SHOWN_FIELDS:
            value = self.data.get(name)
            if isinstance(value, str):
                yield (name,), value
            elif isinstance(value, list):
                for index, item in enumerate(value):
                    if isinstance(item, str):
                        yield (name, index), item


SHOWN_FIELDS = ("title", "description", "learn", "prerequisites")
"""The fields whose words are prose: what is judged with the body's."""


class TokenKind(Enum):
    """What the body is made of, in reading order; `html` turns each kind into markup."""

    OPEN = "open"
    """`value`: the element's name: p, em, strong, del, ul, ol, li, blockquote, table, tr ..."""
    CLOSE = "close"
    TEXT = "text"
    """`value`: the text, entities and escapes decoded."""
    CODE = "code"
    """`value`: inline code."""
    SOFT_BREAK = "soft-break"
    HARD_BREAK = "hard-break"
    RULE = "rule"
    HEADING_OPEN = "heading-open"
    """`value`: the `Heading`."""
    HEADING_CLOSE = "heading-close"
    LINK_OPEN = "link-open"
    """`value`: the `Link`."""
    LINK_CLOSE = "link-close"
    IMAGE = "image"
    """`value`: the `Image`; its alternative text is not repeated as tokens."""
    CODE_BLOCK = "code-block"
    """`value`: the `CodeBlock`."""
    HTML_BLOCK = "html-block"
    """`value`: the `RawHtml`."""
    HTML_INLINE = "html-inline"
    """`value`: the `RawHtml`."""
    FOOTNOTE_REFERENCE = "footnote-reference"
    """`value`: the label, in small letters: `[^A]` refers to `[^a]:`."""
    FOOTNOTE_OPEN = "footnote-open"
    """`value`: the label, in small letters."""
    FOOTNOTE_CLOSE = "footnote-close"
    TASK = "task"
    """`value`: "x" when ticked, else ""."""
    LIST_OPEN = "list-open"
    """An ordered list; `value`: its first number as text."""
    ALERT_OPEN = "alert-open"
    """`value`: note, tip, important, warning or caution; closed by CLOSE `alert`."""
    TABLE_OPEN = "table-open"
    """`value`: the columns' alignments, joined by blanks: none, left, center, right."""

    # An enum's own hash is a Python call, and this one is taken for every token of every article.
    __hash__ = object.__hash__


class Token(NamedTuple):
    """One event of the body."""

    kind: TokenKind
    start: int
    end: int
    value: Any
    """As `TokenKind` says; text for most kinds."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body."""

    level: int
    text: str
    """As a reader sees it, inline code included."""
    anchor: str
    """Its id in the page, unique within the article."""
    span: Span
    """From the first `#` to the end of the text, without the line end."""
    text_span: Span
    token: int
    """The index of its HEADING_OPEN among the document's tokens."""


class Role(Enum):
    """Where a stretch of prose stands."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    FOOTNOTE = "footnote"
    CELL = "cell"
    HEADING = "heading"


class Piece(NamedTuple):
    """A run of a prose block's text and the bytes it came from."""

    at: int
    """Index of its first character in the block's text."""
    start: int
    end: int
    verbatim: bool
    """True when each character stands in the file as it is; else the run maps as a whole."""


@dataclass(frozen=True, slots=True)
class Prose:
    """One block of prose as it is read and judged: inline code and bare URLs are one plain word.

    `text` holds no markup. Emphasis and link text run on, line ends are blanks, raw inline tags are
    gone, and each inline code or bare URL stands as `PLACEHOLDER`, so that a rule of prose can
    never see code.
    """

    role: Role
    span: Span
    text: str
    pieces: tuple[Piece, ...]

    def span_of(self, start: int, end: int) -> Span:
        """The bytes that the characters `start` to `end` of `text` (end exclusive) came from."""
        return _span_of(self.text, self.pieces, start, end)


def _span_of(text: str, pieces: tuple[Piece, ...], start: int, end: int) -> Span:
    if end <= start:
        at = _byte_of(text, pieces, start, starts=True)
        return Span(at, at)
    first = _byte_of(text, pieces, start, starts=True)
    return Span(first, _byte_of(text, pieces, end - 1, starts=False))


def _byte_of(text: str, pieces: tuple[Piece, ...], index: int, *, starts: bool) -> int:
    piece = pieces[max(bisect_right(pieces, index, key=_piece_at) - 1, 0)]
    if not piece.verbatim:
        return piece.start if starts else piece.end
    if text.isascii():  # known without looking: no copy of what stands before
        return piece.start + index - piece.at + (0 if starts else 1)
    end = index if starts else index + 1
    if end - piece.at > _LONG:
        before = _bytes_before(text)
        return piece.start + before[end] - before[piece.at]
    upto = text[piece.at : end]
    return piece.start + (len(upto) if upto.isascii() else len(upto.encode()))


_LONG = 1_000
"""From so many characters on, a table for the whole text is cheaper than to encode the run."""


@lru_cache(maxsize=2)
def _bytes_before(text: str) -> array[int]:
    """For each character of `text`, and for its end, how many bytes stand before it."""
    sizes = (1 + (each > 0x7F) + (each > 0x7FF) + (each > 0xFFFF) for each in map(ord, text))
    return array("I", accumulate(sizes, initial=0))


def _piece_at(piece: Piece) -> int:
    return piece.at


PLACEHOLDER = "Code"
"""The plain word that stands in a prose block's text for inline code and bare URLs: one syllable,
and fit to begin a sentence."""


class Attribute(NamedTuple):
    """One `name="value"` or bare flag of a fence's info line, with the span of its value."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A fenced or indented block of code, or a diagram."""

    span: Span
    """From the opening fence to the end of the closing one."""
    text: str
    """As written, without fences and indentation; ends with a line feed unless empty."""
    content: Span
    fenced: bool
    language: str
    """The first word of the info line, as written; empty when there is none."""
    language_span: Span
    """Empty at the end of the opening fence when no language is given."""
    marked: frozenset[int]
    """The lines to mark, from 1."""
    attributes: Mapping[str, Attribute]
    """title, caption, alt, and bare flags (with an empty value); unknown names are kept."""

    @property
    def lines(self) -> int:
        """How many of its lines are not blank: each takes a reader time."""
        return sum(1 for line in self.text.split("\n") if line.strip())

    @property
    def caption(self) -> str:
        """The caption, or nothing."""
        found = self.attributes.get("caption")
        return found.value if found else ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the body, whatever its syntax."""

    destination: str
    """Decoded: entities and escapes resolved, without angle brackets."""
    title: str
    text: str
    """As a reader sees it; an image's alternative text counts."""
    span: Span
    """The whole link, brackets and all."""
    destination_span: Span
    """The destination where it is written: for a reference, in its definition."""
    bare: bool
    """True for `<https://...>` and for a bare URL: the text is the address."""


@dataclass(frozen=True, slots=True)
class Image:
    """An image of the body; `alt` is its alternative text, markup removed."""

    destination: str
    title: str
    alt: str
    span: Span
    destination_span: Span


@dataclass(frozen=True, slots=True)
class RawHtml:
    """A run of raw HTML: one block, or one inline tag or comment."""

    text: str
    span: Span
    block: bool
    pieces: tuple[Piece, ...]
    """One for each line: a block in a quote has `>` between its lines."""

    def span_of(self, start: int, end: int) -> Span:
        """The bytes that the characters `start` to `end` of `text` (end exclusive) came from."""
        return _span_of(self.text, self.pieces, start, end)


@dataclass(frozen=True, slots=True)
class Counts:
    """What a reader has to get through."""

    words: int
    cjk: int
    code_lines: tuple[int, ...]
    """The lines that are not blank, for each code block or diagram."""
    images: int


WHOLE_FILE = "ignore-file"
INSTRUCTIONS = ("ignore", WHOLE_FILE)
"""What a suppression may ask for."""


class RuleName(NamedTuple):
    """A rule as a suppression names it."""

    text: str
    span: Span
    codes: tuple[str, ...]
    """The rules that are meant: several for a family, none when no rule has that name."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment by which an author asks for silence: `<!-- codeloom: ignore[RD002] -- why -->`."""

    span: Span
    """The whole comment."""
    removal: Span
    """What goes with the comment: the blanks before it, or its whole line when it is alone."""
    instruction: str
    """One of `INSTRUCTIONS`; anything else is a mistake, and silences nothing."""
    instruction_span: Span
    names: tuple[RuleName, ...]
    """In order; empty for one that names no rule, which silences every rule."""
    covers: Span | None
    """The bytes it speaks for; None for the whole file."""

    def hushes(self, span: Span | None) -> bool:
        """Whether a finding at `span` is one it speaks for: it begins or ends among its bytes."""
        if self.covers is None:
            return True
        if span is None:
            return False
        start, end = self.covers
        return start <= span.start < end or start < span.end <= end or span == (end, end)


@dataclass(frozen=True, slots=True)
class Document:
    """What the author wrote, in full: it exists for every file, however broken.

    Tuples are in reading order. When the front matter is broken the body is still read; when the
    source is unreadable everything is empty but `problems`.
    """

    source: Source
    front_matter: FrontMatter
    problems: tuple[Problem, ...]
    body: Span
    tokens: tuple[Token, ...]
    headings: tuple[Heading, ...]
    prose: tuple[Prose, ...]
    code: tuple[CodeBlock, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    html: tuple[RawHtml, ...]
    anchors: frozenset[str]
    """Every id that a link's fragment may name: headings, footnotes, raw HTML."""
    counts: Counts
    kind: Kind
    """The contract the article is held against; the default kind when its own is unknown."""
    suppressions: tuple[Suppression, ...] = ()

    @property
    def is_page(self) -> bool:
        """Whether it is a page outside the articles."""
        return self.kind is PAGE

    def span_in_value(self, pointer: Pointer, text: str, start: int, end: int) -> Span | None:
        """The bytes of `text[start:end]` in a value of the front matter that reads `text`.

        None when it is not written as it is read, but for quotes around it: with escapes or folds,
        say, or as an indented block.
        """
        whole = self.front_matter.at(*pointer)
        written = self.source.data[whole.start : whole.end]
        quote = written[:1] if written[:1] in (b'"', b"'") else b""
        if written != quote + text.encode() + quote:
            return None
        first = whole.start + len(quote) + len(text[:start].encode())
        return Span(first, first + len(text[start:end].encode()))


# --- settings ---


class Severity(Enum):
    """How bad a diagnostic is, worst first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _SEVERITIES.index(self)


_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)


@dataclass(frozen=True, slots=True)
class Kind:
    """A contract that an article may be held against."""

    name: str
    sections: tuple[str, ...] = ()
    """Level-2 headings that must be there, in this order; others may stand between."""
    required: tuple[str, ...] = ()
    """Front matter fields on top of those that the schema requires."""
    least_words: int = 0
    with_code: tuple[str, ...] = ()
    """Sections that show something: code or a diagram."""
    with_list: tuple[str, ...] = ()
    """Sections that are a list of things."""


PAGE = Kind(name="page")
"""What holds for pages outside the articles: no contract. No article is of this kind."""


@dataclass(frozen=True, slots=True)
class GradeCeilings:
    """The Flesch-Kincaid grades above which a level's prose is too hard."""

    beginner: float = 10.0
    intermediate: float = 12.0
    advanced: float = 14.0
    error_margin: float = 2.0
    """So much above the ceiling, a warning becomes an error."""
    least_words: int = 300
    """Below so many words of prose a grade says little: never an error."""


@dataclass(frozen=True, slots=True)
class ReadingRates:
    """The numbers of the reading-time sum."""

    words_per_minute: int = 200
    cjk_per_minute: int = 500
    seconds_per_code_line: int = 1
    code_block_cap_seconds: int = 60
    first_image_seconds: int = 12
    last_image_seconds: int = 3
    tolerance_minutes: int = 1
    tolerance_percent: int = 10


@dataclass(frozen=True, slots=True)
class Settings:
    """`[tool.codeloom]`, validated and with every default filled in; see `settings.schema.json`."""

    title: str
    description: str
    base_url: str
    """Absolute, http or https, ending with `/`; it may have a path."""
    language: str
    timezone: str
    author: str
    feed_domain: str
    """The domain of record in guids; never taken from `--base-url`."""
    kinds: Mapping[str, Kind]
    default_kind: str
    grade: GradeCeilings
    reading: ReadingRates
    vocabulary: tuple[str, ...]
    languages: tuple[str, ...]
    select: tuple[str, ...]
    extend_select: tuple[str, ...]
    ignore: tuple[str, ...]
    severity: Mapping[str, Severity]
    """By rule code."""
    per_file_ignores: Mapping[str, tuple[str, ...]]
    thresholds: Mapping[str, Mapping[str, int]]
    """By rule code, every threshold of every rule, defaults filled in."""
    article_schema: Mapping[str, Any]
    page_schema: Mapping[str, Any]
    baseline: str = ""
    insecure_hosts: tuple[str, ...] = ()
    """Hosts that may be linked by http."""
    retired: tuple[str, ...] = ()
    """Site paths that were published once and may go."""
    date_corrections: tuple[str, ...] = ()
    """Site paths of the articles whose date may differ from the one that is online."""
    social_cards: bool = True
    """Whether each article without a picture of its own gets one drawn."""
    search: bool = True
    """Whether the site gets a search page and its index."""

    @property
    def is_english(self) -> bool:
        """Whether the blog is in English: the only language whose words some rules know."""
        return self.language.lower().partition("-")[0] == "en"

    @property
    def base_path(self) -> str:
        """The path of the base URL, from `/` to `/`: what every link on a page starts with."""
        return "/" + self.base_url.split("://", 1)[1].partition("/")[2]

    def schema_for(self, kind: Kind) -> Mapping[str, Any]:
        """What front matter is held against: the schema of pages, or else that of articles."""
        return self.page_schema if kind is PAGE else self.article_schema


class Stored(NamedTuple):
    """A file or folder below `content/`, as the inventory found it; nothing was opened."""

    size: int
    """In bytes; 0 for what is not a regular file."""
    kind: str
    """`file`, `directory`, `dangling` (a link to nothing), `outside` (a link that leaves
    `content/`) or `special` (a device, a socket)."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """What is there: every path below `content/`, sorted, with `/`, relative to the root."""

    files: Mapping[str, Stored]
    articles: tuple[str, ...]
    """The paths that are articles: `content/articles/SLUG.md` and `.../SLUG/index.md`, broken
    or not."""
    pages: tuple[str, ...] = ()
    """The paths that are pages outside the articles: `content/pages/NAME.md` and
    `.../NAME/index.md`, broken or not."""

    @property
    def sources(self) -> tuple[str, ...]:
        """All that is examined: articles and pages."""
        return self.articles + self.pages


# --- pictures ---


class Variant(NamedTuple):
    """A picture in another width, as WebP."""

    site_path: str
    width: int


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file of the blog, as pages will show it.

    Its site paths hold a hash of its bytes: they can be kept for ever, and change when it does.
    """

    path: str
    """Below `content/`, as the author wrote it."""
    site_path: str
    """Where it is published, its metadata removed: `/images/chart.1a2b3c4d.png`."""
    media_type: str
    """`image/png`, `image/svg+xml` ..."""
    width: int
    """As it is shown, in pixels; 0 for a drawing that states no size."""
    height: int
    variants: tuple[Variant, ...] = ()
    """Narrowest first; none for drawings, for what moves, and for what is small already."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why an image file cannot be shown as it is."""

    message: str
    """What is wrong with it, as a clause: `is cut off after 1,024 of 4,096 bytes`."""
    help: str
    shown: Picture | None = None
    """What a page may show of it all the same: a drawing without its script."""


Pictures = Callable[[str], Picture | Flaw | None]
"""What there is to say of a file below `content/`, by its path; None when it is no image file."""


def no_pictures(_path: str) -> None:
    """For a document whose images nobody looks at: each stays as it is written."""


# --- what is found ---


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the bytes of `span` with `replacement`; an empty span inserts."""

    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend a finding together; safe ones never change what the text means."""

    safe: bool
    edits: tuple[Edit, ...]

    def holds(self, secrets: Collection[str]) -> bool:
        """Whether a text that it writes has one of these secrets, or the beginning of one."""
        return any(masked(edit.replacement, secrets) != edit.replacement for edit in self.edits)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says: where, what is wrong with the actual value, what to write instead."""

    span: Span | None
    """None when it is about the file as a whole."""
    message: str
    help: str
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None
    """A milder one, of a rule that knows two; None: the rule's own."""
    path: str | None = None
    """Only site rules name the file; an article rule speaks of its own."""
    secret: str = ""
    """A text of the article that no output may show: it is masked wherever it stands."""


@dataclass(frozen=True, slots=True)
class Context:
    """What an article rule may know besides its document."""

    settings: Settings
    files: Inventory
    pictures: Pictures = no_pictures
    """Opens an image file when it is asked for one, and remembers what it saw."""

    def threshold(self, code: str, name: str) -> int:
        """A threshold of the rule `code`, from the settings or its default."""
        return self.settings.thresholds[code][name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What all rules have: what they are called, how much they weigh and what they tell."""

    code: str
    name: str
    severity: Severity
    """The worst that a finding of it is, unless the settings say otherwise."""
    doc: str
    """The module's docstring: summary, why, **Bad**, **Good**."""
    thresholds: Mapping[str, int] = field(default_factory=dict)
    gate: bool = False
    """True when nothing may lower or ignore it where an article is built."""
    strict: bool = False
    """True when it stays an error in a draft."""
    selected: bool = True
    """False: off until selected."""
    suppressible: bool = True
    """False: no comment and no baseline can silence it; gate rules never can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Named):
    """A rule that sees one article: the literal at the end of its file."""

    check: Callable[[Document, Context], Iterator[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRule(Named):
    """A rule that sees the corpus instead of one document."""

    check: Callable[[Corpus, Settings], Iterator[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinterRule(Named):
    """A rule about what the linter itself was told; it sees the `Outcome`, last of all."""

    check: Callable[[Outcome, Settings], Iterator[Finding]]
    suppressible: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineRule(Named):
    """What another linter finds, under the code that ours gives it."""

    engine: str
    """The name of its module in `engines`."""


AnyRule = Rule | SiteRule | LinterRule | EngineRule


def may_be_silenced(rule: AnyRule) -> bool:
    """Whether a comment or the baseline can silence the rule."""
    return rule.suppressible and not rule.gate


CRASH = "SU005"
"""The code of the finding that says a rule, or the reading of a file, failed."""


class Reference(NamedTuple):
    """A link or image of an article that stays within the blog: what site rules follow."""

    destination: str
    span: Span
    """Of the destination."""
    image: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """What the rest of the blog may know of an article or page; all but its path may be missing.

    Values are the author's where they passed the schema, and None or empty where they did not. A
    page has none of what is about articles alone: no guid, category, dates but `updated`, authors,
    reading time, tags or series.
    """

    path: str
    slug: str
    site_path: str
    """`/articles/SLUG/` or, of a page, `/SLUG/`, whatever the base URL."""
    guid: str
    """Absolute, composed with the domain of record; a page's is empty."""
    kind: str
    title: str
    description: str
    category: str
    level: str
    minutes: int
    """The stated reading time; the proposed one when none is stated."""
    authors: tuple[str, ...]
    learn: tuple[str, ...]
    prerequisites: tuple[str, ...]
    tags: tuple[str, ...]
    published: datetime | None
    updated: datetime | None
    draft: bool
    aliases: tuple[str, ...]
    series: str
    part: int
    """0 when it is no part of a series."""
    image: str
    """The path below `content/` of the picture that stands for it, or empty."""
    image_alt: str
    pictures: tuple[Picture, ...]
    """The pictures it shows or links to, in the order of their first place."""
    references: tuple[Reference, ...]
    anchors: frozenset[str]
    spans: Mapping[str, Span]
    """Where title, description, date, draft, guid, series, part, aliases and each alias
    (`aliases.0`) stand; `""`: the opening fence."""
    broken: bool
    """True when the front matter cannot be trusted at all."""
    digest: str
    """SHA-256 of the source, in hexadecimal."""

    @property
    def is_page(self) -> bool:
        """Whether it is a page outside the articles."""
        return self.kind == PAGE.name

    @property
    def noun(self) -> str:
        """What a message calls it."""
        return "page" if self.is_page else "article"


class Section(NamedTuple):
    """A heading of the body, for the table of contents."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a page as markup that can be trusted, and what can be said of it."""

    html: str
    sections: tuple[Section, ...]
    """Its headings of level 2 and 3, in order."""


@dataclass(frozen=True, slots=True)
class Examined:
    """All that comes of one article: the pure unit's result."""

    summary: Summary
    findings: tuple[tuple[str, Finding], ...]
    """(rule code, finding), in no promised order."""
    suppressions: tuple[Suppression, ...]
    body: Body | None
    """When it was asked for."""
    feed_body: str = ""
    """The body for feed readers, of an article that seemed new enough for a feed; else empty."""


class Listed(NamedTuple):
    """What the manifest says of one thing that was published."""

    site_path: str
    kind: PageKind
    sha256: str
    source: str = ""
    """The path it was made from, relative to the blog's root; empty when there is none."""
    guid: str = ""
    """Of an article."""
    date: str = ""
    """Of an article: RFC 3339, with the offset that it had then."""
    items: tuple[str, ...] = ()
    """Of a feed: the guids of its items, in order."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was published: the site that is online, as far as the next one must know it."""

    pages: Mapping[str, Listed]
    """By site path."""
    timezone: str = ""
    """The site's time zone then; empty when the manifest does not say."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What site rules may know: all summaries by path, the inventory, what time it is, and what is
    online.
    """

    summaries: tuple[Summary, ...]
    files: Inventory
    now: datetime
    published: Manifest | None = None
    """None when nobody said what is online: then nothing is compared with it."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The findings that a blog has accepted, so that only new ones are shown."""

    path: str = ""
    """Relative to the root; empty when there is none."""
    accepted: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    """How many, by path, code and fingerprint."""


class Stale(NamedTuple):
    """An entry of the baseline that is more than what was found."""

    path: str
    code: str
    recorded: int
    """How many findings the baseline forgives there."""
    found: int


class Unused(NamedTuple):
    """A suppression of which something silenced nothing."""

    path: str
    suppression: Suppression
    names: tuple[RuleName, ...]
    """Those of its names that silenced nothing; a comment that names no rule has an empty one."""
    never: tuple[RuleName, ...]
    """Those of `names` that no comment can silence."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the requests for silence, once every other rule has spoken."""

    suppressions: tuple[Unused, ...]
    """In path order."""
    baseline: str
    """The path of the baseline relative to the root; empty when there is none."""
    stale: tuple[Stale, ...]


class Place(NamedTuple):
    """Start and end of a diagnostic, as people name them."""

    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class RelatedPlace:
    """A second place of a diagnostic, resolved."""

    path: str
    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding stamped with path, code, name and severity: what every output format shows."""

    path: str
    code: str
    name: str
    severity: Severity
    message: str
    help: str
    place: Place | None
    """None: the file as a whole."""
    related: tuple[RelatedPlace, ...] = ()
    fix: Fix | None = None
    secret: str = ""
    """A text of the article that no output may show."""
    fingerprint: str = ""
    """Of the line it begins on, so that a baseline knows it again when the line has moved."""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Total: by path, line, column, code, message."""
        start = self.place.start if self.place else Position(0, 0, 0)
        return (self.path, start.line, start.column, self.code, self.message)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found, and which articles may not be built for it."""

    diagnostics: tuple[Diagnostic, ...]
    """In total order."""
    blocked: Mapping[str, tuple[str, ...]]
    """Path of an article that cannot be built: the codes that say so."""
    crashed: bool
    """True when a rule of ours crashed (SU005): the run is not to be trusted as a whole."""
    spoken: frozenset[tuple[str, Span | None]] = frozenset()
    """Where rules that find errors found something, whatever became of it: once no error stands,
    these are the places that an author or operator has let through."""

    def among(self, paths: Collection[str]) -> Verdict:
        """The same verdict on these files only."""
        kept = tuple(found for found in self.diagnostics if found.path in paths)
        return replace(self, diagnostics=kept)

    def showing(self, codes: Collection[str]) -> Verdict:
        """The same verdict on these rules only; that one of ours crashed is always shown."""
        kept = tuple(
            found for found in self.diagnostics if found.code in codes or found.code == CRASH
        )
        return replace(self, diagnostics=kept)

    def redacted(self) -> Verdict:
        """The same verdict without the fixes whose text holds a secret, for showing.

        Masked, such a fix would write stars into the article of whoever applies it.
        """
        secrets = self.secrets
        if not secrets:
            return self
        kept = tuple(
            replace(found, fix=None) if found.fix and found.fix.holds(secrets) else found
            for found in self.diagnostics
        )
        return replace(self, diagnostics=kept)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no output may show, longest first."""
        found = {diagnostic.secret for diagnostic in self.diagnostics if diagnostic.secret}
        return tuple(sorted(found, key=lambda secret: (-len(secret), secret)))

    def at_least(self, severity: Severity) -> Verdict:
        """The same verdict without what is less bad than `severity`."""
        kept = tuple(found for found in self.diagnostics if found.severity.rank <= severity.rank)
        return replace(self, diagnostics=kept)

    def count(self, severity: Severity) -> int:
        """How many diagnostics are of that severity."""
        return sum(1 for diagnostic in self.diagnostics if diagnostic.severity is severity)


_SHOWN_OF_A_SECRET = 4
"""So many of its first characters say what kind it is."""
_CUT = 10
"""A message may show a long value cut short: so many of its first characters give it away."""


def masked(text: str, secrets: Collection[str]) -> str:
    """`text` with each secret, or the beginning of one, as its first four characters and stars.

    It is as long as before, in characters and in bytes, and has the same lines, so that every
    place in it stays where it was.
    """
    for secret in secrets:
        text = text.replace(secret, _stars(secret))
        cut = secret[:_CUT]
        at = text.find(cut) if len(secret) > _CUT else -1
        while at >= 0:
            end = at + len(cut)
            while end < len(text) and end - at < len(secret) and text[end] == secret[end - at]:
                end += 1
            text = text[:at] + _stars(text[at:end]) + text[end:]
            at = text.find(cut, end)
    return text


def _stars(secret: str) -> str:
    hidden = (
        each if each in "\r\n" else "*" * len(each.encode()) for each in secret[_SHOWN_OF_A_SECRET:]
    )
    return secret[:_SHOWN_OF_A_SECRET] + "".join(hidden)


# --- what is built ---


@dataclass(frozen=True, slots=True)
class Article:
    """A published article: typed and believed."""

    path: str
    slug: str
    site_path: str
    guid: str
    aliases: tuple[str, ...]
    """Site paths that it had before, oldest first: each gets a page that leads here."""
    title: str
    description: str
    category: str
    category_path: str
    level: str
    """Empty when its kind states none."""
    minutes: int
    authors: tuple[str, ...]
    learn: tuple[str, ...]
    prerequisites: tuple[str, ...]
    tags: tuple[str, ...]
    series: str
    """Empty when it is no part of one."""
    part: int
    published: datetime
    updated: datetime | None
    image: str
    """The site path of the picture that stands for it: its own, or its social card; or empty."""
    image_alt: str
    card: str
    """The site path of its social card; empty when it has a picture of its own, or no card."""
    files: tuple[str, ...]
    """The paths below `content/` of the files it refers to; pictures are not among them."""
    pictures: tuple[Picture, ...]
    """The pictures of which it is the first to speak: who renders it publishes them."""
    digest: str
    """SHA-256 of the source it was made from."""
    image_size: tuple[int, int] | None = None
    """Width and height of that picture, in pixels; None without one."""

    @property
    def modified(self) -> datetime:
        """The later of date and updated."""
        return max(self.published, self.updated) if self.updated else self.published


@dataclass(frozen=True, slots=True)
class Shelf:
    """Some of the articles under one name, with a page of its own: a category, a tag, a year, a
    series. A series has its articles by part, every other in the site's order.
    """

    name: str
    site_path: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """What readers may subscribe to: the newest articles of the blog, or of one category."""

    title: str
    description: str
    site_path: str
    """Of the RSS: `/feed.xml`, `/categories/python/feed.xml`."""
    shelf_path: str
    """Of the list that it goes with: `/` or `/categories/python/`."""
    articles: tuple[Article, ...]
    """In the site's order; so many at most as a feed may hold."""


@dataclass(frozen=True, slots=True)
class StandalonePage:
    """A page outside the articles, such as `/about/`: no date, no reading time, not in the feed."""

    path: str
    site_path: str
    title: str
    description: str
    updated: datetime | None
    aliases: tuple[str, ...]
    image: str
    """The site path of the picture that stands for it, or empty: no card is drawn for a page."""
    image_alt: str
    files: tuple[str, ...]
    pictures: tuple[Picture, ...]
    """As an article's: those that it is the first to speak of, after all articles."""
    image_size: tuple[int, int] | None = None
    """As an article's."""


@dataclass(frozen=True, slots=True)
class Site:
    """The whole blog as readers will get it; only `assemble` makes one.

    Articles are in total order: date descending, then slug.
    """

    title: str
    description: str
    base_url: str
    base_path: str
    language: str
    articles: tuple[Article, ...]
    categories: tuple[Shelf, ...]
    """By name; as tags and series are."""
    tags: tuple[Shelf, ...]
    years: tuple[Shelf, ...]
    """Newest first, by the day that each article shows."""
    series: tuple[Shelf, ...]
    pages: tuple[StandalonePage, ...]
    """By site path."""
    retired: tuple[str, ...]
    """Site paths that were published once and are withdrawn: each gets a page that says so."""
    feeds: tuple[Feed, ...]
    """First that of all articles, then one for each category, in the categories' order."""
    search: bool
    """Whether readers can search the full text."""
    scheduled: int
    drafts: int
    """How many were left out as drafts."""
    blocked: int = 0
    """How many drafts a preview leaves out for what was found in them."""

    @property
    def written(self) -> tuple[Article | StandalonePage, ...]:
        """What authors wrote: the articles, then the pages outside them."""
        return (*self.articles, *self.pages)


class PageKind(Enum):
    """What a published file is."""

    ARTICLE = "article"
    PAGE = "page"
    """An HTML page that readers may have kept the address of: home, category, about ..."""
    LIST = "list"
    """An HTML page that may come and go: a tag, a year, a second page of anything."""
    REDIRECT = "redirect"
    """An HTML page at an address that something had before, or that is withdrawn."""
    FEED = "feed"
    SITEMAP = "sitemap"
    IMAGE = "image"
    ASSET = "asset"
    SEARCH = "search"
    """The folder of the search index: what is in it depends on the machine, and is not listed."""


@dataclass(frozen=True, slots=True)
class Page:
    """Something with a URL and bytes: a page, a feed, an image, a style sheet.

    `content` gives the bytes when asked for, so that a site is never in memory as a whole.
    """

    site_path: str
    """`/articles/x/` is written as `articles/x/index.html`; a path without a last `/` as it is."""
    kind: PageKind
    content: Callable[[], bytes]
    source: str = ""
    """The path it was made from, when there is one."""
    guid: str = ""
    date: str = ""
    """RFC 3339, for articles."""
    modified: str = ""
    """When what a reader sees on it last changed, RFC 3339; of a list, when its newest article did.
    Empty when that is not known."""
    items: tuple[str, ...] = ()
    """Of a feed: the guids of its items, in order."""
    lasting: bool = False
    """True when its path holds a hash of all that its bytes depend on: bytes that are online
    under the same path are as good as new ones."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is known of a page once it is written: what the manifest and the last check need."""

    site_path: str
    kind: PageKind
    sha256: str
    source: str = ""
    guid: str = ""
    date: str = ""
    items: tuple[str, ...] = ()
    ids: frozenset[str] = frozenset()
    """The ids in the page that a fragment may name."""
    links: frozenset[str] = frozenset()
    """The links within the site, as site paths with fragment, base path removed."""
