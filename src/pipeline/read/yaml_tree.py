"""YAML to plain data, with the place of every key and value: the door to PyYAML.

One pass over the events of PyYAML's parser; none of its objects is built. Values are those of the
YAML 1.2 core schema: dates, `no`, `on` and `12:30` stay text. Refused before anything is built from
it: tags of one's own, aliases that multiply, deep nesting. No text, however hostile, makes this
raise.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, NamedTuple

from pipeline.model import Pointer, Problem, ProblemKind, Related, Span

MOST_ALIASES = 50
MOST_UNFOLDED = 1_000
"""So many values may all aliases together stand for: the fuse against a billion laughs."""
MOST_DEPTH = 20
MOST_DIGITS = 300
"""A longer number is none that anyone counts, and Python refuses to print some."""


class Tree(NamedTuple):
    """What was read. Below an alias only the alias itself has a place."""

    data: dict[str, Any]
    keys: dict[Pointer, Span]
    values: dict[Pointer, Span]
    """An empty value has an empty span where it would stand; quotes belong to a value."""
    problems: list[Problem]
    """Keys that are there twice: they do not stop the reading, and the first one counts."""
    written: dict[Pointer, str]
    """Numbers, `true` and `false` as they are written, where no tag says what they are."""


class Outcome(NamedTuple):
    """A tree, and the problem because of which it cannot be trusted, if there is one."""

    tree: Tree
    problem: Problem | None
    at: int
    """Index of that problem in the YAML text."""


NO_TREE = Tree({}, {}, {}, [], {})


def same(index: int) -> int:
    """The byte of a character in a text that starts its file and is nothing but ASCII."""
    return index


def parse(text: str, byte: Callable[[int], int]) -> Outcome:
    """Reads a mapping in YAML; no mapping at all is an empty one.

    `text` starts with a line `---`, and `byte` turns an index of a character in it into the byte of
    the file that the character starts at.
    """
    import yaml

    builder = _Builder(text, byte)
    try:
        return Outcome(builder.build(), None, 0)
    except _RefusedError as refused:
        found = refused
    except (yaml.YAMLError, ValueError) as error:
        found = _syntax_error(text, error)
    span = Span(byte(found.start), byte(found.end))
    problem = Problem(found.kind, span, detail=found.detail, help=found.help)
    return Outcome(NO_TREE, problem, found.start)


class _RefusedError(Exception):
    """Reading stops here: what is wrong between two indexes of the YAML text, and what to do."""

    def __init__(self, kind: ProblemKind, start: int, end: int, detail: str, help_: str) -> None:
        super().__init__(detail)
        self.kind, self.start, self.end = kind, start, end
        self.detail, self.help = detail, help_


def _limit(start: int, end: int, detail: str, help_: str) -> _RefusedError:
    return _RefusedError(ProblemKind.YAML_LIMITS, start, end, detail, help_)


def _syntax(start: int, end: int, detail: str, help_: str) -> _RefusedError:
    return _RefusedError(ProblemKind.YAML_SYNTAX, start, end, detail, help_)


def _syntax_error(text: str, error: Exception) -> _RefusedError:
    from pipeline.read.yaml_cause import likely_cause

    at, context = _index(error, "problem_mark"), _index(error, "context_mark")
    words = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    return _syntax(*likely_cause(text, len(text) if at is None else at, context, words))


def _index(error: Exception, name: str) -> int | None:
    mark = getattr(error, name, None)
    return None if mark is None else int(mark.index)


# --- events to data -------------------------------------------------------------------------------


@cache
def _parser_class() -> Callable[[str], Any]:
    """PyYAML's parser in C, five times as quick; its twin in Python where that was not built."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def _steps() -> Mapping[type, Callable[[_Builder, Any], None]]:
    """What is done at an event of the parser; those left out say nothing about data."""
    from yaml import events

    return {
        events.ScalarEvent: _Builder.scalar,
        events.MappingStartEvent: _Builder.start_mapping,
        events.SequenceStartEvent: _Builder.start_list,
        events.MappingEndEvent: _Builder.end,
        events.SequenceEndEvent: _Builder.end,
        events.AliasEvent: _Builder.alias,
    }


