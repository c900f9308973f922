"""The door to Pagefind, which makes the index that readers search, from the pages as they are.

Pagefind is a program that travels in a wheel. It reads what stands in elements with
`data-pagefind-body`, in the language of the page, and nothing else: a page without one is not in
the index. It runs in an empty folder with next to no environment, so that neither a `pagefind.yml`
nor a variable of whoever builds can change what it does. Of what it writes, what our own search
page never asks for (two ready-made interfaces, a worker, an engine for other languages) is thrown
away: some 500 KB.

What is in the index depends on the machine; two builds need not give the same bytes.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import PublishError
from pipeline.permalink import SEARCH_INDEX

SECONDS = 900
"""A run that takes longer is stopped: 2,400 pages take 4 seconds."""

_BODY = "data-pagefind-body"
_ENTRY = "pagefind-entry.json"
_PROGRAM = "pagefind.js"
_ENVIRONMENT = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
"""What a program needs to start at all: Windows has the first three."""


def release() -> str:
    """The version of the program: another one makes another index of the same pages."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("pagefind_bin")
    except PackageNotFoundError:
        return ""  # `index` says so


def index(site: Path) -> None:
    """Writes the index of the pages below `site` into its folder `SEARCH_INDEX`.

    Where no page has anything to search, the folder stays empty. Raises `PublishError` when the
    program is missing, cannot be started, does not end in time or fails, and when what it wrote is
    not whole.
    """
    folder = site / SEARCH_INDEX.strip("/")
    said = _run(site, folder.name)
    if not (folder / _ENTRY).is_file():
        if _has_text(site):
            raise _trouble(said) if said else _torn(_ENTRY)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return
    languages = _languages(folder)
    _throw_away(folder, languages)
    _refuse_torn(folder, languages)


def _run(site: Path, name: str) -> str:
    """Lets the program write its folder; why it failed, or empty."""
    environment = {each: os.environ[each] for each in _ENVIRONMENT if each in os.environ}
    arguments = ("--site", str(site.resolve()), "--output-subdir", name)
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as empty:
            done = subprocess.run(
                (_program(), *arguments, "--root-selector", f"[{_BODY}]", "--silent"),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                cwd=empty,
                env=environment,
                timeout=SECONDS,
                check=False,
            )
    except subprocess.TimeoutExpired:
        raise _trouble(f"it did not end within {SECONDS} seconds") from None
    except OSError as error:
        raise _trouble(error.strerror or type(error).__name__) from error
    if done.returncode < 0:
        raise _trouble(f"it was killed by signal {-done.returncode}")
    if done.returncode == 0:
        return ""
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return f"it ended with code {done.returncode}" + (f" and `{lines[0][:200]}`" if lines else "")


def _program() -> str:
    try:
        import pagefind_bin  # late: a check needs no index

        return str(pagefind_bin.get_executable())
    except (ImportError, FileNotFoundError):
        raise _trouble("it is not installed") from None


def _trouble(why: str) -> PublishError:
    return PublishError(
        f"The search index cannot be made with `pagefind`: {why}; install Codeloom again, or set"
        " `search = false`."
    )


def _has_text(site: Path) -> bool:
    """Whether any page has something to search: without one the program calls that a failure."""
    return any(_BODY.encode() in page.read_bytes() for page in site.rglob("*.html"))


def _throw_away(folder: Path, languages: Collection[Mapping[str, Any]]) -> None:
    """Removes the files that the search page never asks for."""
    engines = {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in languages}
    for file in folder.iterdir():
        kept = file.name in {_ENTRY, _PROGRAM, *engines} or file.suffix == ".pf_meta"
        if file.is_file() and not kept:
            file.unlink()


def _languages(folder: Path) -> Collection[Mapping[str, Any]]:
    """What the index says of each language in it."""
    try:
        found: Mapping[str, Mapping[str, Any]] = json.loads((folder / _ENTRY).read_bytes())
        return found["languages"].values()
    except ValueError:
        raise _torn(_ENTRY) from None


def _refuse_torn(folder: Path, languages: Iterable[Mapping[str, Any]]) -> None:
    """Refuses an index that is not whole: of a full disk the program says nothing and ends well."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    for file in files:
        if not _is_whole(file):
            raise _torn(file.relative_to(folder).as_posix())
    pages: int = sum(language["page_count"] for language in languages)
    if sum(file.suffix == ".pf_fragment" for file in files) < pages:
        raise _torn("fragment")


def _is_whole(file: Path) -> bool:
    """What is packed has a checksum; a program ends with what it exports."""
    data = file.read_bytes()
    if file.name == _ENTRY:
        return True  # it has been read
    if file.name == _PROGRAM:
        return b"export{" in data[-1_000:]
    try:
        return bool(gzip.decompress(data))
    except (EOFError, OSError, zlib.error):
        return False


def _torn(name: str) -> PublishError:
    return PublishError(
        f"The search index is not whole, `{SEARCH_INDEX[1:]}{name}` is cut off: is the disk full?"
    )
