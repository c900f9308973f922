"""Build `card.ttf` and `card-kerning.txt`, the typeface of social cards, from Source Serif 4.

    python .github/scripts/make_card_font.py FOLDER src/pipeline/data

`FOLDER` holds Source Serif 4 as a variable font with the axes `wght` and `opsz`, cut by script into
files of WOFF2, as web fonts are: those whose names hold `opsz-normal` are read. It is Adobe's,
under the SIL Open Font License; the licence and its notice are in
`src/pipeline/data/CARD-FONT-LICENSE.txt` and travel with the font. `Source` is a reserved name, so
what comes out has another. Needs fontTools and Brotli; the program itself never needs this script:
it is run by hand when the font is renewed, and the result is committed.

What comes out is one bold cut for large sizes, with Latin, Greek, Cyrillic and the punctuation of
titles, and without what nobody draws here: hinting, ligatures, marks that combine. Kerning goes
from `GPOS`, which only a shaping engine reads, to a text file of its own, since Pillow without such
an engine takes next to nothing of a `kern` table. Each line of it has some characters, a distance
in thousandths of the size, and the characters that are set so much closer or further after them.
What the font lacks has no ink and no width: `cards` knows a missing character by that, and no card
can show a box. The same input gives the same bytes.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables.ttProgram import Program
from fontTools.varLib.instancer import instantiateVariableFont

NAME = "Codeloom Card"
CUT = {"wght": 660, "opsz": 40}
SCRIPTS = ("latin", "latin-ext", "vietnamese", "greek", "cyrillic", "cyrillic-ext")
"""The files of the font; no two of them have a character in common but the blank."""

DRAWN = (
    *range(0x20, 0x7F),  # Basic Latin
    *range(0xA0, 0x250),  # Latin-1, Latin Extended-A and -B
    0x2BC,  # the apostrophe that is a letter
    *range(0x370, 0x400),  # Greek
    *range(0x400, 0x530),  # Cyrillic
    *range(0x1E00, 0x1F00),  # Latin Extended Additional
    *range(0x2010, 0x2040),  # dashes, quotation marks, ellipsis, primes
    0x2044,
    *range(0x2070, 0x20A0),  # superscripts and subscripts
    *range(0x20A0, 0x20D0),  # currencies
    *range(0x2100, 0x2150),  # number, trade mark, ohm
    *range(0x2190, 0x2196),  # arrows
    *range(0x2200, 0x2300),  # mathematics
    0x25CF,
    0xFB01,
    0xFB02,
)
KERNED = frozenset(
    (
        *(*range(0x21, 0x7F), *range(0xA1, 0x180), *range(0x386, 0x3CF), *range(0x400, 0x492)),
        *(0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2026),
    )
)
"""What titles are made of in nearly all languages; the distance of other pairs stays as it is."""
LEAST_KERN = 6
"""In thousandths of the size: at 100 pixels less than this is no whole pixel."""
NO_HINTS = bytes.fromhex("b801ff85 b0048d b00021")
"""Instructions that do nothing but fill gaps in thin strokes. Letters are drawn as they are, and in
half the time: FreeType makes up hints for a font with fewer instructions than these ten bytes."""


def cut(folder: Path) -> TTFont:
    """All scripts at the one weight and size, in one font that still has its layout tables."""
    with tempfile.TemporaryDirectory() as scratch:
        files = []
        for script in SCRIPTS:
            (found,) = folder.glob(f"*-4-{script}-opsz-normal.woff2")
            font = instantiateVariableFont(TTFont(found), CUT)
            for table in ("GSUB", "GDEF", "STAT", "HVAR", "MVAR", "avar"):
                if table in font:
                    del font[table]
            files.append(f"{scratch}/{script}.ttf")
            font.flavor = None
            font.save(files[-1])
        return Merger().merge(files)


def pairs(font: TTFont) -> dict[tuple[str, str], int]:
    """What `GPOS` says of the distance of two glyphs, in font units."""
    found: dict[tuple[str, str], int] = {}
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for part in lookup.SubTable:
            sub = getattr(part, "ExtSubTable", part)
            if sub.LookupType == 2:
                for pair, value in _of_table(sub):
                    found.setdefault(pair, value)
    return found


def _of_table(sub: object) -> Iterator[tuple[tuple[str, str], int]]:
    firsts = sub.Coverage.glyphs
    if sub.Format == 1:
        for first, following in zip(firsts, sub.PairSet, strict=True):
            for record in following.PairValueRecord:
                yield (first, record.SecondGlyph), _advance(record.Value1)
        return
    seconds: dict[int, list[str]] = {}
    for name, number in sub.ClassDef2.classDefs.items():
        seconds.setdefault(number, []).append(name)
    for first in firsts:
        row = sub.Class1Record[sub.ClassDef1.classDefs.get(first, 0)]
        for number, names in seconds.items():
            value = _advance(row.Class2Record[number].Value1)
            for second in names:
                yield (first, second), value


def _advance(value: object) -> int:
    return (getattr(value, "XAdvance", 0) or 0) if value else 0


def main(source: str, target: str) -> None:
    """Read the folder `source`, write both files into the folder `target`."""
    font = cut(Path(source))
    kerning = pairs(font)
    options = Options(hinting=False, layout_features=[], name_IDs=[0, 13, 14], notdef_outline=False)
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "DSIG", "gasp", "BASE"]
    options.glyph_names = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=DRAWN)
    subsetter.subset(font)
    (Path(target) / "card-kerning.txt").write_text(_table(font, kerning), encoding="utf-8")
    font["hmtx"][".notdef"] = (0, 0)
    _set_names(font)
    font["prep"] = newTable("prep")
    font["prep"].program = Program()
    font["prep"].program.fromBytecode(NO_HINTS)
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = 0
    font["post"].formatType = 3.0
    font.save(Path(target) / "card.ttf")


def _table(font: TTFont, kerning: dict[tuple[str, str], int]) -> str:
    """The distances that matter; characters that are followed alike share a line."""
    chars = {name: chr(code) for code, name in font.getBestCmap().items() if code in KERNED}
    rows: dict[tuple[str, int], list[str]] = {}
    for (first, second), value in kerning.items():
        if abs(value) >= LEAST_KERN and first in chars and second in chars:
            rows.setdefault((chars[first], value), []).append(chars[second])
    alike: dict[tuple[int, str], list[str]] = {}
    for first, value in sorted(rows):
        alike.setdefault((value, "".join(sorted(rows[first, value]))), []).append(first)
    return "".join(f"{''.join(alike[row])} {row[0]} {row[1]}\n" for row in sorted(alike))


def _set_names(font: TTFont) -> None:
    names = font["name"]
    kept = {record.nameID: record.toUnicode() for record in names.names}
    kept[13] = kept.get(13, "This Font Software is licensed under the SIL Open Font License, 1.1.")
    names.names = []
    ours = {1: NAME, 2: "Bold", 4: f"{NAME} Bold", 6: NAME.replace(" ", "") + "-Bold"}
    for number, text in sorted({**{key: kept[key] for key in (0, 13, 14)}, **ours}.items()):
        names.setName(text, number, 3, 1, 0x409)


if __name__ == "__main__":
    main(*sys.argv[1:])
