"""The door to Pillow for the images of articles: what they are, and how pages get them.

A file is what its bytes are, never what its name says. Before a pixel is decoded its format is
walked through and its metadata taken out, and Pillow sees only what is left; then every frame is
decoded once, so that what is published can be shown. Whatever is wrong comes back as a `Flaw`.

The original is published without metadata and, where it can be, without being decoded: its packed
pixels stay as the author saved them. Only a photograph that its camera says to turn is saved anew.
Beside it stand WebP variants:

- of a photograph, in the widths that screens need, at quality 80: a quarter less than JPEG, with no
  difference to see at the size of a column;
- of a chart or a screenshot one alone, lossless and as wide as it is. Lossy compression smears its
  letters, and scaling gives its few colours thousands: of one of 1,280 pixels (104 KB as PNG), 32
  KB are enough, but 79 KB when it is scaled to 960, and 30 KB at 480.

None for drawings, for what moves, for AVIF (smaller than WebP already), for colours that WebP does
not know (CMYK, 16 bits), and for what is narrower than 480 pixels.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.errors import PipelineError
from pipeline.formats import Kind, Parts, PictureError, kind_of, spoken, stripped
from pipeline.formats.parts import orientation
from pipeline.model import Flaw, Picture, Variant
from pipeline.slug import DEVICES, slug
from pipeline.svg import DrawingError, sanitised

if TYPE_CHECKING:
    from PIL import Image

_NAMED = {
    ".png": Kind.PNG,
    ".jpg": Kind.JPEG,
    ".jpeg": Kind.JPEG,
    ".gif": Kind.GIF,
    ".webp": Kind.WEBP,
    ".avif": Kind.AVIF,
    ".svg": Kind.SVG,
}
SUFFIXES = frozenset(_NAMED)
"""What the name of an image file ends with, in lower case."""

MOST_BYTES = 50_000_000
"""The largest image file, in bytes: a hundred times what IM001 allows. It is read as a whole."""
MOST_PIXELS = 50_000_000
"""In one frame: phones take photographs of up to 48.8 megapixels, and at 4 bytes a pixel 50 fill
200 MB of memory."""
MOST_FRAMES = 1_000
MOST_MOVING_PIXELS = 300_000_000
"""In all frames together, two or three seconds of work: half a minute of 1280 x 720 at 10 frames a
second has 276 million."""

_WIDTHS = (480, 960)
_WIDEST = 1_600
"""The widths of a photograph's variants, in pixels: a column of 350 to 680 CSS pixels at one to
three pixels each. 480 serves small phones, 960 phones and plain desktops, 1600 sharp desktops
(1,360)."""
_MOST_WEBP = 16_383
"""The greatest width and height that WebP can state."""
_LEAST_STEP = 0.8
"""A variant is at most so wide as against the next: a smaller step saves too little to be kept."""
_PHOTOGRAPH = 0.75
"""A lossless file of more bytes a pixel holds a photograph. Measured: 1.3 to 2.1 for photographs,
0.1 to 0.4 for screenshots, charts and diagrams."""
_ENCODER = 1
"""Part of every published path: raise it when the published bytes of the same file change."""

MAY_NAME_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|svg)|%", re.IGNORECASE)
"""A quick look at an address, since few are pictures': of the rest the path is found out. One with
a percent sign may spell a letter of its ending."""


def is_picture(path: str) -> bool:
    """Whether the name of a file says that it is an image that pages can show."""
    return path[path.rfind(".") :].lower() in SUFFIXES


def too_large(size: int) -> Flaw | None:
    """What is wrong with an image file of so many bytes; nothing is read of it to say so."""
    if size <= MOST_BYTES:
        return None
    return Flaw(f"has `{size:,}` bytes, over `{MOST_BYTES:,}`", "Scale it to the size it is shown.")


def look(path: str, data: bytes) -> Picture | Flaw:
    """What there is to say of an image file of this name and these bytes.

    A drawing that holds a script or refers to something outside is a flaw of which the rest is
    shown; of any other flaw nothing is.
    """
    if not data:
        return Flaw("is empty", "Export it again, or copy it again.")
    named = _NAMED[path[path.rfind(".") :].lower()]
    kind = kind_of(data)
    said = spoken(data)
    if kind is None and named is Kind.SVG and said in _PERHAPS_SVG:
        kind = Kind.SVG
    if kind is not named:
        return Flaw(f"is {said}, not what its name says", _help(kind, said))
    try:
        return _drawing(path, data) if kind is Kind.SVG else _image(path, kind, data)
    except PictureError as error:
        return Flaw(error.message, error.help)
    except DrawingError as error:
        return Flaw(str(error), "Export it again as plain SVG.")


_PERHAPS_SVG = frozenset({"text", "no picture"})


def _help(kind: Kind | None, said: str) -> str:
    if kind is not None:
        return f"Name it `{kind.suffix}`, or save it as what it is called."
    if "Git LFS" in said:
        return "Fetch the picture itself: `git lfs pull`."
    return "Save it as PNG, JPEG, GIF, WebP, AVIF or SVG."


def files(
    picture: Picture, read_file: Callable[[str], bytes]
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """What is published of a picture: site paths, and their bytes when asked for.

    The picture itself comes first, without its metadata; then its variants. Asking raises
    `PipelineError` when the file is no longer the one that was looked at.
    """
    yield picture.site_path, lambda: _original(picture, read_file)
    for variant in picture.variants:
        if variant.site_path != picture.site_path:
            yield variant.site_path, _encoder(picture, variant.width, read_file)


def _encoder(
    picture: Picture, width: int, read_file: Callable[[str], bytes]
) -> Callable[[], bytes]:
    return lambda: _scaled(picture, width, read_file)


# --- where it is published -----------------------------------------------------------------------


def _site_path(path: str, kind: Kind, data: bytes, width: int = 0) -> str:
    """`/images/chart.1a2b3c4d.png`; of a variant `/images/chart-480.1a2b3c4d.webp`."""
    digest = sha256(b"%d:" % _ENCODER + data).hexdigest()[:8]
    stem = slug(path.rpartition("/")[2].rpartition(".")[0])
    stem = "image" if not stem or stem in DEVICES else stem
    return f"/images/{stem}{f'-{width}' if width else ''}.{digest}{kind.suffix}"


def _variants(
    path: str, kind: Kind, data: bytes, width: int, photograph: bool
) -> Iterator[Variant]:
    """The widths in which a still picture of that width is published as WebP.

    A WebP that is not too wide is its own widest variant.
    """
    own = min(width, _WIDEST) if photograph else width
    narrower = _WIDTHS if photograph else ()
    for each in (*(narrow for narrow in narrower if narrow <= _LEAST_STEP * own), own):
        is_itself = kind is Kind.WEBP and each == width
        where = (kind, data, 0) if is_itself else (Kind.WEBP, data, each)
        yield Variant(_site_path(path, *where), each)


def _is_photograph(parts: Parts) -> bool:
    pixels = parts.width * parts.height
    return not parts.lossless or len(parts.data) > _PHOTOGRAPH * pixels


# --- looking -------------------------------------------------------------------------------------


def _drawing(path: str, data: bytes) -> Picture | Flaw:
    drawing = sanitised(data)
    site_path = _site_path(path, Kind.SVG, data)
    shown = Picture(path, site_path, Kind.SVG.media_type, drawing.width, drawing.height)
    if not drawing.removed:
        return shown
    first, more = drawing.removed[:_MOST_SAID], len(drawing.removed) - _MOST_SAID
    said = ", ".join(first) + (f" and {more} more" if more > 0 else "")
    return Flaw(
        f"holds {said}: a page shows it without",
        "Take it out, or export the drawing again as plain SVG.",
        shown,
    )


_MOST_SAID = 3


class _Seen(NamedTuple):
    """What decoding a picture showed."""

    width: int
    height: int
    frames: int
    mode: str


_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA"})
"""The colours that WebP can hold."""


def _image(path: str, kind: Kind, data: bytes) -> Picture:
    parts = stripped(kind, data)
    _weigh(parts.width, parts.height, parts.frames)
    seen = _decoded(kind, parts)
    variants: tuple[Variant, ...] = ()
    if _has_variants(kind, seen):
        variants = tuple(_variants(path, kind, data, seen.width, _is_photograph(parts)))
    site_path = _site_path(path, kind, data)
    if variants and variants[0].site_path == site_path:
        variants = ()
    return Picture(path, site_path, kind.media_type, seen.width, seen.height, variants)


def _has_variants(kind: Kind, seen: _Seen) -> bool:
    still = seen.frames == 1 and kind is not Kind.AVIF and seen.mode in _MODES
    return still and seen.width >= _WIDTHS[0] and max(seen.width, seen.height) <= _MOST_WEBP


def _weigh(width: int, height: int, frames: int) -> None:
    """Refuses what would fill the memory, before any is taken."""
    pixels = width * height
    if pixels > MOST_PIXELS:
        size = f"`{width:,}` x `{height:,}` pixels, over `{MOST_PIXELS:,}` in all"
        raise PictureError(f"has {size}", "Scale it to the size it is shown.")
    if frames > MOST_FRAMES:
        raise PictureError(f"has `{frames:,}` frames, over `{MOST_FRAMES:,}`", _FILM)
    if frames > 1 and pixels * frames > MOST_MOVING_PIXELS:
        all_frames = f"`{frames:,}` frames of `{width:,}` x `{height:,}` pixels"
        raise PictureError(f"has {all_frames}, over `{MOST_MOVING_PIXELS:,}` pixels in all", _FILM)


_FILM = "Publish it as a film, which takes a tenth, or show less of it."


def _decoded(kind: Kind, parts: Parts) -> _Seen:
    """What every frame of it, decoded, shows; Pillow's warnings are errors here."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for harmless in (DeprecationWarning, PendingDeprecationWarning, ResourceWarning):
            warnings.simplefilter("ignore", harmless)
        try:
            with Image.open(BytesIO(parts.data), formats=(kind.value,)) as image:
                frames: int = getattr(image, "n_frames", 1)
                width, height = image.size
                _weigh(width, height, frames)
                for number in range(frames):
                    image.seek(number)
                    image.load()
                turned = _orientation(kind, parts, image) if frames == 1 else 1
                size = (height, width) if turned > 4 else (width, height)
                return _Seen(*size, frames, image.mode)
        except PictureError:
            raise
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise PictureError(
                f"has more than `{MOST_PIXELS:,}` pixels", "Scale it to the size it is shown."
            ) from None
        except Exception:  # noqa: BLE001  a dozen kinds, by format and by what is wrong with it
            raise PictureError("is damaged: its pixels cannot be decoded") from None


