"""Front matter to data, with the place of every key and value: the door to python-frontmatter and
PyYAML.

Strict where those are forgiving. The first line is `---`, the last is `---`, and between them is a
mapping; what is not so is a problem with a place, and where the author's intent is plain it is read
all the same, so that one slip hides no other. One pass over the events of PyYAML's parser gives
data and spans; no object of PyYAML's is built. Values are those of the YAML 1.2 core schema: dates,
`no`, `on` and `12:30` stay text.

Refused before anything is built from it: tags of one's own, aliases that multiply, deep nesting and
front matter that is too long. No text, however hostile, makes this raise.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.model import (
    FrontMatter,
    Pointer,
    Problem,
    ProblemKind,
    Related,
    Settings,
    Source,
    Span,
)
from pipeline.read.yaml_cause import in_quotes, likely_cause
from pipeline.schema import Violation, violations

if TYPE_CHECKING:
    import yaml
    from frontmatter.default_handlers import BaseHandler

MOST_ALIASES = 50
MOST_UNFOLDED = 1_000
"""So many values may all aliases together stand for: the fuse against a billion laughs."""
MOST_DEPTH = 20
MOST_BYTES = 65_536
"""64 KB between the two lines of `---`."""
MOST_DIGITS = 300
"""A longer number is none that anyone counts, and Python refuses to print it."""

_FENCE = "---"
_OPENER = re.compile(r"---[ \t]*(?:\r\n|[\r\n]|\Z)")
_LATE_OPENER = re.compile(
    r"(?:\A|(?<=[\r\n]))---[ \t]*(?:\r\n|[\r\n])(?=[A-Za-z_][\w-]{0,40}:[ \t\r\n])"
)
_CLOSER = re.compile(r"[\r\n](---|\.\.\.)[ \t]*(?:\r\n|[\r\n]|\Z)")
_NEAR_CLOSER = re.compile(
    r"[\r\n]([ \t]+---|--|-{4,}|[\u2014\u2013]{1,3}|\+\+\+|```|~~~)[ \t]*(?:\r\n|[\r\n]|\Z)"
)
_LATEST_OPENER = 1_000
"""An opening fence further on, in characters, is a line across the page and no front matter."""


def read_front_matter(source: Source) -> tuple[FrontMatter, int, tuple[Problem, ...]]:
    """The front matter of a source, the byte where its body starts, and what is wrong with it.

    Never raises. Without front matter, or when it cannot be trusted, the data is empty and
    `broken` is true; the body starts behind whatever was meant for front matter.
    """
    import frontmatter

    reading = _Reading(source.text)
    data, _ = frontmatter.parse(source.text, handler=_handler(reading))
    return reading.result(data)


@cache
def _handler_class() -> Callable[[_Reading], BaseHandler]:
    from frontmatter.default_handlers import YAMLHandler

    class StrictHandler(YAMLHandler):
        """Splits and loads the text as it is stored: the library hands over a stripped copy."""

        def __init__(self, reading: _Reading) -> None:
            super().__init__()
            self._reading = reading

        def split(self, text: str) -> tuple[str, str]:
            return self._reading.split(), ""

        def load(self, fm: str, **kwargs: object) -> dict[str, Any]:
            return self._reading.load(fm)

    return StrictHandler


def _handler(reading: _Reading) -> BaseHandler:
    return _handler_class()(reading)


# --- fences ----------------------------------------------------------------------------------------


class _Reading:
    """The state of reading one text; indexes are characters until the result is made."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[Problem] = []
        self.fence = self.end = self.body = 0
        """Where the opening fence starts, the closing one ends, and the body starts."""
        self.tree = _NO_TREE
        self.broken = True
        self.unclosed = False
        """True once it is said that the closing fence is missing: what follows from that is not."""
        self.byte: Callable[[int], int] = _same

    def split(self) -> str:
        """The YAML from its opening fence up to its closing one.

        Raises ValueError when there is none: what python-frontmatter takes for that.
        """
        opener = _OPENER.match(self.text) or self._late_opener()
        if opener is None:
            self._missing()
            raise ValueError
        self.fence = opener.start()
        closer = _CLOSER.search(self.text, opener.end() - 1)
        if closer is None:
            return self._unclosed()
        self.end, self.body = closer.end(1), closer.end()
        self.byte = _byte_index(self.text[: self.body])
        if closer[1] != _FENCE:
            self._add(
                ProblemKind.FRONT_MATTER_UNTERMINATED,
                *closer.span(1),
                f"it is closed with `{closer[1]}`",
                f"Write `{_FENCE}` instead.",
            )
        return self.text[self.fence : closer.start(1)]

    def load(self, yaml_text: str) -> dict[str, Any]:
        """The data of what `split` gave; empty when it is broken."""
        size = len(yaml_text.encode())
        if size > MOST_BYTES:
            return self._too_long(size)
        outcome = _parse(yaml_text, self.fence, self.byte)
        if outcome.problem is not None and not self.problems:
            outcome = self._without_body(yaml_text, outcome)
        if outcome.problem is not None and self.unclosed:
            return {}
        self.problems.extend(outcome.tree.problems)
        if outcome.problem is not None:
            self.problems.append(outcome.problem)
            return {}
        self.tree, self.broken = outcome.tree, False
        return outcome.tree.data

    def _too_long(self, size: int) -> dict[str, Any]:
        if not self.unclosed:
            self._add(
                ProblemKind.YAML_LIMITS,
                self.fence,
                self.fence + len(_FENCE),
                f"it has {size:,} bytes, and {MOST_BYTES:,} are allowed",
                "Move what is not about the article as a whole into its body.",
            )
        return {}

    def result(self, data: Mapping[str, Any]) -> tuple[FrontMatter, int, tuple[Problem, ...]]:
        """What `read_front_matter` gives; `data` came through python-frontmatter."""
        start, end, body = self.byte(self.fence), self.byte(self.end), self.byte(self.body)
        length = len(_FENCE) if end > start else 0
        front_matter = FrontMatter(
            span=Span(start, end),
            fence=Span(start, start + length),
            data=data,
            keys=self.tree.keys,
            values=self.tree.values,
            broken=self.broken,
        )
        return front_matter, body, tuple(self.problems)

    def _add(self, kind: ProblemKind, start: int, end: int, detail: str, help_: str) -> None:
        span = Span(self.byte(start), self.byte(end))
        self.problems.append(Problem(kind, span, detail=detail, help=help_))

    # not at the first byte, or not at all

    def _late_opener(self) -> re.Match[str] | None:
        """An opening fence that something stands before; front matter is read from there."""
        bare = _OPENER.match(self.text, 1) if self.text.startswith("\ufeff") else None
        late = bare or _LATE_OPENER.search(self.text, 0, _LATEST_OPENER)
        if late is None:
            return None
        before = self.text[: late.start()]
        if before.strip("\ufeff \t\r\n") and not _CLOSER.search(self.text, late.end() - 1):
            return None
        self.byte = _byte_index(before)
        if before.startswith("\ufeff"):
            detail, advice = "a byte order mark stands before it", "Save the file without a BOM."
        elif not before.strip():
            detail, advice = "a blank line stands before it", "Delete what stands before `---`."
        else:
            detail = "text stands before it"
            advice = "Move that text below the front matter, or delete it."
        self._add(ProblemKind.FRONT_MATTER_MISSING, 0, late.start(), detail, advice)
        return late

    def _missing(self) -> None:
        detail, advice, start, end, self.body = _instead(self.text)
        self.byte = _byte_index(self.text[: max(end, self.body)])
        self._add(ProblemKind.FRONT_MATTER_MISSING, start, end, detail, advice)

    # never closed

    def _unclosed(self) -> str:
        """The YAML of front matter that nothing closes, as far as the body can be told from it."""
        near = _NEAR_CLOSER.search(self.text, self.fence + len(_FENCE))
        start = _body_start(self.text, self.fence)
        if near is not None and (start is None or near.start() < start):
            self.unclosed = True
            self.end, self.body = near.end(1), near.end()
            self.byte = _byte_index(self.text[: self.body])
            self._add(
                ProblemKind.FRONT_MATTER_UNTERMINATED,
                *near.span(1),
                f"`{near[1]}` does not close it",
                f"Write `{_FENCE}`: three hyphens at the start of the line, and nothing else.",
            )
            return self.text[self.fence : near.start(1)]
        self._never_closed(len(self.text) if start is None else start)
        return self.text[self.fence : self.body]

    def _never_closed(self, body: int) -> None:
        self.unclosed = True
        self.end = self.body = body
        self.byte = _byte_index(self.text[:body])
        start = self.byte(self.fence)
        here: tuple[Related, ...] = ()
        if body < len(self.text):
            line = re.compile(r"[^\r\n]*").match(self.text, body)
            width = len(line[0].encode()) if line else 0
            at = self.byte(body)
            here = (Related(Span(at, at + width), "the article seems to start here"),)
        self.problems.append(
            Problem(
                ProblemKind.FRONT_MATTER_UNTERMINATED,
                Span(start, start + len(_FENCE)),
                detail=f"it has no closing `{_FENCE}`",
                help=f"Write `{_FENCE}` on a line of its own below the last field.",
                related=here,
            )
        )

    def _without_body(self, yaml_text: str, outcome: _Outcome) -> _Outcome:
        """The outcome of what stands before the body, when a line across the page closed it.

        So it seems when that part can be read, and the error comes behind it; else `outcome`.
        """
        start = _body_start(yaml_text, 0)
        if start is None or start > outcome.at:
            return outcome
        shorter = _parse(yaml_text[:start], self.fence, self.byte)
        if shorter.problem is not None or not shorter.tree.data:
            return outcome
        self._never_closed(self.fence + start)
        return shorter


