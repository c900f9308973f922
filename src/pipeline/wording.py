"""How a message shows a value, counts things and lists them: one way for every rule and report."""

from __future__ import annotations

from collections.abc import Iterable

_MOST_SHOWN = 60


def code(value: object) -> str:
    """A value in backticks, on one line, shortened when it is long."""
    text = "".join(char if char.isprintable() else _escaped(char) for char in str(value))
    if len(text) > _MOST_SHOWN:
        text = text[: _MOST_SHOWN - 1] + "…"
    return f"`{text}`"


def noun(number: int, singular: str) -> str:
    """The noun that goes with a number: `minute` or `minutes`."""
    return singular if number == 1 else f"{singular}s"


def counted(number: int, singular: str) -> str:
    """A number and its noun: `1 error`, `2 errors`."""
    return f"{number} {noun(number, singular)}"


def articles_and_pages(articles: int, pages: int) -> str:
    """What was looked at or made: `12 articles`, `1 page`, `12 articles and 1 page`."""
    counts = ((articles, "article"), (pages, "page"))
    told = [counted(number, singular) for number, singular in counts if number]
    return joined(told, "and") or counted(articles, "article")


def one(name: str) -> str:
    """A name in backticks with its article: a `note`, an `essay`."""
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {code(name)}"


def joined(parts: Iterable[str], word: str) -> str:
    """The parts in one phrase: `a`, `a or b`, `a, b or c`; empty for none."""
    *first, last = [*parts] or [""]
    return f"{', '.join(first)} {word} {last}" if first else last


def sentence(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
