"""SC003, bidi-control: characters that nobody can see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pipeline.model import Finding, Severity
from pipeline.rules.security.bidi_control import RULE
from tests.rules.examples import PATH, article, findings, marked, mended, mutant, places, said_by

E, W = Severity.ERROR, Severity.WARNING


def guide(body: str) -> str:
    """The guide with `body` as the whole of one of its sections."""
    return mutant("The owner does, and says why in the commit.", body)


FOUND = [
    ("An over«\u202e»ride and an embed«\u202b»ding, popped«\u202c» here.", [E, E, E]),
    ("An iso«\u2066»late, «\u2067»and «\u2068»more«\u2069».", [E, E, E, E]),
    ("```c\n/*«\u202e» } «\u2066»if (is_admin)«\u2069» «\u2066» begin */\n```", [E, E, E, E]),
    ("`co«\u202e»de` and <b>ta«\u2067»g</b> and [te«\u202a»xt](/)", [E, E, E]),
    ("A «\u200b»word, wo«\u200c»rd, wo«\u200d»rd, wo«\u2060»rd, wo«\ufeff»rd.", [W] * 5),
    ("One run «\u200b\u200c\u200b» of three, and «\u200b\u202e» of two kinds.", [W, E]),
    ("A mark «\u200e»in English, another«\u200f», a third«\u061c».", [W, W, W]),
    ("é 🙂 ü«\u200b»é: bytes, not characters.", [W]),
    ("Smuggled«\U000e0048\U000e0069» letters, and 🙂«\u200d» joined to nothing.", [W, W]),
    ("پیام«\u202e» من", [E]),
    ("日本«\u200d»語, Thai «\ufeff»ไทย", [W, W]),
    ("می\u200c«\ufeff»روم keeps its joiner", [W]),
    ("An operator x«\u2062»y, and a ca«\u180e»t.", [W, W]),
]


@pytest.mark.parametrize(("body", "severities"), FOUND)
def test_each_run_is_named_where_it_stands(body: str, severities: list[Severity]) -> None:
    plain, spans = marked(guide(body))
    found = said_by(RULE, plain)
    assert [(each.span, each.severity) for each in found] == [*zip(spans, severities, strict=True)]


def test_so_is_one_in_the_front_matter_and_nothing_else_is_said() -> None:
    plain, (span,) = marked(article(front_matter='title: "How a Que«\u200b»ue Forgets"\n'))
    assert [place for place in places(plain) if place[0] == "SC003"] == [("SC003", span)]


def test_the_message_names_each_character_once() -> None:
    text = article(body="A\u202e\u202e b\u200b\u2066\u2067\u2068\u2069\u200b.\n")
    first, second = said_by(RULE, text)
    assert (first.message, first.help) == (
        (
            "Nobody sees `U+202E` (RIGHT-TO-LEFT OVERRIDE) here, but the text is shown in another "
            "order than it is stored."
        ),
        'Delete it; around right-to-left words write `<bdi>` or `<span dir="rtl">`.',
    )
    assert second.message == (
        "Nobody sees `U+200B` (ZERO WIDTH SPACE), `U+2066` (LEFT-TO-RIGHT ISOLATE), "
        "`U+2067` (RIGHT-TO-LEFT ISOLATE) and 2 more here, but the text is shown in another order "
        "than it is stored."
    )
    (third,) = said_by(RULE, article(body="A\u200bb\n"))
    assert (third.message, third.help) == (
        (
            "Nobody sees `U+200B` (ZERO WIDTH SPACE) here, but who searches or copies the text "
            "stumbles over it."
        ),
        "Delete it.",
    )


NEEDED = [
    "می\u200cخواهم، API\u200cها، کتاب\u200cهای",
    "क्\u200dष and क्\u200cष, ශ්\u200dරී, ക്\u200d",
    "שלום\u200f! and 5\u200e% של",
    "(مرحبا)\u200e and \u061cمرحبا, HTML\u200f عربي",
    "ไทย\u200bแลนด์, ខ្មែរ\u200bភាសា, မြန်မာ\u200bစာ, ລາວ\u200bລາວ",
    "日本\u200b語, **強調**\u200bです, 漢\u2060字, 한국\u200b어",
    "👨\u200d👩\u200d👧 👩🏽\u200d💻 🏳️\u200d🌈 ❤️\u200d🔥 🧑\u200d⚕️ 🐦\u200d⬛ 🙂\u200d↔️ 👁️\u200d🗨️",
    "The flag 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f flies.",
    "A heart ❤️, a plain one ❤\ufe0e, a key 1️⃣, a tone 👍🏽.",
    "A soft\u00adhyphen, a no-break\u00a0space, a thin\u202fone, a line\u2028separator.",
    "&zwnj; &#x202E; &rlm; &#8203; are there for all to see.",
    '`"\\u202e"` and\n\n```python\nprint("\\u200b")\n```',
    "Curly “quotes”, an en–dash, an ellipsis… and a bullet •.",
    "ᠮᠣᠩᠭᠣᠯ\u180eᠠ",
]


@pytest.mark.parametrize("body", NEEDED)
def test_what_a_script_or_an_emoji_needs_is_left_alone(body: str) -> None:
    assert said_by(RULE, guide(body)) == []


def test_a_byte_order_mark_at_the_start_is_another_rules() -> None:
    assert said_by(RULE, "\ufeff" + article()) == []
    assert len(said_by(RULE, "\ufeff\ufeff" + article())) == 1


def test_an_escape_in_the_front_matter_is_there_for_all_to_see() -> None:
    assert said_by(RULE, article(front_matter='title: "A \\u202E Title"\n')) == []


SAFE = [
    "a wo«\u200b»rd",
    "«\u200b»first words",
    "the last«\u200b»",
    "one «\u202e»two, three«\u202c» four",
    "“quo«\u200b»ted”, then (bra«\u200b»cketed).",
    "- an it«\ufeff»em",
    "é 🙂 a wo«\u200b»rd",
    "```python\nx = «\u200b»1  # «\u202e» gone\n```",
    "a stray 5«\u200b» too",
]
UNSAFE = [
    "«\u200b»# no heading",
    "«\u200b»- no item",
    "«\u200b»1. no item",
    "one «\u200b» two",
    "h«\u200b»ttps://x.org/",
    "www«\u200b».x.org",
    "ada«\u200b»@x.org",
    "&am«\u200b»p;",
    "<«\u200b»b>",
    "*«\u200b»one*",
    "_«\u200b»one",
    "[one]«\u200b»(/two)",
    "`one«\u200b»`",
    "\\«\u200b»*",
    "one\n«\u200b»\ntwo",
    "«\u200b»::: no directive",
    "שלום «\u202e»עולם",
    '```python\nassert clean("a«\u200b»b")\n```',
    "```text\n«\u200b»```\n```",
]


@pytest.mark.parametrize("body", SAFE)
def test_a_fix_in_plain_words_and_in_code_without_strings_is_safe(body: str) -> None:
    assert {finding.fix.safe for finding in _found(body) if finding.fix} == {True}


@pytest.mark.parametrize("body", UNSAFE)
def test_a_fix_beside_marks_in_strings_and_between_right_to_left_words_is_not(body: str) -> None:
    assert {finding.fix.safe for finding in _found(body) if finding.fix} == {False}


def _found(body: str) -> list[Finding]:
    plain, spans = marked(article(body=f"{body}\n"))
    found = said_by(RULE, plain)
    assert [finding.span for finding in found] == spans
    return found


@pytest.mark.parametrize(
    ("value", "safe"),
    [("How a Que\u200bue Forgets", True), ("tr\u200bue", False), ("5\u200b", False)],
)
def test_in_the_front_matter_no_safe_fix_makes_another_type(value: str, safe: bool) -> None:
    (finding,) = said_by(RULE, article(front_matter=f"title: {value}\n"))
    assert finding.fix is not None
    assert finding.fix.safe == safe


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_fix_deletes_the_run_and_no_other_byte(end: str) -> None:
    body = "é 🙂 a wo\u200b\u200crd, an\u202e order,\nپیام\u200cها stay.\n"
    files = {PATH: article(body=body).replace("\n", end).encode()}
    expected = article(body="é 🙂 a word, an order,\nپیام\u200cها stay.\n").replace("\n", end)
    while found := [finding for code, _, finding in findings(files) if code == "SC003"]:
        files = mended(files, PATH, found[-1])
    assert files == {PATH: expected.encode()}


INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2066\u2069\u2060\ufeff"


@given(st.text(alphabet="ab .*`<é日م🙂\n" + INVISIBLE, max_size=25))
@hypothesis_settings(deadline=None)
def test_after_all_fixes_the_rule_is_silent(text: str) -> None:
    files = {PATH: article(body=f"{text}\n").encode()}
    for _ in range(len(text) + 1):
        found = said_by(RULE, files[PATH].decode())
        if not found:
            break
        files = mended(files, PATH, found[-1])
    assert said_by(RULE, files[PATH].decode()) == []


def test_a_hundred_are_enough_and_a_file_of_nothing_else_is_no_trouble() -> None:
    assert len(said_by(RULE, article(body="a\u200b" * 5_000))) == 100
    assert said_by(RULE, article(body="م\u200e" * 50_000)) == []


@pytest.mark.parametrize("text", ["", "---\n", "\u200b\udcff", "\u202e\0"])
def test_broken_files_are_no_trouble(text: str) -> None:
    assert said_by(RULE, text) == []
