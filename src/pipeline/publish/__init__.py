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

import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.manifest import manifest_bytes
from pipeline.model import Receipt
from pipeline.publish.checks import verify
from pipeline.publish.desk import Rehearsal, Stage
from pipeline.publish.guard import refuse_contents, refuse_place, refuse_strays
from pipeline.publish.locking import lock
from pipeline.publish.online import Online, read_manifest
from pipeline.publish.paths import MANIFEST, real, sha256_of
from pipeline.publish.swapping import beside, keep_time, keep_times, repair, swap
from pipeline.publish.telling import told

__all__ = ["MANIFEST", "Published", "Rehearsal", "Stage", "publish", "staging", "verify"]


@dataclass(frozen=True, slots=True)
class Published:
    """What a build changed online, in files; the manifest itself is not counted."""

    pages: int
    changed: int
    """New ones included."""
    removed: int


@contextmanager
def staging(output: Path, root: Path) -> Iterator[Stage]:
    """An empty stage beside `output`, for the blog at `root`; gone when the block ends.

    First it clears what a killed run has left and finishes a swap that it had begun. Raises
    `PublishError` when another build into `output` is running, and when `output` is a file, a
    symbolic link or a mount point, the blog's root, a folder around it or one in its `content`, not
    empty without our manifest, with files that are not ours, not writable, or in a folder that does
    not exist or is not writable.
    """
    with told(f"{output} cannot be used"):
        refuse_place(output, root)
    place = real(output)
    run = os.getpid()
    with lock(place, output):
        with told(f"What an earlier build left beside {output} cannot be cleared"):
            repair(place)
        refuse_contents(output)
        stage = beside(place, "stage", run)
        try:
            with told(f"The staging folder {stage} cannot be made"):
                stage.mkdir()
            yield Stage(stage, Online(place, read_manifest(output) or {}))
        finally:
            if os.getpid() == run:  # a forked worker that unwinds has nothing to clear
                shutil.rmtree(stage, ignore_errors=True)


def publish(
    stage: Stage,
    receipts: Sequence[Receipt],
    output: Path,
    timezone: str,
    let_through: Collection[str] = frozenset(),
) -> Published:
    """Verifies the staged site as a whole and puts it in the place of `output`, in one step.

    To be called inside the block of `staging`, with the receipts of every page in any order. The
    manifest says what the site's `timezone` was. Files whose bytes are the same as before keep
    their modification time. Raises as `verify` does, and `PublishError` when the folder cannot be
    replaced; in both cases the old site is still there.
    """
    ordered = verify(receipts, let_through)
    refuse_contents(output)  # once more: a build takes seconds
    place = real(output)
    with told(f"The site could not be put in place at {output}, the old one is untouched{_HINT}"):
        refuse_strays(ordered, stage.path)
        manifest = manifest_bytes(ordered, timezone)
        _write_synced(stage.path / MANIFEST, manifest)
        before = read_manifest(place) or {}
        changed = keep_times(ordered, before, place, stage.path)
        keep_time(place / MANIFEST, stage.path / MANIFEST, sha256_of(manifest))
        swap(stage.path, place)
    shutil.rmtree(stage.path, ignore_errors=True)  # the old site; the next run tries again
    removed = len(before.keys() - {receipt.site_path for receipt in ordered})
    return Published(len(ordered), changed, removed)


# Nothing that is open can be renamed there, and the system's own words do not say so.
_HINT = " (close every program that has a file of it open)" if os.name == "nt" else ""


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
