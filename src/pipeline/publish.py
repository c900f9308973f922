"""Pages to a folder: staged beside it, verified as a whole, swapped in one step.

What is online is whole at every moment. Pages are written to a staging folder beside the target;
nothing of the old site is touched before the last link is verified, and then the two folders
change places. Whatever goes wrong before (a full disk, a broken template, Ctrl-C, a killed
process), the old site stays as it was, byte for byte; what a killed run leaves is cleared by the
next one.

Refused: a folder that does not have our `manifest.json` and is not empty, a folder with files that
are not ours, the blog itself, a page that would be written outside the stage, and two builds into
one folder at a time.

Beside a folder `public` there may lie, all of them only while a build runs or after one was killed:

- `.public.codeloom-lock`, locked by the running build;
- `.public.codeloom-stage-N`, the pages of run N;
- `.public.codeloom-old-N`, the site that run N replaced;
- `.public.codeloom-swap-N`, an empty file: run N is in the middle of its two renames.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
import time
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from pipeline.errors import PublishError, VerifyError
from pipeline.markup import OUTSIDE, FeedError, feed_links, page_facts, sitemap_links
from pipeline.model import Page, PageKind, Receipt
from pipeline.permalink import CONTENT

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

MANIFEST = "manifest.json"
"""The file that lists what was published and marks the folder as ours."""

_FORMAT = 1
_SHOWN = 5  # so many dead links in one message


@dataclass(frozen=True, slots=True)
class Published:
    """What a build changed online, in files; the manifest itself is not counted."""

    pages: int
    changed: int
    """New ones included."""
    removed: int


# --- writing --------------------------------------------------------------------------------------


class Stage:
    """A staging folder, and the only way to write pages.

    `staging` makes the folder; a worker process writes to the same one with a pickled `Stage`.
    Whether two processes wrote the same page is found by `publish`, from the receipts.
    """

    __slots__ = ("_folders", "_online", "_start", "path")

    def __init__(self, path: Path, online: Online | None = None) -> None:
        self.path = path
        self._start = os.path.join(path, "")  # noqa: PTH118 - joining paths costs as much as a write
        self._folders = {""}
        self._online = online or Online(path, {})

    def write(self, page: Page, base_path: str, base_url: str) -> Receipt:
        """Writes the page below the stage, and says what there is to verify with the others.

        Raises `VerifyError` for an HTML page with a duplicate id or not exactly one h1 and for a
        feed that is not well-formed, and `PublishError` for a site path that is no safe file name
        and for a page that cannot be read or written.
        """
        file = _file(page.site_path, page.source)
        kept = self._online.content(page) if page.lasting else None
        content, receipt = _verified(page, base_path, base_url, kept)
        try:
            self._make_folder(file.rpartition("/")[0])
            _write(self._start + file, content)
        except OSError as error:
            raise _trouble(f"{_named(page)} cannot be written", error) from error
        return receipt

    def fill(self, folder: Page, make: Callable[[Path], None]) -> Receipt:
        """A folder whose files are not listed one by one, such as a search index.

        `make` is called with the stage to write it, unless the folder that is online was made of
        the same: `folder.content` says of what.
        """
        made_of = _sha256(folder.content())
        place = self.path / _file(folder.site_path).rpartition("/")[0]
        with _told(f"{_named(folder)} cannot be written"):
            if not self._online.copy(folder.site_path, made_of, place):
                make(self.path)
        return Receipt(folder.site_path, folder.kind, made_of)

    def _make_folder(self, folder: str) -> None:
        """Makes a folder and those above it, but never the stage: that one is gone for a reason."""
        if folder in self._folders:
            return
        self._make_folder(folder.rpartition("/")[0])
        with suppress(FileExistsError):
            os.mkdir(self._start + folder)  # noqa: PTH102 - a `Path` costs as much as the folder
        self._folders.add(folder)


class Rehearsal:
    """Takes pages as a `Stage` does, verifies them alike, and writes nothing."""

    def write(self, page: Page, base_path: str, base_url: str) -> Receipt:
        """What there is to verify of the page with the others; raises as `Stage.write` does."""
        _file(page.site_path, page.source)
        return _verified(page, base_path, base_url)[1]

    def fill(self, folder: Page, _make: Callable[[Path], None]) -> Receipt:
        """A folder that nobody makes."""
        return Receipt(folder.site_path, folder.kind, _sha256(folder.content()))


def _verified(
    page: Page, base_path: str, base_url: str, content: bytes | None = None
) -> tuple[bytes, Receipt]:
    """The bytes of a page that keeps its own promises, and its receipt."""
    if content is None:
        try:
            content = page.content()
        except OSError as error:
            raise _trouble(f"{_named(page)} cannot be read", error) from error
    ids, links = _facts(page, content, base_path, base_url)
    receipt = Receipt(
        site_path=page.site_path,
        kind=page.kind,
        sha256=_sha256(content),
        source=page.source,
        guid=page.guid,
        date=page.date,
        ids=ids,
        links=links,
    )
    return content, receipt


_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def _write(file: str, content: bytes) -> None:
    """As `Path.write_bytes`, without what that asks the system about the file that it makes."""
    handle = os.open(file, _NEW_FILE, 0o666)
    try:
        while content:
            content = content[os.write(handle, content) :]
    finally:
        os.close(handle)


_XML = frozenset({PageKind.FEED, PageKind.SITEMAP})
_HTML = frozenset({PageKind.ARTICLE, PageKind.PAGE, PageKind.LIST, PageKind.REDIRECT})
_Names = frozenset[str]


def _facts(page: Page, content: bytes, base_path: str, base_url: str) -> tuple[_Names, _Names]:
    """The ids and the links of a page that keeps its own promises."""
    if page.kind in _XML:
        read = sitemap_links if page.kind is PageKind.SITEMAP else feed_links
        try:
            return frozenset(), read(content, base_path, base_url)
        except FeedError as error:
            raise VerifyError(f"{_named(page)} is not well-formed XML: {error}.") from None
    if not _is_html(page):
        return frozenset(), frozenset()
    facts = page_facts(content, page.site_path, base_path, base_url)
    if facts.duplicate_ids:
        raise VerifyError(f'{_named(page)} has the id "{facts.duplicate_ids[0]}" more than once.')
    if facts.h1 != 1:
        found = f"{facts.h1} h1 headings" if facts.h1 else "no h1 heading"
        raise VerifyError(f"{_named(page)} has {found}: a page has exactly one.")
    return facts.ids, facts.links


def _is_html(what: Page | Receipt) -> bool:
    """True for a page of ours; an HTML file that an article brings along is copied as it is."""
    ours = what.kind in _HTML
    return ours and what.site_path.endswith(("/", ".html"))


def _named(what: Page | Receipt) -> str:
    """How a message names a page: its site path, and where it comes from."""
    return f"{what.site_path} ({what.source})" if what.source else what.site_path


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


# --- where a page is written ----------------------------------------------------------------------

# What no file may be called on one of the three systems.
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"\\|?*]|[. ]$')
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\.|$)", re.I)


def _file(site_path: str, source: str = "") -> str:
    """The file of a site path, relative to the site's folder: `/a/` is in `a/index.html`."""
    why = _unsafe(site_path)
    if why:
        origin = f" (from {source})" if source else ""
        raise PublishError(f"The site path {site_path!r}{origin} cannot be published: {why}.")
    return _file_at(site_path)


