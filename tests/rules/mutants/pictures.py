"""AX and IM: those who do not see the page, and the pictures on it."""

from __future__ import annotations

from tests.images import of_suffix, picture, png
from tests.rules.examples import PATH
from tests.rules.mutants.cases import OWNER, Case, Cases, blog, exchange, guide, says

ALT = ' alt="Added, on for some, on for all, deleted."'
CAPTION = '```text caption="The life of a flag"'
CHART = "content/articles/chart.png"
LONG = "A flag below a flag. " * 7 + "End"
assert len(LONG) == 150
PICTURE = "https://example.com/chart.png"


def shown(body: str, kilobytes: int, path: str = CHART) -> Case:
    """The guide, and a picture of this weight beside it."""
    film = "x" * kilobytes * 1_000
    weighing = film if path.endswith(".mp4") else _text(of_suffix(path).ljust(kilobytes * 1_000))
    return blog((PATH, exchange(OWNER, body + "\n")), (path, weighing))


def holding(body: str, data: bytes | str, path: str = CHART) -> Case:
    """The guide, and a picture beside it that is these bytes."""
    text = data if isinstance(data, str) else _text(data)
    return blog((PATH, exchange(OWNER, body + "\n")), (path, text))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


DRAWING = "content/articles/chart.svg"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


MUTANTS: Cases = {
    "AX001": (
        says(f"«![]({PICTURE})»"),
        says(f'See «<img src="{PICTURE}">» first.'),
        says(f"- See this: «![]({PICTURE})»"),
    ),
    "AX002": (
        says(f"![«chart.png»]({PICTURE})"),
        says(f"![«image»]({PICTURE})"),
        says(f"![«Screenshot 2026-01-05 at 10.20.30»]({PICTURE})"),
        says(f"![«{LONG}.»]({PICTURE})"),
        says(f'<img src="{PICTURE}" alt="«A picture»">'),
    ),
    "AX003": (
        says("The owner says why, see [«here»](/)."),
        says("The owner says why: [«click here»](/)."),
        says("The owner says why in [«this link»](/)."),
        says('The owner says why, <a href="/">«here»</a>.'),
        says("The owner says why. «[**Read more**](/)»"),
    ),
    "AX004": (
        guide(CAPTION + ALT, '«```text» caption="The life of a flag"'),
        guide(CAPTION + ALT, '«```text» caption="The life of a flag" alt=""'),
        says('«~~~text» caption="A flag in a box"\n┌──────┐\n│ flag │\n└──────┘\n~~~'),
    ),
    "IM001": (
        shown("![Red over green](«chart.png»)", 501),
        shown('<img src="«chart.png»" alt="Red over green">', 800),
        shown("![Red over green](«/articles/chart.png») and ![again, in red](chart.png)", 1_200),
    ),
    "IM002": (
        holding("![Red over green](«chart.png») and ![again, in red](chart.png)", png()[:-5]),
        holding('<img src="«chart.png»" alt="Red over green">', picture("JPEG")),
        holding("See [the chart in full size](«chart.png»).", "<!doctype html><p>Hello"),
        holding("![Red over green](«/articles/chart.png»)", png(100_000, 100_000)),
        holding("![Red](«chart.svg»)", SVG.format("<g onclick='a()'/>"), DRAWING),
        holding("![Red](«chart.svg»)", SVG.format("<use href='https://a.example/#b'/>"), DRAWING),
        holding("![Red](«chart.svg»)", SVG.format("<g>"), DRAWING),
    ),
}

NEIGHBOURS: Cases = {
    "AX001": (
        says(f"![Red over green]({PICTURE})"),
        says(f'<img src="{PICTURE}" alt="">'),
        says(f"In code, `![]({PICTURE})` is a picture."),
    ),
    "AX002": (
        says(f"![The image of a queue, in red]({PICTURE})"),
        says(f"![The file chart.png in the list of files]({PICTURE})"),
        says(f"![{LONG}]({PICTURE})"),
        says(f'<img src="{PICTURE}" alt="">'),
    ),
    "AX003": (
        says("The owner says why in [the commit](/)."),
        says("The owner says so, [here in the log of the day](/)."),
        says("Call [`this`](/) or [`here`](/) first."),
        says('See <a href="/" aria-label="All articles">here</a>.'),
        says("In Markdown, `[here](/)` is a link."),
    ),
    "AX004": (
        says('```text caption="What it prints"\n3 flags, 1 of them old\n```'),
        says('```python caption="All flags"\nFLAGS = {}  # old --> new\n```'),
        says('```text caption="A flag" alt="A box with a flag in it."\n┌──┐\n│F │\n└──┘\n```'),
    ),
    "IM001": (
        shown("![Red over green](chart.png)", 500),
        shown(
            "A file that is large and no picture: [the video](film.mp4).",
            900,
            "content/articles/film.mp4",
        ),
        says(f"![Red over green]({PICTURE})"),
    ),
    "IM002": (
        holding("![Red over green](chart.png)", picture("PNG")),
        holding("The file chart.png is broken, but nobody shows it.", png()[:-5]),
        holding("![Red](chart.svg)", SVG.format("<title>script</title><g id='on'/>"), DRAWING),
        holding("See [the film](film.mp4).", "no film", "content/articles/film.mp4"),
    ),
}
