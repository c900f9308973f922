"""Image files: what they are by their bytes, what is wrong with them, and what is published."""

from __future__ import annotations

import struct
import subprocess
import sys
import warnings
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageStat

from pipeline import build as story
from pipeline.assemble import Drafts
from pipeline.errors import PipelineError
from pipeline.formats import Kind, stripped
from pipeline.judge import selection
from pipeline.model import Flaw, Picture
from pipeline.pictures import (
    MOST_BYTES,
    SUFFIXES,
    files,
    is_picture,
    look,
    too_large,
)
from pipeline.rules import RULES
from pipeline.settings import load_settings
from tests.blog import NOW, make_blog, note
from tests.images import chunk, opened, picture, png, saved

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><g/></svg>'
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")
SUFFIX = {kind: kind.suffix for kind in Kind}


def found(data: bytes, name: str = "chart") -> Picture:
    """What there is to say of a sound picture that has the right name."""
    form = next(kind for kind in Kind if _looks_like(kind, data))
    seen = look(f"content/images/{name}{form.suffix}", data)
    assert isinstance(seen, Picture), seen
    return seen


def _looks_like(kind: Kind, data: bytes) -> bool:
    starts = {
        Kind.PNG: b"\x89PNG",
        Kind.JPEG: b"\xff\xd8",
        Kind.GIF: b"GIF8",
        Kind.WEBP: b"RIFF",
        Kind.SVG: b"<svg",
    }
    return data.startswith(starts[kind]) if kind in starts else data[4:8] == b"ftyp"


def flaw(data: bytes, name: str = "chart.png") -> str:
    seen = look(f"content/images/{name}", data)
    assert isinstance(seen, Flaw)
    assert seen.shown is None
    assert seen.help.endswith(".")
    return seen.message


def published(data: bytes) -> dict[str, bytes]:
    return {path: content() for path, content in files(found(data), lambda _: data)}


def original(data: bytes) -> bytes:
    return next(iter(published(data).values()))


@cache
def photograph(width: int = 500, height: int = 200) -> Image.Image:
    """Noise on a gradient: what compresses as badly as a photograph."""
    grain = Random(7).randbytes(width * height * 3)
    noise = Image.frombytes("RGB", (width, height), grain)
    sky = Image.radial_gradient("L").resize((width, height)).convert("RGB")
    return Image.blend(noise, sky, 0.7)


@cache
def chart(width: int = 640, height: int = 480) -> Image.Image:
    """Bars of a few colours."""
    image = Image.new("RGB", (width, height), "white")
    for number in range(8):
        image.paste(
            (30 * number, 90, 160), (number * 60, height - 50 * number, number * 60 + 40, height)
        )
    return image


@cache
def film(form: str, frames: int = 3) -> bytes:
    """An animation of one square that changes its colour."""
    images = [Image.new("RGB", (8, 6), (number, 80, 9)) for number in range(0, 40 * frames, 40)]
    return saved(images[0], form, save_all=True, append_images=images[1:], duration=100, loop=0)


# --- what it is -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_a_picture_is_known_by_its_bytes(form: str) -> None:
    seen = found(picture(form, 30, 20))
    kind = Kind[form]
    assert (seen.media_type, seen.width, seen.height) == (kind.media_type, 30, 20)
    assert seen.path == f"content/images/chart{kind.suffix}"
    assert seen.variants == ()


def test_a_drawing_is_too() -> None:
    seen = found(SVG)
    assert (seen.media_type, seen.width, seen.height) == ("image/svg+xml", 40, 10)


@pytest.mark.parametrize("name", ["a.PNG", "b/c.d.JpEg", "x.svg", ".gif", "ä.webp", "z.avif"])
def test_a_picture_is_named_as_one(name: str) -> None:
    assert is_picture(name)


@pytest.mark.parametrize("name", ["a.bmp", "png", "a.png/b", "a.svgz", "", "a.mp4"])
def test_nothing_else_is(name: str) -> None:
    assert not is_picture(name)