def _file_at(site_path: str) -> str:
    return site_path[1:] + "index.html" if site_path.endswith("/") else site_path[1:]


def _unsafe(site_path: str) -> str:
    """Why a site path cannot be written on every system; empty when it can."""
    if not site_path.startswith("/"):
        return "it does not start with /"
    if site_path == "/":
        return ""
    if site_path.casefold() == f"/{MANIFEST}":
        return "the name is that of the site's own manifest"
    for segment in site_path[1:].removesuffix("/").split("/"):
        if not segment:
            return "it has an empty segment"
        if segment in (".", ".."):
            return f"{segment} would leave its place"
        if _FORBIDDEN.search(segment):
            return f"{segment!r} is no file name on every system"
        if _DEVICE.match(segment):
            return f"{segment!r} is the name of a device on Windows"
    if not site_path.isascii() and any("\ud800" <= char <= "\udfff" for char in site_path):
        return "it is not valid Unicode"
    return ""


# --- the stage ------------------------------------------------------------------------------------


@contextmanager
def staging(output: Path, root: Path) -> Iterator[Stage]:
    """An empty stage beside `output`, for the blog at `root`; gone when the block ends.

    First it clears what a killed run has left and finishes a swap that it had begun. Raises
    `PublishError` when another build into `output` is running, and when `output` is a file, a
    symbolic link or a mount point, the blog's root, a folder around it or one in its `content`, not
    empty without our manifest, with files that are not ours, not writable, or in a folder that does
    not exist or is not writable.
    """
    with _told(f"{output} cannot be used"):
        _refuse_place(output, root)
    place = _real(output)
    run = os.getpid()
    with _lock(place, output):
        with _told(f"What an earlier build left beside {output} cannot be cleared"):
            _repair(place)
        _refuse_contents(output)
        stage = _beside(place, "stage", run)
        try:
            with _told(f"The staging folder {stage} cannot be made"):
                stage.mkdir()
            yield Stage(stage, Online(place, _manifest(output) or {}))
        finally:
            if os.getpid() == run:  # a forked worker that unwinds has nothing to clear
                shutil.rmtree(stage, ignore_errors=True)


