"""Social cards, by facts about their pixels: what is drawn, where it ends, what is left out."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from pipeline import cards

MARGIN = 84
TITLE = (0, 140, 1200, 470)
"""Where the title stands, between the category and the thread."""
CATEGORY = (0, 0, 1200, 125)
PAPER, INK, THREAD = (252, 252, 251), (29, 31, 36), (179, 38, 63)

TITLES = {
    "short": "Sagas",
    "usual": "Retries that let a server recover",
    "long": "What happens between typing a URL and seeing a page, told by someone who has had to "
    "debug each and every step",
    "one long word": "x" * 300,
    "two long words": "y" * 80 + " " + "W" * 90,
    "many words": "every word is short " * 40,
    "signs": "C++ templates: `Vec<T>` & “friends” — in 5 min…",
    "accents": "Ångström’s Čeština: naïve façade, Đặng Thị",
    "greek": "Γιατί οι δοκιμές σου είναι αργές",
    "cyrillic": "Почему индексы не ускоряют ваш запрос",
    "descenders": "jgypq (jgypq) jgypq {jgypq} jgypq [jgypq] jgypq",
}


def drawn(title: str, category: str = "Testing", site_title: str = "Codeloom") -> Image.Image:
    image = Image.open(BytesIO(cards.card(title, category, site_title)))
    image.load()
    return image


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    """Where something is drawn within a box, in the card's own pixels."""
    part = image.convert("RGB").crop(box)
    found = ImageChops.difference(part, Image.new("RGB", part.size, PAPER)).getbbox()
    if found is None:
        return None
    left, top = box[:2]
    return found[0] + left, found[1] + top, found[2] + left, found[3] + top


def lines(image: Image.Image) -> int:
    """How many lines the title has: bands of rows with ink, below the height of an accent."""
    part = image.convert("L").crop(TITLE)
    data = part.tobytes()
    rows = [
        min(data[row * part.width : (row + 1) * part.width]) < 128 for row in range(part.height)
    ]
    return sum(1 for above, row in zip([False, *rows], rows, strict=False) if row and not above)


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_card_has_its_size_and_its_title_within_the_margins(title: str) -> None:
    image = drawn(title)
    assert (image.format, image.mode, image.size) == ("PNG", "P", (1200, 630))
    found = ink(image, TITLE)
    assert found is not None
    left, top, right, bottom = found
    assert MARGIN - 2 <= left <= MARGIN + 8
    assert right <= 1200 - MARGIN + 2
    assert top >= 140
    assert bottom <= 462


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_card_is_small(title: str) -> None:
    assert 3_000 < len(cards.card(title, "Testing", "Codeloom")) < 40_000


def test_a_card_is_drawn_in_the_colours_of_the_pages() -> None:
    image = drawn("Sagas").convert("RGB")
    colours = {colour for _, colour in image.getcolors(1 << 16) or ()}
    assert {PAPER, INK, THREAD} <= colours
    assert image.getpixel((0, 0)) == PAPER
    assert image.getpixel((MARGIN + 10, 486)) == THREAD


