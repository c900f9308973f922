"""Social cards: the picture of an article for where a link to it is shared, 1200 by 630 pixels.

A second door to Pillow, which draws them: ink on paper, the category and a stitch in the red of the
thread, the mark and the blog's name below. The title is as large as four lines allow, in lines of
about one length.

A card never shows a box or a text in the wrong order. Emoji and other ornaments that the typeface
lacks are left out. A text with a letter that it lacks (Chinese, Arabic, Hebrew: what it has is
Latin, Greek and Cyrillic) is left out as a whole: a card without its title shows the category in
its place, and at the least the mark.

The same words give the same bytes under the same Pillow: letters are placed one by one, with our
own table of kerning, since the engine that does so is there on some systems and not on others, and
without it Pillow takes a sixty-fourth of a font's kerning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from io import BytesIO
from itertools import pairwise, product
from math import atan2, ceil, degrees, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
"""In pixels: what all who show such pictures take without cutting."""

_VERSION = "1"
"""To be raised with any change of how a card is drawn."""
_FONT = Path(__file__).parent / "data" / "card.ttf"
_KERNING = _FONT.with_name("card-kerning.txt")


def card_path(slug: str, title: str, category: str, site_title: str) -> str:
    """The site path of an article's card; it holds a hash of all that the card depends on."""
    shown = f"{_VERSION}\0{_font_digest()}\0{title}\0{category}\0{site_title}"
    digest = sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"/cards/{slug}.{digest}.png"


@cache
def _font_digest() -> str:
    return sha256(_FONT.read_bytes() + _KERNING.read_bytes()).hexdigest()


# --- the layout, in pixels ------------------------------------------------------------------------

_MARGIN = 84
_COLUMN = WIDTH - 2 * _MARGIN
_CATEGORY_SIZE = 36
_CATEGORY_BASE = 110
_TITLE_TOP = 150
_TITLE_BOTTOM = 446
_THREAD_TOP, _THREAD_HEIGHT = 484, 5
_STITCH, _GAP = 54, 14
"""The thread begins at the margin and runs out of the card."""
_FOOT_SIZE = 38
_FOOT_BASE = 560
_MARK = 58
_MARK_TOP = _FOOT_BASE - 43

_LARGEST, _SMALLEST, _STEP = 116, 36, 2
_MOST_LINES = 4
_LEADING = 1.1
_CAP = 0.67
"""The height of capitals, and how far letters reach below the line, in parts of the size."""
_DESCENT = 0.24

_PAPER = (252, 252, 251)
_INK = (29, 31, 36)
_THREAD = (179, 38, 63)
_PICK = (226, 90, 112)
"""`--paper`, `--ink`, `--thread` and `--pick` of the style sheet, by daylight."""
_SHADES = 16
"""How many steps a letter's edge has between its colour and the paper's."""
_MARK_COLOURS = 40


def card(title: str, category: str, site_title: str) -> bytes:
    """The card as PNG; about 20 KB, and 11 ms after the first."""
    image = _background(_typeset(site_title)).copy()
    said, above = _typeset(title), _typeset(category)
    if not said:
        said, above = above, ""
    if above:
        above = _cut(above, _CATEGORY_SIZE, _COLUMN)
        _write(image, above, _MARGIN, _CATEGORY_BASE, _CATEGORY_SIZE, _RED)
    if said:
        _write_title(image, said)
    stored = BytesIO()
    image.save(stored, "PNG", compress_level=4)
    return stored.getvalue()


# --- what can be shown ----------------------------------------------------------------------------

_ORNAMENTS = ("So", "Sk", "Cf", "Cc", "Cs", "Co", "Cn")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_GAPS = re.compile(r"[^\S\u00a0\u202f]+")
_ENCLOSING = "\u20e3"


def _typeset(text: str) -> str:
    """What a card shows of a text: without ornaments that the typeface lacks; empty for a text
    with a letter, digit, accent or sign that it lacks.
    """
    shown: list[str] = []
    plain = unicodedata.normalize("NFC", _GAPS.sub(" ", text))
    for char in _SELECTORS.sub("", plain).replace(_ENCLOSING, ""):
        if _has(char):
            shown.append(char)
        elif unicodedata.category(char) not in _ORNAMENTS:
            return ""
    return _GAPS.sub(" ", "".join(shown)).strip()


@lru_cache(maxsize=4096)
def _has(char: str) -> bool:
    """Whether the typeface has the character: one that it lacks has no width."""
    if "\ud800" <= char <= "\udfff":
        return False
    return _font(_LARGEST).getlength(char) > 0


# --- lines ----------------------------------------------------------------------------------------


class _Lines(NamedTuple):
    """A title, broken into lines at a size."""

    size: int
    lines: tuple[str, ...]


def _write_title(image: Image, title: str) -> None:
    size, lines = _broken(title)
    leading = round(size * _LEADING)
    base = _TITLE_TOP + round(size * _CAP)
    for number, line in enumerate(lines):
        _write(image, line, _MARGIN, base + number * leading, size, _BLACK)


