"""The way from the text of a block of code back to the bytes it was written as.

In a list or a quote each line of a block has indentation or `>` before it, which the text lacks.
What is left of a line is its end, as written; only a tab that is half indentation and half code
stands in the text as blanks, and all of those lead to the tab.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.model import CodeBlock, Document, Span

_LINE = re.compile(rb"([^\r\n]*)(?:\r\n|\n|\r|$)")


class Written:
    """One block of a document as it is written; made once, asked for any number of places."""

    def __init__(self, document: Document, block: CodeBlock) -> None:
        self._lines = block.text.split("\n")
        self._starts = [0]
        for line in self._lines[:-1]:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._data = document.source.data
        self._written = [
            match.span(1)
            for match in _LINE.finditer(self._data, block.content.start, block.content.end)
        ]
        self._end = block.content.end

    def span(self, start: int, end: int) -> Span:
        """The bytes that the characters `start` to `end` of the block's text (end exclusive) are.

        A line end has no bytes of its own: what ends behind one ends before it.
        """
        first = self._byte(start)
        return Span(first, first if end <= start else max(first, self._byte(end - 1, after=True)))

    def _byte(self, index: int, *, after: bool = False) -> int:
        number = min(max(bisect_right(self._starts, index) - 1, 0), len(self._starts) - 1)
        if number >= len(self._written):
            return self._end
        line = self._lines[number]
        start, end = self._written[number]
        column = min(index - self._starts[number] + after, len(line))
        code = line.encode()
        if self._data[start:end].endswith(code):
            return end - len(code) + len(line[:column].encode())
        code = line.lstrip(" ").encode()
        before = self._data[start : end - len(code)]
        own = len(before) - len(before.rstrip(b" "))
        tab = len(line) - len(line.lstrip(" ")) - own
        at = end - len(code) - own
        return at + len(line[tab:column].encode()) - (column < tab and not after)