class _Open:
    """A list or mapping that is being read."""

    __slots__ = (
        *("anchor", "awaits_key", "container", "count", "end", "flow"),
        *("height", "key", "next", "pointer", "start", "within"),
    )

    def __init__(
        self, event: Any, container: Any, pointer: Pointer, start: int, within: _Open | None
    ) -> None:
        self.container: Any = container
        self.pointer = pointer
        self.start = self.end = start
        self.within = within
        """The list or mapping that it is in."""
        self.flow: bool = event.flow_style
        self.anchor: str | None = event.anchor
        self.awaits_key = type(container) is dict
        self.key: str | None = None
        """The key that waits for its value."""
        self.next: Pointer = ()
        """Where that value goes; empty in a list."""
        self.count = self.height = 1
        """How many values it holds, itself included, and how many levels."""


_PROPERTIES = re.compile(r"(?:(?:![^\s<,\[\]{}]*|!<[^>\s]*>|&[^\s,\[\]{}]+)[ \t\r\n]*)+")
_TAG = re.compile(r"!<[^>\s]*>|![^\s,\[\]{}]*")
_SURROGATE = "[\ud800-\udfff]"
_CORE = "tag:yaml.org,2002:"
_NEEDS_CARE = frozenset('"|>')
"""Styles of a scalar that need a second look."""
_span: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)
"""`Span` of a pair, at half the cost: there are two for each field."""