def test_the_same_words_give_the_same_bytes() -> None:
    code = (
        "from pipeline.cards import card; import hashlib;"
        "print(hashlib.sha256(card('Sagas, told', 'Testing', 'Codeloom')).hexdigest())"
    )
    made = {
        subprocess.run(
            (sys.executable, "-c", code),
            env=os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": "Asia/Tokyo"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1


def test_a_longer_title_is_smaller_and_never_has_more_than_four_lines() -> None:
    assert lines(drawn("Sagas")) == 1
    assert lines(drawn("Write the Memo First")) == 2
    assert lines(drawn(TITLES["long"])) == 4
    assert lines(drawn(TITLES["one long word"])) == 4


def test_a_last_line_is_no_single_short_word() -> None:
    found = cards._broken("Idempotency keys make every payment request safe to send twice to it")
    assert 2 <= len(found.lines) <= 4
    assert len(found.lines[-1].split()) > 1
    widths = [cards._width(line, found.size) for line in found.lines]
    assert min(widths) > 0.6 * max(widths)


def test_no_line_ends_with_an_article_when_it_can_be_helped() -> None:
    assert cards._broken("Retries that let a server recover").lines == (
        "Retries that let",
        "a server recover",
    )


@pytest.mark.parametrize("size", [36, 60, 100])
@pytest.mark.parametrize("letter", "日ア한אا🚀→\U0001f469\u0301")
def test_what_the_typeface_lacks_has_neither_ink_nor_width(letter: str, size: int) -> None:
    font = cards._font(size)
    assert font.getlength(letter) == 0
    assert font.getmask(letter).getbbox() is None


@pytest.mark.parametrize(
    "title",
    [
        "日本語のタイトル",
        "A word of 日本語 in it",
        "שלום עולם",
        "Why مرحبا matters",
        "x → y",
        "🚀🚀",
        "",
        "\u202eevil",
    ],
)
def test_a_title_that_cannot_be_set_gives_way_to_the_category(title: str) -> None:
    if title == "\u202eevil":
        assert drawn(title).tobytes() == drawn("evil").tobytes()
        return
    image = drawn(title, "Design")
    assert image.tobytes() == drawn("Design", "").tobytes()
    assert ink(image, CATEGORY) is None


def test_ornaments_are_left_out_of_a_title() -> None:
    assert drawn("Ship it 🚀 today").tobytes() == drawn("Ship it today").tobytes()
    assert drawn("Ship ☺\ufe0f it\u200b").tobytes() == drawn("Ship it").tobytes()
    assert drawn("cafe\u0301").tobytes() == drawn("café").tobytes()


def test_a_card_with_nothing_that_can_be_set_still_has_the_mark() -> None:
    image = drawn("日本", "設計", "ブログ")
    assert ink(image, TITLE) is None
    assert ink(image, CATEGORY) is None
    found = ink(image, (0, 500, 1200, 630))
    assert found is not None
    assert found[2] - found[0] < 60


def test_long_categories_and_site_titles_are_cut() -> None:
    image = drawn("Sagas", "Very long category " * 20, "A very long name of a blog " * 20)
    for box in (CATEGORY, (0, 500, 1200, 630)):
        found = ink(image, box)
        assert found is not None
        assert found[2] <= 1200 - MARGIN + 2


@pytest.mark.parametrize("text", ["\ud800", "\x00", "a\nb\tc", "\u2028", "\x7f" * 50])
def test_no_text_makes_a_card_fail(text: str) -> None:
    assert drawn(text, text, text).size == (1200, 630)


def test_the_path_holds_a_hash_of_all_that_a_card_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = {
        cards.card_path("x", "T", "C", "S"),
        cards.card_path("x", "U", "C", "S"),
        cards.card_path("x", "T", "D", "S"),
        cards.card_path("x", "T", "C", "R"),
        cards.card_path("x", "TC", "", "S"),
    }
    monkeypatch.setattr(cards, "_VERSION", "another")
    paths.add(cards.card_path("x", "T", "C", "S"))
    monkeypatch.undo()
    monkeypatch.setattr(cards, "_font_digest", lambda: "another font")
    paths.add(cards.card_path("x", "T", "C", "S"))
    assert len(paths) == 7
    assert all(path.startswith("/cards/x.") and path.endswith(".png") for path in paths)


def test_the_path_is_found_without_pillow() -> None:
    code = (
        "import sys; from pipeline.cards import card_path; card_path('x', 'T', 'C', 'S');"
        "sys.exit('PIL' in sys.modules)"
    )
    assert subprocess.run((sys.executable, "-c", code), check=False).returncode == 0


def test_the_typeface_has_a_name_of_its_own_and_is_light() -> None:
    name, _ = cards._font(36).getname()
    assert name == "Codeloom Card"
    assert cards._FONT.stat().st_size < 200_000
    notice = (cards._FONT.parent / "CARD-FONT-LICENSE.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in notice