OTHERS = {
    b"<!doctype html><p>Hello": "is an HTML page, not what its name says",
    b"\n<!-- a --><html>": "is an HTML page, not what its name says",
    b"%PDF-1.7": "is a PDF, not what its name says",
    b"BM\0\0": "is a bitmap (BMP), not what its name says",
    b"PK\x03\x04": "is a ZIP archive, not what its name says",
    b"\x1f\x8b\x08": "is compressed by gzip, not what its name says",
    b"version https://git-lfs.github.com/spec/v1\n": "is a Git LFS pointer, not what its name says",
    b"\0\0\0\x18ftypheic": "is a HEIC, not what its name says",
    b"\0\0\0\x18ftypisom": "is a film, not what its name says",
    b"hello": "is text, not what its name says",
    b"\0\1\2": "is no picture, not what its name says",
    b"": "is empty",
    SVG: "is an SVG, not what its name says",
    b'<?xml version="1.0"?><!-- a --><svg/>': "is an SVG, not what its name says",
}


@pytest.mark.parametrize(("data", "message"), OTHERS.items(), ids=list(OTHERS.values()))
def test_what_its_name_does_not_say_is_named(data: bytes, message: str) -> None:
    assert flaw(data) == message


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_name_and_bytes_agree_or_it_is_a_flaw(form: str, suffix: str) -> None:
    seen = look(f"content/images/a{suffix}", picture(form))
    right = suffix in {Kind[form].suffix} | ({".jpeg"} if form == "JPEG" else set())
    assert isinstance(seen, Picture if right else Flaw)


def test_an_svg_that_is_none_says_why() -> None:
    assert flaw(b"hello", "a.svg") == "is not well-formed XML (line `1`)"
    assert flaw(b"<html/>", "a.svg") == "is an HTML page, not what its name says"
    assert flaw(b"\x1f\x8b\x08", "a.svg") == "is compressed by gzip, not what its name says"
    assert flaw(picture(), "a.svg") == "is a PNG, not what its name says"


def test_a_drawing_with_a_script_is_a_flaw_of_which_the_rest_is_shown() -> None:
    data = SVG.replace(b"<g/>", b"<script>a</script><g onload='b' onclick='c' onerror='d'/>")
    seen = look("content/images/a.svg", data)
    assert isinstance(seen, Flaw)
    assert seen.message == (
        "holds the element `<script>`, the attribute `onload`, the attribute `onclick` and 1 more: "
        "a page shows it without"
    )
    assert seen.shown is not None
    assert (seen.shown.width, seen.shown.height) == (40, 10)
    ((_, content),) = files(seen.shown, lambda _: data)
    assert content() == SVG


# --- where it is published ------------------------------------------------------------------------


def test_a_published_path_holds_a_slug_and_a_hash_and_the_true_ending() -> None:
    data = picture("JPEG")
    first = look("content/articles/a/Été 1 (final).JPEG", data)
    assert isinstance(first, Picture)
    name, digest, suffix = first.site_path.split(".")
    assert (name, len(digest), suffix) == ("/images/ete-1-final", 8, "jpg")
    same = look("content/images/ete-1-final.jpg", data)
    assert isinstance(same, Picture)
    assert same.site_path == first.site_path
    other = look("content/images/ete-1-final.jpg", picture("JPEG", 3, 3))
    assert isinstance(other, Picture)
    assert other.site_path != first.site_path


@pytest.mark.parametrize("name", ["con", "NUL", "lpt1"])
def test_no_picture_is_published_under_the_name_of_a_device(name: str) -> None:
    assert found(picture(), name).site_path.startswith("/images/image.")


@pytest.mark.parametrize("name", ["図", "", "..", "%%%"])
def test_a_name_without_a_letter_is_called_image(name: str) -> None:
    assert found(picture(), name).site_path.startswith("/images/image.")


# --- variants -------------------------------------------------------------------------------------

WIDTHS = [
    ("JPEG", 479, ()),
    ("JPEG", 480, (480,)),
    ("JPEG", 599, (599,)),
    ("JPEG", 600, (480, 600)),
    ("JPEG", 1000, (480, 1000)),
    ("JPEG", 1200, (480, 960, 1200)),
    ("JPEG", 1600, (480, 960, 1600)),
    ("JPEG", 4000, (480, 960, 1600)),
    ("WEBP", 480, ()),
    ("WEBP", 1200, (480, 960, 1200)),
    ("WEBP", 2000, (480, 960, 1600)),
    ("PNG", 479, ()),
    ("PNG", 480, (480,)),
    ("PNG", 4000, (4000,)),
    ("GIF", 800, (800,)),
    ("AVIF", 800, ()),
]


