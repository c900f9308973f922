"""What is refused: a folder at the wrong place, files that are not ours, a stage with strays."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from pipeline.errors import PublishError, VerifyError
from pipeline.model import Listed, Receipt
from pipeline.permalink import CONTENT
from pipeline.publish.online import FILLED, read_manifest
from pipeline.publish.paths import MANIFEST, file_at, files_below, real
from pipeline.publish.telling import told


def refuse_place(output: Path, root: Path) -> None:
    """Refuses an output that is at the wrong place, whatever is in it."""
    if output.is_symlink():
        raise PublishError(f"{output} is a symbolic link: give the folder that it leads to.")
    place, root = real(output), real(root)
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


def _same(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.samefile(other)
    return False


def refuse_contents(output: Path) -> None:
    """Refuses an output that holds anything that we did not write."""
    with told(f"{output} cannot be read"):
        found = sorted(files_below(output)) if output.exists() else []
        manifest = read_manifest(output)
    if manifest is None and found:
        raise PublishError(
            f"{output} is not empty and has no {MANIFEST} of Codeloom's: give another folder,"
            " or empty this one."
        )
    ours = {MANIFEST, *map(file_at, manifest or ())}
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
    return tuple(path[1:] for path, each in listed.items() if each.kind is FILLED)


def refuse_strays(receipts: Sequence[Receipt], stage: Path) -> None:
    """Refuses a stage that is not exactly what was verified, as after a worker that broke off."""
    filled = tuple(each.site_path[1:] for each in receipts if each.kind is FILLED)
    ours = {file_at(each.site_path) for each in receipts if each.kind is not FILLED}
    strays = {file for file in files_below(stage) if not file.startswith(filled)} ^ ours
    if strays:
        raise VerifyError(
            f"{min(strays)} was written or lost without anyone's knowing: build again."
        )
