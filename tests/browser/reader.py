"""Somebody who reads a built site: a browser window of one's own, and all that went wrong in it.

The pages come from the site's folder by Playwright's routes: no server, no socket. What a reader
must never meet is written down as it happens, and fails the test at its end: a request that leaves
the site, a file that is not there, a violation of the page's policy, an error of a script, a dialog
or a second window.

A page that sends its reader on at once is held, so that it can be looked at; `Reader(follows=True)`
goes where it leads. `Reader(policy=False)` gets the pages without their Content-Security-Policy.
"""

from __future__ import annotations

import mimetypes
import re
from typing import Any, Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    Response,
    Route,
    ViewportSize,
)

from tests.sites import SiteFolder

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 360, "height": 740}
NARROWEST: ViewportSize = {"width": 320, "height": 640}

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".wasm": "application/wasm",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}

_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.effectiveDirective} refuses ${event.blockedURI || "inline"}`));
"""


_REFRESH = re.compile(rb'<meta http-equiv="refresh"[^>]*>')
_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')


class Fetched(NamedTuple):
    """A request that a page made."""

    url: str
    kind: str
    """As the browser calls it: document, stylesheet, script, image, fetch ..."""


class Reader:
    """A window on one site; `options` are those of a browser context."""

    def __init__(
        self,
        browser: Browser,
        site: SiteFolder,
        *,
        follows: bool = False,
        policy: bool = True,
        **options: Any,
    ) -> None:
        self.site = site
        self._policy = policy
        self._follows = follows
        self.complaints: list[str] = []
        self.fetched: list[Fetched] = []
        self._expected_missing: set[str] = set()
        self.context = browser.new_context(**{"viewport": WIDE, "locale": "en-GB", **options})
        self.context.set_default_timeout(10_000)
        self.context.add_init_script(_VIOLATIONS)
        self.context.route("**/*", self._answer)
        self.page = self.context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self._complain(f"script error: {error}"))
        self.page.on("dialog", self._dismiss)
        self.page.on("download", lambda _: self._complain("a download began"))
        self.context.on("page", lambda page: self._complain(f"a second window: {page.url}"))

    def open(self, site_path: str = "/", status: int = 200) -> Page:
        """Goes to a page as by typing its address, and waits until all of it is there."""
        url = self.url(site_path)
        if status != 200:
            self._expected_missing.add(url)
        response = self.page.goto(url, wait_until="load")
        assert isinstance(response, Response)
        assert response.status == status, f"{url} answered {response.status}"
        return self.page

    def url(self, site_path: str) -> str:
        """The address of a site path."""
        return self.site.base_url + site_path.removeprefix("/")

    def close(self) -> None:
        """Shuts the window."""
        self.context.close()

    def _answer(self, route: Route, request: Request) -> None:
        parts = urlsplit(request.url)
        self.fetched.append(Fetched(request.url, request.resource_type))
        if f"{parts.scheme}://{parts.netloc}" != self.site.base_url.removesuffix(
            self.site.base_path
        ):
            self._complain(f"a request that leaves the site: {request.url}", request)
            route.abort()
            return
        file = self.site.served(unquote(parts.path))
        if file is not None:
            kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
            body = file.read_bytes()
            if file.suffix == ".html" and not self._follows:
                body = _REFRESH.sub(b"", body)
            if file.suffix == ".html" and not self._policy:
                body = _POLICY.sub(b"", body)
            route.fulfill(status=200, body=body, content_type=kind or "application/octet-stream")
            return
        if request.url not in self._expected_missing:
            self._complain(f"nothing is at {request.url}", request)
        missing = self.site.folder / "404.html"
        route.fulfill(status=404, body=missing.read_bytes(), content_type=_TYPES[".html"])

    def _said(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        if message.location.get("url") in self._expected_missing and "404" in message.text:
            return
        self._complain(f"console: {message.text}")

    def _dismiss(self, dialog: Dialog) -> None:
        self._complain(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _complain(self, what: str, request: Request | None = None) -> None:
        """Notes it with the path of the page, or of the page in a frame, that is to blame."""
        within = request is not None and not request.is_navigation_request()
        place = request.frame if request is not None and within else self.page
        self.complaints.append(f"{urlsplit(place.url).path}: {what}")


# --- light and dark -------------------------------------------------------------------------------

_GROUND = """(wanted) => {
  const clear = (colour) => /rgba\\(.*, 0\\)|transparent/.test(colour);
  const [body, root] = [document.body, document.documentElement]
    .map((each) => getComputedStyle(each).backgroundColor);
  const [red, green, blue] = (clear(body) ? root : body).match(/[\\d.]+/g).map(Number);
  const light = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  return wanted === "dark" ? light < 0.25 : light > 0.75;
}"""


def is_worn(page: Page, scheme: Scheme) -> bool:
    """Whether the page's ground is light, or dark, at this moment; grey is neither."""
    worn: bool = page.evaluate(_GROUND, scheme)
    return worn


def wears(page: Page, scheme: Scheme) -> None:
    """Waits until the page's ground is light, or dark: a script may have to change it first."""
    page.wait_for_function(_GROUND, arg=scheme)


def other(scheme: Scheme) -> Scheme:
    """Dark for light, light for dark."""
    return "light" if scheme == "dark" else "dark"
