"""The front matter of what is renamed: its old address as an alias, and the guid that it keeps.

Bytes are edited, not data: comments, quotes, line ends and the style of a list stay. Each step is
read again, and so is the result: what was not meant to change has not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from pipeline.errors import MoveError
from pipeline.fix import edited
from pipeline.model import Document, Edit, Problem, ProblemKind, Settings, Span, Summary
from pipeline.read import read, source_of
from pipeline.rules.front_matter.entries import entries
from pipeline.wording import code

_FIELDS = ("aliases", "guid")
_PLAIN = re.compile(r"/[A-Za-z0-9._/-]+|https?://[A-Za-z0-9.-]+(?::[0-9]+)?/[A-Za-z0-9._/-]*")
"""Text that YAML reads as it stands everywhere, in brackets too."""
_DASH = re.compile(rb"[ \t]*-[ \t]+")
_REST_OF_LINE = re.compile(rb"[^\r\n]*(?:\r\n|[\r\n])?")
_BEHIND = re.compile(rb"[ \t]*(?:[ \t]#[^\r\n]*)?(?:\r\n|[\r\n])")

Look = Callable[[str, bytes], Summary]
"""What is known of an article with this path and text."""


class Identity(NamedTuple):
    """What the front matter of a renamed article or page becomes."""

    text: bytes
    alias: str
    """The address that was added; empty when none was."""
    guid: str
    """The guid that was written out; empty when it follows from the rest."""


def keep_identity(
    text: bytes, path: str, before: Summary, published: bool, settings: Settings, look: Look
) -> Identity:
    """`text` (its links are mended) as that of `path`, with the identity of `before`.

    The old address becomes the last alias, unless it was never `published`; an alias that is the
    new address goes; `guid` is written out when it would not follow from the rest any more.

    Raises:
        MoveError: when the front matter cannot be edited so that nothing else in it changes.
    """
    editing = _Editing(text, path, settings, before.path)
    here = folded(look(path, text).site_path)
    known = {here, *map(folded, before.aliases)}
    alias = before.site_path if published and folded(before.site_path) != here else ""
    missing = alias if folded(alias) not in known else ""
    wanted = [*before.aliases]
    for index in reversed(range(len(wanted))):
        if folded(wanted[index]) != here:
            continue
        if missing and index == len(wanted) - 1:
            editing.replace_alias(index, missing)
            wanted[index], missing = missing, ""
        else:
            editing.remove_alias(index)
            del wanted[index]
    if missing:
        editing.append_alias(missing)
        wanted.append(missing)
    guid = _guid(editing, before, published, settings, look)
    editing.finish(wanted, guid)
    after = look(path, editing.text)
    if after.aliases != tuple(wanted) or (
        _must_keep(before, published) and after.guid != before.guid
    ):
        raise editing.trouble()
    return Identity(editing.text, alias, guid)


def folded(address: str) -> str:
    """What two addresses have in common that are one folder on some disk."""
    return address.removesuffix("index.html").strip("/").casefold()


def _must_keep(before: Summary, published: bool) -> bool:
    """Whether readers may know the guid: a draft's own address says nothing to anyone."""
    return published or bool(before.aliases) or "guid" in before.spans


def _guid(
    editing: _Editing, before: Summary, published: bool, settings: Settings, look: Look
) -> str:
    """Writes the guid out where it would change; what was written, or nothing."""
    if not _must_keep(before, published):
        return ""
    if look(editing.path, editing.text).guid == before.guid:
        return ""
    guid = before.guid.removeprefix(f"https://{settings.feed_domain}")
    editing.add_field("guid", guid)
    return guid