def _beside(output: Path, what: str, run: int) -> Path:
    return output.with_name(f".{output.name}.codeloom-{what}-{run}")


def _refuse_place(output: Path, root: Path) -> None:
    """Refuses an output that is at the wrong place, whatever is in it."""
    if output.is_symlink():
        raise PublishError(f"{output} is a symbolic link: give the folder that it leads to.")
    place, root = _real(output), _real(root)
    if any(_same(place, folder) for folder in (root, *root.parents)):
        raise PublishError(
            f"{output} holds the blog itself: give a folder of its own for the site."
        )
    if any(_same(folder, root / CONTENT) for folder in (place, *place.parents)):
        raise PublishError(f"{output} is in the blog's content: give a folder outside of it.")
    if not place.parent.is_dir():
        raise PublishError(f"{output} cannot be made: there is no folder {place.parent}.")
    if place.exists() and not place.is_dir():
        raise PublishError(f"{output} is a file: give a folder for the site.")
    if os.path.ismount(place):
        raise PublishError(
            f"{output} is a mount point and cannot be replaced: give a folder in it."
        )
    for folder in (place.parent, place):
        if folder.exists() and not os.access(folder, os.W_OK):
            raise PublishError(f"{output} cannot be replaced: the folder {folder} is read-only.")


def _real(path: Path) -> Path:
    """The absolute path, links followed; a loop of links, where `resolve` would raise, stays."""
    return Path(os.path.realpath(path))


def _same(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.samefile(other)
    return False


_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers leave in any folder that someone looks at."""


def _refuse_contents(output: Path) -> None:
    """Refuses an output that holds anything that we did not write."""
    with _told(f"{output} cannot be read"):
        found = sorted(_files(output)) if output.exists() else []
        manifest = _manifest(output)
    if manifest is None and found:
        raise PublishError(
            f"{output} is not empty and has no {MANIFEST} of Codeloom's: give another folder,"
            " or empty this one."
        )
    ours = {MANIFEST, *map(_file_at, manifest or ())}
    folders = _filled(manifest or {})
    foreign = [file for file in found if file not in ours and not file.startswith(folders)]
    if foreign:
        others = f" and {len(foreign) - 1} more" if len(foreign) > 1 else ""
        raise PublishError(
            f"{output / foreign[0]}{others} would be lost, because the whole folder is replaced and"
            " Codeloom did not write it: move it to another place."
        )


def _filled(listed: Mapping[str, Listed]) -> tuple[str, ...]:
    """The folders that are ours as a whole, each ending with `/`."""
    return tuple(path[1:] for path, each in listed.items() if each.kind is PageKind.SEARCH)


def _files(folder: Path | str, prefix: str = "") -> Iterator[str]:
    """Everything below a folder that is not a folder, relative to it, litter left out."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{prefix}{entry.name}/")
            elif entry.name not in _LITTER:
                yield prefix + entry.name


# --- one build at a time --------------------------------------------------------------------------


@contextmanager
def _lock(place: Path, output: Path) -> Iterator[None]:
    """Holds the lock of an output; the system gives it back when a process is killed."""
    run = os.getpid()
    path = place.with_name(f".{place.name}.codeloom-lock")
    with _told(f"The lock {path} cannot be made"):
        handle = _acquire(path)
    if handle is None:
        raise PublishError(f"Another build into {output} is running: wait until it is done.")
    try:
        yield
    finally:
        if os.getpid() == run:
            _release(handle, path)


