"""The rules on images: IM001 and IM002."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Context, Finding, Flaw, Inventory, Picture, Settings, Stored
from pipeline.read import read, source_of
from pipeline.rules.images import image_too_heavy, image_unreadable
from tests.rules.examples import PATH, SETTINGS, article, marked

FILES = {
    "content/images/heavy.png": Stored(500_001, "file"),
    "content/images/just.png": Stored(500_000, "file"),
    "content/images/Queue é.png": Stored(2_345_678, "file"),
    "content/images/folder.png": Stored(900_000, "directory"),
    "content/images/out.png": Stored(900_000, "outside"),
    "content/articles/heavy.png": Stored(600_000, "file"),
}


def said(body: str, front_matter: str = "", settings: Settings = SETTINGS) -> list[Finding]:
    data = article(front_matter=front_matter, body=body).encode("utf-8", "surrogateescape")
    document = read(*source_of(PATH, data), settings)
    return list(image_too_heavy.RULE.check(document, Context(settings, Inventory(FILES, (PATH,)))))


HEAVY = [
    "![A queue](«../images/heavy.png») ![A queue](«heavy.png» 'title')",
    "![A queue](«/images/heavy.png?v=2») ![A queue](../images/./heavy.png)",
    "![A queue](<«../images/Queue é.png»>) ![A queue](/images/Queue%20%C3%A9.png)",
    "![A queue][a] ![B][a]\n\n[a]: «heavy.png»",
    "[![A queue](«heavy.png»)](heavy.png)",
    "![A queue](«https://blog.example/images/heavy.png»)",
    "<img alt='' src='«heavy.png»'> <video poster=«/images/heavy.png»></video>",
    "<picture>\n<source srcset='small.png 1x, «heavy.png» 2x'>\n</picture>",
    "> é 🙂 ![A queue](«heavy.png»)",
]


@pytest.mark.parametrize("body", HEAVY)
def test_a_heavy_picture_is_named_once_where_it_is_shown(body: str) -> None:
    plain, spans = marked(article(body=body))
    found = said(plain[plain.index("\n\n") + 2 :])
    assert [finding.span for finding in found] == spans


def test_so_is_that_of_the_front_matter() -> None:
    fields = "image: {src: «'heavy.png'», alt: A queue of jobs}\n"
    _, (span,) = marked(article(front_matter=fields))
    (finding,) = said("Words.\n", marked(fields)[0])
    assert finding.span == span


LIGHT = [
    "![A queue](../images/just.png) ![A queue](/images/just.png)",
    "![A queue](no-such.png) ![A queue](Heavy.png) ![A queue](../images/heavy.PNG)",
    "[a queue](heavy.png) <a href='heavy.png'>a queue</a> heavy.png",
    "![A queue](https://x.org/images/heavy.png) ![A queue](//x.org/heavy.png)",
    "![A queue](data:image/png;base64,heavy.png) ![A queue](../images/folder.png)",
    "![A queue](../../../heavy.png) ![A queue](../images/out.png) ![]() ![A queue](#heavy.png)",
    "`![A queue](heavy.png)`\n\n```html\n<img src=heavy.png>\n```\n\n<!-- <img src=heavy.png> -->",
    "<video src='heavy.png'></video> <p title='heavy.png'>x</p> <img alt='heavy.png' src=''>",
    "![a ![b](heavy.png) c](../images/just.png)",
]


@pytest.mark.parametrize("body", LIGHT)
def test_what_is_light_or_not_shown_or_not_ours_is_left_alone(body: str) -> None:
    assert said(f"{body}\n") == []


def test_the_message_says_the_weight_in_thousands_of_bytes() -> None:
    (finding,) = said("![A queue](</images/Queue é.png>)\n")
    assert (finding.message, finding.help) == (
        "The image `/images/Queue é.png` weighs `2,346` KB, over `500`.",
        "Scale it to the size it is shown in, or save it as WebP or AVIF.",
    )


def test_the_limit_is_a_setting() -> None:
    thresholds = {**SETTINGS.thresholds, "IM001": {"kilobytes": 600}}
    settings = replace(SETTINGS, thresholds=thresholds)
    assert said("![A queue](heavy.png)\n", settings=settings) == []
    thresholds["IM001"] = {"kilobytes": 599}
    assert len(said("![A queue](heavy.png)\n", settings=settings)) == 1


@pytest.mark.parametrize("front_matter", ["image: 3\n", "image: {src: 3}\n", "image: {src: }\n"])
def test_a_broken_front_matter_is_no_trouble(front_matter: str) -> None:
    assert said("Words.\n", front_matter) == []


# --- IM002 ----------------------------------------------------------------------------------------

SAFE = Picture("content/articles/safe.svg", "/images/safe.1a2b3c4d.svg", "image/svg+xml", 4, 2)
ALBUM: dict[str, Picture | Flaw] = {
    "content/articles/cut.png": Flaw("is cut off", "Export it again."),
    "content/images/Queue é.svg": Flaw("holds a script", "Take it out.", SAFE),
    "content/articles/safe.svg": SAFE,
}


def unreadable(body: str, front_matter: str = "") -> list[Finding]:
    asked: list[str] = []

    def album(path: str) -> Picture | Flaw | None:
        asked.append(path)
        return ALBUM.get(path)

    data = article(front_matter=front_matter, body=body).encode("utf-8", "surrogateescape")
    document = read(*source_of(PATH, data), SETTINGS)
    found = list(image_unreadable.RULE.check(document, Context(SETTINGS, Inventory({}, ()), album)))
    assert len(asked) == len(set(asked)), "a picture is asked for once"
    return found


BROKEN = [
    "![A queue](«cut.png») ![A queue](cut.png 'title') [again](/articles/cut.png)",
    "[A queue](«cut.png»)",
    "![A queue](<«/images/Queue é.svg»>)",
    "![A queue](«../images/Queue%20%C3%A9.svg#part»)",
    "![A queue](«https://blog.example/articles/cut.png»)",
    "![A queue][a]\n\n[a]: «./cut.png»",
    '<img src="«cut.png»" alt="A queue">',
    '<picture>\n<source srcset="safe.svg 1x, «cut.png» 2x">\n</picture>',
    '<video poster="«cut.png»"></video>',
    "é 🙂 ![A queue](«c%75t.png»)",
]


@pytest.mark.parametrize("body", BROKEN)
def test_a_picture_that_cannot_be_shown_is_named_once_where_it_comes_first(body: str) -> None:
    plain, spans = marked(article(body=body))
    found = unreadable(plain[plain.index("\n\n") + 2 :])
    assert [finding.span for finding in found] == spans


def test_so_is_the_one_of_the_front_matter() -> None:
    fields = "image: {src: «cut.png», alt: A queue of jobs}\n"
    _, (span,) = marked(article(front_matter=fields))
    (finding,) = unreadable("Words.\n", marked(fields)[0])
    assert finding.span == span


@pytest.mark.parametrize(
    "body",
    [
        "![A queue](safe.svg) ![A queue](none.png) ![A queue](../cut.png)",
        "![A queue](https://x.org/articles/cut.png) `![A queue](cut.png)`",
        "![A queue](../../../cut.png) ![A queue](data:image/png;base64,cut.png)",
        "cut.png <!-- <img src=cut.png> --> <p title='cut.png'>x</p>",
    ],
)
def test_what_can_be_shown_or_is_not_ours_is_left_alone(body: str) -> None:
    assert unreadable(f"{body}\n") == []


def test_the_message_is_the_flaws() -> None:
    (finding,) = unreadable("![A queue](cut.png)\n")
    assert (finding.message, finding.help) == (
        "The image `cut.png` is cut off.",
        "Export it again.",
    )
