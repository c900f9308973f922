"""Source to Document: everything that is known of one article or page by reading it.

`load` touches the disk, once, and never raises for an author's mistake; `read` is pure. A document
comes of every file, however broken: what went wrong is among its problems.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.model import (
    PAGE,
    Document,
    FrontMatter,
    Kind,
    Problem,
    ProblemKind,
    Settings,
    Source,
    Span,
    Stored,
)
from pipeline.permalink import is_page
from pipeline.read.front_matter import page_problems, read_front_matter, schema_problems
from pipeline.read.markdown import NOTHING, read_body
from pipeline.read.suppressions import suppressions

MOST_BYTES = 1_000_000
"""The largest article that is read, in bytes (1 MB): the longest novel chapter has a tenth."""

_WHOLE = Span(0, 0)
_NO_FRONT_MATTER = FrontMatter(_WHOLE, _WHOLE, {}, {}, {}, broken=True)


def load(root: Path, path: str, stored: Stored) -> tuple[Source, tuple[Problem, ...]]:
    """The file as it is stored, or an empty source and the one problem that says why not."""
    if stored.kind != "file":
        return Source(path, b"", ""), (_unreadable(*_NOT_A_FILE[stored.kind]),)
    if stored.size > MOST_BYTES:
        return Source(path, b"", ""), (_too_large(stored.size),)
    try:
        data = (root / path).read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Source(path, b"", ""), (_unreadable(reason, "Make the file readable."),)
    return source_of(path, data)


def source_of(path: str, data: bytes) -> tuple[Source, tuple[Problem, ...]]:
    """A source of bytes that are already there; the problems say why it cannot be decoded."""
    if len(data) > MOST_BYTES:
        return Source(path, b"", ""), (_too_large(len(data)),)
    nul = data.find(b"\0")
    if nul >= 0:
        found = _unreadable(
            "it holds a NUL byte, so it is no text",
            "Save it as UTF-8 text; a NUL often means UTF-16.",
            Span(nul, nul + 1),
        )
        return Source(path, data, ""), (found,)
    try:
        return Source(path, data, data.decode("utf-8")), ()
    except UnicodeDecodeError as error:
        found = _unreadable(
            f"it is not UTF-8: byte 0x{data[error.start]:02X} cannot stand here",
            "Save it as UTF-8.",
            Span(error.start, error.start + 1),
        )
        return Source(path, data, ""), (found,)


_NOT_A_FILE = {
    "directory": ("it is a directory", "Rename the directory, or name the article `index.md`."),
    "dangling": ("it is a link to a file that does not exist", "Mend or remove the link."),
    "outside": ("it is a link that leaves the content folder", "Put the file itself here."),
    "special": ("it is no regular file", "Put a text file here."),
}


def _too_large(size: int) -> Problem:
    return _unreadable(
        f"it has {size:,} bytes, and an article may have {MOST_BYTES:,}",
        "Split the article, or move data into files beside it.",
    )


def _unreadable(detail: str, help_: str, span: Span = _WHOLE) -> Problem:
    return Problem(ProblemKind.UNREADABLE, span, detail=detail, help=help_)


def read(source: Source, problems: tuple[Problem, ...], settings: Settings) -> Document:
    """The document of a source; `problems` are those of loading it: with any, nothing is parsed."""
    page = is_page(source.path)
    if problems:
        kind = PAGE if page else settings.kinds[settings.default_kind]
        return _document(source, _NO_FRONT_MATTER, problems, Span(0, 0), kind)
    front_matter, start, found = read_front_matter(source)
    found += (page_problems if page else schema_problems)(front_matter, settings)
    kind = PAGE if page else _kind(front_matter, settings)
    document = _document(source, front_matter, found, Span(start, len(source.data)), kind)
    asked = suppressions(document)
    return replace(document, suppressions=asked) if asked else document


def _kind(front_matter: FrontMatter, settings: Settings) -> Kind:
    default = settings.kinds[settings.default_kind]
    name = front_matter.data.get("kind")
    return settings.kinds.get(name, default) if isinstance(name, str) else default


def _document(
    source: Source,
    front_matter: FrontMatter,
    problems: tuple[Problem, ...],
    span: Span,
    kind: Kind,
) -> Document:
    body = read_body(source.data, span.start) if span.end > span.start else NOTHING
    return Document(
        source=source,
        front_matter=front_matter,
        problems=problems,
        body=span,
        tokens=body.tokens,
        headings=body.headings,
        prose=body.prose,
        code=body.code,
        links=body.links,
        images=body.images,
        html=body.html,
        anchors=body.anchors,
        counts=body.counts,
        kind=kind,
    )