def _acquire(path: Path) -> int | None:
    """A descriptor with the lock; None when another process has it."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        if not _try_lock(handle):
            os.close(handle)
            return None
        with suppress(OSError):
            if os.path.samestat(os.fstat(handle), path.stat()):
                return handle
        os.close(handle)  # its last owner removed the file just before we had it


def _release(handle: int, path: Path) -> None:
    """Gives the lock back by removing its file, so that it does not matter who else has it open."""
    if os.name == "nt":  # an open file cannot be removed there
        os.close(handle)
    with suppress(OSError):
        path.unlink()
    if os.name != "nt":
        os.close(handle)


if sys.platform == "win32":

    def _try_lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks
            return True
        return True


# --- verifying the whole --------------------------------------------------------------------------


def _refuse_clashes(receipts: Sequence[Receipt]) -> None:
    """Refuses two pages of one file, and names that only some file systems can tell apart."""
    taken: dict[str, tuple[str, Receipt]] = {}
    for receipt in receipts:
        file = _file_at(receipt.site_path)
        for name in (file, *_folders(file)):
            folded = unicodedata.normalize("NFC", name).casefold()
            other_name, other = taken.setdefault(folded, (name, receipt))
            if other is receipt or (name == other_name and name != file):
                continue
            how = "are the same page"
            if name != other_name:
                how = f"need {other_name} and {name}, which many file systems cannot tell apart"
            raise VerifyError(f"{_named(other)} and {_named(receipt)} {how}: rename one.")


def _folders(file: str) -> Iterator[str]:
    """The folders that a file is in, each ending with `/`."""
    end = 0
    while end := file.find("/", end) + 1:
        yield file[:end]


def _refuse_dead_links(receipts: Sequence[Receipt], let_through: Collection[str]) -> None:
    """Refuses a site with a link to a page or a fragment that it does not have."""
    files = {_file_at(receipt.site_path): receipt for receipt in receipts}
    plain = {receipt.site_path for receipt in receipts}
    plain.update(f"{receipt.site_path}#{name}" for receipt in receipts for name in receipt.ids)
    dead = [
        f"{_named(receipt)} links to {link.removeprefix(OUTSIDE)}, {why}"
        for receipt in receipts
        for link in sorted(receipt.links - plain)
        if (why := _dead(link, files)) and _decoded(link) not in let_through
    ]
    if dead:
        more = f"; and {len(dead) - _SHOWN} more" if len(dead) > _SHOWN else ""
        raise VerifyError("; ".join(dead[:_SHOWN]) + more + ".")


def _decoded(link: str) -> str:
    path, _, fragment = link.partition("#")
    return f"{unquote(path.partition('?')[0])}#{unquote(fragment)}"


_TEXT_DIRECTIVE = ":~:"  # what follows names words of the page, not an id


def _dead(link: str, files: Mapping[str, Receipt]) -> str:
    """Why a link leads nowhere; empty when it leads somewhere."""
    path, _, fragment = link.partition("#")
    if path.startswith(OUTSIDE):
        return "which is outside the site"
    target = _target(unquote(path), files)
    if target is None:
        return "which does not exist"
    fragment = fragment.partition(_TEXT_DIRECTIVE)[0]
    if not fragment or fragment.lower() == "top" or not _is_html(target):
        return ""
    if fragment in target.ids or unquote(fragment) in target.ids:
        return ""
    return "but that page has no such id"


def _target(path: str, files: Mapping[str, Receipt]) -> Receipt | None:
    """What a web server answers with: a folder without its last `/` redirects to it."""
    return files.get(_file_at(path)) or files.get(_file_at(path + "/"))


# --- the manifest ---------------------------------------------------------------------------------


def _manifest_bytes(receipts: Iterable[Receipt]) -> bytes:
    """The manifest: a page a line, by site path, without what is empty; no clock and no version."""
    pages = (
        {
            "path": receipt.site_path,
            "source": receipt.source,
            "kind": receipt.kind.value,
            "guid": receipt.guid,
            "date": receipt.date,
            "sha256": receipt.sha256,
        }
        for receipt in receipts
    )
    lines = [json.dumps({key: value for key, value in page.items() if value}) for page in pages]
    listed = ",\n".join(lines)
    return f'{{"codeloom": {_FORMAT}, "pages": [\n{listed}\n]}}\n'.encode()


class Listed(NamedTuple):
    """What a manifest says of a page."""

    sha256: str
    kind: PageKind


class Online:
    """The site that is online: what of it is as good as new."""

    def __init__(self, folder: Path, listed: Mapping[str, Listed]) -> None:
        self._folder = folder
        self._listed = {
            path: each for path, each in listed.items() if each.kind in (_MADE_ONCE, _FILLED)
        }

    def content(self, page: Page) -> bytes | None:
        """The bytes under a page's path; None when they are not what was published there."""
        listed = self._listed.get(page.site_path)
        if listed is None:
            return None
        try:
            content = (self._folder / _file_at(page.site_path)).read_bytes()
        except OSError:
            return None
        return content if _sha256(content) == listed.sha256 else None

    def copy(self, site_path: str, made_of: str, place: Path) -> bool:
        """Copies a folder that was made of the same; False when there is none."""
        listed = self._listed.get(site_path)
        if listed is None or listed.sha256 != made_of:
            return False
        source = self._folder / site_path.strip("/")
        if not source.is_dir():
            return False
        shutil.copytree(source, place, symlinks=True)
        return True


