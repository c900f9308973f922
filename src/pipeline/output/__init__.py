"""What was found, as text: one output format a file.

A format is a pure function from a `Report` to text that ends with a line feed, or to nothing at
all when there is nothing to say: findings only, so that a machine format carries nothing else. The
count at the end is `summary_line`, for whoever runs the program to put where it does not disturb.

Articles and their file names are untrusted: whatever an author wrote passes through `harmless` or
a stricter escape of its format, so that no output can command a terminal, a build log or a page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pipeline.output import concise, full, github, json_
from pipeline.output.report import Lines, Report, fixes_line, summary_line

FORMATS: Mapping[str, Callable[[Report], str]] = MappingProxyType(
    {
        "full": full.show,
        "concise": concise.show,
        "json": json_.show,
        "github": github.show,
    }
)
"""Every output format by the name that `--format` takes; the first one is the default."""

__all__ = ["FORMATS", "Lines", "Report", "fixes_line", "summary_line"]
