"""What stands beside the style sheet, for those who cannot read it, says the same as it."""

from __future__ import annotations

import re

from pipeline import cards
from pipeline.html import media
from pipeline.permalink import SEARCH, SEARCH_INDEX
from pipeline.render.frame import assets, frame_of, markup
from tests.blog import made_site

CSS = assets()["style.css"][1].decode()
COLOURS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", CSS)
}
MARK = assets()["mark.svg"][1].decode()
ROOT_SIZE = 16
LARGEST_ROOT_SIZE = 20
"""In pixels: a rem by a browser's default, and the largest that the style sheet makes of it."""


def test_a_card_has_the_colours_of_the_pages_by_day() -> None:
    drawn = {
        "paper": cards._PAPER,
        "ink": cards._INK,
        "thread": cards._THREAD,
        "pick": cards._PICK,
    }
    assert {name: "#" + bytes(colour).hex() for name, colour in drawn.items()} == {
        name: COLOURS[name][0] for name in drawn
    }


def test_the_mark_has_the_colours_of_the_pages_by_day_and_by_night() -> None:
    warp, weft = COLOURS["ink"], COLOURS["pick"]
    assert re.findall(r"stroke: (#\w{6})", MARK) == [warp[0], weft[0], warp[1], weft[1]]


def test_the_mark_is_one_drawing_on_the_page_and_as_an_icon() -> None:
    shapes = re.compile(r' d="([^"]+)"')
    drawn = shapes.findall(MARK)
    assert len(drawn) == 3
    assert shapes.findall(markup("mark.html")) == drawn


def test_the_browsers_own_frame_has_the_colour_of_the_paper() -> None:
    head = frame_of(made_site()).head
    assert tuple(re.findall(r'name="theme-color" content="(#\w{6})"', head)) == COLOURS["paper"]


def test_a_picture_is_fetched_for_the_width_of_the_column() -> None:
    column = re.search(r"max-width: calc\(var\(--margin\) \+ ([\d.]+)rem", CSS)
    padding = re.search(r"--pad: min\(([\d.]+)rem", CSS)
    assert column is not None
    assert padding is not None
    assert re.search(rf"font: clamp\([^;]*, {LARGEST_ROOT_SIZE / ROOT_SIZE}rem\)", CSS)
    assert float(column[1]) * LARGEST_ROOT_SIZE == media._COLUMN
    assert 2 * float(padding[1]) * ROOT_SIZE == media._BESIDE


def test_the_script_of_the_search_asks_for_the_index_where_it_is() -> None:
    script = assets()["search.js"][1].decode()
    assert SEARCH.count("/") == 2
    assert re.findall(r'import\("([^"]+)"\)', script) == [f"..{SEARCH_INDEX}pagefind.js"]
