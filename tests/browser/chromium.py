"""The system's Chromium: where it is, and how it is started.

A browser is never fetched from here. `CODELOOM_BROWSER` says what it means to have none: `required`
makes it a failure, `none` leaves the tests out although there may be one.
"""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest_socket
from playwright.sync_api import Browser, sync_playwright

MISSING = "there is no Chromium on this machine: browser tests were not run"
SWITCHED_OFF = "CODELOOM_BROWSER is none: browser tests were not run"

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Chromium/Application/chrome.exe",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
)

_ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Beneath what the tests watch: no name leads anywhere, so nothing can leave the machine.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--font-render-hinting=none",
)


class NoBrowserError(Exception):
    """There is none to run, or none is wanted; says why."""


def required() -> bool:
    """Whether a machine without a browser fails."""
    return os.environ.get("CODELOOM_BROWSER") == "required"


def program() -> str:
    """The path of the browser's program.

    Raises:
        NoBrowserError: when there is none, or none is wanted.
    """
    if os.environ.get("CODELOOM_BROWSER") == "none":
        raise NoBrowserError(SWITCHED_OFF)
    named = os.environ.get("CHROMIUM", "")
    if named:
        found = shutil.which(named)
        if found is None:
            raise NoBrowserError(f"CHROMIUM names `{named}`, which is no program: {MISSING}")
        return found
    for name in _NAMES:
        if (found := shutil.which(name)) is not None:
            return found
    for place in _PLACES:
        if Path(place).is_file():
            return place
    raise NoBrowserError(MISSING)


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    """The browser while the block lasts; everything but its start happens with sockets blocked."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = [*_ARGUMENTS, *(["--no-sandbox"] if as_root else [])]
    with _sockets_for_a_loop():
        playwright = sync_playwright().start()
    try:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        try:
            yield browser
        finally:
            browser.close()
    finally:
        playwright.stop()


@contextmanager
def _sockets_for_a_loop() -> Iterator[None]:
    """Lets an event loop make the pair of sockets by which it wakes itself up.

    Playwright speaks to the browser through pipes. On Linux and macOS that pair is of Unix sockets,
    which the suite allows; Windows has none, and makes a pair on the loopback.
    """
    if platform.system() == "Windows":
        pytest_socket.enable_socket()
    try:
        yield
    finally:
        pytest_socket.disable_socket(allow_unix_socket=True)