def _broken(title: str) -> _Lines:
    """The title at the largest size at which it fits, in lines of about one length."""
    words = title.split(" ")
    widths = [_width(word, _LARGEST) / _LARGEST for word in words]
    blank = _width(" ", _LARGEST) / _LARGEST
    for size in range(_LARGEST, _SMALLEST - 1, -_STEP):
        column = _COLUMN / size
        count = _fewest(widths, blank, column)
        if max(widths) > column or count > min(_MOST_LINES, _room(size)):
            continue
        lines = _balanced(words, widths, blank, count, column)
        if all(_width(line, size) <= _COLUMN for line in lines):  # letters are of whole pixels
            return _Lines(size, lines)
    return _Lines(_SMALLEST, _forced(title))


def _room(size: int) -> int:
    """How many lines of a size there is room for."""
    left = _TITLE_BOTTOM - _TITLE_TOP - size * (_CAP + _DESCENT)
    return 1 + int(left // round(size * _LEADING))


def _fewest(widths: Iterable[float], blank: float, column: float) -> int:
    """How many lines words need at the least."""
    count, filled = 0, column
    for width in widths:
        filled += blank + width
        if filled > column:
            count, filled = count + 1, width
    return count


_LOOSE_WORDS = frozenset("a an and as at but by for from in is of on or the to with your".split())
_LOOSE_END = 0.02
_WIDOW = 0.2
"""What a line that ends with a loose word costs, and a last line of one word: in parts of the cost
of an empty line."""


def _balanced(
    words: Sequence[str], widths: Sequence[float], blank: float, count: int, column: float
) -> tuple[str, ...]:
    """The words in just so many lines, as even as can be."""
    target = (sum(widths) + blank * (len(words) - count)) / count
    # best[n][end]: the least cost of the first `end` words in n lines, and where the last begins
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for number in range(1, count + 1):
        row: dict[int, tuple[float, int]] = {}
        for start, (cost, _) in best[-1].items():
            width = -blank
            for end in range(start + 1, len(words) + 1):
                width += blank + widths[end - 1]
                if width > column:
                    break
                more = cost + ((width - target) / target) ** 2
                if end < len(words) and words[end - 1].lower() in _LOOSE_WORDS:
                    more += _LOOSE_END
                if number == count and end - start == 1 and width < target:
                    more += _WIDOW
                if end not in row or more < row[end][0]:
                    row[end] = (more, start)
        best.append(row)
    ends = [len(words)]
    for row in reversed(best[1:]):
        ends.append(row[ends[-1]][1])
    return tuple(" ".join(words[start:end]) for start, end in pairwise(reversed(ends)))


def _forced(title: str) -> tuple[str, ...]:
    """The title at the smallest size, words broken anywhere, what is too long for all lines cut."""
    lines: list[str] = []
    rest = title
    while rest and len(lines) < _MOST_LINES:
        fitting = _fitting(rest, _SMALLEST, _COLUMN)
        blank = rest.rfind(" ", 0, fitting + 1) if fitting < len(rest) else -1
        end = blank if blank > 0 else fitting
        lines.append(rest[:end])
        rest = rest[end:].lstrip(" ")
    if rest:
        lines[-1] = _cut(f"{lines[-1]} {rest}", _SMALLEST, _COLUMN)
    return tuple(lines)


def _cut(text: str, size: int, room: int) -> str:
    """The text, or as much of it as there is room for, and an ellipsis."""
    if _width(text, size) <= room:
        return text
    return text[: _fitting(text, size, room - ceil(_width("…", size)))].rstrip(" ") + "…"


def _fitting(text: str, size: int, room: int) -> int:
    """How many characters of a text there is room for; at least one."""
    filled, before = 0.0, ""
    for index, char in enumerate(text):
        filled += _width(char, size) + _kerning().get((before, char), 0) * size / 1000
        if filled > room:
            return max(index, 1)
        before = char
    return len(text)


# --- drawing --------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _font(size: int) -> FreeTypeFont:
    from PIL import ImageFont  # late: a check draws nothing

    return ImageFont.truetype(str(_FONT), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=8192)
def _width(text: str, size: int) -> float:
    """How wide a line is, in pixels."""
    gaps = sum(_kerning().get(pair, 0) for pair in pairwise(text))
    return _font(size).getlength(text) + gaps * size / 1000


@cache
def _kerning() -> dict[tuple[str, str], int]:
    """How much closer than usual two characters stand, in thousandths of the size."""
    found: dict[tuple[str, str], int] = {}
    for line in _KERNING.read_text(encoding="utf-8").splitlines():
        firsts, distance, seconds = line.split(" ")
        found.update((pair, int(distance)) for pair in product(firsts, seconds))
    return found


def _runs(text: str) -> Iterator[tuple[str, int]]:
    """The text in pieces with nothing between them to kern, and what comes after each."""
    start, kerning = 0, _kerning()
    for end, pair in enumerate(pairwise(text), start=1):
        if pair in kerning:
            yield text[start:end], kerning[pair]
            start = end
    yield text[start:], 0


_BLACK, _RED = 1, 1 + _SHADES
"""Where in the palette the shades of a colour begin: the paper is 0, the mark's are the last."""


def _write(image: Image, text: str, left: int, base: int, size: int, colour: int) -> None:
    """Writes a line in shades of a colour over plain paper; `base` is where the letters stand.

    The ink begins at `left`, whatever room the first letter has on its left.
    """
    from PIL import Image as Images
    from PIL import ImageDraw as Drawing

    font, around = _font(size), size
    ink = Images.new("L", (ceil(_width(text, size)) + 2 * around, 3 * around))
    draw, at = Drawing.Draw(ink), float(around)
    for run, kerning in _runs(text):
        draw.text((at, 2 * around), run, fill=255, font=font, anchor="ls")
        at += font.getlength(run) + kerning * size / 1000
    box = ink.getbbox()
    if box is not None:
        drawn = ink.crop(box).point(_shades(colour))
        image.paste(drawn, (left, base + box[1] - 2 * around))


@cache
def _shades(colour: int) -> list[int]:
    """How much ink there is, as a place in the palette."""
    return [
        colour + level * _SHADES // 256 if level >= 256 // _SHADES else 0 for level in range(256)
    ]


@lru_cache(maxsize=8)
def _background(site_title: str) -> Image:
    """What all cards of a blog share: paper, mark and name, a stitch, and the palette."""
    from PIL import Image as Images
    from PIL import ImageDraw as Drawing

    mark = _mark()
    image = Images.new("P", (WIDTH, HEIGHT))
    image.putpalette([*_PAPER, *_ramp(_INK), *_ramp(_THREAD), *(mark.getpalette() or ())])
    first = 1 + 2 * _SHADES
    of_mark = [min(first + index, 255) for index in range(256)]
    image.paste(mark.point(of_mark), (_MARGIN, _MARK_TOP))
    left = _MARGIN + _MARK + 18
    if site_title:
        shown = _cut(site_title, _FOOT_SIZE, WIDTH - _MARGIN - left)
        _write(image, shown, left, _FOOT_BASE, _FOOT_SIZE, _BLACK)
    draw = Drawing.Draw(image)
    bottom = _THREAD_TOP + _THREAD_HEIGHT - 1
    for start in range(_MARGIN, WIDTH, _STITCH + _GAP):
        draw.rectangle((start, _THREAD_TOP, start + _STITCH - 1, bottom), _RED + _SHADES - 1)
    return image


def _ramp(colour: Sequence[int]) -> Iterable[int]:
    """The shades of a colour, from nearly paper to itself."""
    for step in range(1, _SHADES + 1):
        for paper, full in zip(_PAPER, colour, strict=True):
            yield round(paper + (full - paper) * step / _SHADES)


_FINE = 8  # pixels of the drawing for one of the card, each way
_PARTS = 17  # of a weft thread, over and under by turns


def _mark() -> Image:
    """The mark of `static/mark.svg`: a C of warp threads, and through it a weft, over and under."""
    from PIL import Image as Images
    from PIL import ImageDraw as Drawing

    side = _MARK * _FINE
    image = Images.new("RGB", (side, side), _PAPER)
    draw = Drawing.Draw(image)
    threads = [(part / _PARTS, (part + 1) / _PARTS) for part in range(_PARTS)]
    _arc(draw, (24.2, 7.9), 11.2, 9, [(0, 1)], _INK)
    _arc(draw, (25.7, 6.4), 13.4, 2.7, threads[::2], _PICK)
    _arc(draw, (22.7, 9.5), 9, 2.7, threads[1::2], _PICK)
    small = image.resize((_MARK, _MARK), Images.Resampling.BOX)
    return small.quantize(_MARK_COLOURS, Images.Quantize.MEDIANCUT, dither=Images.Dither.NONE)


def _arc(
    draw: ImageDraw,
    start: tuple[float, float],
    radius: float,
    width: float,
    parts: Iterable[tuple[float, float]],
    colour: tuple[int, int, int],
) -> None:
    """Some parts of an arc around the left of the mark, which is 32 wide and high, as drawn in SVG:
    against the clock from `start` to the place below that mirrors it.
    """
    x, y = start
    middle = x - sqrt(radius**2 - (16 - y) ** 2)
    begin = degrees(atan2(y - 16, x - middle))
    sweep = 360 + 2 * begin
    scale, reach = _MARK * _FINE / 32, radius + width / 2
    box = [at * scale for at in (middle - reach, 16 - reach, middle + reach, 16 + reach)]
    for first, last in parts:
        ends = begin - sweep * last, begin - sweep * first
        draw.arc(box, *ends, fill=colour, width=round(width * scale))
