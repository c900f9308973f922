"""Front matter: from its fences to data with a place for everything; door to python-frontmatter.

Strict where that library is forgiving. The first line is `---`, a later one is `---`, and between
them is a mapping in YAML (`yaml_tree`). What is not so is a problem with a place; where the
author's intent is plain the front matter is read all the same, so that one slip hides no other.
Then the schema and the kind's contract, or the schema of pages, are held against the data, once,
for all rules.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.model import (
    PAGE,
    FrontMatter,
    Pointer,
    Problem,
    ProblemKind,
    Related,
    Settings,
    Source,
    Span,
)
from pipeline.read.yaml_tree import NO_TREE, Outcome, parse, same
from pipeline.schema import Violation, violations

if TYPE_CHECKING:
    from frontmatter.default_handlers import BaseHandler

MOST_BYTES = 65_536
"""64 KB between the two lines of `---`."""

MOST_PROBLEMS = 100
"""So many problems of one front matter are told; more are of no help to anyone."""

_FENCE = "---"
_OPENER = re.compile(r"(---[ \t]*(?:\r\n|[\r\n]|\Z))")
_CLOSER = re.compile(r"[\r\n](---|\.\.\.)[ \t]*(?:\r\n|[\r\n]|\Z)")


@dataclass(frozen=True, slots=True)
class _AsWritten(FrontMatter):
    """Front matter whose numbers may still turn out to be meant as text."""

    written: Mapping[Pointer, str]
    """As `Tree` has it."""


def read_front_matter(source: Source) -> tuple[FrontMatter, int, tuple[Problem, ...]]:
    """The front matter of a source, the byte where its body starts, and what is wrong with it.

    Never raises. Without front matter, or when it cannot be trusted, the data is empty and
    `broken` is true; the body starts behind whatever was meant for front matter.
    """
    import frontmatter

    reading = _Reading(source.text)
    yaml_text = reading.split()
    if yaml_text is None:
        return reading.result({})
    data, _ = frontmatter.parse(yaml_text, handler=_handler(reading, yaml_text))
    return reading.result(data)


@cache
def _handler_class() -> Callable[[_Reading, str], BaseHandler]:
    from frontmatter.default_handlers import YAMLHandler

    class StrictHandler(YAMLHandler):
        """Loads the YAML as it is stored: the library hands over a stripped copy."""

        def __init__(self, reading: _Reading, yaml_text: str) -> None:
            super().__init__()
            self._reading = reading
            self._yaml_text = yaml_text

        def split(self, text: str) -> tuple[str, str]:  # noqa: ARG002  # a stripped copy
            return self._yaml_text, ""

        def load(self, fm: str, **_kwargs: object) -> dict[str, Any]:
            return self._reading.load(fm)

    return StrictHandler


def _handler(reading: _Reading, yaml_text: str) -> BaseHandler:
    return _handler_class()(reading, yaml_text)


# --- fences ---------------------------------------------------------------------------------------


class _Reading:
    """The state of reading one text; indexes are characters until the result is made."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[Problem] = []
        self.fence = self.end = self.body = 0
        """Where the opening fence starts, the closing one ends, and the body starts."""
        self.tree = NO_TREE
        self.broken = True
        self.unclosed = False
        """True once it is said that the closing fence is missing: what follows from that is not."""
        self.byte: Callable[[int], int] = same

    def split(self) -> str | None:
        """The YAML from its opening fence up to its closing one; None when there is none."""
        opener = _OPENER.match(self.text) or self._late_opener()
        if opener is None:
            return None
        self.fence, end = opener.span(1)
        closer = _closer(self.text, end - 1)
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
        outcome = parse(yaml_text, self._byte_behind_fence())
        if outcome.problem is not None and not self.problems:
            outcome = self._without_body(yaml_text, outcome)
        if outcome.problem is not None:
            if not self.unclosed:
                self.problems.append(outcome.problem)
            return {}
        self.problems.extend(outcome.tree.problems[:MOST_PROBLEMS])
        self.tree, self.broken = outcome.tree, False
        return outcome.tree.data

    def _byte_behind_fence(self) -> Callable[[int], int]:
        """Turns an index into the YAML, which starts with the opening fence, into a byte."""
        fence, byte = self.fence, self.byte
        return (lambda index: byte(fence + index)) if fence else byte

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
        front_matter = _AsWritten(
            span=Span(start, end),
            fence=Span(start, start + length),
            data=data,
            keys=self.tree.keys,
            values=self.tree.values,
            broken=self.broken,
            written=self.tree.written,
        )
        return front_matter, body, tuple(self.problems)

    def _add(self, kind: ProblemKind, start: int, end: int, detail: str, help_: str) -> None:
        span = Span(self.byte(start), self.byte(end))
        self.problems.append(Problem(kind, span, detail=detail, help=help_))

    # not at the first byte, or not at all

    def _late_opener(self) -> re.Match[str] | None:
        """An opening fence that something stands before; the front matter is read from there."""
        from pipeline.read.fence_cause import LATE_OPENER, LATEST_OPENER

        late = LATE_OPENER.search(self.text, 0, LATEST_OPENER)
        before = self.text[: late.start(1)] if late else ""
        text_before = before.strip("\ufeff \t\r\n")
        if late is None or (text_before and not _CLOSER.search(self.text, late.end() - 1)):
            self._missing()
            return None
        self.byte = _byte_index(before)
        if before.startswith("\ufeff"):
            detail, advice = "a byte order mark stands before it", "Save the file without a BOM."
        elif text_before:
            detail = "text stands before it"
            advice = "Move that text below the front matter, or delete it."
        else:
            blank = "a blank line stands" if before.strip(" \t") else "blanks stand"
            detail, advice = f"{blank} before it", "Delete what stands before `---`."
        self._add(ProblemKind.FRONT_MATTER_MISSING, 0, late.start(1), detail, advice)
        return late

    def _missing(self) -> None:
        from pipeline.read.fence_cause import instead

        detail, advice, start, end, self.body = instead(self.text)
        self.byte = _byte_index(self.text[: max(end, self.body)])
        self._add(ProblemKind.FRONT_MATTER_MISSING, start, end, detail, advice)

    # never closed

    def _unclosed(self) -> str:
        """The YAML of front matter that nothing closes, as far as the body can be told from it."""
        from pipeline.read.fence_cause import NEAR_CLOSER, body_start

        near = NEAR_CLOSER.search(self.text, self.fence + len(_FENCE))
        start = body_start(self.text, self.fence)
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

    def _without_body(self, yaml_text: str, outcome: Outcome) -> Outcome:
        """The outcome of what stands before the body, when a line across the page closed it.

        So it seems when that part can be read, and the error comes behind it; else `outcome`.
        """
        from pipeline.read.fence_cause import body_start

        start = body_start(yaml_text, 0)
        if start is None or start > outcome.at:
            return outcome
        shorter = parse(yaml_text[:start], self._byte_behind_fence())
        if shorter.problem is not None or not shorter.tree.data:
            return outcome
        self._never_closed(self.fence + start)
        return shorter