def _orientation(kind: Kind, parts: Parts, image: Image.Image) -> int:
    """How the pixels must be turned; an AVIF says it without EXIF, and Pillow in EXIF's terms."""
    if kind is not Kind.AVIF:
        return parts.orientation
    return orientation(image.info.get("exif", b"").removeprefix(b"Exif\0\0"))


# --- publishing ----------------------------------------------------------------------------------


def _kind(picture: Picture) -> Kind:
    return next(kind for kind in Kind if kind.media_type == picture.media_type)


def _read(picture: Picture, read_file: Callable[[str], bytes]) -> bytes:
    data = read_file(picture.path)
    if _site_path(picture.path, _kind(picture), data) != picture.site_path:
        raise PipelineError(f"`{picture.path}` was changed while it was built: run it again.")
    return data


def _original(picture: Picture, read_file: Callable[[str], bytes]) -> bytes:
    kind, data = _kind(picture), _read(picture, read_file)
    if kind is Kind.SVG:
        return sanitised(data).data
    parts = stripped(kind, data)
    if parts.orientation == 1 or parts.frames > 1 or kind is Kind.AVIF:
        return parts.data
    return _saved_upright(kind, parts)


def _saved_upright(kind: Kind, parts: Parts) -> bytes:
    """The picture with its pixels turned, saved with as little loss as its format allows."""
    from PIL import Image

    with Image.open(BytesIO(parts.data), formats=(kind.value,)) as image:
        options: dict[str, Any] = {"icc_profile": parts.profile or None}
        if kind is Kind.JPEG:
            options |= _jpeg_options(image, parts.orientation)
        elif kind is Kind.PNG:
            options |= {"optimize": True}
        else:
            options |= {"lossless": parts.lossless, "quality": 90}
        return _saved(_upright(image, parts.orientation), kind.value, **options)