_MADE_ONCE = PageKind.IMAGE
_FILLED = PageKind.SEARCH


def _manifest(folder: Path) -> dict[str, Listed] | None:
    """What a published folder lists, by site path; None when it has no manifest of ours.

    A kind that we do not know is an asset: a later version wrote it.
    """
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
        if type(found["codeloom"]) is not int or found["codeloom"] != _FORMAT:
            return None
        return {
            str(page["path"]): Listed(str(page["sha256"]), _KINDS.get(page["kind"], PageKind.ASSET))
            for page in found["pages"]
        }
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError, RecursionError):  # not JSON, or not ours
        return None


_KINDS = {kind.value: kind for kind in PageKind}


# --- putting it in place --------------------------------------------------------------------------


def verify(
    receipts: Sequence[Receipt], let_through: Collection[str] = frozenset()
) -> list[Receipt]:
    """The receipts by site path, when they make a site; each page has been verified alone.

    Raises `VerifyError` for two pages of one path and for a link within the site that leads
    nowhere, unless `let_through` has its decoded `path#fragment`.
    """
    ordered = sorted(receipts, key=lambda receipt: receipt.site_path)
    _refuse_clashes(ordered)
    _refuse_dead_links(ordered, let_through)
    return ordered


def publish(
    stage: Stage,
    receipts: Sequence[Receipt],
    output: Path,
    let_through: Collection[str] = frozenset(),
) -> Published:
    """Verifies the staged site as a whole and puts it in the place of `output`, in one step.

    To be called inside the block of `staging`, with the receipts of every page in any order. Files
    whose bytes are the same as before keep their modification time. Raises as `verify` does, and
    `PublishError` when the folder cannot be replaced; in both cases the old site is still there.
    """
    ordered = verify(receipts, let_through)
    _refuse_contents(output)  # once more: a build takes seconds
    place = _real(output)
    with _told(f"The site could not be put in place at {output}, the old one is untouched{_HINT}"):
        _refuse_strays(ordered, stage.path)
        manifest = _manifest_bytes(ordered)
        _write_synced(stage.path / MANIFEST, manifest)
        before = _manifest(place) or {}
        changed = _keep_times(ordered, before, place, stage.path)
        _keep_time(place / MANIFEST, stage.path / MANIFEST, _sha256(manifest))
        _swap(stage.path, place)
    shutil.rmtree(stage.path, ignore_errors=True)  # the old site; the next run tries again
    removed = len(before.keys() - {receipt.site_path for receipt in ordered})
    return Published(len(ordered), changed, removed)


# Nothing that is open can be renamed there, and the system's own words do not say so.
_HINT = " (close every program that has a file of it open)" if os.name == "nt" else ""


def _refuse_strays(receipts: Sequence[Receipt], stage: Path) -> None:
    """Refuses a stage that is not exactly what was verified, as after a worker that broke off."""
    filled = tuple(each.site_path[1:] for each in receipts if each.kind is _FILLED)
    ours = {_file_at(each.site_path) for each in receipts if each.kind is not _FILLED}
    strays = {file for file in _files(stage) if not file.startswith(filled)} ^ ours
    if strays:
        raise VerifyError(
            f"{min(strays)} was written or lost without anyone's knowing: build again."
        )


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _keep_times(
    receipts: Sequence[Receipt], before: Mapping[str, Listed], old: Path, new: Path
) -> int:
    """Gives files that did not change their old time back; how many did change.

    A folder that is filled counts as one file.
    """
    changed = 0
    for receipt in receipts:
        file = _file_at(receipt.site_path)
        known = before.get(receipt.site_path)
        same = known is not None and known.sha256 == receipt.sha256
        if receipt.kind is _FILLED:
            _keep_times_in(old / receipt.site_path[1:], new / receipt.site_path[1:])
        elif same:
            same = _keep_time(old / file, new / file, receipt.sha256)
        changed += not same
    return changed


