"""The rule on accessibility: AX001."""

from __future__ import annotations

import pytest

from pipeline.model import Finding
from pipeline.rules.accessibility import missing_alt
from tests.rules.examples import article, marked, mutant, places, said_by


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


@pytest.mark.parametrize("text", ["", "---\n", "---\n- a\n---\n", "\udcff", "\0"])
def test_broken_files_are_no_trouble(text: str) -> None:
    assert said_by(missing_alt.RULE, text) == []