def _jpeg_options(image: Any, turned: int) -> dict[str, Any]:
    """The picture's own tables: what is packed with them a second time loses next to nothing.

    That is so where its blocks of 8 x 8 pixels stay together. A turn moves those of a picture that
    ends within a block; then finer tables keep what is lost small.
    """
    from PIL import JpegImagePlugin

    sampling: int = JpegImagePlugin.get_sampling(image)
    tables: dict[int, list[int]] = image.quantization
    for key, table in tables.items():
        block = 16 if key and sampling else 8
        if image.width % block or image.height % block:
            tables[key] = [max(step // 2, 1) for step in table]
    if turned > 4:  # rows and columns change places, in the tables too
        tables = {
            key: [table[place % 8 * 8 + place // 8] for place in range(64)]
            for key, table in tables.items()
        }
        sampling = sampling if sampling == _HALF_BOTH_WAYS else 0
    options = {"qtables": tables, "optimize": True, "progressive": True}
    return options | ({"subsampling": sampling} if sampling >= 0 else {})


_HALF_BOTH_WAYS = 2
"""Pillow's name for colours at half the width and half the height (4:2:0)."""


def _scaled(picture: Picture, width: int, read_file: Callable[[str], bytes]) -> bytes:
    """A variant as WebP."""
    from PIL import Image

    kind, data = _kind(picture), _read(picture, read_file)
    parts = stripped(kind, data)
    with Image.open(BytesIO(parts.data), formats=(kind.value,)) as image:
        upright = _upright(_in_colour(image), parts.orientation)
    if width != upright.width:
        height = max(round(upright.height * width / upright.width), 1)
        upright = upright.resize((width, height), Image.Resampling.LANCZOS)
    profile = parts.profile if parts.profile[16:20] == b"RGB " else None
    if _is_photograph(parts):
        return _saved(upright, "WEBP", quality=80, icc_profile=profile)
    return _saved(upright, "WEBP", lossless=True, quality=75, icc_profile=profile)


def _in_colour(image: Image.Image) -> Image.Image:
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _upright(image: Image.Image, turned: int) -> Image.Image:
    from PIL import Image

    if turned == 1:
        return image
    turn = Image.Transpose
    ways = {
        2: turn.FLIP_LEFT_RIGHT,
        3: turn.ROTATE_180,
        4: turn.FLIP_TOP_BOTTOM,
        5: turn.TRANSPOSE,
        6: turn.ROTATE_270,
        7: turn.TRANSVERSE,
        8: turn.ROTATE_90,
    }
    return image.transpose(ways[turned])


def _saved(image: Image.Image, form: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, form, exif=b"", **options)
    return out.getvalue()