def _keep_times_in(old: Path, new: Path) -> None:
    for file in _files(new) if new.exists() else ():
        _keep_time(old / file, new / file, _sha256((new / file).read_bytes()))


def _keep_time(old: Path, new: Path, sha256: str) -> bool:
    """Gives `new` the time of `old` if that has the same bytes; the manifest alone may be wrong."""
    try:
        if _sha256(old.read_bytes()) != sha256:
            return False
        stamp = old.stat().st_mtime_ns
        os.utime(new, ns=(stamp, stamp))
    except OSError:  # not there, or not readable: there is no time to keep
        return False
    return True


def _swap(stage: Path, output: Path) -> None:
    """Puts the stage in the place of the output; what was there then lies where the stage was."""
    if not output.exists():
        _rename(stage, output)
    elif not _exchange(stage, output):
        _rename_twice(stage, output)


def _rename_twice(stage: Path, output: Path) -> None:
    """The swap for systems that cannot exchange: for some microseconds there is no site.

    A failure is rolled back; after a kill, `_repair` goes on from the note.
    """
    run = os.getpid()
    old, note = _beside(output, "old", run), _beside(output, "swap", run)
    note.touch()
    try:
        _rename(output, old)
        _rename(stage, output)
    except BaseException:
        if not output.exists():
            with _told(f"{output} lies in {old} until the next build puts it back"):
                _rename(old, output)
        note.unlink()
        raise
    note.unlink()
    with suppress(OSError):  # the new site is in place: the rest can wait for the next run
        _rename(old, stage)


_ATTEMPTS = 20 if sys.platform == "win32" else 1
_PAUSE = 0.1  # seconds


def _rename(source: Path, target: Path) -> None:
    """Renames; on Windows again and again, because a virus scanner may have a file open."""
    for _ in range(_ATTEMPTS - 1):
        with suppress(PermissionError):
            source.rename(target)
            return
        time.sleep(_PAUSE)
    source.rename(target)


_AT_FDCWD = -100  # linux/fcntl.h: relative to the working directory
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # macOS, sys/stdio.h


def _exchange(one: Path, other: Path) -> bool:
    """Lets two folders change places in one step; False when the system or file system cannot."""
    if os.name == "nt":
        return False
    first, second = os.fsencode(one), os.fsencode(other)
    failed: int = -1
    with suppress(ImportError, OSError):  # a Python that was built without libffi has no ctypes
        import ctypes

        libc = ctypes.CDLL(None)
        if (renameat2 := getattr(libc, "renameat2", None)) is not None:
            failed = renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE)
        elif (renamex_np := getattr(libc, "renamex_np", None)) is not None:
            failed = renamex_np(first, second, _RENAME_SWAP)
    return failed == 0


# --- after a kill ---------------------------------------------------------------------------------


def _repair(output: Path) -> None:
    """Finishes or rolls back the swap of a killed run, and clears what it left; needs the lock."""
    name = re.compile(rf"\.{re.escape(output.name)}\.codeloom-(stage|old|swap)-([0-9]+)")
    left = {
        entry: match for entry in output.parent.iterdir() if (match := name.fullmatch(entry.name))
    }
    for entry, match in sorted(left.items()):
        if match[1] != "swap":
            continue
        run = int(match[2])
        for site in (_beside(output, "stage", run), _beside(output, "old", run)):
            if not output.exists() and _manifest(site) is not None:
                _rename(site, output)
        entry.unlink()
    for entry in left:
        shutil.rmtree(entry, ignore_errors=True)  # it does not follow symbolic links


# --- telling --------------------------------------------------------------------------------------


@contextmanager
def _told(sentence: str) -> Iterator[None]:
    """Turns trouble with files into one sentence for the operator."""
    try:
        yield
    except OSError as error:
        raise _trouble(sentence, error) from error


def _trouble(sentence: str, error: OSError) -> PublishError:
    return PublishError(f"{sentence}: {error.strerror or error}.")