class _Builder:
    """Builds data and spans from the parser's events.

    All places are indexes into its text until it is read to the end; then they become bytes.
    """

    def __init__(self, text: str, byte: Callable[[int], int]) -> None:
        self.text = text
        self.byte = byte
        self.restore: Mapping[int, str] = {}
        self.keys: dict[Pointer, Span] = {}
        self.values: dict[Pointer, Span] = {}
        self.problems: list[Problem] = []
        self.written: dict[Pointer, str] = {}
        self.open: _Open | None = None
        """The innermost list or mapping that is being read."""
        self.depth = 0
        self.anchors: dict[str, tuple[Any, int, int]] = {}
        """By name: the value, how many values it holds, itself included, and how many levels."""
        self.aliases = self.unfolded = 0
        self.root: tuple[Any, int, int] = (None, 0, 0)
        """The value of the whole, and where it stands."""

    def build(self) -> Tree:
        """The tree of the whole text; raises what PyYAML raises, or `_RefusedError`."""
        from yaml import StreamEndEvent

        text, self.restore = _hide_line_ends(self.text)
        next_event = _parser_class()(text).get_event
        step_of = _steps().get
        event = next_event()
        while (kind := type(event)) is not StreamEndEvent:
            if (step := step_of(kind)) is not None:
                step(self, event)
            event = next_event()
        return self._finish()

    def _finish(self) -> Tree:
        value, start, end = self.root
        if isinstance(value, dict):
            keys, values = self._bytes(self.keys), self._bytes(self.values)
            return Tree(value, keys, values, self.problems, self.written)
        if value is None and start == end:
            return NO_TREE
        what = "a list" if isinstance(value, list) else "one value"
        raise _RefusedError(
            ProblemKind.FRONT_MATTER_UNTERMINATED,
            start,
            end,
            f"it is {what} instead of fields with a value each",
            _as_mapping(value),
        )

    def _bytes(self, spans: dict[Pointer, Span]) -> dict[Pointer, Span]:
        if self.byte is same:
            return spans
        return {pointer: self._in_bytes(span) for pointer, span in spans.items()}

    def _in_bytes(self, span: Span) -> Span:
        return _span((self.byte(span.start), self.byte(span.end)))

    def scalar(self, event: Any) -> None:
        """A key, or a value of its own."""
        start, end = event.start_mark.index, event.end_mark.index
        value: str = event.value.translate(self.restore) if self.restore else event.value
        tag, anchor, around = event.tag, event.anchor, self.open
        if start == end or tag is not None or anchor or event.style in _NEEDS_CARE:
            start, end = self._place(event, value, start, end)
        read: Any = value
        if tag is not None:
            read = self._tagged(event, value, start, end)
        elif value[:1] in _FIRST_OF_SPECIAL and event.implicit[0]:
            read = self._plain(value, start, end)
            if type(read) is not str and read is not None:
                self._note(around, value)
        if around is not None and around.awaits_key:
            read = value
            self._key(around, value, start, end)
        else:
            self._attach(read, start, end, 1, 0)
        if anchor:
            self.anchors[anchor] = (read, 1, 0)

    def _note(self, around: _Open | None, written: str) -> None:
        """Keeps how a number is written, in case that text is meant."""
        if around is not None and not around.awaits_key:
            pointer = around.next or (*around.pointer, len(around.container))
            self.written.setdefault(pointer, written)

    def _place(self, event: Any, value: str, start: int, end: int) -> tuple[int, int]:
        """Where a scalar stands without what is before it and the line ends behind it."""
        if event.anchor or event.tag:
            start = self._behind_properties(start, end)
        if start == end:
            start = end = start + self.text.startswith(" ", start)
        elif event.style in ("|", ">"):
            end = start + len(self.text[start:end].rstrip())
        elif event.style == '"' and not value.isascii():
            self._refuse_half_characters(value, start, end)
        return start, end

    def _key(self, mapping: _Open, key: str, start: int, end: int) -> None:
        mapping.key = key
        mapping.awaits_key = False
        mapping.end = end
        mapping.next = pointer = (*mapping.pointer, key)
        span = _span((start, end))
        first = self.keys.setdefault(pointer, span)
        if first is not span:
            here = Related(self._in_bytes(first), "the first one is here")
            place = self._in_bytes(span)
            problem = Problem(ProblemKind.DUPLICATE_KEY, place, detail=key, related=(here,))
            self.problems.append(problem)

    def start_mapping(self, event: Any) -> None:
        """What comes next is in a mapping."""
        self._start(event, {}, "map")

    def start_list(self, event: Any) -> None:
        """What comes next is in a list."""
        self._start(event, [], "seq")

    def _start(self, event: Any, container: Any, name: str) -> None:
        start = event.start_mark.index
        if event.anchor or event.tag:
            start = self._behind_properties(start, len(self.text))
            if event.tag not in (None, "!", _CORE + name):
                raise self._tag(event)
        if self.depth >= MOST_DEPTH:
            raise self._too_deep(start, start + 1)
        pointer: Pointer = ()
        if self.open is not None:
            if self.open.awaits_key:
                raise self._collection_as_key(start)
            pointer = self.open.next or (*self.open.pointer, len(self.open.container))
        self.open = _Open(event, container, pointer, start, self.open)
        self.depth += 1

    def end(self, event: Any) -> None:
        """The innermost list or mapping is read."""
        closed: Any = self.open  # never None: the parser's events are nested
        self.open = closed.within
        self.depth -= 1
        end = event.end_mark.index if closed.flow else closed.end
        if closed.anchor:
            self.anchors[closed.anchor] = (closed.container, closed.count, closed.height)
        self._attach(closed.container, closed.start, end, closed.count, closed.height)

    def alias(self, event: Any) -> None:
        """A value that was read before."""
        start, end = event.start_mark.index, event.end_mark.index
        name: str = event.anchor
        if self.open is not None and self.open.awaits_key:
            raise self._not_a_key(start, end, "an alias")
        if name not in self.anchors:
            raise _no_such_anchor(start, end, name)
        value, count, height = self.anchors[name]
        self.aliases += 1
        self.unfolded += count
        if self.aliases > MOST_ALIASES:
            detail = f"it has more than {MOST_ALIASES} aliases"
            raise _limit(start, end, detail, "Write the values out.")
        if self.unfolded > MOST_UNFOLDED:
            detail = f"its aliases stand for more than {MOST_UNFOLDED:,} values"
            raise _limit(start, end, detail, "Write the values out.")
        if self.depth + height > MOST_DEPTH:
            raise self._too_deep(start, end)
        self._attach(value, start, end, count, height)

    def _attach(self, value: Any, start: int, end: int, count: int, height: int) -> None:
        """Puts a value that has been read to its end where it belongs."""
        parent = self.open
        if parent is None:
            self.root = (value, start, end)
            return
        parent.end = end
        parent.count += count
        if height >= parent.height:
            parent.height = height + 1
        key, container = parent.key, parent.container
        if key is None:
            pointer: Pointer = (*parent.pointer, len(container))
            container.append(value)
        else:
            parent.key, parent.awaits_key = None, True
            if key in container:
                return
            pointer = parent.next
            container[key] = value
        self.values[pointer] = _span((start, end))

    def _plain(self, value: str, start: int, end: int) -> Any:
        if len(value) > MOST_DIGITS and _LIKE_A_NUMBER.fullmatch(value):
            detail = f"it has a number of {len(value):,} digits, and {MOST_DIGITS} are allowed"
            raise _limit(start, end, detail, "Write a shorter number, or put it in quotes.")
        return plain_value(value)

    def _tagged(self, event: Any, value: str, start: int, end: int) -> Any:
        """A scalar with a tag: only those of the core schema, and only where they are true."""
        if event.tag in ("!", _CORE + "str"):
            return value
        plain = self._plain(value, start, end)
        if type(plain) not in _TYPES.get(event.tag.removeprefix(_CORE), ()):
            raise self._tag(event)
        return plain

    def _behind_properties(self, start: int, end: int) -> int:
        """Where a value starts that has an anchor or a tag before it."""
        match = _PROPERTIES.match(self.text, start, end)
        return match.end() if match else start

    # what is refused

    def _refuse_half_characters(self, value: str, start: int, end: int) -> None:
        """PyYAML's parser in C refuses these itself."""
        if re.search(_SURROGATE, value):
            detail = "it escapes half a character (U+D800 to U+DFFF)"
            raise _syntax(start, end, detail, "Write the character itself.")

    def _tag(self, event: Any) -> _RefusedError:
        found = _TAG.search(self.text, event.start_mark.index)
        start, end = found.span() if found else (event.start_mark.index, event.end_mark.index)
        return _limit(
            start,
            end,
            f"it has the tag `{self.text[start:end]}`",
            "Delete the tag, or put the value in quotes when it is meant as text.",
        )

    def _too_deep(self, start: int, end: int) -> _RefusedError:
        detail = f"it is nested deeper than {MOST_DEPTH} levels"
        return _limit(start, end, detail, "Make it flatter: no field needs so many levels.")

    def _collection_as_key(self, start: int) -> _RefusedError:
        if self.text.startswith("{{", start - 1):
            detail = "`{{` at the start of a value opens a mapping"
            return _syntax(start - 1, start + 1, detail, "Put the value in quotes.")
        return self._not_a_key(start, start + 1, "a list or a mapping")

    def _not_a_key(self, start: int, end: int, what: str) -> _RefusedError:
        detail = f"{what} cannot be the name of a field"
        return _syntax(start, end, detail, "Write the name as text, or put the value in quotes.")


