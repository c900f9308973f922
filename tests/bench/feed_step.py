"""One build in this process that says, in JSON, what its feeds cost: `feed_step.py OUTPUT`.

The feed step is all that a build does for its feeds: it makes the texts of their articles, in
whatever process, then the feeds, verifies them and writes them. Its seconds of CPU are held against
those of the whole build, all processes together, from the start of Python on. The way of the texts
from one process to another is part of the whole alone.

A build that makes its feeds elsewhere, out of reach of what is timed here, is an error. Processes
must be forked, as they are on Linux: others do not know the clock.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from pipeline import build, cli, html
from pipeline.model import Page, PageKind, Receipt
from pipeline.publish import MANIFEST, Stage

_Function = Callable[..., Any]


class Clock:
    """The seconds of CPU that the feed step takes, in this process and in those forked from it.

    Each of them notes its own in one file, a line for each time.
    """

    def __init__(self, notes: IO[bytes]) -> None:
        self._notes = notes
        self._running = False
        self.written: list[str] = []

    def timed(self, what: str, do: _Function, *arguments: Any) -> Any:
        """What it gives; its time is noted, or nothing for what is part of a time already."""
        if self._running:
            self._note(what, 0)
            return do(*arguments)
        self._running = True
        start = time.process_time()
        try:
            return do(*arguments)
        finally:
            took = time.process_time() - start
            self._running = False
            self._note(what, took)

    def _note(self, what: str, took: float) -> None:
        self._notes.write(f"{what} {took!r}\n".encode())

    def noted(self) -> list[tuple[str, float]]:
        """What has been timed so far, and how long it took."""
        self._notes.seek(0)
        lines = (line.split() for line in self._notes.read().decode().splitlines())
        return [(what, float(took)) for what, took in lines]

    def watch(self) -> None:
        """Puts the clock around what makes texts and feeds, and what writes them.

        `AttributeError` when a build does not know them by these names any more.
        """
        _replace(html, "feed_body", self._body)
        _replace(build, "feed_pages", self._pages)
        _replace(Stage, "write", self._write)

    def _body(self, make: _Function) -> _Function:
        return lambda *arguments: self.timed("text", make, *arguments)

    def _pages(self, make: _Function) -> _Function:
        def pages(*arguments: Any) -> Iterator[Page]:
            feeds = make(*arguments)
            while page := self.timed("feed", next, feeds, None):
                yield page

        return pages

    def _write(self, write: _Function) -> _Function:
        def timed(stage: Stage, page: Page, *arguments: Any) -> Receipt:
            if page.kind is PageKind.FEED:
                self.written.append(page.site_path)
                receipt: Receipt = self.timed("file", write, stage, page, *arguments)
            else:
                receipt = write(stage, page, *arguments)
            return receipt

        return timed


def _replace(owner: object, name: str, around: Callable[[_Function], _Function]) -> None:
    setattr(owner, name, around(getattr(owner, name)))


def main() -> None:
    """Builds the blog in the current folder."""
    output = Path(sys.argv[1])
    with tempfile.TemporaryFile(buffering=0) as notes:
        clock = Clock(notes)
        clock.watch()
        cli.app.main(["build", "--output", str(output)], "codeloom", standalone_mode=False)
        noted = clock.noted()
    listed = json.loads((output / MANIFEST).read_bytes())["pages"]
    feeds = [page for page in listed if page["kind"] == PageKind.FEED.value]
    paths = sorted(page["path"] for page in feeds)
    if not paths or sorted(clock.written) != paths:
        sys.exit(f"the build has the feeds {paths}, and {sorted(clock.written)} were timed")
    items = {guid for page in feeds for guid in page.get("items", ())}
    texts = sum(what == "text" for what, _ in noted)
    if texts < len(items):
        sys.exit(f"the feeds have the texts of {len(items)} articles, and {texts} were timed")
    step = sum(took for _, took in noted)
    print(json.dumps({"step": step, "build": sum(os.times()[:4])}))


if __name__ == "__main__":
    main()
