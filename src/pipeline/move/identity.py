"""The front matter of what is renamed: its old address as an alias, and the guid that it keeps.

Bytes are edited, not data: comments, quotes, line ends and the style of a list stay. Each step is
read again, and so is the result: what was not meant to change has not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from pipeline.errors import MoveError
from pipeline.examine import summarise
from pipeline.fix import edited
from pipeline.model import Document, Edit, Problem, ProblemKind, Settings, Span, Summary
from pipeline.permalink import site_path_of
from pipeline.read import read, source_of
from pipeline.rules.front_matter.entries import entries
from pipeline.wording import code

_FIELDS = ("aliases", "guid")
_PLAIN = re.compile(r"/[A-Za-z0-9._/-]+|https?://[A-Za-z0-9.-]+(?::[0-9]+)?/[A-Za-z0-9._/-]*")
"""Text that YAML reads as it stands everywhere, in brackets too."""
_DASH = re.compile(rb"[ \t]*-[ \t]+")
_REST_OF_LINE = re.compile(rb"[ \t]*(?:[ \t]#[^\r\n]*)?(?:\r\n|[\r\n])")


class Identity(NamedTuple):
    """What the front matter of a renamed article or page becomes."""

    text: bytes
    alias: str
    """The address that was added; empty when none was."""
    guid: str
    """The guid that was written out; empty when it follows from the rest."""


def look(path: str, text: bytes, settings: Settings) -> Summary:
    """What is known of an article or page with this path and text."""
    return summarise(read(*source_of(path, text), settings), settings)


def keep_identity(
    text: bytes, path: str, before: Summary, published: bool, settings: Settings
) -> Identity:
    """`text` (its links are mended) as that of `path`, with the identity of `before`.

    The old address becomes the last alias, unless it was never `published`; an alias that is the
    new address goes; `guid` is written out when it would not follow from the rest any more.

    Raises:
        MoveError: when the front matter cannot be edited so that nothing else in it changes.
    """
    editing = _Editing(text, path, settings, before.path)
    here = folded(site_path_of(path))
    gone = [at for at, alias in enumerate(before.aliases) if folded(alias) == here]
    wanted = [alias for alias in before.aliases if folded(alias) != here]
    alias = before.site_path if published and folded(before.site_path) != here else ""
    missing = alias if folded(alias) not in map(folded, wanted) else ""
    if gone or missing:
        editing.change_aliases(gone, missing)
    # a draft's own address is nothing that a reader's program has seen
    known = published or bool(before.aliases) or "guid" in before.spans
    guid = ""
    if known and look(path, editing.text, settings).guid != before.guid:
        guid = before.guid.removeprefix(f"https://{settings.feed_domain}")
        editing.add_field("guid", guid)
    wanted += [missing] if missing else []
    editing.finish(wanted, guid)
    after = look(path, editing.text, settings)
    if after.aliases != tuple(wanted) or (known and after.guid != before.guid):
        raise editing.trouble()
    return Identity(editing.text, alias, guid)


def folded(address: str) -> str:
    """What two addresses have in common that are one folder on some disk."""
    return address.removesuffix("index.html").strip("/").casefold()


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

    def change_aliases(self, gone: Collection[int], added: str) -> None:
        """Takes some out and adds one at the end, in the style of the list; a field if need be."""
        aliases = self.document.front_matter.data.get("aliases")
        if aliases is None:
            self.add_field("aliases", f"[{self._written(added)}]")
            return
        items = [self._span("aliases", index) for index in range(len(aliases))]
        whole = self._span("aliases")
        fresh = [self._written(added, items[-1] if items else None)] if added else []
        if self.text.startswith(b"[", whole.start):
            if b"#" in self.text[slice(*whole)]:  # a comment, which has its place among the items
                raise self.trouble()
            kept = [self.text[slice(*span)].decode() for span in items]
            fresh = [*(text for index, text in enumerate(kept) if index not in gone), *fresh]
            self._edit(Edit(whole, f"[{', '.join(fresh)}]"))
        else:
            self._change_lines([self._line(span) for span in items], gone, fresh)

    def _change_lines(
        self, lines: Sequence[Span], gone: Collection[int], fresh: Sequence[str]
    ) -> None:
        """The same for a list with an item a line, comments and all."""
        if not lines:
            raise self.trouble()
        dash = _DASH.match(self.text, lines[-1].start)
        before = dash[0].decode() if dash else ""
        if not fresh and len(gone) == len(lines):
            before, fresh = before.partition("-")[0] or " ", ["[]"]
        end = lines[-1].end
        added = "".join(f"{before}{text}{self._line_end()}" for text in fresh)
        self._edit(*(Edit(lines[index], "") for index in gone), Edit(Span(end, end), added))

    def _line(self, item: Span) -> Span:
        """The line of a list's item, line end and all."""
        start = max(self.text.rfind(b"\n", 0, item.start), self.text.rfind(b"\r", 0, item.start))
        end = _REST_OF_LINE.match(self.text, item.end)
        if end is None or not _DASH.fullmatch(self.text, start + 1, item.start):
            raise self.trouble()
        return Span(start + 1, end.end())

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