def _closer(text: str, start: int) -> re.Match[str] | None:
    """The first line that closes: none is before what `str.find`, the quicker one, stops at."""
    at = text.find("\n---", start)
    at = len(text) if at < 0 else at
    for other in ("\n...", "\r"):
        sooner = text.find(other, start, at)
        at = at if sooner < 0 else sooner
    return _CLOSER.search(text, at)


# --- characters to bytes --------------------------------------------------------------------------


def _byte_index(text: str) -> Callable[[int], int]:
    """Turns an index of a character in `text` into the byte it starts at."""
    if text.isascii():
        return same
    wide = [match.start() for match in re.finditer(r"[^\x00-\x7f]", text)]
    extra = [0]
    for index in wide:
        extra.append(extra[-1] + len(text[index].encode()) - 1)

    def byte(index: int) -> int:
        return index + extra[bisect_left(wide, index)]

    return byte


# --- what the schema says -------------------------------------------------------------------------

_KINDS = {
    "required": ProblemKind.MISSING_FIELD,
    "dependentRequired": ProblemKind.MISSING_FIELD,
    "additionalProperties": ProblemKind.UNKNOWN_FIELD,
    "false": ProblemKind.UNKNOWN_FIELD,
    "type": ProblemKind.WRONG_TYPE,
    "enum": ProblemKind.VALUE_NOT_ALLOWED,
    "const": ProblemKind.VALUE_NOT_ALLOWED,
    **dict.fromkeys(
        (
            "minLength maxLength minItems maxItems minProperties maxProperties contains"
            " minimum maximum exclusiveMinimum exclusiveMaximum multipleOf"
        ).split(),
        ProblemKind.VALUE_OUT_OF_RANGE,
    ),
    "uniqueItems": ProblemKind.DUPLICATE_ITEM,
}
"""Which kind of problem a keyword makes; every other one is about the format."""