@pytest.mark.parametrize(("form", "width", "expected"), WIDTHS)
def test_a_picture_has_variants_in_the_widths_that_are_worth_it(
    form: str, width: int, expected: tuple[int, ...]
) -> None:
    seen = found(picture(form, width, 4))
    assert tuple(variant.width for variant in seen.variants) == expected


def test_a_webp_is_its_own_widest_variant() -> None:
    seen = found(picture("WEBP", 1000, 4))
    assert [each.site_path == seen.site_path for each in seen.variants] == [False, True]
    assert len(published(picture("WEBP", 1000, 4))) == 2


@pytest.mark.parametrize("form", FORMATS)
def test_what_a_page_may_ask_for_is_what_is_published(form: str) -> None:
    data = saved(photograph(1000, 400), form)
    seen = found(data)
    assert sorted(published(data)) == sorted(
        {seen.site_path, *(variant.site_path for variant in seen.variants)}
    )


def test_a_photographs_variants_are_as_wide_as_they_say_and_lighter() -> None:
    data = saved(photograph(1000, 500), "JPEG", quality=90)
    made = published(data)
    for variant in found(data).variants:
        image = opened(made[variant.site_path])
        assert (image.format, image.size) == ("WEBP", (variant.width, variant.width // 2))
        assert len(made[variant.site_path]) < len(data)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA"])
def test_a_charts_variant_has_every_pixel(mode: str) -> None:
    image = chart().convert(mode) if mode != "PA" else chart().convert("RGBA").quantize()
    if "A" in mode:
        image.putpixel((0, 0), 0) if mode == "PA" else image.putalpha(128)
    data = saved(image, "PNG")
    _, variant = published(data).values()
    assert b"VP8L" in variant[:60]
    assert _differs(opened(variant).convert("RGBA"), opened(data).convert("RGBA")) == 0


def test_a_photograph_in_png_is_treated_as_one() -> None:
    data = saved(photograph(1000, 300), "PNG")
    widths = [variant.width for variant in found(data).variants]
    assert widths == [480, 1000]
    assert all(len(made) < len(data) / 4 for made in [*published(data).values()][1:])


@pytest.mark.parametrize("mode", ["CMYK", "I;16"])
def test_colours_that_webp_does_not_know_have_no_variants(mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    seen = found(saved(Image.new(mode, (800, 20)), form))
    assert (seen.width, seen.variants) == (800, ())


def test_what_webp_cannot_state_has_no_variant() -> None:
    assert found(picture("PNG", 500, 16_384)).variants == ()
    assert len(found(picture("PNG", 500, 16_383)).variants) == 1


def _differs(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two pictures' pixels, of 255."""
    assert one.size == other.size
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def test_the_same_file_gives_the_same_bytes() -> None:
    data = saved(photograph(), "JPEG", exif=_exif(6))
    assert published(data) == published(data)


def test_a_file_that_changes_during_a_build_is_not_published() -> None:
    for _, content in files(found(saved(chart(), "PNG")), lambda _: picture()):
        with pytest.raises(PipelineError, match=r"chart\.png` was changed while it was built"):
            content()


# --- metadata -------------------------------------------------------------------------------------

SECRET = b"Xyzzy"
GPS = 0x8825


def _exif(turned: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010E] = exif[0x013B] = SECRET.decode()
    exif[GPS] = {1: "N", 2: (48.0, 51.0, 30.0), 3: "E", 4: (2.0, 17.0, 40.0)}
    return exif


def _xmp() -> bytes:
    return b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"


def _with_metadata(form: str) -> bytes:
    image = photograph()
    if form == "GIF":
        return saved(image, form, comment=SECRET)
    if form == "PNG":
        text = (chunk(b"tEXt", b"Author\0" + SECRET), chunk(b"tIME", b"\x07\xea" + SECRET))
        data = saved(image, form, exif=_exif())
        return data[:33] + b"".join(text) + data[33:] + SECRET
    made = saved(image, form, exif=_exif(), xmp=_xmp(), comment=SECRET)
    return made if form == "AVIF" else made + SECRET


@pytest.mark.parametrize("form", FORMATS)
def test_metadata_and_the_place_a_photograph_was_taken_at_are_removed(form: str) -> None:
    data = _with_metadata(form)
    assert SECRET in data
    if form != "GIF":
        assert opened(data).getexif().get_ifd(GPS)
    for made in published(data).values():
        assert SECRET not in made
        image = opened(made)
        assert not image.getexif()
        assert not {"exif", "xmp", "comment"} & set(image.info)


@pytest.mark.parametrize("form", FORMATS)
def test_the_pixels_stay_what_they_were(form: str) -> None:
    data = _with_metadata(form)
    assert _differs(opened(original(data)).convert("RGB"), opened(data).convert("RGB")) == 0


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_without_metadata_stays_as_it_is(form: str) -> None:
    data = saved(photograph(), form)
    assert original(data) == data
    assert original(original(data)) == data


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_colour_profile_stays_when_it_changes_how_the_picture_looks(form: str) -> None:
    profile_of = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    srgb: bytes = profile_of.tobytes()
    wide = srgb.replace(b"s\0R\0G\0B", b"w\0i\0d\0e")
    assert wide != srgb
    for profile, stays in ((srgb, False), (wide, True)):
        made = published(saved(photograph(640, 100), form, icc_profile=profile))
        assert len(made) >= 2
        for data in made.values():
            assert opened(data).info.get("icc_profile") == (profile if stays else None)


def test_a_thumbnail_goes_too() -> None:
    data = picture("JPEG")
    assert data[2:4] == b"\xff\xe0"
    thumbnail = b"JFIF\0\1\1\0\0\1\0\1\2\1" + SECRET + b"!"
    segment = b"\xff\xe0" + struct.pack(">H", len(thumbnail) + 2) + thumbnail
    assert original(data[:2] + segment + data[20:]) == data.replace(
        data[:20], data[:2] + b"\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    )


def _marked() -> Image.Image:
    """Blue, with its upper left quarter red: one sees how it was turned."""
    image = Image.new("RGB", (64, 32), "blue")
    image.paste("red", (0, 0, 32, 16))
    return image


_TURNS: dict[int, Callable[[Image.Image], Image.Image]] = {
    1: lambda image: image,
    2: lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    3: lambda image: image.rotate(180),
    4: lambda image: image.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
    5: lambda image: image.transpose(Image.Transpose.TRANSPOSE),
    6: lambda image: image.rotate(90, expand=True),
    7: lambda image: image.transpose(Image.Transpose.TRANSVERSE),
    8: lambda image: image.rotate(270, expand=True),
}
"""How a camera that is held so stores what stands upright."""


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("turned", _TURNS)
def test_what_a_camera_says_to_turn_is_turned(form: str, turned: int) -> None:
    data = saved(_TURNS[turned](_marked()), form, exif=_exif(turned), quality=95)
    seen = found(data)
    assert (seen.width, seen.height) == (64, 32)
    made = original(data)
    assert not opened(made).getexif()
    assert _differs(opened(made).convert("RGB"), _marked()) < (0.001 if form == "PNG" else 12)


@pytest.mark.parametrize("sampling", [0, 1, 2])
@pytest.mark.parametrize("size", [(512, 208), (504, 200), (500, 201)])
def test_a_turned_photograph_loses_next_to_nothing(sampling: int, size: tuple[int, int]) -> None:
    upright = photograph(*size)
    stored = saved(_TURNS[6](upright), "JPEG", quality=75, subsampling=sampling, exif=_exif(6))
    seen = _TURNS[8](opened(stored))
    lost, before = _differs(opened(original(stored)), seen), _differs(seen, upright)
    blocks_stay = size == (512, 208) and sampling != 1
    assert lost < (before / 20 if blocks_stay else before)
    assert len(original(stored)) < 1.7 * len(stored)


def test_an_avif_that_is_to_be_turned_says_so_itself() -> None:
    data = saved(_TURNS[6](_marked()), "AVIF", exif=_exif(6))
    assert (found(data).width, found(data).height) == (64, 32)
    assert (found(original(data)).width, found(original(data)).height) == (64, 32)


@pytest.mark.parametrize("form", ["PNG", "GIF", "WEBP", "AVIF"])
def test_an_animation_keeps_its_frames_and_has_no_variants(form: str) -> None:
    data = film(form)
    ((_, made),) = published(data).items()
    image = opened(made)
    assert getattr(image, "n_frames", 1) == 3
    assert image.info.get("duration") == 100
    if form != "AVIF":
        assert image.info.get("loop") == 0
    for number in range(3):
        image.seek(number)
        red = image.convert("RGB").getchannel("R").tobytes()[2 * image.width + 2]
        assert abs(red - 40 * number) <= 12


def test_comments_between_the_frames_of_an_animation_go_too() -> None:
    data = film("GIF")
    at = data.index(b"\x21\xf9", 40)
    comment = b"\x21\xfe\x05" + SECRET + b"\0"
    assert original(data[:at] + comment + data[at:-1] + comment + b";" + SECRET) == data


# --- what is wrong with it ------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_that_is_cut_off_anywhere_is_a_flaw(form: str) -> None:
    data = picture(form)
    for end in range(len(data)):
        assert isinstance(look(f"content/a{Kind[form].suffix}", data[:end]), Flaw), end


@pytest.mark.parametrize("form", ["PNG", "GIF", "WEBP", "AVIF"])
def test_so_is_an_animation(form: str) -> None:
    data = film(form)
    for end in range(len(data)):
        assert isinstance(look(f"content/a{Kind[form].suffix}", data[:end]), Flaw), end


@pytest.mark.parametrize("form", FORMATS)
def test_a_large_file_that_is_cut_off_says_so(form: str) -> None:
    data = saved(photograph(), form)
    message = flaw(data[: len(data) // 2], f"a{Kind[form].suffix}")
    assert message == (
        f"is cut off: it ends after `{len(data) // 2:,}` bytes, before the picture does"
    )


@pytest.mark.parametrize("form", FORMATS)
def test_a_damaged_file_is_a_flaw_or_is_published_whole(form: str) -> None:
    data = bytearray(saved(photograph(60, 40), form))
    for at in range(0, len(data), 29):
        data[at] ^= 0x55
        seen = look(f"content/a{Kind[form].suffix}", bytes(data))
        if isinstance(seen, Picture):
            for _, content in files(seen, lambda _: bytes(data)):
                assert content()
        data[at] ^= 0x55


def _gif(frames: int, width: int = 1, height: int = 1) -> bytes:
    header = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(6)
    frame = b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\2\2\x4c\1\0"
    return header + frame * frames + b";"


def _jpeg(width: int, height: int) -> bytes:
    data = picture("JPEG")
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def _webp(width: int, height: int) -> bytes:
    bits = (width - 1) | (height - 1) << 14
    body = b"\x2f" + struct.pack("<I", bits) + bytes(9)
    return b"RIFF" + struct.pack("<I", len(body) + 12) + b"WEBPVP8L" + struct.pack("<I", 14) + body


def _avif(width: int, height: int) -> bytes:
    data = picture("AVIF")
    at = data.index(b"ispe") + 8
    return data[:at] + struct.pack(">II", width, height) + data[at + 8 :]


_BOMB = zlib.compress(bytes(5_000_000), 9)
BOMBS = {
    "a.png": (png(100_000, 100_000), "has `100,000` x `100,000` pixels, over `50,000,000` in all"),
    "b.png": (png(10_001, 5_000), "has `10,001` x `5,000` pixels, over `50,000,000` in all"),
    "c.png": (
        png(2, 1, chunk(b"zTXt", b"a\0\0" + _BOMB)),
        "holds a text that unpacks to more than `1` MB: a decompression bomb",
    ),
    "d.png": (
        png(2, 1, chunk(b"iTXt", b"a\0\1\0en\0b\0" + _BOMB)),
        "holds a text that unpacks to more than `1` MB: a decompression bomb",
    ),
    "e.png": (
        png(2, 1, chunk(b"iCCP", b"a\0\0" + _BOMB)),
        "holds a colour profile that unpacks to more than `1` MB: a decompression bomb",
    ),
    "f.png": (
        png(2, 1, chunk(b"acTL", struct.pack(">II", 2**31 - 1, 0))),
        "has `2,147,483,647` frames, over `1,000`",
    ),
    "g.gif": (_gif(5_000), "has `5,000` frames, over `1,000`"),
    "h.gif": (
        _gif(500, 1_000, 1_000),
        "has `500` frames of `1,000` x `1,000` pixels, over `300,000,000` pixels in all",
    ),
    "i.gif": (_gif(1, 65_535, 65_535), "has `65,535` x `65,535` pixels, over `50,000,000` in all"),
    "j.jpg": (_jpeg(65_535, 65_535), "has `65,535` x `65,535` pixels, over `50,000,000` in all"),
    "k.webp": (_webp(16_384, 16_384), "has `16,384` x `16,384` pixels, over `50,000,000` in all"),
    "l.avif": (_avif(20_000, 10_000), "has `20,000` x `10,000` pixels, over `50,000,000` in all"),
    "m.png": (png(0, 1), "is damaged: its pixels cannot be decoded"),
    "n.gif": (_gif(1, 0, 0), "is damaged: its pixels cannot be decoded"),
    "o.jpg": (_jpeg(0, 1), "is damaged: its pixels cannot be decoded"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_would_fill_the_memory_is_refused_before_it_is_decoded(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, message = BOMBS[name]
    if "decoded" not in message:
        monkeypatch.setattr(Image, "open", None)
    assert flaw(data, name) == message


def test_a_photograph_of_48_megapixels_is_none_too_many() -> None:
    assert found(saved(Image.new("L", (8_064, 6_048)), "JPEG")).width == 8_064


def test_a_jpeg_of_many_scans_is_refused() -> None:
    data = saved(photograph(64, 64), "JPEG", progressive=True)
    first = data.index(b"\xff\xda")
    second = data.index(b"\xff\xda", first + 2)
    scans = data[:second] + data[first:second] * 200 + data[second:]
    assert flaw(scans, "a.jpg").startswith("has `2")
    assert "scans, over `100`" in flaw(scans, "a.jpg")


def test_a_file_that_is_too_large_is_not_even_read() -> None:
    assert too_large(MOST_BYTES) is None
    seen = too_large(MOST_BYTES + 1)
    assert seen is not None
    assert seen.message == "has `50,000,001` bytes, over `50,000,000`"


def test_stretches_of_no_length_in_an_avif_keep_nobody_busy() -> None:
    data = bytearray(picture("AVIF"))
    at = data.index(b"iloc") + 8
    data[at : at + 2] = b"\0\0"
    assert flaw(bytes(data), "a.avif").startswith("is damaged at byte `")


@pytest.mark.parametrize(
    "inner", [b"<script>alert(1)</script>", b"<html>", b"=1;/*", b"PK\3\4", SVG]
)
@pytest.mark.parametrize("form", FORMATS)
def test_what_hangs_on_behind_a_picture_is_not_published(form: str, inner: bytes) -> None:
    data = picture(form)
    seen = look(f"content/a{Kind[form].suffix}", data + inner)
    if form == "AVIF":  # it has no end of its own: what follows must be a box
        assert isinstance(seen, Flaw)
        return
    assert isinstance(seen, Picture)
    assert next(iter(files(seen, lambda _: data + inner)))[1]() == data


def test_no_warning_reaches_the_author(capfd: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        broken = png(2, 1, chunk(b"acTL", struct.pack(">II", 0, 0)))
        for data in (broken, *(data for data, _ in BOMBS.values())):
            look("content/images/a.png", data)
        rusty = picture("JPEG").replace(
            b"\xff\xdb", b"\xff\xe1\0\x10Exif\0\0II*\0\xff\xff\xff\xff\xff\xdb", 1
        )
        assert isinstance(look("content/a.jpg", rusty), Picture)
    assert capfd.readouterr() == ("", "")


@cache
def _seeds() -> tuple[bytes, ...]:
    return tuple(_made())


def _made() -> Iterator[bytes]:
    for form in FORMATS:
        yield picture(form, 9, 7)
        if form != "JPEG":
            yield film(form)
    yield _with_small_metadata()
    yield SVG


def _with_small_metadata() -> bytes:
    return saved(Image.new("RGB", (9, 7)), "AVIF", exif=_exif(), xmp=_xmp())


@st.composite
def _mutated(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from(_seeds())))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data) - 1))
        more = draw(st.binary(max_size=4))
        data[at : at + draw(st.integers(0, 4))] = more
        if not data:
            return b""
    return bytes(data)


@given(st.one_of(st.binary(max_size=80), _mutated()), st.sampled_from(sorted(SUFFIXES)))
@hypothesis_settings(deadline=None, max_examples=200)
def test_any_bytes_under_any_name_are_a_picture_or_a_flaw(data: bytes, suffix: str) -> None:
    seen = look(f"content/images/a{suffix}", data)
    shown = seen.shown if isinstance(seen, Flaw) else seen
    if shown is not None:
        for _, content in files(shown, lambda _: data):
            assert content()


@given(_mutated())
@hypothesis_settings(deadline=None, max_examples=150)
def test_what_is_published_is_a_sound_picture_without_metadata(data: bytes) -> None:
    for kind in Kind:
        seen = look(f"content/images/a{kind.suffix}", data)
        if kind is Kind.SVG or not isinstance(seen, Picture):
            continue
        made = next(iter(files(seen, lambda _: data)))[1]()
        again = look(f"content/images/a{kind.suffix}", made)
        assert isinstance(again, Picture)
        assert (again.width, again.height) == (seen.width, seen.height)
        assert stripped(kind, made).data == made


# --- in a blog ------------------------------------------------------------------------------------


def built(
    root: Path, body: str, images: dict[str, bytes], table: str = "", head: str = ""
) -> dict[str, bytes]:
    """A blog of one article, built; its files by path. A body follows `head`, or else that of a
    note.
    """
    blog = make_blog(
        root / "blog",
        {
            "content/articles/a/index.md": head + body if head else note(body),
            **{f"content/articles/a/{name}": data for name, data in images.items()},
        },
        table,
    )
    settings = load_settings(blog)
    job = story.Job(blog, settings, selection(RULES, settings), NOW)
    result = story.build(job, root / "public", Drafts.LEFT_OUT)
    assert result.published is not None, result.checked.verdict.diagnostics
    public = root / "public"
    return {
        path.relative_to(public).as_posix(): path.read_bytes()
        for path in sorted(public.rglob("*"))
        if path.is_file()
    }


def test_a_blog_publishes_its_pictures_and_every_variant_of_them(tmp_path: Path) -> None:
    data = saved(photograph(1000, 500), "JPEG", exif=_exif())
    body = "![Noise](p.jpg)\n\n[In full size](p.jpg)\n"
    made = built(tmp_path, body, {"p.jpg": data})
    seen = look("content/articles/a/p.jpg", data)
    assert isinstance(seen, Picture)
    paths = [seen.site_path, *(variant.site_path for variant in seen.variants)]
    page, feed = made["articles/a/index.html"].decode(), made["feed.xml"].decode()
    for path in paths:
        assert path in page
        assert SECRET not in made[path[1:]]
    assert f'href="{seen.site_path}"' in page
    assert f'src="https://blog.example{seen.site_path}" width="1000" height="500"' in feed
    assert sorted(path for path in made if path.startswith(("images", "articles/a/"))) == sorted(
        ["articles/a/index.html", *(path[1:] for path in paths)]
    )


def test_a_flaw_that_somebody_lets_through_harms_nobody(tmp_path: Path) -> None:
    body = (
        "<!-- codeloom: ignore-file[IM002] -- we know -->\n\n"
        "![One](a.svg) ![Two](b.png) [Three](b.png)\n"
    )
    images = {"a.svg": SVG.replace(b"<g/>", b"<script>alert(1)</script>"), "b.png": b"<script>"}
    made = built(tmp_path, body, images)
    assert b"> Two <a>Three</a></p>" in made["articles/a/index.html"]
    assert [data for path, data in made.items() if path.endswith((".svg", ".png"))].count(
        SVG.replace(b"><g/></svg>", b"/>")
    ) == 1
    assert not any(path.startswith("articles/a/b") for path in made)


@pytest.mark.parametrize(("name", "path"), [("p.png", "/images/p."), ("p.svg", "/cards/a.")])
def test_a_drawing_does_not_stand_for_an_article_where_nobody_would_show_it(
    tmp_path: Path, name: str, path: str
) -> None:
    data = SVG if name == "p.svg" else saved(Image.new("RGB", (600, 315)), "PNG")
    body = f"---\n\n![Noise]({name})\n"
    head, _, _ = note("").rpartition("---\n")
    made = built(tmp_path, body, {name: data}, head=f"{head}image: {{src: {name}, alt: Noise}}\n")
    page = made["articles/a/index.html"].decode()
    assert f'<meta property="og:image" content="https://blog.example{path}' in page
    assert 'src="/images/p.' in page


def test_nobody_pays_for_a_picture_that_is_not_there() -> None:
    code = (
        "import sys\n"
        "from pipeline import build, html, pictures\n"
        "assert pictures.look('content/a.png', b'') and pictures.is_picture('a.png')\n"
        "print(*{'PIL', 'lxml'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "\n"
