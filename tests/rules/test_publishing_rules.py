"""The rule on publishing, PB004, and the one on the linter itself, SU005."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pipeline.model import Finding
from pipeline.rules.linter import internal_error
from pipeline.rules.publishing import xml_illegal_character
from tests.rules.examples import PATH, article, findings, marked, mended, mutant, places, said_by


def guide(body: str) -> str:
    """The guide with `body` as the whole of one of its sections."""
    return mutant("The owner does, and says why in the commit.", body)


FORBIDDEN = [
    "A«\x01» b«\x08» c«\x0b» d«\x0c» e«\x0e» f«\x1b»[31m g«\x1f»",
    "A«\ufffe» b«\uffff» é 🙂 c«\x02»",
    "`a«\x08»b`",
    "```python\na = '«\x1b»[0m'\n```",
    "    a«\x08»",
    "x\n\n<!-- a«\x08» -->",
    "[a«\x08»](https://x.org/ 'b«\x08»')",
    "A«&#8;» b«&#x1F;» c«&#X1f;» d«&#0012;» e«&#xFFFE;» f«&#65535;»",
    "[a«&#8;»](https://x.org/ 'b«&#8;»') ![c«&#8;»](https://x.org/d.png \"e«&#8;»\")",
    "[a](https://x.org/«&#8;»b)",
    "[a]\n\n[a]: https://x.org/ 'b«&#8;»'",
    "**a«&#8;»** ~~b«&#8;»~~ \\\\«&#8;» `c`«&#8;»`d`",
    "- a«&#8;»\n\n> b«&#8;»\n\n| c«&#8;» |\n|---|\n| d«&#8;» |",
    "a[^1]\n\n[^1]: b«&#8;»",
    "<p title='«&#8;»'>«&#8;»</p> <b>«&#x8» c</b>",
    "<div>\n«&#8» <!-- &#8; --> «&#000000000008;»\n</div>",
    "> <p>\n> é«&#8;»</p>",
    "A«\x7f» b«\x80» é«\x85» 🙂«\x9f»«\x92»\xa0\xbf",
    "`a«\x92»b`\n\n```python\na = '«\x9b»0m'\n```\n\n    a«\x80»",
    "A«&#128;» b«&#x92;» c«&#127;» d«&#159;» &#160;",
    "<p title='«&#146;»'>«&#x80;» &#xa0;</p> <b>«&#150» c</b>",
    "Don«â\x80\x99»t, «Ã\x89»tude, «ð\x9f\x93\xa6»; Ã© â€™ Â\xa0",
    "Ã«\x89»«\x89» but â«\x80»x and Â«\x92»",
]


@pytest.mark.parametrize("body", FORBIDDEN)
def test_a_forbidden_character_is_named_where_it_or_its_stand_in_is(body: str) -> None:
    plain, spans = marked(guide(body))
    assert sorted(places(plain)) == [("PB004", span) for span in spans]


def test_so_is_one_in_a_heading() -> None:
    plain, spans = marked(mutant("### Who moves the day", "### Who «&#8;»moves«\x08» the day"))
    assert sorted(places(plain)) == [("PB004", span) for span in spans]


ESCAPED = [
    'title: "A bell«\\a» and a backspace«\\b»"\n',
    'title: "All«\\0» of«\\v» them«\\f» and«\\e»"\n',
    'title: "Hexadecimal «\\x01» «\\u0002» «\\U00000003» «\\uFFFE»"\n',
    'title: "A backslash \\\\«\\x08» and no \\\\a"\n',
    'author: ["Ada", "Gr«\\x08»ace"]\n',
    'image: {src: "https://x.org/a.png", alt: "A«\\x08» picture"}\n',
    'learn:\n  - "The first«\\a»"\n  - The second\n  - "The é«\\a» third"\n',
    'title: &a "A bell«\\a»"\nseries: *a\n',
    'title: "It doesn«\\x92»t, «\\u0080» and«\\N» \\_ \\L"\n',
]


@pytest.mark.parametrize("front_matter", ESCAPED)
def test_an_escape_in_the_front_matter_is_named_where_it_stands(front_matter: str) -> None:
    plain, spans = marked(article(front_matter=front_matter))
    assert places(plain) == [("PB004", span) for span in spans]


def test_a_quoted_key_is_looked_into_once() -> None:
    plain, (span,) = marked(article(front_matter='"titl«\\a»e": "x"\n'))
    assert [finding.span for finding in said_by(xml_illegal_character.RULE, plain)] == [span]


def test_a_control_character_in_the_front_matter_counts_though_yaml_forbids_it_too() -> None:
    plain, (span,) = marked(article(front_matter='title: "A bell«\x07» came"\n'))
    assert [finding.span for finding in said_by(xml_illegal_character.RULE, plain)] == [span]


ALLOWED = [
    "Tabs\tand lines\r\nand \r returns, &#9; &#10; &#13; &#x20;",
    "A no-break\xa0space, a line\u2028separator, «Â» ¿Ã? ª·º, &nbsp; &#160; &#xA0;",
    "\\x92 \\u0092 `&#146;` \\&#146; &amp;#146;\n\n```html\n&#146;\n```\n\n    &#x80;",
    "\ufeff \ufdd0 \U0001fffe \U0010ffff &#x1FFFE; \u200b \u202e \ufffd",
    "&#0; &#x0; &#xD800; &#x110000; &#99999999; are all U+FFFD",
    "`&#8;` ``&#8; ` ``\n\n```html\n&#8;\n```\n\n    &#8;",
    "\\&#8; &\\#8; &#8 &# 8; &amp;#8; &#x; &#; &#xZ8;",
    "<https://x.org/&#8;> https://x.org/&amp;#8;",
    "<!-- &#8; -->\n\na <!-- &#8; --> b",
    '```python title="a &#8;" caption="b &#8;"\nc\n```',
    "&#x00000008; is too long to be one",
    "\\x08 \\u0008 \\b ^H",
]


@pytest.mark.parametrize("body", ALLOWED)
def test_what_xml_allows_or_nobody_decodes_is_left_alone(body: str) -> None:
    assert said_by(xml_illegal_character.RULE, guide(body)) == []


PLAIN = [
    "title: 'No \\a escape \\x08 in single quotes'\n",
    "title: No \\a escape \\x08 in plain text\n",
    'title: "A tab \\t, a line \\n, a quote \\", a slash \\/, \\xe9 \\u00e9 \\_ \\L"\n',
    'title: "Two backslashes \\\\a and \\\\x08"\n',
    "title: |\n  No \\a escape in a block\n",
    'title: Only "quoted \\a" inside\n',
    'title: "&#8; is no entity here"\n',
]


@pytest.mark.parametrize("front_matter", PLAIN)
def test_a_backslash_that_escapes_nothing_forbidden_is_left_alone(front_matter: str) -> None:
    assert said_by(xml_illegal_character.RULE, article(front_matter=front_matter)) == []


def test_each_fix_deletes_it_and_nothing_else() -> None:
    text = article(
        front_matter='title: "A bell\\a came along"\n', body="a\x08b &#8;c <b title='d&#8e'>f</b>\n"
    )
    files = {PATH: text.encode()}
    while found := [finding for code, _, finding in findings(files) if code == "PB004"]:
        assert all(finding.fix and finding.fix.safe for finding in found)
        files = mended(files, PATH, found[-1])
    expected = article(
        front_matter='title: "A bell came along"\n', body="ab c <b title='de'>f</b>\n"
    )
    assert files == {PATH: expected.encode()}


def test_the_message_says_which_character_and_what_stands_for_it() -> None:
    plain, (raw, entity) = marked(article(body="a«\x1b»b «&#12;»\n"))
    found = said_by(xml_illegal_character.RULE, plain)
    assert [(each.span, each.message, each.help) for each in found] == [
        (raw, "The character `U+001B` is forbidden in XML: no feed can hold it.", "Delete it."),
        (
            entity,
            (
                "The character `U+000C`, which `&#12;` stands for, is forbidden in XML: "
                "no feed can hold it."
            ),
            "Delete it.",
        ),
    ]


MISREAD = [
    ("don\x92t", "\x92", "U+0092", "’"),
    ("don&#146;t", "&#146;", "U+0092, which `&#146;` stands for", "’"),
    ("<b>&#x80;</b>", "&#x80;", "U+0080, which `&#x80;` stands for", "€"),
    ("donâ\x80\x99t", "â\x80\x99", "U+0080", "’"),
    ("Ã\x89tude", "Ã\x89", "U+0089", "É"),
    ("a\x85", "\x85", "U+0085", "…"),
]


@pytest.mark.parametrize(("body", "stands", "said", "was"), MISREAD)
def test_what_was_read_in_a_wrong_encoding_is_written_anew_if_you_ask_for_it(
    body: str, stands: str, said: str, was: str
) -> None:
    text = article(body=f"{body}\n")
    [found] = said_by(xml_illegal_character.RULE, text)
    character, comma, rest = said.partition(",")
    between = f"`{character}`{comma}{rest}{comma}"
    assert found.message == (
        f"The character {between} is forbidden in HTML: it is a control character."
    )
    assert found.help == f"Write `{was}`, which it seems to have been, or delete it."
    assert found.fix is not None
    assert not found.fix.safe
    after = mended({PATH: text.encode()}, PATH, found)
    assert after == {PATH: article(body=f"{body.replace(stands, was)}\n").encode()}


@pytest.mark.parametrize("body", ["a\x81b", "a\x7fb", "a&#141;b", "a&#127;b"])
def test_what_means_nothing_in_any_encoding_is_deleted(body: str) -> None:
    text = article(body=f"{body}\n")
    [found] = said_by(xml_illegal_character.RULE, text)
    assert (found.help, found.fix and found.fix.safe) == ("Delete it.", True)
    assert mended({PATH: text.encode()}, PATH, found) == {PATH: article(body="ab\n").encode()}


def test_a_hundred_are_enough() -> None:
    assert len(said_by(xml_illegal_character.RULE, article(body="\x08" * 5000))) == 100


@pytest.mark.parametrize("text", ["", "---\n", "---\n- a\n---\n", "a\0b\x08", "\udcffa\x08"])
def test_a_file_that_cannot_be_read_is_another_rules(text: str) -> None:
    assert said_by(xml_illegal_character.RULE, text) == []


def test_without_front_matter_the_body_is_looked_at_all_the_same() -> None:
    found = said_by(xml_illegal_character.RULE, "\x08 a &#8;\n")
    assert [finding.span for finding in found] == [(0, 1), (4, 8)]


@given(st.text(alphabet=st.characters(exclude_characters="\0", codec="utf-8"), max_size=30))
@hypothesis_settings(deadline=None)
def test_what_is_left_alone_is_what_an_xml_parser_takes(text: str) -> None:
    """The standard library's parser is the judge, save for those that it lets by: U+FFFE, U+FFFF
    and the control characters that only HTML forbids.
    """
    found: list[Finding] = said_by(xml_illegal_character.RULE, article(body=f"    {text}"))
    data = f"<a>{text.replace('&', '').replace('<', '').replace(']', '')}</a>".encode()
    try:
        ET.fromstring(data)
        taken = not re.search("[\x7f-\x9f\ufffe\uffff]", text)
    except ET.ParseError:
        taken = False
    assert (found == []) == taken


def test_the_rule_on_the_linters_own_mistakes_says_nothing_by_itself() -> None:
    assert said_by(internal_error.RULE, article()) == []
    assert (internal_error.RULE.gate, internal_error.RULE.strict) == (False, True)
