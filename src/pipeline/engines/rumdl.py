"""The door to rumdl, for those of its rules that change what a page shows.

Rules of taste are not asked for, nor those that we have ourselves. A finding stands where rumdl and
our own reading (`suspects.py`) agree on rule and line; the place is ours, because its columns count
characters in one rule and bytes in the next.

It is sent the body alone, behind an empty line, so that it takes nothing for front matter. Its own
comments (`<!-- rumdl-disable -->`, and those of markdownlint) do not count: one road leads to
silence, `<!-- codeloom: ignore[MD052] -- why -->`, and that one says when it is no longer needed.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.engines.program import Program
from pipeline.engines.suspects import Suspect, suspects
from pipeline.model import Document, Finding

_PROGRAM = Program("rumdl", "MD")
_ARGUMENTS = (
    *("check", "--isolated", "--no-cache", "--deny-config-warnings"),
    *("--output-format", "json", "--stdin-batch", "--enable"),
)
_CLEAN, _FOUND = 0, 1

_HELP = {
    "MD011": "Write `[text](address)`.",
    "MD018": "Put a blank after the hashes.",
    "MD037": "Take the blank out, or put it outside.",
    "MD052": "Define it, `[label]: address` on a line of its own, or correct its label.",
    "MD056": "Give the table a column more, or write `\\|` for a bar that is text, in code too.",
    "MD066": "Give each footnote one text, `[^label]: text`, and at least one reference.",
    "MD070": "Give the outer block a longer fence than any within it.",
    "MD075": "Take out the blank line above, or give the rows a head: a row and a line of dashes.",
    "MD077": "Indent it as far as the text of the item that it belongs to, or not at all.",
    "MD083": "Write the character that was meant, and save the file as UTF-8.",
    "MD086": "End it with `-->`.",
    "MD091": "Write it as HTML, or put an empty line before and after the Markdown.",
    "MD092": "Decide which side stays, and take out the three lines of marks.",
}

_BATCH = 4_000_000
"""After so many bytes of articles the program is run, and what was kept of them is let go."""

_BARS = "MD056"
_REFERENCES = "MD052"
_BULLET = re.compile(rb"([ \t>]*)[-*+](?=[ \t])")
_LONE_CR = re.compile(rb"\r(?!\n)")
_LONG_LINE = re.compile(rb"[^\n]{10000,}")
"""A line that no author writes: rumdl takes seconds for some, and minutes for one of a megabyte."""
_COMMENTS_OF_OTHERS = re.compile(rb"(rumdl|markdownlint)-", re.IGNORECASE)


class _Seen(NamedTuple):
    """What is kept of an article until its batch is judged."""

    path: str
    start: int
    """Where its body begins."""
    text: bytes
    """As it is sent: a line feed and the body; each byte of the file has its place in it."""
    suspects: list[Suspect]


class Rumdl:
    """Finds the rules of the family MD."""

    CODES = frozenset(_HELP)

    def __init__(self, codes: frozenset[str]) -> None:
        """Only the rules `codes` are looked for."""
        self._codes = codes
        self._batch: list[_Seen] = []
        self._size = 0
        self._found: list[tuple[str, str, Finding]] = []

    def see(self, document: Document) -> None:
        """Takes the body, when anything in it is suspect."""
        if found := suspects(document, self._codes):
            start = document.body.start
            bars, references = (
                [each.span.start - start for each in found if each.code == code]
                for code in (_BARS, _REFERENCES)
            )
            text = _sent(document.source.data[start:], bars, references)
            self._batch.append(_Seen(document.source.path, start, text, found))
            self._size += len(text)
            if self._size >= _BATCH:
                self._judge()

    def findings(self) -> list[tuple[str, str, Finding]]:
        """Every suspect that rumdl confirms, article by article."""
        self._judge()
        return self._found

    def _judge(self) -> None:
        if not self._batch:
            return
        confirmed = self._confirmed()
        for number, seen in enumerate(self._batch):
            lines = [0, *(match.end() for match in re.finditer(b"\n", seen.text))]
            for suspect in seen.suspects:
                line = bisect_right(lines, suspect.span.start - seen.start + 1)
                if (number, line, suspect.code) in confirmed:
                    finding = Finding(suspect.span, suspect.message, _HELP[suspect.code])
                    self._found.append((seen.path, suspect.code, finding))
        self._batch, self._size = [], 0

    def _confirmed(self) -> set[tuple[int, int, str]]:
        """(number in the batch, line, rule) of all that rumdl says."""
        codes = {suspect.code for seen in self._batch for suspect in seen.suspects}
        text = b"".join(
            b"%d.md\0%b\0" % (number, seen.text) for number, seen in enumerate(self._batch)
        )
        said = _PROGRAM.run((*_ARGUMENTS, ",".join(sorted(codes))), text, (_CLEAN, _FOUND))
        try:
            return {
                (int(each["file"].removesuffix(".md")), int(each["line"]), str(each["rule"]))
                for each in json.loads(said)
            }
        except (ValueError, KeyError, TypeError, AttributeError):
            raise _PROGRAM.trouble("its answer is not understood") from None


def _sent(body: bytes, bars: Iterable[int], references: Iterable[int]) -> bytes:
    """The body behind an empty line, every byte in its place.

    A lone CR becomes LF, a comment that would silence a rule another one, and an endless line is
    blank. In the rows around `bars` the marks of code go: rumdl takes a bar in code for code, where
    on our pages, as on GitHub, it ends the cell. The bullets before `references` become marks of a
    quote: rumdl looks for none in the items of a bulleted list.
    """
    text = _LONE_CR.sub(b"\n", body) if b"\r" in body else body
    text = _LONG_LINE.sub(lambda line: b" " * len(line[0]), text)
    sent = bytearray(_COMMENTS_OF_OTHERS.sub(rb"\1x", text))
    for at in bars:
        start, end = sent.rfind(b"\n", 0, at) + 1, sent.find(b"\n", at)
        row = slice(start, len(sent) if end < 0 else end)
        sent[row] = sent[row].replace(b"`", b"'")
    for at in references:
        if bullet := _BULLET.match(sent, sent.rfind(b"\n", 0, at) + 1):
            sent[bullet.end(1) : bullet.end()] = b">"
    return b"\n" + sent