class _Instead(NamedTuple):
    """What stands where front matter should: words, its place, and where the body starts."""

    detail: str
    help: str
    start: int
    end: int
    body: int


_TOML_END = re.compile(r"[\r\n]\+\+\+[ \t]*(?:\r\n|[\r\n]|\Z)")
_JSON_END = re.compile(r"[\r\n]\}[ \t]*(?:\r\n|[\r\n]|\Z)")
_NEAR_OPENER = re.compile(
    r"\s*(-{2,}[^\r\n]{0,40}|[\u2014\u2013]{1,3}|```ya?ml|~~~)[ \t]*(?=[\r\n])"
)
_WRITE = (
    f"Start the file with a line `{_FENCE}`, then `title:` and the other fields, then `{_FENCE}`."
)


def _instead(text: str) -> _Instead:
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    if start == len(text):
        return _Instead("the file is empty", _WRITE, 0, 0, 0)
    if text.startswith("+++", start):
        end = _TOML_END.search(text, start)
        detail, help_ = (
            "the file starts with TOML",
            "Write the fields as YAML between two lines `---`.",
        )
        return _Instead(detail, help_, start, start + 3, end.end() if end else 0)
    if re.compile(r'\{\s*["}]').match(text, start):
        end = _JSON_END.search(text, start)
        detail = "the file starts with a JSON object"
        help_ = "Write the fields as YAML between two lines `---`."
        return _Instead(detail, help_, start, start + 1, end.end() if end else 0)
    if near := _NEAR_OPENER.match(text, start):
        detail = f"the first line is `{near[1].strip()}`, which does not open front matter"
        help_ = f"Write `{_FENCE}` alone on the first line: three hyphens."
        return _Instead(detail, help_, *near.span(1), 0)
    return _Instead("the file has none", _WRITE, 0, 0, 0)


