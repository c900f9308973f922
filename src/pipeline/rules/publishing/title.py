"""The title of an article, and the bytes that a part of it stands at."""

from __future__ import annotations

from pipeline.model import Document, Span


def title_of(document: Document) -> str:
    """The title as the page shows it; empty when there is none, or the schema refuses it."""
    value = document.front_matter.data.get("title")
    if not isinstance(value, str):
        return ""
    if any(problem.pointer == ("title",) for problem in document.problems):
        return ""
    return " ".join(value.split())


def part_of_title(document: Document, start: int, end: int) -> Span:
    """The bytes of some characters of `title_of`; all of the value when escapes or folds are in it.

    Quotes do not count: what stands between them is the title as it is.
    """
    found = document.span_in_value(("title",), title_of(document), start, end)
    return found or document.front_matter.at("title")
