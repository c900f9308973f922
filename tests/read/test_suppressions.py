"""Where a suppression stands, what it names, what it speaks for, and what goes with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Span, Suppression
from tests.blog import document, note


def only(text: str) -> tuple[bytes, Suppression]:
    data = text.encode()
    (found,) = document(data).suppressions
    return data, found


def said(data: bytes, span: Span | None) -> str | None:
    return None if span is None else data[span.start : span.end].decode()


def body(text: str) -> str:
    return note(body=text)


COMMENT = "<!-- codeloom: ignore[RD002] -- a quote -->"


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        (f"A line. {COMMENT}\nAnother.\n", f"A line. {COMMENT}"),
        (f"{COMMENT}\nOne line\nand its end.\n\nNext.\n", "One line\nand its end."),
        (f"{COMMENT}\n\nOne line.\n", "One line."),
        (f"{COMMENT}\n```python\na = 1\n\nb = 2\n```\nNext.\n", "```python\na = 1\n\nb = 2\n```"),
        (
            f"{COMMENT}\n| a | b |\n|---|---|\n| 1 | 2 |\n\nNext.\n",
            "| a | b |\n|---|---|\n| 1 | 2 |",
        ),
        (f"{COMMENT}\n- one\n- two\n", "- one"),
        (f"{COMMENT}\n## A heading\nText.\n", "## A heading"),
        (f"{COMMENT}\n<div>\n<p>x</p>\n</div>\n\nNext.\n", "<div>\n<p>x</p>\n</div>"),
        (f"{COMMENT}\n<!-- codeloom: is not said twice -->\n\nOne.\n", "One."),
        (f"> {COMMENT}\n> One.\n\nNext.\n", "> One."),
        (f"Text.\n\n{COMMENT}\n", ""),
        ("<!-- codeloom: ignore-file[RD002] -->\n\nText.\n", None),
    ],
)
def test_a_comment_speaks_for_its_line_or_for_what_begins_on_the_next(
    text: str, covered: str | None
) -> None:
    for ends in ("\n", "\r\n"):
        data = body(text).replace("\n", ends).encode()
        first = document(data).suppressions[0]
        expected = covered.replace("\n", ends) if covered else covered
        assert said(data, first.covers) == expected


@pytest.mark.parametrize(
    ("fields", "covered"),
    [
        ("tags: [on] # codeloom: ignore[FM014]\n", "tags: [on] # codeloom: ignore[FM014]"),
        (
            "# codeloom: ignore[FM014]\ntags:\n  - on\n  - off\nlevel: Beginner\n",
            "tags:\n  - on\n  - off",
        ),
        ("tags:\n  # codeloom: ignore[FM014]\n  - on\n  - off\n", "  - on"),
        ("tags: # codeloom: ignore[FM014]\n  - on\n", "tags: # codeloom: ignore[FM014]\n  - on"),
        ("# codeloom: ignore-file[FM014]\ntags: [on]\n", None),
    ],
)
def test_a_comment_in_the_front_matter_speaks_for_a_whole_field(
    fields: str, covered: str | None
) -> None:
    data, found = only(note().replace("kind: note\n", f"kind: note\n{fields}"))
    assert said(data, found.covers) == covered
    assert said(data, found.span) == f"# codeloom: {found.instruction}[FM014]"


@pytest.mark.parametrize(
    "text",
    [
        body(f"`{COMMENT}`\n"),
        body(f"```html\n{COMMENT}\n```\n"),
        body(f"    {COMMENT}\n"),
        body("<!-- a comment about codeloom: nothing -->\n"),
        body(f"\\{COMMENT}\n"),
        body(f'<a title="{COMMENT}">x</a>\n'),
        body("# codeloom: ignore[RD002]\n"),
        note(title='"Not # codeloom: ignore[FM014] at all"'),
        note().replace("kind: note\n", "kind: note\nguid: a#codeloom: ignore\n"),
    ],
)
def test_what_only_looks_like_one_asks_for_nothing(text: str) -> None:
    assert document(text).suppressions == ()


def test_rules_are_named_by_code_name_or_family_each_with_its_place() -> None:
    data, found = only(body("Ö. <!-- codeloom: ignore[ RD002,vague-link-text , CB,nonsense] -->\n"))
    named = [(name.text, said(data, name.span), name.codes) for name in found.names]
    assert named == [
        ("RD002", "RD002", ("RD002",)),
        ("vague-link-text", "vague-link-text", ("AX003",)),
        ("CB", "CB", ("CB001", "CB002", "CB003", "CB004", "CB005", "CB006")),
        ("nonsense", "nonsense", ()),
    ]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"A line. {COMMENT}\nAnother.\n", "A line.\nAnother.\n"),
        (f"{COMMENT}\nText.\n", "Text.\n"),
        (f"One.\n{COMMENT}\nTwo.\n", "One.\n\nTwo.\n"),
        (f"One.\n\n{COMMENT}\nTwo.\n", "One.\n\nTwo.\n"),
        (f"Text.\n\n{COMMENT}", "Text.\n"),
    ],
)
def test_what_goes_with_a_comment_leaves_the_text_as_it_reads(text: str, left: str) -> None:
    data, found = only(body(text))
    gone = data[: found.removal.start] + data[found.removal.end :]
    assert gone == body(left).encode()


def test_broken_front_matter_silences_nothing_of_itself() -> None:
    text = note().replace("kind: note\n", 'kind: "note # codeloom: ignore[FM003]\n')
    assert document(text).suppressions == ()


@given(st.text(alphabet="<!-> \n[]#:codelmignr,RD02`é", max_size=80))
def test_any_text_around_a_comment_gives_places_inside_the_file(text: str) -> None:
    data = note(body=f"{text}{COMMENT}{text[::-1]}\n").encode()
    for found in document(data).suppressions:
        spans = [found.span, found.removal, found.instruction_span, found.covers or Span(0, 0)]
        for start, end in (*spans, *(name.span for name in found.names)):
            assert 0 <= start <= end <= len(data)
            data[:start].decode()
            data[start:end].decode()