class _Editing:
    """One text under edits, and what it was before the first."""

    def __init__(self, text: bytes, path: str, settings: Settings, named: str) -> None:
        self.text = text
        self.path = path
        self.settings = settings
        self.named = named
        """What messages call the file."""
        self.first = self.document = self._read()
        if self.first.front_matter.broken:
            raise MoveError(
                f"The front matter of `{named}` cannot be read: mend what `codeloom check` finds "
                "there first."
            )
        if wrong := [each for each in self._faults(self.first) if each[0] in _FIELDS]:
            raise MoveError(
                f"The field `{wrong[0][0]}` of `{named}` is not as it should be: mend what "
                "`codeloom check` finds there first."
            )

    def _read(self) -> Document:
        return read(*source_of(self.path, self.text), self.settings)

    def _edit(self, *edits: Edit) -> None:
        self.text = edited(self.text, edits)
        self.document = self._read()

    def _faults(self, document: Document) -> list[tuple[str, str]]:
        """What the schema has against each field; an item that is there twice harms none."""
        return [
            (str(problem.pointer[0]) if problem.pointer else "", _told(problem))
            for problem in document.problems
            if problem.kind is not ProblemKind.DUPLICATE_ITEM
        ]

    def trouble(self) -> MoveError:
        """The error for front matter that is written in a way that we do not edit."""
        return MoveError(
            f"The front matter of `{self.named}` is written so that no alias can be added to it "
            "safely: write its fields on lines of their own first."
        )

    # the list of aliases

    def append_alias(self, alias: str) -> None:
        """Behind the last one, in the style of the list; a new field when there is none."""
        aliases = self.document.front_matter.data.get("aliases")
        if aliases is None:
            self.add_field("aliases", f"[{self._written(alias)}]")
            return
        whole = self._span("aliases")
        flow = self.text.startswith(b"[", whole.start)
        if not aliases:
            if not flow:
                raise self.trouble()
            at = whole.start + 1
            self._edit(Edit(Span(at, at), self._written(alias)))
            return
        last = self._span("aliases", len(aliases) - 1)
        written = self._written(alias, last)
        if flow:
            self._edit(Edit(Span(last.end, last.end), self._between(len(aliases)) + written))
            return
        dash = self._line_of(last)[1]
        rest = _REST_OF_LINE.match(self.text, last.end)
        end = rest.end() if rest else last.end
        break_ = self._line_end()
        self._edit(Edit(Span(end, end), f"{dash}{written}{break_}"))

    def replace_alias(self, index: int, alias: str) -> None:
        """Another one in the same place."""
        span = self._span("aliases", index)
        self._edit(Edit(span, self._written(alias, span)))

    def remove_alias(self, index: int) -> None:
        """Without one; a list that is empty then stays as `[]`."""
        count = len(self.document.front_matter.data["aliases"])
        span = self._span("aliases", index)
        if not self.text.startswith(b"[", self._span("aliases").start):
            self._remove_line(span, alone=count == 1)
            return
        if index + 1 < count:
            span = Span(span.start, self._span("aliases", index + 1).start)
        elif index:
            span = Span(self._span("aliases", index - 1).end, span.end)
        if b"#" in self.text[span.start : span.end]:
            raise self.trouble()
        self._edit(Edit(span, ""))

    def _remove_line(self, span: Span, *, alone: bool) -> None:
        start, dash = self._line_of(span)
        behind = _BEHIND.match(self.text, span.end)
        if behind is None:
            raise self.trouble()
        if alone:
            blanks = dash[: len(dash) - len(dash.lstrip())] or " "
            self._edit(Edit(Span(start, span.end), f"{blanks}[]"))
        else:
            self._edit(Edit(Span(start, behind.end()), ""))

    def _line_of(self, item: Span) -> tuple[int, str]:
        """Where the line of a list's item starts, and what stands there before the item."""
        line = max(self.text.rfind(b"\n", 0, item.start), self.text.rfind(b"\r", 0, item.start)) + 1
        dash = _DASH.fullmatch(self.text, line, item.start)
        if dash is None:
            raise self.trouble()
        return line, dash[0].decode()

    def _between(self, count: int) -> str:
        """What stands between the last two items in brackets; a comma and a blank for one alone."""
        if count > 1:
            first, last = self._span("aliases", count - 2), self._span("aliases", count - 1)
            between = self.text[first.end : last.start].decode()
            if re.fullmatch(r",\s*", between):
                return between
        return ", "

    def _written(self, text: str, like: Span | None = None) -> str:
        """In the quotes of the item that stands at `like`, if it has any."""
        if not _PLAIN.fullmatch(text):
            raise MoveError(
                f"`{self.named}` has the address {code(text)}, which no alias can name: say what "
                "its identity is with `guid`, and rename it by hand."
            )
        mark = self.text[like.start : like.start + 1].decode("ascii", "ignore") if like else ""
        return f"{mark}{text}{mark}" if mark in ("'", '"') else text

    def _span(self, *pointer: str | int) -> Span:
        span = self.document.front_matter.values.get(pointer)
        if span is None:
            raise self.trouble()
        return span

    # fields

    def add_field(self, name: str, written: str) -> None:
        """A line where the schema's order has it; above the closing fence when lines are mixed."""
        if name == "guid" and not _PLAIN.fullmatch(written):
            raise self.trouble()
        schema = self.settings.schema_for(self.document.kind)
        found = entries(self.document)
        if found is None:
            at = self.document.front_matter.span.end - 3
            line = f"{name}: {written}{self._line_end()}"
        else:
            at = found.place_for(name, [*schema.get("properties", ())])
            line = f"{found.indent}{name}: {written}{found.line_end}"
        self._edit(Edit(Span(at, at), line))

    def _line_end(self) -> str:
        """As behind the opening fence."""
        fence = self.document.front_matter.fence
        found = re.compile(rb"[ \t]*(\r\n|[\r\n])").match(self.text, fence.end)
        return found[1].decode() if found else "\n"

    # the end

    def finish(self, aliases: Sequence[str], guid: str) -> None:
        """Refuses a result in which anything else has changed, or that the schema refuses."""
        before, after = self.first, self.document
        expected: dict[str, Any] = {**before.front_matter.data}
        if aliases or "aliases" in expected:
            expected["aliases"] = [*aliases]
        if guid:
            expected["guid"] = guid
        if after.front_matter.broken:
            raise self.trouble()
        known = self._faults(before)
        for field, reason in self._faults(after):
            if (field, reason) in known:
                known.remove((field, reason))
                continue
            raise MoveError(
                f"The front matter of `{self.named}` would not be accepted with its old address "
                f"among its `aliases`: {reason}."
            )
        if after.front_matter.data != expected or _body(before) != _body(after):
            raise self.trouble()


def _body(document: Document) -> bytes:
    return document.source.data[document.body.start :]


def _told(problem: Problem) -> str:
    """What is wrong, for people; it is compared too."""
    field = f"`{problem.pointer[0]}`" if problem.pointer else "it"
    limit = f" (`{problem.keyword}`: {code(problem.expected)})" if problem.keyword else ""
    return f"{field} is against the schema{limit}" if not problem.detail else problem.detail