_ABOUT_A_FIELD = ("required", "dependentRequired", "additionalProperties")
"""Keywords that are about a field of the value they are held against."""

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
    Where the schema wants text and a number, `true` or `false` stands without quotes, its data
    become the text as it is written: `1.10` is what the author typed and what readers will see.
    """
    if front_matter.broken:
        return ()
    found = _against(front_matter, settings.article_schema, settings.timezone)
    found += _kind_problems(front_matter, settings, {problem.pointer for problem in found})
    return _one_each(found)


def page_problems(front_matter: FrontMatter, settings: Settings) -> tuple[Problem, ...]:
    """What the schema of pages has against the front matter: as `schema_problems`, no contract.

    Of a field that articles alone have it is said that pages have none.
    """
    if front_matter.broken:
        return ()
    found = _against(front_matter, settings.page_schema, settings.timezone)
    fields = settings.article_schema.get("properties", {})
    return _one_each(
        replace(problem, help=f"Remove it: articles have `{problem.pointer[0]}`, and pages do not.")
        if problem.keyword == "additionalProperties" and problem.pointer[0] in fields
        else problem
        for problem in found
    )


def _against(front_matter: FrontMatter, schema: Mapping[str, Any], zone: str) -> list[Problem]:
    against = violations(front_matter.data, schema, zone)
    if against and _settle(front_matter, against):
        against = violations(front_matter.data, schema, zone)
    return [_problem(violation, front_matter) for violation in against]


def _one_each(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Of the problems of each value the first by rank."""
    first: dict[Pointer, Problem] = {}
    for problem in found:
        other = first.setdefault(problem.pointer, problem)
        if _rank(problem) < _rank(other):
            first[problem.pointer] = problem
    return tuple(first.values())[:MOST_PROBLEMS]


def _settle(front_matter: FrontMatter, against: tuple[Violation, ...]) -> bool:
    """Turns into text what is meant as text; says whether there was any.

    Only fields are replaced, never changed: two of them may be one value by an alias.
    """
    if not isinstance(front_matter, _AsWritten) or not isinstance(front_matter.data, dict):
        return False
    written = front_matter.written
    texts = {
        violation.pointer: written[violation.pointer]
        for violation in against
        if violation.keyword == "type"
        and violation.pointer in written
        and "string" in _types(violation.expected)
        and not isinstance(violation.value, str)
    }
    for name in {pointer[0] for pointer in texts}:
        front_matter.data[name] = _with_texts(front_matter.data[name], (name,), texts)
    return bool(texts)


def _types(expected: Any) -> tuple[str, ...]:
    return (expected,) if isinstance(expected, str) else tuple(expected)


def _with_texts(value: Any, pointer: Pointer, texts: Mapping[Pointer, str]) -> Any:
    if pointer in texts:
        return texts[pointer]
    if isinstance(value, list):
        return [_with_texts(each, (*pointer, at), texts) for at, each in enumerate(value)]
    if isinstance(value, dict):
        return {key: _with_texts(each, (*pointer, key), texts) for key, each in value.items()}
    return value


def _rank(problem: Problem) -> tuple[int, int]:
    """A format says more than a pattern that goes with it."""
    return _RANK.get(problem.kind, 0), problem.keyword == "pattern"


def _problem(violation: Violation, front_matter: FrontMatter) -> Problem:
    kind = _KINDS.get(violation.keyword, ProblemKind.BAD_FORMAT)
    pointer, value, detail = violation.pointer, violation.value, violation.reason
    related: tuple[Related, ...] = ()
    expected, schema = violation.expected, violation.schema
    if violation.keyword in _ABOUT_A_FIELD:
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
        value = value[violation.name] if violation.keyword in _ABOUT_A_FIELD else value
        expected = tuple(schema.get("properties", {}))
    else:
        span = front_matter.at(*pointer)
    if kind is ProblemKind.DUPLICATE_ITEM:
        first = front_matter.at(*pointer[:-1], violation.expected)
        related = (Related(first, "the first one is here"),)
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


_NOT_HERE = "Move the file to `content/pages`, where pages stand, or remove the field."


def _kind_problems(
    front_matter: FrontMatter, settings: Settings, wrong: set[Pointer]
) -> Iterator[Problem]:
    """An unknown kind, or the fields that a known one requires on top of the schema's."""
    if ("kind",) in wrong:
        return
    name = str(front_matter.data.get("kind", settings.default_kind))
    kind = settings.kinds.get(name)
    if kind is None:
        yield Problem(
            ProblemKind.VALUE_NOT_ALLOWED,
            front_matter.at("kind"),
            pointer=("kind",),
            value=name,
            keyword="enum",
            expected=tuple(settings.kinds),
            help=_NOT_HERE if name == PAGE.name else "",
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