_YAML_LINE = re.compile(
    r"""[ \t]                                    # part of a value
      | \#(?!\#+[ ])                             # a comment, but no heading
      | -(?:[ \t\r\n]|\Z) | [\]}]
      | (?:"[^"\r\n]*"|'[^'\r\n]*'|[\w.-]+)[ \t]*:(?:[ \t\r\n]|\Z)
    """,
    re.VERBOSE,
)
_HEADING = re.compile(r"#{1,6} [^\r\n]*(?:\r\n|[\r\n])[ \t]*(?:[\r\n]|\Z)")


def _body_start(text: str, start: int) -> int | None:
    """The first line that is Markdown rather than YAML and has a blank line before it."""
    blank = False
    for match in re.compile(r"([^\r\n]*)(\r\n|[\r\n]|\Z)").finditer(text, start):
        if not match[1].strip():
            blank = True
            continue
        at = match.start()
        if blank and (_HEADING.match(text, at) or not _YAML_LINE.match(text, at)):
            return at
        blank = False
    return None


# --- characters to bytes ---------------------------------------------------------------------------


def _same(index: int) -> int:
    return index


def _byte_index(text: str) -> Callable[[int], int]:
    """Turns an index of a character in `text` into the byte it starts at."""
    if text.isascii():
        return _same
    wide = [match.start() for match in re.finditer(r"[^\x00-\x7f]", text)]
    extra = [0]
    for index in wide:
        extra.append(extra[-1] + len(text[index].encode()) - 1)

    def byte(index: int) -> int:
        return index + extra[bisect_left(wide, index)]

    return byte