def _no_such_anchor(start: int, end: int, name: str) -> _RefusedError:
    from pipeline.read.yaml_cause import in_quotes

    return _syntax(
        start,
        end,
        f"`*{name}` at the start of a value refers to `&{name}`, which is not there",
        f"Put the value in quotes: `{in_quotes('*' + name)}`.",
    )


def _as_mapping(value: Any) -> str:
    if isinstance(value, str) and (match := re.match(r"(\w[\w-]{0,40})[:：](\S.{0,60})", value)):
        return f"Write `{match[1]}: {match[2]}`, with a blank behind the colon."
    return "Write `title: ...` and each other field on a line of its own."


_OTHER_LINE_ENDS = "\x85\u2028\u2029"
"""YAML 1.1, and so PyYAML, ends a line at these; YAML 1.2 and everyone else do not."""


def _hide_line_ends(text: str) -> tuple[str, dict[int, str]]:
    """The text with those replaced by characters that it does not use, and the way back."""
    used = [] if text.isascii() else [char for char in _OTHER_LINE_ENDS if char in text]
    if not used:
        return text, {}
    unused = (chr(code) for code in range(0x10FF00, 0x10FFFE) if chr(code) not in text)
    pairs = list(zip(used, unused, strict=False))
    hidden = text.translate({ord(char): mark for char, mark in pairs})
    return hidden, {ord(mark): char for char, mark in pairs}


# --- values of YAML 1.2's core schema -------------------------------------------------------------
# https://yaml.org/spec/1.2.2/#1032-tag-resolution

_FIRST_OF_SPECIAL = frozenset(["", *"0123456789+-.nNtTfF~"])
"""What a scalar starts with that may be more than text; an empty one is null."""
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_LIKE_A_NUMBER = re.compile(r"[-+]?(?:0[xo])?[0-9a-fA-F.]+(?:[eE][-+]?[0-9]+)?")
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), math.inf),
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
    """What a scalar without quotes means by YAML 1.2's core schema: number, bool, None or text.

    A number that floats cannot hold is infinite. One of thousands of digits raises ValueError.
    """
    if text in _WORDS:
        return _WORDS[text]
    if not _LIKE_A_NUMBER.fullmatch(text):
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _OCTAL.fullmatch(text):
        return int(text[2:], 8)
    if _HEXADECIMAL.fullmatch(text):
        return int(text[2:], 16)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
