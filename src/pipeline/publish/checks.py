"""The site as a whole: no two pages of one file, and no link to nowhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from urllib.parse import unquote

from pipeline.errors import VerifyError
from pipeline.markup import OUTSIDE
from pipeline.model import Receipt
from pipeline.publish.desk import is_html
from pipeline.publish.online import FILLED
from pipeline.publish.paths import file_at
from pipeline.publish.telling import named

_SHOWN = 5  # so many dead links in one message


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


def _refuse_clashes(receipts: Sequence[Receipt]) -> None:
    """Refuses two pages of one file, names that only some file systems can tell apart, a file
    where a folder must be, and a page in a folder that is filled as a whole.
    """
    taken: dict[str, tuple[str, Receipt]] = {}
    for receipt in receipts:
        file = file_at(receipt.site_path)
        for name in (file, *_folders(file)):
            folded = unicodedata.normalize("NFC", name).casefold()
            other_name, other = taken.setdefault(folded, (name, receipt))
            if other is receipt or (name == other_name and name != file):
                continue
            how = "are the same page"
            if name != other_name:
                how = f"need {other_name} and {name}, which many file systems cannot tell apart"
            raise VerifyError(f"{named(other)} and {named(receipt)} {how}: rename one.")
    for folder in [name for name in taken if name.endswith("/")]:
        (_, owner), (name, inner) = taken.get(folder[:-1], ("", None)), taken[folder]
        if owner is not None:
            raise VerifyError(
                f"{named(owner)} and {named(inner)} cannot both be: one needs a file, the other a"
                f" folder {name[:-1]}. Rename one."
            )
    _refuse_guests(receipts)


def _refuse_guests(receipts: Sequence[Receipt]) -> None:
    """Refuses a page in a folder that is filled as a whole."""
    filled = tuple(each.site_path for each in receipts if each.kind is FILLED)
    for receipt in receipts:
        if receipt.site_path.startswith(filled) and receipt.kind is not FILLED:
            raise VerifyError(
                f"{named(receipt)} is in a folder that Codeloom keeps for the search: give it"
                " another address."
            )


def _folders(file: str) -> Iterator[str]:
    """The folders that a file is in, each ending with `/`."""
    end = 0
    while end := file.find("/", end) + 1:
        yield file[:end]


def _refuse_dead_links(receipts: Sequence[Receipt], let_through: Collection[str]) -> None:
    """Refuses a site with a link to a page or a fragment that it does not have."""
    files = {file_at(receipt.site_path): receipt for receipt in receipts}
    plain = {receipt.site_path for receipt in receipts}
    plain.update(f"{receipt.site_path}#{name}" for receipt in receipts for name in receipt.ids)
    dead = [
        f"{named(receipt)} links to {link.removeprefix(OUTSIDE)}, {why}"
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
    if not fragment or fragment.lower() == "top" or not is_html(target):
        return ""
    if fragment in target.ids or unquote(fragment) in target.ids:
        return ""
    return "but that page has no such id"


def _target(path: str, files: Mapping[str, Receipt]) -> Receipt | None:
    """What a web server answers with: a folder without its last `/` redirects to it."""
    return files.get(file_at(path)) or files.get(file_at(path + "/"))