# --- YAML ------------------------------------------------------------------------------------------


class _Refused(Exception):
    """Reading stops here: what is wrong, between two indexes of the YAML text."""

    def __init__(self, kind: ProblemKind, start: int, end: int, detail: str, help_: str) -> None:
        super().__init__(detail)
        self.kind, self.start, self.end = kind, start, end
        self.detail, self.help = detail, help_


class _Tree(NamedTuple):
    data: dict[str, Any]
    keys: dict[Pointer, Span]
    values: dict[Pointer, Span]
    problems: list[Problem]
    """Keys that are there twice: they do not stop the reading."""


class _Outcome(NamedTuple):
    tree: _Tree
    problem: Problem | None
    """Why the tree cannot be trusted."""
    at: int
    """Index of that problem in the YAML text."""


_NO_TREE = _Tree({}, {}, {}, [])


def _parse(text: str, offset: int, byte: Callable[[int], int]) -> _Outcome:
    """Reads YAML that starts with its opening fence, `offset` characters into the file."""
    import yaml

    builder = _Builder(text, offset, byte)
    try:
        return _Outcome(builder.build(), None, 0)
    except _Refused as refused:
        found = refused
    except (yaml.YAMLError, ValueError) as error:
        found = _syntax_error(text, error)
    span = Span(byte(offset + found.start), byte(offset + found.end))
    problem = Problem(found.kind, span, detail=found.detail, help=found.help)
    return _Outcome(builder.tree, problem, found.start)


def _syntax_error(text: str, error: Exception) -> _Refused:
    at, context = _index(error, "problem_mark"), _index(error, "context_mark")
    words = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    cause = likely_cause(text, len(text) if at is None else at, context, words)
    return _Refused(ProblemKind.YAML_SYNTAX, *cause)


def _index(error: Exception, name: str) -> int | None:
    mark = getattr(error, name, None)
    return None if mark is None else int(mark.index)


