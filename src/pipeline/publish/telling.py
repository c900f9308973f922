"""How the operator is told: what a page is called, and trouble with files as one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.errors import PublishError
from pipeline.model import Page, Receipt


def named(what: Page | Receipt) -> str:
    """How a message names a page: its site path, and where it comes from."""
    return f"{what.site_path} ({what.source})" if what.source else what.site_path


@contextmanager
def told(sentence: str) -> Iterator[None]:
    """Turns trouble with files into one sentence for the operator."""
    try:
        yield
    except OSError as error:
        raise trouble(sentence, error) from error


def trouble(sentence: str, error: OSError) -> PublishError:
    """The error that says what failed, and why in the system's own words."""
    return PublishError(f"{sentence}: {error.strerror or error}.")
