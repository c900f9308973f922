"""Whatever the bytes are: findings or silence, never a crash, and each place in its file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.examine import crash, examine
from pipeline.judge import Selection, judge
from pipeline.model import (
    Baseline,
    Context,
    Corpus,
    Finding,
    Inventory,
    LineIndex,
    Rule,
    Span,
    Stored,
)
from pipeline.read import source_of
from pipeline.rules import ARTICLE_RULES, RULES
from tests.rules.examples import EVERY_RULE, GUIDE, NOW, PATH, SETTINGS, examples, findings

pytestmark = pytest.mark.slow

ALL = replace(SETTINGS, extend_select=tuple(RULES))

CHECKED = settings(
    max_examples=150,
    deadline=None,  # no test is timed
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# --- articles that nobody would write ------------------------------------------------------------

PIECES = (
    *("---\n", "\n---\n", "\r\n", "\r", "\n\n", "\ufeff", "\x00", "\x0b", "\u2028", "\u200b"),
    *("```", "```python\n", "~~~", "`", "[", "](", "](/articles/", "![", "<", "<!--", "-->"),
    *("<div onclick=", "</", "&#x", "&amp;", "*", "__", "~~", "|", "| - |\n", "# ", "## ", "> "),
    *("- ", "1. ", "[^1]", "[^1]: ", "\t", "    ", "://", "http://", "javascript:", "www.a.de"),
    *("<!-- codeloom: ignore[", "# codeloom: ignore[FM014]", "title: ", "kind: note\n", "- - - "),
    *(
        "&a",
        "*a",
        "!!str ",
        "{",
        "}",
        "'",
        '"',
        "\\",
        "#",
        ": ",
        "漢字。",
        "é",
        "e\u0301",
        "👩\u200d👩",
    ),
    *(
        "\u202e",
        "\u00a0",
        "“",
        "the the ",
        "TODO: ",
        "Github ",
        "12:30",
        "2026-02-30",
        "👩\u200d👩",
    ),
)


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    """The guide with stretches taken out, doubled, or exchanged for something hostile."""
    data = GUIDE.encode()
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.sampled_from((0, 0, 1, 3, 20, 300))))
        put = draw(
            st.one_of(
                st.sampled_from(PIECES).map(str.encode),
                st.binary(max_size=4),
                st.just(data[at:end] * 2),
                st.just(b""),
            )
        )
        data = data[:at] + put + data[end:]
    return data.replace(b"\n", draw(st.sampled_from((b"\n", b"\n", b"\r\n", b"\r"))))


def jumbles() -> st.SearchStrategy[bytes]:
    """Hostile pieces in any order, as a whole file or below a front matter."""
    head = st.sampled_from(("", "---\n", GUIDE[: GUIDE.index("## What")]))
    pieces = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
    return st.builds(lambda start, rest: (start + rest).encode(), head, pieces)


def checked(data: bytes) -> list[tuple[str, Finding]]:
    """Everything that is said of one file, once it went all the way to a verdict."""
    inventory = Inventory({PATH: Stored(len(data), "file")}, (PATH,))
    source, problems = source_of(PATH, data)
    examined = examine(source, problems, Context(ALL, inventory), ARTICLE_RULES, None)
    corpus = Corpus((examined.summary,), inventory, NOW)
    every = frozenset(RULES)
    index = LineIndex(data)
    chosen = Selection(every, every)
    verdict = judge([examined], corpus, RULES, ALL, chosen, Baseline(), lambda path: index, crash)
    assert not verdict.crashed, [each.message for each in verdict.diagnostics]
    return [(code, finding) for code, _, finding in findings({PATH: data}, ALL)]


def spans(finding: Finding) -> Iterator[Span]:
    """Every place that a finding names in its own file."""
    if finding.span is not None:
        yield finding.span
    yield from (each.span for each in finding.related if each.path in (None, PATH))
    if finding.fix is not None:
        yield from (edit.span for edit in finding.fix.edits)


def fits(span: Span, data: bytes) -> bool:
    """Whether it lies in the file, on borders of characters."""
    return 0 <= span.start <= span.end <= len(data) and all(
        at == len(data) or data[at] & 0xC0 != 0x80 for at in span
    )


def is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


@CHECKED
@given(st.one_of(mutations(), mutations(), jumbles(), st.binary(max_size=200)))
def test_any_bytes_give_findings_or_silence_and_every_place_lies_in_the_file(data: bytes) -> None:
    for code, finding in checked(data):
        assert code != "SU005", finding.message
        for span in spans(finding):
            assert 0 <= span.start <= span.end <= len(data), (code, span)
            if is_text(data):
                assert fits(span, data), (code, span)


# --- front matter that grows ---------------------------------------------------------------------

_MORE: Mapping[str, str] = {
    "comments": "# one more line\n",
    "blank lines": "\n",
    "items": '  - "One more thing to learn, number {}"\n',
}


@cache
def _bad_bodies() -> tuple[str, ...]:
    """The bodies of the Bad examples of article rules that are one file with front matter."""
    found: list[str] = []
    for rule in EVERY_RULE:
        if not isinstance(rule, Rule):
            continue
        for example in examples(rule):
            data = example.files.get(PATH, b"")
            if example.good or len(example.files) != 1 or not is_text(data):
                continue
            match = re.match(r"---\n.*?\n---\n+(.*)", data.decode(), re.DOTALL)
            if match and "\r" not in match[1] and "\x00" not in match[1]:
                found.append(match[1].rstrip("\n"))
    return tuple(dict.fromkeys(found))


def _article(kind: str, more: int, bodies: Sequence[str], line_end: str) -> bytes:
    lines = "".join(_MORE[kind].format(number) for number in range(more))
    head = "learn:\n  - What a queue is\n" + lines if kind == "items" else lines
    text = (
        "---\nkind: note\ntitle: A Queue Is a Promise\n"
        "description: What a queue promises to the people who put their work into it.\n"
        f"date: 2026-01-05\ncategory: Tooling\n{head}---\n\n" + "\n\n".join(bodies) + "\n"
    )
    return text.replace("\n", line_end).encode()


def _places(data: bytes) -> list[tuple[str, str, tuple[int, int], tuple[int, int]]]:
    """Code, message, start and end (line and column) of what is said of the body."""
    index = LineIndex(data)
    body = data.index(b"\n---") + 1
    found: list[tuple[str, str, tuple[int, int], tuple[int, int]]] = []
    for code, _, finding in findings({PATH: data}):
        if finding.span is None or finding.span.start < body:
            continue
        start, end = (index.position(at) for at in finding.span)
        found.append((code, finding.message, (start.line, start.column), (end.line, end.column)))
    return found


@CHECKED
@given(
    kind=st.sampled_from(sorted(_MORE)),
    more=st.integers(1, 40),
    bodies=st.lists(st.sampled_from(_bad_bodies()), min_size=1, max_size=6, unique=True),
    line_end=st.sampled_from(("\n", "\r\n")),
)
def test_more_lines_of_front_matter_move_what_is_said_of_the_body_by_as_many(
    kind: str, more: int, bodies: list[str], line_end: str
) -> None:
    before = _places(_article(kind, 0, bodies, line_end))
    after = _places(_article(kind, more, bodies, line_end))
    assert after == [
        (code, message, (first + more, column), (last + more, end))
        for code, message, (first, column), (last, end) in before
    ]
