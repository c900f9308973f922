"""The rules about front matter: what each says, and what none of them complains about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Context, Finding, Inventory, Rule, Severity, Span
from pipeline.read import read, source_of
from pipeline.read.yaml_tree import plain_value
from pipeline.rules.front_matter import (
    bad_format,
    bad_slug,
    duplicate_item,
    duplicate_key,
    front_matter_missing,
    front_matter_unterminated,
    implicit_yaml_type,
    key_order,
    missing_field,
    scalars,
    unknown_field,
    updated_before_date,
    value_not_allowed,
    value_out_of_range,
    wording,
    wrong_type,
    yaml_limits,
    yaml_syntax,
)
from pipeline.rules.source import unreadable_source
from tests.blog import settings
from tests.rules.examples import marked

FAMILY: tuple[Rule, ...] = (
    unreadable_source.RULE,
    front_matter_missing.RULE,
    front_matter_unterminated.RULE,
    yaml_syntax.RULE,
    duplicate_key.RULE,
    missing_field.RULE,
    unknown_field.RULE,
    wrong_type.RULE,
    value_not_allowed.RULE,
    value_out_of_range.RULE,
    bad_format.RULE,
    duplicate_item.RULE,
    yaml_limits.RULE,
    updated_before_date.RULE,
    implicit_yaml_type.RULE,
    bad_slug.RULE,
)
SETTINGS = settings()
PATH = "content/articles/queues.md"
NOTE = {
    "kind": "note",
    "title": "How a Queue Forgets",
    "description": "What a message queue promises when a worker dies in the middle of its work.",
    "date": "2026-01-05",
    "category": "Architecture",
}


def found(text: str | bytes, path: str = PATH, **changes: Any) -> list[tuple[str, Finding]]:
    """What all rules of the family say about a file."""
    data = text.encode() if isinstance(text, str) else text
    chosen = replace(SETTINGS, **changes)
    document = read(*source_of(path, data), chosen)
    context = Context(chosen, Inventory({}, (path,)))
    return [(rule.code, each) for rule in FAMILY for each in rule.check(document, context)]


def article(extra: str = "", **fields: str) -> str:
    """A good note with other fields, and with lines behind them."""
    lines = "".join(f"{name}: {value}\n" for name, value in {**NOTE, **fields}.items())
    return f"---\n{lines}{extra}---\n\nWords.\n"


def said(text: str | bytes, **changes: Any) -> list[tuple[str, str, str]]:
    """Code, message and help of each finding."""
    return [(code, each.message, each.help) for code, each in found(text, **changes)]


def without(*names: str) -> str:
    text = article()
    for name in names:
        text = text.replace(f"{name}: {NOTE[name]}\n", "")
    return text


# --- what they say -------------------------------------------------------------------------------


def test_a_file_that_cannot_be_read_is_told_once_and_nothing_else_is() -> None:
    assert said(b"---\ntitle: caf\xe9\n---\n") == [
        (
            "SR001",
            "The file cannot be read: it is not UTF-8: byte 0xE9 cannot stand here.",
            "Save it as UTF-8.",
        )
    ]


def test_a_file_that_is_too_large_is_about_the_file_as_a_whole() -> None:
    ((code, finding),) = found(b"x" * 1_000_001)
    assert (code, finding.span) == ("SR001", None)


def test_broken_front_matter_silences_the_rest_of_the_family() -> None:
    assert [code for code, _, _ in said("---\ntitle: a: b\n---\n")] == ["FM003"]
    assert [code for code, _, _ in said("---\n- a\n---\n")] == ["FM002"]
    assert [code for code, _, _ in said("Words.\n")] == ["FM001"]
    assert [code for code, _, _ in said("---\ntitle: !x y\n---\n")] == ["FM012"]


def test_a_byte_order_mark_hides_no_other_finding() -> None:
    assert [code for code, _, _ in said("\ufeff" + article(layout="post"))] == ["FM001", "FM006"]


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        (without("title"), "`title` is missing.", "Add `title:` with text of 5 to 120 characters."),
        (without("date"), "`date` is missing.", "Add `date: YYYY-MM-DD`."),
        (
            without("category"),
            "`category` is missing.",
            (
                "Add `category:` with one of `Architecture`, `Career`, `Databases`, `Operations`,"
                " `Python`, `Testing`, `Tooling` or `Web`."
            ),
        ),
        (
            article("part: 2\n"),
            "`series` is missing: `part` asks for it.",
            "Add `series:` with text of 3 to 80 characters.",
        ),
        (
            article("image: {alt: A queue}\n"),
            "`src` of `image` is missing.",
            "Add `src:` below `image` with text such as `cover.png`.",
        ),
    ],
)
def test_a_missing_field_says_what_to_add(text: str, message: str, advice: str) -> None:
    assert said(text) == [("FM005", message, advice)]


def test_a_kind_says_that_it_is_the_one_who_asks() -> None:
    text = article('learn: ["one thing", "two things", "three"]\nlevel: Beginner\n', kind="guide")
    assert said(text.replace("level", "reading_time: 3\nlevel")) == [
        (
            "FM005",
            "`prerequisites` is missing: the kind `guide` asks for it.",
            "Add `prerequisites:` with a list of at most 6 items.",
        )
    ]


@pytest.mark.parametrize(
    ("extra", "message", "advice"),
    [
        (
            "readingTime: 4\n",
            "`readingTime` is not a field of the front matter.",
            "Did you mean `reading_time`? Rename the field.",
        ),
        (
            "titel: x\n",
            "`titel` is not a field of the front matter.",
            "Did you mean `title`, which is there already? Remove one of the two.",
        ),
        (
            "? \n",
            "`` is not a field of the front matter.",
            (
                "Remove it, or use one of `updated`, `author`, `level`, `reading_time`, `learn`,"
                " `prerequisites`, `tags`, `series`, `part`, `draft`, `aliases`, `guid` or `image`."
            ),
        ),
        (
            "image: {src: a, alt: b, width: 3}\n",
            "`width` is not a field of `image`.",
            "Remove it.",
        ),
        (
            "image: {src: a, alt: b, source: c}\n",
            "`source` is not a field of `image`.",
            "Remove it.",
        ),
    ],
)
def test_an_unknown_field_says_which_one_may_be_meant(
    extra: str, message: str, advice: str
) -> None:
    assert said(article(extra)) == [("FM006", message, advice)]


def test_a_field_that_the_blog_forbids_is_told_as_such() -> None:
    schema = {"properties": {"image": False}}
    assert said(article("image: a.png\n"), article_schema=schema) == [
        ("FM006", "`image` is not allowed on this blog.", "Remove it.")
    ]


@pytest.mark.parametrize(
    ("extra", "message", "advice"),
    [
        (
            "reading_time: '5'\n",
            "`reading_time` is the text `5`, and must be a whole number.",
            "Write `reading_time: 5`.",
        ),
        (
            "reading_time: 5 min\n",
            "`reading_time` is the text `5 min`, and must be a whole number.",
            "Write `reading_time: 5`.",
        ),
        (
            "reading_time: 5.0\n",
            "`reading_time` is the number `5.0`, and must be a whole number.",
            "Write `reading_time: 5`.",
        ),
        (
            "reading_time: 4.5\n",
            "`reading_time` is the number `4.5`, and must be a whole number.",
            "Write a whole number from 1 to 120.",
        ),
        (
            "reading_time: .inf\n",
            "`reading_time` is the number `inf`, and must be a whole number.",
            "Write a whole number from 1 to 120.",
        ),
        (
            "reading_time: true\n",
            "`reading_time` is `true`, and must be a whole number.",
            "Write a whole number from 1 to 120.",
        ),
        (
            "reading_time:\n",
            "`reading_time` is empty, and must be a whole number.",
            "Write a whole number from 1 to 120, or remove `reading_time`.",
        ),
        (
            "draft: yes\n",
            "`draft` is the text `yes`, and must be `true` or `false`.",
            "Write `draft: true`.",
        ),
        (
            "draft: 0\n",
            "`draft` is the number `0`, and must be `true` or `false`.",
            "Write `draft: false`.",
        ),
        (
            "draft: perhaps\n",
            "`draft` is the text `perhaps`, and must be `true` or `false`.",
            "Write `true` or `false`.",
        ),
        (
            "tags: python, c++\n",
            "`tags` is the text `python, c++`, and must be a list.",
            "Write `tags: [python, c++]`.",
        ),
        ("tags: 5\n", "`tags` is the number `5`, and must be a list.", 'Write `tags: ["5"]`.'),
        (
            "tags: {a: 1}\n",
            "`tags` is a mapping with `a`, and must be a list.",
            "Write a list of 1 to 5 items.",
        ),
        (
            "prerequisites:\n  - SQL: the basics\n",
            "Item 1 of `prerequisites` is a mapping with `SQL`, and must be text.",
            'Write `- "SQL: the basics"`.',
        ),
        (
            "series: [Queues]\npart: 1\n",
            "`series` is a list of 1 item, and must be text.",
            "Write `series: Queues`.",
        ),
        (
            "image: cover.png\n",
            "`image` is the text `cover.png`, and must be fields of its own.",
            "Write the fields `src` and `alt`.",
        ),
    ],
)
def test_a_value_of_the_wrong_type_says_how_to_write_it(
    extra: str, message: str, advice: str
) -> None:
    assert said(article(extra)) == [("FM007", message, advice)]


def test_an_empty_value_of_a_required_field_is_not_to_be_removed() -> None:
    assert said(article(date="")) == [
        ("FM007", "`date` is empty, and must be text.", "Write a date, `YYYY-MM-DD`.")
    ]


@pytest.mark.parametrize(
    ("fields", "message", "advice"),
    [
        (
            {"level": "Intermediat"},
            "`level` is `Intermediat`, which is not one of its values.",
            "Did you mean `Intermediate`? Write one of `Beginner`, `Intermediate` or `Advanced`.",
        ),
        (
            {"level": "Wizard"},
            "`level` is `Wizard`, which is not one of its values.",
            "Write one of `Beginner`, `Intermediate` or `Advanced`.",
        ),
        (
            {"kind": "notes"},
            "`kind` is `notes`, which is not one of its values.",
            "Did you mean `note`? Write one of `guide` or `note`.",
        ),
    ],
)
def test_a_value_outside_of_its_list_says_which_one_may_be_meant(
    fields: dict[str, str], message: str, advice: str
) -> None:
    assert said(article(**fields)) == [("FM008", message, advice)]


@pytest.mark.parametrize(
    ("fields", "message", "advice"),
    [
        (
            {"title": "Why"},
            "`title` is `Why`: 3 characters, and at least 5 are needed.",
            "Write text of 5 to 120 characters.",
        ),
        (
            {"title": "''"},
            "`title` is ``: 0 characters, and at least 5 are needed.",
            "Write text of 5 to 120 characters.",
        ),
        (
            {"description": "long " * 50},
            (
                "`description` is `long long long long long long long long long long long long…`:"
                " 249 characters, and at most 200 are allowed."
            ),
            "Write text of 50 to 200 characters.",
        ),
        (
            {"reading_time": "121"},
            "`reading_time` is `121`, and 120 is the most.",
            "Write a whole number from 1 to 120.",
        ),
        (
            {"tags": "[a, b, c, d, e, f]"},
            "`tags` has 6 items, and at most 5 are allowed.",
            "Write a list of 1 to 5 items.",
        ),
        (
            {"author": "[]"},
            "`author` has 0 items, and at least 1 are needed.",
            "Write text such as `Ada Example` or a list of 1 to 10 items.",
        ),
    ],
)
def test_a_value_out_of_range_says_the_limit(
    fields: dict[str, str], message: str, advice: str
) -> None:
    assert said(article(**fields)) == [("FM009", message, advice)]


@pytest.mark.parametrize(
    ("fields", "message", "advice"),
    [
        (
            {"date": "2026-02-30"},
            "`date` is `2026-02-30`: February 2026 has 28 days.",
            "Write a date, `YYYY-MM-DD`.",
        ),
        (
            {"date": "2026-1-5"},
            "`date` is `2026-1-5`: a date is written `2026-01-05`.",
            "Write a date, `YYYY-MM-DD`.",
        ),
        (
            {"updated": "tomorrow"},
            "`updated` is `tomorrow`: a date is written `YYYY-MM-DD`.",
            "Write a date, `YYYY-MM-DD`.",
        ),
        (
            {"title": '"One line\\nand two"'},
            "`title` is `One line\\nand two`, which has a line break in it.",
            "Write it on one line.",
        ),
        (
            {"title": '"        "'},
            "`title` is blank.",
            "Write text of 5 to 120 characters.",
        ),
        (
            {"tags": "[Web Dev]"},
            (
                "Item 1 of `tags` is `Web Dev`, which does not have the form that the schema"
                " asks for."
            ),
            "Write `web-dev`.",
        ),
        (
            {"aliases": "[articles/old/]"},
            (
                "Item 1 of `aliases` is `articles/old/`, which does not have the form that the"
                " schema asks for."
            ),
            "Write `/articles/old/`.",
        ),
        (
            {"image": "{src: my cover.png, alt: A queue}"},
            (
                "`src` of `image` is `my cover.png`, which does not have the form that the schema"
                " asks for."
            ),
            "Write it like `cover.png`.",
        ),
    ],
)
def test_a_value_without_its_form_says_what_is_wrong_with_it(
    fields: dict[str, str], message: str, advice: str
) -> None:
    assert said(article(**fields)) == [("FM010", message, advice)]


def test_whatever_a_blogs_own_schema_asks_for_is_put_into_words() -> None:
    schema = {
        "minProperties": 9,
        "properties": {
            "a": {"const": 5},
            "b": {"anyOf": [{"type": "string"}, {"type": "null"}]},
            "c": {"multipleOf": 5, "type": "number"},
            "d": {"type": "array", "contains": {"type": "string"}},
            "e": {"type": "string", "format": "uri"},
            "f": {"exclusiveMinimum": 5},
        },
    }
    lines = "---\nkind: note\na: 1\nb: 2\nc: 3\nd: [4]\ne: five\nf: 5\n---\n"
    assert sorted(said(lines, article_schema=schema)) == [
        ("FM008", "`a` is `1`, which is not one of its values.", "Write `5`."),
        (
            "FM009",
            "The front matter has 7 fields, and at least 9 are needed.",
            "Write another value.",
        ),
        ("FM009", "`c` is `3`, and it must be a multiple of 5.", "Write a number."),
        ("FM009", "`d` does not have the items that the schema asks for.", "Write a list."),
        ("FM009", "`f` is `5`, and it must be more than 5.", "Write another value."),
        (
            "FM010",
            "`b` is the number `2`, which does not have the form that the schema asks for.",
            "Write another value.",
        ),
        (
            "FM010",
            "`e` is `five`: it does not start with `https://` or another scheme.",
            "Write an address such as `https://example.com/`.",
        ),
    ]


def test_a_repeated_item_is_a_warning_that_shows_the_first() -> None:
    ((code, finding),) = found(article("tags: [queues, retries, queues]\n"))
    assert (code, finding.message, finding.help) == (
        "FM011",
        "`queues` is in `tags` more than once.",
        "Remove it here.",
    )
    assert duplicate_item.RULE.severity is Severity.WARNING
    assert [related.message for related in finding.related] == ["the first one is here"]


def test_a_repeated_key_shows_the_first() -> None:
    ((code, finding),) = found(article("date: 2026-01-06\n"))
    assert (code, finding.message, finding.help) == (
        "FM004",
        "`date` is there more than once.",
        "Keep one `date` and delete the other.",
    )
    assert len(finding.related) == 1


# --- mutants of a good article, and good neighbours ----------------------------------------------

IN_ORDER = (
    "title: How a Queue Forgets\n"
    f"description: {NOTE['description']}\n"
    "date: 2026-01-05\nkind: note\ncategory: Architecture\n"
)

MUTANTS: dict[str, tuple[str, ...]] = {
    "FM001": (
        "«»Words.\n",
        "«\n»" + article(),
        "«\ufeff»" + article(),
        "«+++»\ntitle = 'A Queue'\n+++\n\nWords.\n",
        "«  »" + article(),
    ),
    "FM002": (
        article().replace("\n---\n", "\n").replace("---", "«---»"),
        "---\n«- title: A Queue»\n---\n",
        "---\n«just one sentence»\n---\n",
        article().replace("\n---\n", "\n«...»\n"),
        article().replace("\n---\n", "\n«-----»\n"),
    ),
    "FM003": (
        article(title="A Queue«:» It Forgets"),
        article(title='«"»A Queue'),
        article(title="'It«'»s a Queue'"),
        article("tags:\n«\t»- queues\n"),
    ),
    "FM004": (
        article("«date»: 2026-01-06\n"),
        article("«'title'»: Another Queue\n"),
        article("image:\n  src: a.png\n  alt: A\n  «src»: b.png\n"),
        article("image: {src: a.png, alt: é, «alt»: é}\n"),
    ),
    "FM005": (
        without("title").replace("---", "«---»", 1),
        without("description").replace("---", "«---»", 1),
        without("date").replace("---", "«---»", 1),
        article("part: 2\n").replace("---", "«---»", 1),
        article("«image»: {src: a.png}\n"),
    ),
    "FM006": (
        article("«layout»: post\n"),
        article("«reading-time»: 1\n"),
        article("image: {src: a.png, alt: é, «width»: 3}\n"),
        article("«Title»: A Queue\n"),
        article("«no»: 1\n"),
    ),
    "FM007": (
        article("reading_time: «'1'»\n"),
        article("draft: «yes»\n"),
        article("tags: «queues» # one\n"),
        article("prerequisites:\n  - «SQL: the basics»\n  - é\n").replace("- é", "- SQL"),
        article("series: «~»\n"),
        article("part: &part 2\nseries: «*part»\n"),
        article("series: !!int «404»\n"),
    ),
    "FM008": (
        article(category="«Pyhton»"),
        article("level: «'beginner'» # é\n"),
        article(kind="«poem»"),
        article(category="«no»"),
    ),
    "FM009": (
        article(title="«Why»"),
        article("reading_time: «0»\n"),
        article("tags: «[a, b, c, d, e, f]»\n"),
        article(description="«'" + "é" * 201 + "'»"),
        article("learn: «[]»\n"),
    ),
    "FM010": (
        article(date="«2026-02-30»"),
        article(date="«20260105»"),
        article("tags: [queues, «Web Dev»]\n"),
        article("aliases:\n  - «https://blog.example/old/»\n"),
        article("updated: «tomorrow»\n"),
    ),
    "FM011": (
        article("tags: [a, «a»]\n"),
        article("prerequisites:\n  - SQL\n  - A shell\n  - «'SQL'»\n"),
        article("author: [Ada é, «Ada é»]\n"),
        article('tags: [on-call, «"on-call"»]\n'),
    ),
    "FM012": (
        article(title="«!upper» A Queue"),
        article("mood: «!!python/name:os.system» x\n"),
        article("tags: " + "[" * 19 + "«[»a]" + "]" * 19 + "\n"),
        "«---»\ntitle: " + "x" * 65_536 + "\n---\n",
        article("a: &a 1\nb: [" + "*a, " * 50 + "«*a»]\n"),
    ),
    "FM013": (
        article("updated: «2025-12-31»\n"),
        article("updated: «'2026-01-04'»\n"),
        article("updated: «2026-01-05T09:59:00Z» # é\n", date="2026-01-05T10:00:00Z"),
    ),
    "FM014": (
        article("series: «1.10»\n"),
        article("series: &s «2026-01-05» # é\n"),
        article("tags: [queues, «on»]\n"),
        article("prerequisites:\n  - é a\n  - «12:30»\n"),
        article("image: {src: «off», alt: é}\n"),
        article("author: «404»\n"),
        article("author: [Ada, «true»]\n"),
        article(title="«010203»"),
    ),
    "FM015": (
        "---\n" + IN_ORDER + "tags: [a]\n«level»: Beginner\n---\n",
        "---\ndate: 2026-01-05\n«title»: How a Queue Forgets\ndescription: é\n---\n",
        "---\n" + IN_ORDER + "mood: é\ntags: [a]\n«'learn'»: [a]\n---\n",
        '---\n{kind: note, «"title"»: A Queue}\n---\n',
    ),
}

NEIGHBOURS: dict[str, tuple[str, ...]] = {
    "FM001": (
        article(),
        article().replace("---\n", "--- \n", 1),
        article().replace("\n", "\r\n"),
        article() + "\n---\n\nMore.\n",
    ),
    "FM002": (
        article(title="'--- and a line'"),
        article(description=f"|\n  ---\n  {NOTE['description']}"),
        article() + "\n...\n",
        article().replace("\n---\n", "\n---  \n"),
    ),
    "FM003": (
        article(title="'A Queue: It Forgets'"),
        article(title="It's a Queue"),
        article(title="A Queue:It Forgets"),
        article("tags: [a] # a comment: 'with a colon\n"),
    ),
    "FM004": (
        article("image: {src: a.png, alt: title}\n"),
        article("# date: 2026-01-06\n"),
        article("prerequisites: ['date: one', 'date: two']\n"),
    ),
    "FM005": (
        article("series: Queues\npart: 1\n"),
        article("series: Queues\n"),
        article("image: {src: a.png, alt: A}\n"),
        article().replace("title:", "'title' :"),
    ),
    "FM006": (
        article("reading_time: 1\n"),
        article("'tags': [a]\n"),
        article("? level\n: Beginner\n"),
    ),
    "FM007": (
        article("author: Ada\n"),
        article("author: [Ada]\n"),
        article("reading_time: 0x3\n"),
        article("draft: True\n"),
        article("prerequisites: []\n"),
        article("prerequisites: ['SQL: the basics']\n"),
        article(title="'404 pages'"),
    ),
    "FM008": (
        article("level: 'Beginner'\n"),
        article(category="Web"),
        article(kind='"note"'),
    ),
    "FM009": (
        article(title="'Five5'"),
        article(title="é" * 120),
        article("reading_time: 120\n"),
        article("tags: [a, b, c, d, e]\n"),
    ),
    "FM010": (
        article(date="2028-02-29"),
        article(date="2026-01-05T10:30:00+01:00"),
        article(date="'2026-01-05 10:30'"),
        article("tags: [web-2, 3d]\n"),
        article("aliases: [/old/, /a/b.html]\n"),
    ),
    "FM011": (
        article("tags: [a, b]\nprerequisites: [aa, ab]\n"),
        article("prerequisites: [SQL, sql]\n"),
        article("prerequisites: ['12', '12.0']\n"),
    ),
    "FM012": (
        article(title="'!upper A Queue'"),
        article(title="!!str How a Queue Forgets"),
        article("series: &s Queues\nguid: *s\n"),
        article("prerequisites: [*s]\n").replace("title: ", "title: &s "),
    ),
    "FM013": (
        article("updated: 2026-01-05\n"),
        article("updated: 2026-01-05\n", date="2026-01-05T22:00:00Z"),
        article("updated: '2027-01-01'\n"),
    ),
    "FM014": (
        article('tags: ["on", \'off\']\nseries: "1.10"\n'),
        article("updated: 2026-02-01\n", date="2026-01-05T10:30:00Z"),
        article(date="2026-01-05 10:30:00"),
        article("reading_time: 010\ndraft: true\n"),
        article("series: 1.2.3\npart: 010\n"),
        article("series: !!str 1.10\n"),
        article("guid: |-\n  1.10\n"),
        article("tags: [off-by-one, 3d, yes-no, e5, y, n]\n").replace(", n]", "]"),
        article(title="On and Off", description="No " * 30),
        article("prerequisites: [12:30 at noon, 3:00 PM, v1.10, 1-10]\n"),
    ),
    "FM015": (
        "---\n" + IN_ORDER + "level: Beginner\ntags: [a]\n---\n",
        "---\n" + IN_ORDER + "image: {alt: A, src: a.png}\n---\n",
        "---\ntitle: A\nmood: é\nkind: note\n---\n",
        "---\nmood: é\ntitle: A\n---\n",
        "Words.\n",
    ),
}


def places(text: str, code: str) -> list[tuple[str, Span | None]]:
    """Code and place of each finding of the family, or of one rule that is off by default."""
    if code != "FM015":
        return [(each, finding.span) for each, finding in found(text)]
    document = read(*source_of(PATH, text.encode()), SETTINGS)
    context = Context(SETTINGS, Inventory({}, (PATH,)))
    return [(code, finding.span) for finding in key_order.RULE.check(document, context)]


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in MUTANTS.items() for text in texts]
)
def test_a_mutant_of_a_good_article_is_found_by_one_rule_where_it_is(code: str, text: str) -> None:
    plain, (span,) = marked(text)
    assert places(plain, code) == [(code, span)]


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in NEIGHBOURS.items() for text in texts]
)
def test_a_good_neighbour_is_left_alone(code: str, text: str) -> None:
    assert places(text, code) == []


def test_each_rule_is_tried_on_three_mutants_and_three_neighbours() -> None:
    codes = {f"FM{number:03}" for number in range(1, 16)}
    for table in (MUTANTS, NEIGHBOURS):
        assert {code for code, texts in table.items() if len(texts) >= 3} == codes


# --- text without quotes -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("extra", "message", "advice"),
    [
        (
            "series: 1.10\n",
            "`series` is `1.10`, which many readers of YAML take for the number `1.1`.",
            'Put it in quotes: `"1.10"`.',
        ),
        (
            "prerequisites: [SQL, no]\n",
            "Item 2 of `prerequisites` is `no`, which many readers of YAML take for `false`.",
            'Put it in quotes: `"no"`.',
        ),
        (
            "series: 2026-01-05\n",
            "`series` is `2026-01-05`, which many readers of YAML take for a date.",
            'Put it in quotes: `"2026-01-05"`.',
        ),
        (
            "guid: <<\n",
            "`guid` is `<<`, which many readers of YAML take for a sign of YAML's own.",
            'Put it in quotes: `"<<"`.',
        ),
    ],
)
def test_a_text_without_quotes_says_what_it_is_taken_for(
    extra: str, message: str, advice: str
) -> None:
    assert said(article(extra)) == [("FM014", message, advice)]


def test_a_text_that_quotes_alone_do_not_save_brings_both_findings() -> None:
    assert [code for code, _, _ in said(article("tags: [on, 1.10]\n"))] == [
        "FM010",
        "FM014",
        "FM014",
    ]
    assert [code for code, _, _ in said(article(title="404"))] == ["FM009", "FM014"]


def test_a_flood_of_such_texts_is_told_a_hundred_times() -> None:
    text = article(f"tags: [{', '.join(str(number) for number in range(5_000))}]\n")
    codes = [code for code, _, _ in said(text)]
    assert codes.count("FM014") == 100


def test_where_the_schema_leaves_the_type_open_nobody_is_warned() -> None:
    properties = {
        "a": {"type": ["string", "integer"]},
        "b": {"anyOf": [{"type": "string"}]},
        "c": {},
        "d": {"type": "array", "prefixItems": [{"type": "string"}]},
        "e": {"type": ["string", "null"]},
    }
    text = "---\nkind: note\na: 1.10\nb: on\nc: no\nd: [on]\ne: ~\nf: 12:30\n---\n"
    chosen = {"type": "object", "properties": properties}
    assert said(text, article_schema=chosen) == []


def test_a_reference_within_the_schema_is_followed() -> None:
    schema = {
        "$defs": {"name": {"type": "string"}},
        "properties": {
            "a": {"$ref": "#/$defs/name"},
            "b": {"type": "array", "items": {"$ref": "#/$defs/name"}},
            "c": {"type": "object", "additionalProperties": {"type": "string"}},
        },
    }
    text = "---\nkind: note\na: 1.10\nb: [on]\nc: {x: off}\n---\n"
    assert [code for code, _, _ in said(text, article_schema=schema)] == ["FM014"] * 3


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("yes", "`true`"),
        ("OFF", "`false`"),
        ("010", "the number `8`"),
        ("08", "the number `8`"),
        ("12:30", "the number `750`"),
        ("-1:30.5", "the number `-90.5`"),
        ("1.10", "the number `1.1`"),
        ("+1_000", "the number `1000`"),
        ("0b11", "the number `3`"),
        ("0o17", "the number `15`"),
        ("-0x1F", "the number `-31`"),
        ("1e3", "the number `1000.0`"),
        ("-.inf", "the number `-.inf`"),
        ("2026-1-5 10:00:00", "a date"),
        ("~", "nothing"),
        ("2026-1-5", ""),
        ("y", ""),
        ("1.2.3", ""),
        ("12:75", ""),
        ("1e", ""),
        ("nope", ""),
    ],
)
def test_what_a_text_is_taken_for_is_said_in_plain_words(text: str, meaning: str) -> None:
    assert scalars.taken_for(text) == meaning


_LIKE_NUMBERS = st.text("0123456789+-._:eExobTZ ", max_size=12)
_LIKE_WORDS = st.text("yYnNtToOfFeEsSrRuUaAlL~<=", max_size=5)


@given(_LIKE_NUMBERS | _LIKE_WORDS | st.sampled_from(["nO", "null", "True", "<<", "2026-01-02"]))
def test_what_a_text_is_taken_for_is_what_yaml_says(text: str) -> None:
    older = yaml.SafeLoader.yaml_implicit_resolvers.get(text[:1], [])
    is_older = any(pattern.match(text) for _, pattern in older)
    assert bool(scalars.taken_for(text)) == (is_older or type(plain_value(text)) is not str)


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1))
def test_what_is_written_as_yaml_is_read_back(text: str) -> None:
    for written in (scalars.scalar(text), scalars.quoted(text), scalars.restyled("'a'", text)):
        lines = f"kind: note\na: {written}\nb: [{written}, {written}]\nc: {{d: {written}}}\n"
        document = read(*source_of(PATH, f"---\n{lines}---\n".encode()), SETTINGS)
        data = document.front_matter.data
        assert (data["a"], data["b"], data["c"]) == (text, [text, text], {"d": text})


# --- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "updated"),
    [
        ("2026-01-05", "2026-01-05"),
        ("2026-01-05", "2026-01-06"),
        ("2026-01-05T18:00:00+01:00", "2026-01-05"),
        ("2026-01-05T10:00", "2026-01-05T10:00"),
        ("2026-01-05T23:30:00-05:00", "2026-01-06"),
        ("2026-02-30", "2020-01-01"),
        ("2026-01-05", "soon"),
        ("2026-01-05", "5"),
    ],
)
def test_an_update_on_or_after_the_date_is_fine(date: str, updated: str) -> None:
    codes = [code for code, _, _ in said(article(date=date, updated=updated))]
    assert "FM013" not in codes


@pytest.mark.parametrize(
    ("date", "updated"),
    [
        ("2026-01-05", "2026-01-04"),
        ("2026-01-05T10:00", "2026-01-05T09:59"),
        ("2026-01-05T10:00:00+01:00", "2026-01-05T08:59:00Z"),
    ],
)
def test_an_update_before_the_date_is_found(date: str, updated: str) -> None:
    assert said(article(date=date, updated=updated)) == [
        (
            "FM013",
            f"`updated` is `{updated}`, before `date`, `{date}`.",
            f"Write a day that is not before `{date}`, or remove `updated`.",
        )
    ]


def test_the_blogs_time_zone_says_which_day_a_time_belongs_to() -> None:
    text = article(date="2026-01-05T20:00:00Z", updated="2026-01-05")
    assert said(text) == []
    assert [code for code, _, _ in said(text, timezone="Asia/Tokyo")] == ["FM013"]


# --- slugs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "content/articles/a.md",
        "content/articles/from-2-to-3.md",
        "content/articles/queues/index.md",
        "content/articles/console.md",
        "content/articles/com10.md",
        f"content/articles/{'a' * 80}.md",
        "content/images/About_Us.md",
    ],
)
def test_a_name_that_makes_a_good_address_is_fine(path: str) -> None:
    assert found(article(), path) == []


@pytest.mark.parametrize(
    ("name", "fault", "advice"),
    [
        ("My-Post.md", "`M` cannot stand in it", "Rename the file to `my-post.md`."),
        ("crème brûlée.md", "`è` cannot stand in it", "Rename the file to `creme-brulee.md`."),
        ("a_b/index.md", "`_` cannot stand in it", "Rename the folder to `a-b`."),
        ("a--b.md", "its words must be joined by single hyphens", "Rename the file to `a-b.md`."),
        ("-a.md", "its words must be joined by single hyphens", "Rename the file to `a.md`."),
        ("index.md", "it is reserved", "Rename the file to `how-a-queue-forgets.md`."),
        ("nul/index.md", "it is reserved", "Rename the folder to `how-a-queue-forgets`."),
        ("COM1.md", "`C` cannot stand in it", "Rename the file to `how-a-queue-forgets.md`."),
        (
            "a" * 81 + ".md",
            "it has 81 characters, and at most 80 are allowed",
            f"Rename the file to `{'a' * 80}.md`.",
        ),
        ("日本.md", "`日` cannot stand in it", "Rename the file to `how-a-queue-forgets.md`."),
    ],
)
def test_a_name_that_makes_no_good_address_says_which_one_would(
    name: str, fault: str, advice: str
) -> None:
    ((code, finding),) = found(article(), f"content/articles/{name}")
    slug = name.removesuffix(".md").removesuffix("/index")
    shown = slug if len(slug) <= 60 else slug[:59] + "…"
    assert (code, finding.span) == ("FM016", None)
    assert finding.message == f"The name `{shown}` makes no good address: {fault}."
    assert finding.help == advice


def test_without_a_title_to_go_by_the_letters_are_named() -> None:
    (*_, (code, finding)) = found("Words.\n", "content/articles/日本.md")
    assert (code, finding.help) == (
        "FM016",
        "Rename the file: use lower-case ASCII letters, digits and hyphens.",
    )


# --- wording -------------------------------------------------------------------------------------


def test_a_place_is_named_from_the_inside_out() -> None:
    assert wording.named(()) == "the front matter"
    assert wording.named(("image", "alt")) == "`alt` of `image`"
    assert wording.named(("learn", 0)) == "item 1 of `learn`"


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({}, "another value"),
        ({"type": "string"}, "text"),
        ({"type": "string", "maxLength": 9, "examples": ["a b"]}, "text such as `a b`"),
        ({"type": "string", "minLength": 5}, "text of at least 5 characters"),
        ({"type": "integer", "minimum": 1}, "a whole number from 1"),
        ({"type": "array", "minItems": 3, "maxItems": 3}, "a list of 3 items"),
        ({"type": "array", "maxItems": 1}, "a list of at most 1 item"),
        ({"type": ["string", "null"]}, "text or empty"),
        ({"enum": ["a"]}, "`a`"),
        ({"enum": list(range(25))}, None),
    ],
)
def test_what_a_schema_expects_is_a_noun(schema: dict[str, Any], words: str | None) -> None:
    found_words = wording.expected(schema)
    assert found_words == words or (words is None and found_words.endswith("`19` or 5 more"))


@given(
    st.dictionaries(
        st.sampled_from(["title", "date", "updated", "tags", "image", "author", "draft", "x y"]),
        st.sampled_from(
            ["", "5", "[]", "{a: b}", "[1, [2]]", "no", "'é 🎉'", ".nan", "1e999", "|"]
        ),
    )
)
def test_whatever_stands_there_every_finding_is_one_sentence_with_an_advice(
    fields: dict[str, str],
) -> None:
    for _, finding in found(article(**fields)):
        assert finding.message.endswith(".")
        assert finding.help.endswith((".", "?"))
        assert "\n" not in finding.message + finding.help