@cache
def _parser_class() -> Callable[[str], Any]:
    """PyYAML's parser in C, five times as quick; its twin in Python where that was not built."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Open:
    """A list or mapping that is being read."""

    __slots__ = ("anchor", "container", "count", "end", "flow", "height", "key", "pointer", "start")

    def __init__(self, event: Any, container: Any, pointer: Pointer, start: int) -> None:
        self.container: Any = container
        self.pointer = pointer
        self.start = self.end = start
        self.flow: bool = event.flow_style
        self.anchor: str | None = event.anchor
        self.key: str | None = None
        """The key that waits for its value."""
        self.count = self.height = 1


_OTHER_LINE_ENDS = "\x85\u2028\u2029"
"""YAML 1.1 ends a line at these, YAML 1.2 and everyone else do not."""
_PROPERTIES = re.compile(r"(?:(?:![^\s<,\[\]{}]*|!<[^>\s]*>|&[^\s,\[\]{}]+)[ \t\r\n]*)+")
_TAG = re.compile(r"!<[^>\s]*>|![^\s,\[\]{}]*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CORE = "tag:yaml.org,2002:"


class _Builder:
    """Builds data and spans from the parser's events."""

    def __init__(self, text: str, offset: int, byte: Callable[[int], int]) -> None:
        self.text = text
        self.offset = offset
        self.byte = byte
        self.tree = _Tree({}, {}, {}, [])
        self.open: list[_Open] = []
        self.anchors: dict[str, tuple[Any, int, int]] = {}
        """By name: the value, how many values it holds, and how deep they go."""
        self.aliases = self.unfolded = 0
        self.root: tuple[Any, int, int] | None = None
        """The value of the whole, and where it stands."""

    def build(self) -> _Tree:
        import yaml

        text, restore = _hide_line_ends(self.text)
        parser = _parser_class()(text)
        while True:
            event = parser.get_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event, restore)
            elif kind is yaml.MappingStartEvent:
                self._start(event, {})
            elif kind is yaml.SequenceStartEvent:
                self._start(event, [])
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._end(event)
            elif kind is yaml.AliasEvent:
                self._alias(event)
            elif kind is yaml.StreamEndEvent or event is None:
                return self._finish()

    def _finish(self) -> _Tree:
        value, start, end = self.root or (None, 0, 0)
        if isinstance(value, dict):
            return self.tree._replace(data=value)
        if value is None and start == end:
            return self.tree
        what = "a list" if isinstance(value, list) else "one value"
        raise _Refused(
            ProblemKind.FRONT_MATTER_UNTERMINATED,
            start,
            end,
            f"it is {what} instead of fields with a value each",
            _as_mapping(value),
        )

    # events

    def _scalar(self, event: Any, restore: Mapping[int, str]) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        value: str = event.value
        if restore:
            value = value.translate(restore)
        if event.anchor or event.tag:
            start = self._behind_properties(start, end)
        style = event.style
        if start == end:
            start = end = start + (self.text[start : start + 1] == " ")
        elif style == "|" or style == ">":
            end = start + len(self.text[start:end].rstrip())
        elif style == '"' and not value.isascii():
            self._refuse_half_characters(value, start, end)
        mapping = self.open[-1] if self.open else None
        if mapping is not None and mapping.key is None and type(mapping.container) is dict:
            if event.tag is not None:
                self._tagged(event, value, start, end)
            if event.anchor:
                self.anchors[event.anchor] = (value, 1, 0)
            self._key(mapping, value, start, end)
            return
        read: Any = value
        if event.tag is not None:
            read = self._tagged(event, value, start, end)
        elif event.implicit[0]:
            read = self._plain(value, start, end)
        if event.anchor:
            self.anchors[event.anchor] = (read, 1, 0)
        self._attach(read, start, end, 1, 0)

    def _key(self, mapping: _Open, key: str, start: int, end: int) -> None:
        mapping.key = key
        mapping.end = end
        pointer = (*mapping.pointer, key)
        span = self._span(start, end)
        if pointer not in self.tree.keys:
            self.tree.keys[pointer] = span
            return
        first = Related(self.tree.keys[pointer], "it is there for the first time here")
        problem = Problem(ProblemKind.DUPLICATE_KEY, span, detail=key, related=(first,))
        self.tree.problems.append(problem)

    def _start(self, event: Any, container: Any) -> None:
        start = event.start_mark.index
        if event.anchor or event.tag:
            start = self._behind_properties(start, len(self.text))
        if event.tag not in (None, "!", _CORE + ("map" if type(container) is dict else "seq")):
            raise self._tag(event)
        if len(self.open) >= MOST_DEPTH:
            raise self._limit(
                start,
                start + 1,
                f"it is nested deeper than {MOST_DEPTH} levels",
                "Make it flatter: no field needs so many levels.",
            )
        pointer: Pointer = ()
        if self.open:
            parent = self.open[-1]
            if type(parent.container) is list:
                pointer = (*parent.pointer, len(parent.container))
            elif parent.key is None:
                raise self._collection_as_key(start)
            else:
                pointer = (*parent.pointer, parent.key)
        self.open.append(_Open(event, container, pointer, start))

    def _end(self, event: Any) -> None:
        closed = self.open.pop()
        end = event.end_mark.index if closed.flow else closed.end
        if closed.anchor:
            self.anchors[closed.anchor] = (closed.container, closed.count, closed.height)
        self._attach(closed.container, closed.start, end, closed.count, closed.height)

    def _alias(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        name: str = event.anchor
        if self.open and self.open[-1].key is None and type(self.open[-1].container) is dict:
            raise self._not_a_key(start, end, "an alias")
        if name not in self.anchors:
            raise _Refused(
                ProblemKind.YAML_SYNTAX,
                start,
                end,
                f"`*{name}` at the start of a value refers to `&{name}`, which is not there",
                f"Put the value in quotes: `{in_quotes('*' + name)}`.",
            )
        value, count, height = self.anchors[name]
        self.aliases += 1
        self.unfolded += count
        if self.aliases > MOST_ALIASES:
            raise self._limit(
                start, end, f"it has more than {MOST_ALIASES} aliases", "Write the values out."
            )
        if self.unfolded > MOST_UNFOLDED:
            raise self._limit(
                start,
                end,
                f"its aliases stand for more than {MOST_UNFOLDED:,} values",
                "Write the values out.",
            )
        if len(self.open) + height > MOST_DEPTH:
            raise self._limit(
                start,
                end,
                f"it is nested deeper than {MOST_DEPTH} levels",
                "Make it flatter: no field needs so many levels.",
            )
        self._attach(value, start, end, count, height)

    def _attach(self, value: Any, start: int, end: int, count: int, height: int) -> None:
        """Puts a value that has been read to its end where it belongs."""
        if not self.open:
            self.root = (value, start, end)
            return
        parent = self.open[-1]
        parent.end = end
        parent.count += count
        if height >= parent.height:
            parent.height = height + 1
        container = parent.container
        if type(container) is list:
            pointer = (*parent.pointer, len(container))
            container.append(value)
        else:
            key = parent.key
            parent.key = None
            if key in container:
                return
            pointer = (*parent.pointer, key)
            container[key] = value
        self.tree.values[pointer] = self._span(start, end)

    # values

    def _plain(self, value: str, start: int, end: int) -> Any:
        if value and value[0] not in _FIRST_OF_SPECIAL:
            return value
        if len(value) > MOST_DIGITS and _NUMBER.fullmatch(value):
            raise self._limit(
                start,
                end,
                f"it has a number of {len(value):,} characters, and {MOST_DIGITS} are allowed",
                "Write a shorter number, or put it in quotes.",
            )
        return plain_value(value)

    def _tagged(self, event: Any, value: str, start: int, end: int) -> Any:
        """A scalar with a tag: only those that the core schema has, and only where they are true."""
        if event.tag in ("!", _CORE + "str"):
            return value
        plain = self._plain(value, start, end)
        if type(plain) not in _TYPES.get(event.tag.removeprefix(_CORE), ()):
            raise self._tag(event)
        return plain

    def _tag(self, event: Any) -> _Refused:
        start = event.start_mark.index
        found = _TAG.search(self.text, start)
        span = found.span() if found else (start, start + 1)
        return self._limit(
            *span,
            f"it has the tag `{found[0] if found else event.tag}`",
            "Delete the tag, or put the value in quotes when it is meant as text.",
        )

    def _behind_properties(self, start: int, end: int) -> int:
        """Where a value starts that has an anchor or a tag before it."""
        match = _PROPERTIES.match(self.text, start, end)
        return match.end() if match else start

    def _refuse_half_characters(self, value: str, start: int, end: int) -> None:
        """PyYAML's parser in C refuses these itself."""
        if _SURROGATE.search(value):
            detail = "it escapes half a character (U+D800 to U+DFFF)"
            raise _Refused(
                ProblemKind.YAML_SYNTAX, start, end, detail, "Write the character itself."
            )

    def _span(self, start: int, end: int) -> Span:
        byte, offset = self.byte, self.offset
        return Span(byte(start + offset), byte(end + offset))

    def _limit(self, start: int, end: int, detail: str, help_: str) -> _Refused:
        return _Refused(ProblemKind.YAML_LIMITS, start, end, detail, help_)

    def _collection_as_key(self, start: int) -> _Refused:
        if self.text.startswith("{", start) and self.text[start - 1 : start] == "{":
            start -= 1
            return _Refused(
                ProblemKind.YAML_SYNTAX,
                start,
                start + 2,
                "`{{` at the start of a value opens a mapping",
                "Put the value in quotes.",
            )
        return self._not_a_key(start, start + 1, "a list or a mapping")

    def _not_a_key(self, start: int, end: int, what: str) -> _Refused:
        return _Refused(
            ProblemKind.YAML_SYNTAX,
            start,
            end,
            f"{what} cannot be the name of a field",
            "Write the name as plain text, or put the value in quotes.",
        )


def _hide_line_ends(text: str) -> tuple[str, dict[int, str]]:
    """The text with its unusual line ends replaced by characters that it does not use."""
    used = [char for char in _OTHER_LINE_ENDS if char in text]
    if not used:
        return text, {}
    unused = (chr(code) for code in range(0x10FF00, 0x10FFFE) if chr(code) not in text)
    pairs = list(zip(used, unused, strict=False))
    hidden = text.translate({ord(char): mark for char, mark in pairs})
    return hidden, {ord(mark): char for char, mark in pairs}


def _as_mapping(value: Any) -> str:
    if isinstance(value, str) and (match := re.match(r"(\w[\w-]{0,40})[:：](\S.{0,60})", value)):
        return f"Write `{match[1]}: {match[2]}`, with a blank behind the colon."
    return "Write `title: ...` and each other field on a line of its own."


# --- values of YAML 1.2's core schema --------------------------------------------------------------
# https://yaml.org/spec/1.2.2/#1032-tag-resolution

_FIRST_OF_SPECIAL = frozenset("0123456789+-.nNtTfF~")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NUMBER = re.compile(r"[-+]?[0-9.][0-9a-fA-FoxX.+-]*")
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((s + w for s in ("", "+") for w in (".inf", ".Inf", ".INF")), math.inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
}
_TYPES: dict[str, tuple[type, ...]] = {
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
    "null": (type(None),),
}


def plain_value(text: str) -> Any:
    """What a plain scalar means by YAML 1.2's core schema: a number, a truth value, None or text."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) <= MOST_DIGITS else text
    if _OCTAL.fullmatch(text):
        return int(text[2:], 8)
    if _HEXADECIMAL.fullmatch(text):
        return int(text[2:], 16)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


# --- what the schema says --------------------------------------------------------------------------

_KINDS = {
    "required": ProblemKind.MISSING_FIELD,
    "dependentRequired": ProblemKind.MISSING_FIELD,
    "additionalProperties": ProblemKind.UNKNOWN_FIELD,
    "unevaluatedProperties": ProblemKind.UNKNOWN_FIELD,
    "propertyNames": ProblemKind.UNKNOWN_FIELD,
    "false": ProblemKind.UNKNOWN_FIELD,
    "type": ProblemKind.WRONG_TYPE,
    "enum": ProblemKind.VALUE_NOT_ALLOWED,
    "const": ProblemKind.VALUE_NOT_ALLOWED,
    **dict.fromkeys(
        (
            "minLength maxLength minItems maxItems minimum maximum exclusiveMinimum exclusiveMaximum"
            " multipleOf minProperties maxProperties contains"
        ).split(),
        ProblemKind.VALUE_OUT_OF_RANGE,
    ),
    "uniqueItems": ProblemKind.DUPLICATE_ITEM,
}
"""Which kind of problem a keyword makes; every other one is about the format."""

_RANK = {
    ProblemKind.UNKNOWN_FIELD: 0,
    ProblemKind.WRONG_TYPE: 1,
    ProblemKind.VALUE_NOT_ALLOWED: 2,
    ProblemKind.VALUE_OUT_OF_RANGE: 3,
    ProblemKind.BAD_FORMAT: 4,
    ProblemKind.DUPLICATE_ITEM: 5,
}
"""Of several problems of one value the first of these is told; the others may go away with it."""


def schema_problems(front_matter: FrontMatter, settings: Settings) -> tuple[Problem, ...]:
    """What the article schema and the kind's contract have against the front matter.

    One problem a value, each missing and unknown field for itself; nothing when it is broken.
    """
    if front_matter.broken:
        return ()
    found = [
        _problem(violation, front_matter)
        for violation in violations(front_matter.data, settings.article_schema, settings.timezone)
    ]
    found += _kind_problems(front_matter, settings, {problem.pointer for problem in found})
    first: dict[Pointer, Problem] = {}
    for problem in found:
        other = first.setdefault(problem.pointer, problem)
        if _rank(problem) < _rank(other):
            first[problem.pointer] = problem
    return tuple(first.values())


def _rank(problem: Problem) -> tuple[int, int]:
    """A format says more than a pattern that goes with it."""
    return _RANK.get(problem.kind, 0), problem.keyword == "pattern"


def _problem(violation: Violation, front_matter: FrontMatter) -> Problem:
    kind = _KINDS.get(violation.keyword, ProblemKind.BAD_FORMAT)
    pointer, value, detail = violation.pointer, violation.value, violation.reason
    related: tuple[Related, ...] = ()
    expected, schema = violation.expected, violation.schema
    if violation.name:
        pointer = (*pointer, violation.name)
    if kind is ProblemKind.MISSING_FIELD:
        span = _where_missing(front_matter, violation.pointer)
        schema = schema.get("properties", {}).get(violation.name, {})
        value = None
        if violation.reason:
            asking = front_matter.keys.get((*violation.pointer, violation.reason))
            related = (Related(asking, "this field asks for it"),) if asking else ()
            detail = f"`{violation.reason}` asks for it"
    elif kind is ProblemKind.UNKNOWN_FIELD:
        span = front_matter.keys.get(pointer) or front_matter.at(*pointer)
        value = value.get(violation.name) if violation.name else value
        expected = tuple(schema.get("properties", {}))
    else:
        span = front_matter.at(*pointer)
    if kind is ProblemKind.DUPLICATE_ITEM:
        first = front_matter.at(*pointer[:-1], violation.expected)
        related = (Related(first, "it is there for the first time here"),)
    return Problem(
        kind,
        span,
        detail=detail,
        pointer=pointer,
        value=value,
        keyword=violation.keyword,
        expected=expected,
        schema=schema,
        related=related,
    )


def _where_missing(front_matter: FrontMatter, parent: Pointer) -> Span:
    """The key of the mapping that lacks a field; the opening fence for the front matter itself."""
    if not parent:
        return front_matter.fence
    return front_matter.keys.get(parent) or front_matter.at(*parent)


def _kind_problems(
    front_matter: FrontMatter, settings: Settings, wrong: set[Pointer]
) -> Iterator[Problem]:
    """An unknown kind, or the fields that a known one requires on top of the schema's."""
    name = front_matter.data.get("kind", settings.default_kind)
    if ("kind",) in wrong:
        return
    kind = settings.kinds.get(name)
    if kind is None:
        yield Problem(
            ProblemKind.VALUE_NOT_ALLOWED,
            front_matter.at("kind"),
            pointer=("kind",),
            value=name,
            keyword="enum",
            expected=tuple(settings.kinds),
        )
        return
    fields = settings.article_schema.get("properties", {})
    for field in kind.required:
        if field not in front_matter.data and (field,) not in wrong:
            yield Problem(
                ProblemKind.MISSING_FIELD,
                front_matter.fence,
                detail=f"the kind `{kind.name}` asks for it",
                pointer=(field,),
                keyword="required",
                schema=fields.get(field, {}),
            )
