"""`python -m tests.browser.screenshots DIR`: pictures of the project's own pages for README.

Each is `NAME-WIDTH-SCHEME.png`, of one window, in at most 256 colours.
"""

from __future__ import annotations

import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.chromium import NoBrowserError, chromium, program
from tests.browser.reader import Reader
from tests.sites import HOME, ROOT, SiteFolder, build_site

SIZES: tuple[ViewportSize, ...] = ({"width": 360, "height": 720}, {"width": 1280, "height": 900})
QUERY = "retry"
TWICE = frozenset({"subscribe"})
"""What is pictured wide by day and narrow by night alone: one page of text is much like another."""
BOTH = frozenset({(1280, "light"), (360, "dark")})
MOST_BYTES = 250_000


def main(folder: str) -> int:
    """Builds the site and takes the pictures; 2 when there is no browser."""
    try:
        path = program()
    except NoBrowserError as error:
        print(error, file=sys.stderr)
        return 2
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        site = build_site(ROOT, Path(scratch) / "public", HOME)
        with chromium(path) as browser:
            for file in _all(browser, site, target):
                print(f"{file}: {file.stat().st_size // 1000} KB")
    return 0


def _all(browser: Browser, site: SiteFolder, target: Path) -> list[Path]:
    made = []
    for size in SIZES:
        for scheme in ("light", "dark"):
            reader = Reader(
                browser, site, viewport=size, color_scheme=scheme, reduced_motion="reduce"
            )
            for name, (site_path, status) in _pages(site).items():
                if name in TWICE and (size["width"], scheme) not in BOTH:
                    continue
                page = reader.open(site_path, status)
                _settle(page, name)
                file = target / f"{name}-{size['width']}-{scheme}.png"
                file.write_bytes(_small(page.screenshot()))
                assert file.stat().st_size < MOST_BYTES, f"{file} is too large"
                made.append(file)
            reader.close()
    return made


def _pages(site: SiteFolder) -> dict[str, tuple[str, int]]:
    """What is pictured: site path and status, by name."""
    pages = site.pages()
    tags = [path for path in pages if path.startswith("/tags/") and path != "/tags/"]
    fullest = max(tags, key=lambda path: (pages[path].count('class="entry"'), path))
    return {
        "home": ("/", 200),
        "article": ("/articles/idempotency-keys-that-survive-a-retry/", 200),
        "tag": (fullest, 200),
        "search": (f"/search/?q={QUERY}", 200),
        "subscribe": ("/subscribe/", 200),
        "404": ("/articles/no-such-article/", 404),
    }


def _settle(page: Page, name: str) -> None:
    if name == "search":
        page.locator(".found li").first.wait_for()
    page.evaluate("() => document.fonts.ready.then(() => undefined)")


def _small(png: bytes) -> bytes:
    """The same picture with a palette: a page of text has few colours."""
    with Image.open(BytesIO(png)) as picture:
        palette = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    data = BytesIO()
    palette.save(data, "PNG", optimize=True)
    return data.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
