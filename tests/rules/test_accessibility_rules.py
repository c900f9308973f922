"""The rules on accessibility: AX001 to AX004."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Finding, Rule
from pipeline.rules.accessibility import (
    diagram_without_alt,
    missing_alt,
    vague_link_text,
    weak_alt,
)
from tests.rules.examples import SETTINGS, article, marked, mutant, places, said_by


def guide(body: str) -> str:
    """The guide with `body` as the whole of one of its sections."""
    return mutant("The owner does, and says why in the commit.", body)


MISSING = [
    "«![](https://x.org/a.png)»",
    "«![ ](https://x.org/a.png 'A title is no text')»",
    "«![&nbsp;](https://x.org/a.png)»",
    "«![<b></b>](https://x.org/a.png)»",
    "«![][a]»\n\n[a]: https://x.org/a.png",
    "[«![](https://x.org/a.png)»](/)",
    "a «![](https://x.org/a.png)» é 🙂 «![](https://x.org/b.png)»",
    "> - «![](https://x.org/a.png)»",
    "«<img src=https://x.org/a.png>»",
    "a «<IMG SRC='https://x.org/a.png' title=b>» c",
    "«<img\n  src='https://x.org/a.png'\n  width=3>»",
    "<picture>\n  <source srcset='https://x.org/a.webp'>\n  «<img src=https://x.org/a.png>»\n</picture>",
    "<div>\n«<img/src=https://x.org/a.png/>»</div>",
    "> <p>\n> «<img src='https://x.org/a.png'>»",
    "| a |\n|---|\n| «![](https://x.org/a.png)» |",
]


@pytest.mark.parametrize("body", MISSING)
def test_an_image_without_a_text_is_named_as_a_whole(body: str) -> None:
    plain, spans = marked(guide(body))
    assert places(plain) == [("AX001", span) for span in spans]


GIVEN = [
    "![a](https://x.org/a.png) ![*b*](https://x.org/b.png) ![`c`](https://x.org/c.png)",
    "![a][b] ![b] ![b][]\n\n[b]: https://x.org/b.png",
    "![.](https://x.org/a.png) ![🙂](https://x.org/a.png) ![&copy;](https://x.org/a.png)",
    "<img src='https://x.org/a.png' alt='b'> <img src='https://x.org/a.png' ALT=b>",
    "<img src='https://x.org/line.svg' alt=''> <img src='https://x.org/line.svg' alt>",
    "`![](a.png)` `<img src=a.png>`\n\n```html\n<img src=a.png>\n![](a.png)\n```",
    "<!-- <img src=a.png> ![](a.png) -->",
    "\\![](https://x.org/a.png) !\\[](a.png) &lt;img>",
    "</img> <image> <imgs> <input> <video src='https://x.org/a.mp4'></video>",
    "![a ![](https://x.org/b.png) c](https://x.org/d.png)",
    "<p title='<img src=a.png>'>b</p>",
]


@pytest.mark.parametrize("body", GIVEN)
def test_an_image_with_a_text_or_a_deliberate_none_is_left_alone(body: str) -> None:
    assert said_by(missing_alt.RULE, guide(body)) == []


def test_an_image_without_an_address_is_another_rules() -> None:
    assert said_by(missing_alt.RULE, article(body="![]() ![](<>) ![](< >)\n")) == []


def test_the_message_names_the_picture() -> None:
    plain, (markdown, html) = marked(article(body="«![](a.png)» «<img src=b.png>»\n"))
    assert said_by(missing_alt.RULE, plain) == [
        Finding(
            markdown,
            "The image `a.png` has no alternative text.",
            "Say in a few words what the picture tells a reader.",
        ),
        Finding(
            html,
            "The `<img>` has no `alt` attribute.",
            'Say in a few words what the picture tells a reader; `alt=""` when it only decorates.',
        ),
    ]


# --- AX002: weak-alt -----------------------------------------------------------------------------

LONG = "A queue of jobs, " * 10
WEAK = [
    "![«IMG_1234.png»](https://x.org/a.png) ![«images/a-b.svg»](https://x.org/b)",
    "![«Screenshot 2026-01-05 at 10.23.11.png»](https://x.org/a.png)",
    "![«Screenshot 2026-01-05 at 10.23.11 AM»](https://x.org/a) ![«DSC01234»](https://x.org/a)",
    "![«Pasted image 20260105102311»](https://x.org/a.png) ![«image-3»](https://x.org/a.png)",
    "![«Figure 3.1»](https://x.org/a.png) ![«Untitled 2»](https://x.org/a.png)",
    "![«image»](https://x.org/a.png) ![«Screenshot.»](https://x.org/b) ![«A photo»](https://x.org)",
    "![«alt text»](https://x.org/a.png) ![«cover image»](https://x.org/b) ![«Logo»](https://x.org)",
    "![«Image description»](https://x.org/a.png) ![«the diagram below»](https://x.org/b.png)",
    "![«TODO»](https://x.org/a.png) ![«xxx»](https://x.org/a.png)",
    "![«how-a-queue-grows»](https://x.org/How-a-queue-grows.png?v=2)",
    f"![«{LONG.strip()}»](https://x.org/a.png)",
    "«![*image*](https://x.org/a.png)» [![«image»](https://x.org/a.png)](/)",
    "![«image»][a] ![«image»][]\n\n[a]: https://x.org/a.png\n[image]: https://x.org/b.png",
    "<img src='https://x.org/a.png' alt='«image»'> <IMG SRC=https://x.org/a.png ALT=«a.png»>",
    "<picture>\n<img alt=\"«a-b-c»\" src='https://x.org/a-b-c.webp'>\n</picture>",
    '```text caption="A queue" alt="«diagram»"\na -> b\n```',
    f'```text caption="A queue" alt="«{LONG.strip()}»"\na -> b\n```',
    "> é 🙂 ![«image»](https://x.org/a.png)",
]


@pytest.mark.parametrize("body", WEAK)
def test_a_text_that_says_nothing_is_named_where_it_stands(body: str) -> None:
    plain, spans = marked(guide(body))
    assert [finding.span for finding in said_by(weak_alt.RULE, plain)] == spans


def test_so_is_that_of_the_front_matters_picture() -> None:
    plain, (span,) = marked(
        article(front_matter="image: {src: 'https://x.org/a.png', alt: «'Screenshot'»}\n")
    )
    assert places(plain) == [("AX002", span)]


TELLING = [
    "![Screenshot of the login page](https://x.org/a.png) ![Photo of Ada](https://x.org/b.png)",
    "![The image of a queue](https://x.org/a.png) ![Graph of requests](https://x.org/b.png)",
    "![Architecture diagram](https://x.org/a.png) ![Go logo](https://x.org/b.png)",
    "![Kafka](https://x.org/kafka.png) ![scikit-learn](https://x.org/scikit-learn.png)",
    "![end-to-end-tests](https://x.org/a.png) ![max_open_files](https://x.org/b.png)",
    "![How to shrink a.png](https://x.org/a.png) ![The file logo.svg is red](https://x.org/b.svg)",
    "![2026](https://x.org/a.png) ![Python 3.14](https://x.org/b.png) ![42](https://x.org/c.png)",
    "![Figure 3: a queue](https://x.org/a.png) ![Chart: 75% yes, 25% no](https://x.org/b.png)",
    "![Imagine](https://x.org/a.png) ![Photoshop](https://x.org/b.png) ![Iconic](https://x.org/c)",
    f"![{'a' * 74} {'b' * 75}](https://x.org/a.png)",
    "![](https://x.org/a.png) <img src='https://x.org/a.png' alt=''> <img src='https://x.org/a.png'>",
    "`![image](a.png)`\n\n```html\n<img src=a.png alt=image>\n```\n\n<!-- <img alt=image> -->",
    '```python alt="image"\na = 1\n```\n\n```text alt="image"\na\n```',
    '```text caption="A queue" alt=""\na -> b\n```',
    '```text caption="A queue" alt="From a to b"\na -> b\n```',
    "[image](/) image screenshot <p title='image' alt='image'>x</p>",
    "![a ![image](https://x.org/b.png) c](https://x.org/d.png)",
]


@pytest.mark.parametrize("body", TELLING)
def test_a_text_that_says_something_is_left_alone(body: str) -> None:
    assert said_by(weak_alt.RULE, guide(body)) == []


def test_the_message_says_what_is_weak() -> None:
    body = f"![a.png](a.png) ![IMG_1](a.png) ![image](a.png) ![tbd](a.png) ![{'a' * 151}](a.png)\n"
    assert [(each.message, each.help) for each in said_by(weak_alt.RULE, article(body=body))] == [
        (f"The alternative text {said}.", "Say in a few words what the picture tells a reader.")
        for said in (
            "`a.png` is the name of a file",
            "`IMG_1` names the picture and does not say what it shows",
            "`image` says what kind of thing it is and not what it shows",
            "`tbd` is a placeholder",
        )
    ] + [
        (
            "The alternative text has `151` characters, over `150`.",
            "Say the gist in one sentence, and the rest in the article.",
        )
    ]


def test_the_longest_text_is_a_setting() -> None:
    settings = replace(SETTINGS, thresholds={**SETTINGS.thresholds, "AX002": {"characters": 10}})
    body = "![0123456789](a.png) ![0123456789a](a.png)\n"
    (finding,) = said_by(weak_alt.RULE, article(body=body), settings)
    assert finding.message == "The alternative text has `11` characters, over `10`."


# --- AX003: vague-link-text ----------------------------------------------------------------------

VAGUE = [
    "[«here»](/) [«Click here»](/) [«HERE!»](/) [«(here)»](/) [«→ here»](/) [«here…»](/)",
    "[«this»](/) [«That»](/) [«this one»](/) [«link»](/) [«this link»](/) [«the link below»](/)",
    "[«read more»](/) [«Read more ›»](/) [«more»](/) [«Learn more →»](/) [«More info»](/)",
    "[«see here»](/) [«right here»](/) [«follow this link»](/) [«for more details»](/)",
    "[«here»][a] [«here»] [«here»][]\n\n[a]: /\n[here]: /",
    "«[**here**](/)» «[*click* here](/)» «[![here](https://x.org/a.png)](/)»",
    "«[click&nbsp;here](/)» [«read\nmore»](/)",
    "<a href='/'>«here»</a> and <a class=x href='/'>«<b>this</b>»</a>",
    "<p>\n<a href='/'>«click here»</a>, <a href='/'>«\nmore\n»</a>\n</p>",
    "[«here»](https://x.org/ 'The manual')",
    "> é 🙂 [«here»](/)",
    "| a |\n|---|\n| [«here»](/) |",
]


@pytest.mark.parametrize("body", VAGUE)
def test_a_link_that_does_not_say_where_it_leads_is_named_at_its_text(body: str) -> None:
    plain, spans = marked(guide(body))
    assert [finding.span for finding in said_by(vague_link_text.RULE, plain)] == spans


CLEAR = [
    "[the manual](/) [this issue](/) [this article](/) [this page](/) [that post](/) [an RFC](/)",
    "[here is the manual](/) [what is new here](/) [Read more about queues](/) [register here](/)",
    "[more than one queue](/) [Learn Rust](/) [link times](/) [linked list](/) [thistle](/)",
    "[`this`](/) [`here`](/) [the `more`](/) [`link`](/) [**`this`**](/)",
    "[<code>this</code>](/) <a href='/'><code>this</code></a> <a href='/'>`more`</a>",
    "<a href='/' aria-label='The manual'>here</a> <a id='x'>here</a> <a name=y>this</a>",
    "https://x.org/here <https://x.org/more> www.x.org/this",
    "[url](/) [curl](/) [Hyperlink Inc.](/) [details element](/)",
    "[1](/) [↑](/) [.](/) [🙂](/) [here/there/everywhere](/) [therefore](/)",
    "[![The manual](https://x.org/a.png)](/) [![](https://x.org/a.png)](/) [here: the manual](/)",
    "here, click here, this link, [here] and \\[here](/)",
    "`[here](/)`\n\n```markdown\n[here](/)\n```\n\n<!-- [here](/) <a href='/'>here</a> -->",
    "<a href='/'>the manual</a> <a href='/'>here you find the manual</a> <abbr>this</abbr>",
    "[HTTP](/) [Home](/) [more-itertools](/) [this-is-a-crate](/) [read-more-link](/)",
]


@pytest.mark.parametrize("body", CLEAR)
def test_a_link_that_says_something_is_left_alone(body: str) -> None:
    assert said_by(vague_link_text.RULE, guide(body)) == []


def test_the_message_shows_the_text_of_the_link() -> None:
    assert said_by(vague_link_text.RULE, article(body="[Click\nhere](/)\n"))[0].message == (
        "The link text `Click here` does not say where it leads."
    )


# --- AX004: diagram-without-alt ------------------------------------------------------------------

MUTE = [
    '«```text» caption="A queue"\na -> b\n```',
    '«```text» caption="A queue" alt=""\n+---+\n| a |\n+---+\n```',
    '«~~~text» {1} caption="A queue" alt\n┌─┐\n└─┘\n~~~',
    '> é 🙂\n> «```text» caption="A queue"\n> a | b\n> ```',
    '- a\n\n  «````text» title="x" caption="A queue" alt="  "\n  a ⟶ b\n  ````',
    '«```text» caption="A queue"\n  |\n  | |\n```',
]


@pytest.mark.parametrize("body", MUTE)
def test_a_drawing_without_words_is_named_at_its_fence(body: str) -> None:
    plain, spans = marked(guide(body))
    assert [finding.span for finding in said_by(diagram_without_alt.RULE, plain)] == spans


SPEAKING = [
    '```text caption="A queue" alt="From a to b."\na -> b\n```',
    '```text\na -> b\n```\n\n```text caption=""\na -> b\n```',
    '```text caption="What it prints"\n3 jobs done\n1 failed\n```',
    '```python caption="A queue"\na -> b\n```\n\n```console caption="A run"\na --help\n```',
    '```Text caption="A queue"\na -> b\n```',
    "    a -> b\n",
    "`a -> b`",
]


@pytest.mark.parametrize("body", SPEAKING)
def test_what_has_words_or_is_no_drawing_is_left_alone(body: str) -> None:
    assert said_by(diagram_without_alt.RULE, guide(body)) == []


def test_the_message_names_the_diagram_by_its_caption() -> None:
    plain, _ = marked(article(body=f"{MUTE[0]}\n"))
    (finding,) = said_by(diagram_without_alt.RULE, plain)
    assert (finding.message, finding.help) == (
        "The diagram `A queue` has no alternative text.",
        'Write alt="..." after the caption: what the drawing tells, in a sentence.',
    )


# --- all of them ---------------------------------------------------------------------------------

ALL = [missing_alt.RULE, weak_alt.RULE, vague_link_text.RULE, diagram_without_alt.RULE]


@pytest.mark.parametrize(
    "text", ["", "---\n", "---\n- a\n---\n", "\udcff", "\0", "---\nimage: 3\n---\n"]
)
@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_broken_files_are_no_trouble(text: str, rule: Rule) -> None:
    assert said_by(rule, text) == []


@pytest.mark.parametrize("piece", ["![", "a.", "image ", "<a href=/>", "this ", "| ", "- ", "1_"])
def test_hostile_lines_are_read_in_one_go(piece: str) -> None:
    long = piece * 12_000
    body = f'![{long}](/) [{long}](/)\n\n{long}\n\n```text caption="a"\n{long}\n```\n'
    for rule in ALL:
        assert len(said_by(rule, article(body=body))) <= 12_002
