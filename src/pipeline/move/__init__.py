"""A renaming as it will be: what gets another path, and which bytes change in which files.

All of it is known before anything is written. The address stays the article's for good: its old one
becomes an alias, its guid is the same, and every link leads to what it led to before. What cannot
be done so is refused with one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from pipeline.build import NO_BASELINE, Job, check
from pipeline.errors import MoveError
from pipeline.fix import edited
from pipeline.judge import Selection
from pipeline.model import Diagnostic, Edit, Inventory, Settings, Severity, Summary
from pipeline.move.identity import folded, keep_identity, look
from pipeline.move.links import Moving, concerned, leads, mended_links
from pipeline.move.names import Ground, Way, find_way, folder_of
from pipeline.permalink import site_path_of
from pipeline.read import read, source_of
from pipeline.read.inventory import inventory
from pipeline.rules import RULES
from pipeline.wording import code

__all__ = ["Ground", "Plan", "Way", "find_way", "plan", "prepare"]

_GUARDS = frozenset(rule.code for rule in RULES.values() if rule.gate)
"""The rules that always run; one of them finds the secrets that a diff must not show."""
_MISNAMED = "FM016"
"""The rule on names: what it stops has never been at its address."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a renaming does."""

    way: Way
    renamed: Mapping[str, str]
    """The new path of every file that gets one, by its old path."""
    before: Mapping[str, bytes]
    """The texts that change, and that of the article itself, by the path they have now."""
    after: Mapping[str, bytes]
    """The same, by the path that they will have."""
    links: int
    """How many destinations are mended."""
    linking: int
    """In how many files."""
    alias: str
    """The address that leads to the new one from now on; empty when there is none."""
    guid: str
    """The guid that had to be written out; empty when there was no need."""
    draft: bool
    secrets: tuple[str, ...]
    """What a diff must not show."""


def prepare(job: Job, old: str, new: str, inside: Callable[[str], str | None]) -> Plan:
    """The renaming of the article or page `old` to `new`; nothing is written.

    `inside` is that of `Ground`.

    Raises:
        MoveError: when a name cannot be meant, is taken, or something cannot be changed safely.
    """
    way = find_way(old, new, Ground(inventory(job.root).sources, job.settings.base_url, inside))
    run = _GUARDS | ({_MISNAMED} & job.chosen.run)
    checked = check(replace(job, chosen=Selection(run, frozenset()), baseline=NO_BASELINE))
    stopped = {found.path for found in checked.verdict.diagnostics if _is_misnamed(found)}
    return plan(
        way,
        checked.corpus.summaries,
        checked.corpus.files,
        job.settings,
        lambda path: (job.root / path).read_bytes(),
        reachable=way.old not in stopped,
        secrets=checked.verdict.secrets,
    )


def _is_misnamed(found: Diagnostic) -> bool:
    return found.code == _MISNAMED and found.severity is Severity.ERROR


def plan(
    way: Way,
    summaries: Iterable[Summary],
    files: Inventory,
    settings: Settings,
    stored: Callable[[str], bytes],
    *,
    reachable: bool = True,
    secrets: tuple[str, ...] = (),
) -> Plan:
    """Everything that has to change for an article or page to go this way.

    `stored` reads a file; `reachable` says whether its old address may have been online.

    Raises:
        MoveError: when the new name is taken, or something cannot be changed safely.
    """
    known = {summary.path: summary for summary in summaries}
    subject = known[way.old]
    others = [summary for summary in known.values() if summary is not subject]
    _refuse_taken(way, subject, others, files, settings)
    foreign = frozenset(
        address for other in others for address in (other.site_path, *other.aliases)
    )
    moving = Moving(way, settings.base_url, foreign)
    before: dict[str, bytes] = {}
    after: dict[str, bytes] = {}
    links: dict[str, int] = {}
    for summary in known.values():
        if summary is subject or any(concerned(summary, moving)):
            path = summary.path
            before[path] = _stored(path, files, stored)
            edits = _edits(path, before[path], moving, settings)
            after[way.after(path)] = edited(before[path], edits)
            links[path] = len(edits)
    published = reachable and not subject.draft
    identity = keep_identity(after[way.new], way.new, subject, published, settings)
    after[way.new] = identity.text
    return Plan(
        way=way,
        renamed={path: way.after(path) for path in files.files if way.after(path) != path},
        before=before,
        after=after,
        links=sum(links.values()),
        linking=sum(map(bool, links.values())),
        alias=identity.alias,
        guid=identity.guid,
        draft=subject.draft,
        secrets=secrets,
    )


def _stored(path: str, files: Inventory, stored: Callable[[str], bytes]) -> bytes:
    if files.files[path].kind != "file":
        raise MoveError(f"`{path}` is no file of the blog's own: mend that first.")
    try:
        return stored(path)
    except OSError as error:
        raise MoveError(f"`{path}` cannot be read: {error.strerror}. Nothing was moved.") from error


def _edits(path: str, data: bytes, moving: Moving, settings: Settings) -> tuple[Edit, ...]:
    """The edits of one file's links. The new text is read again: each link must lead where it led,
    and none may come or go.
    """
    document, summary = read(*source_of(path, data), settings), look(path, data, settings)
    edits = mended_links(document, summary, moving)
    new = moving.way.after(path)
    wanted = [(moving.target(site_path), *rest) for site_path, *rest in leads(summary)]
    if wanted != [*leads(look(new, edited(data, edits), settings))]:
        raise MoveError(
            f"A link in `{path}` would lead elsewhere than it does now: it is written in a way "
            "that we do not change safely; mend it by hand first."
        )
    return edits


# --- what is in the way ---


def _refuse_taken(
    way: Way, subject: Summary, others: Iterable[Summary], files: Inventory, settings: Settings
) -> None:
    if way.new == way.old:
        raise MoveError(f"`{way.old}` has that name already.")
    here, there = folded(subject.site_path), folded(site_path_of(way.new))
    for other in others:
        if folded(other.site_path) == here:
            raise MoveError(
                f"`{way.old}` and `{other.path}` have one address: rename one of the two by hand, "
                "for nobody can say which of them its links mean."
            )
        if folded(other.site_path) == there:
            raise MoveError(f"The address {code(other.site_path)} belongs to `{other.path}`.")
        for alias in other.aliases:
            if folded(alias) == there:
                raise MoveError(
                    f"The address {code(alias)} leads to `{other.path}`, which has it as an alias."
                )
    for retired in settings.retired:
        if folded(retired) == there and there != here:
            raise MoveError(
                f"The address {code(retired)} is in `retired`, as one that was withdrawn: choose "
                "another name, or take it out there first."
            )
    folder = folder_of(way.old)
    if not folder:
        return
    below = [path for path in files.files if path.startswith(f"{folder}/") and path != way.old]
    for path in below:
        if path in files.sources:
            raise MoveError(f"`{path}` lies in the folder of `{way.old}`: move it elsewhere first.")
    if below and not way.folders:
        raise MoveError(
            f"The folder `{folder}` holds `{below[0]}` too, so it cannot become a file: give a "
            "name without `.md`."
        )
