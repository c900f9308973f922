"""What the cases are made of: a good article, and the passage that is exchanged in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.model import Settings
from tests.rules.examples import GUIDE, PATH, SETTINGS, article

OWNER = "The owner does, and says why in the commit.\n"
"""The passage of the guide that most cases exchange: a paragraph like any other."""

OTHER = "content/articles/other.md"


@dataclass(frozen=True, slots=True)
class Case:
    """One blog, marks included, and under which settings it is looked at."""

    files: Mapping[str, str]
    also: tuple[str, ...] = ()
    """The other rules that must speak of it too, in order of place."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    thresholds: Mapping[str, int] = field(default_factory=dict)
    """Of the rule that the case is for."""

    def settings_for(self, code: str) -> Settings:
        """The settings, with the rule selected when it is off by default."""
        thresholds = {**SETTINGS.thresholds}
        if self.thresholds:
            thresholds[code] = {**thresholds[code], **self.thresholds}
        return replace(SETTINGS, extend_select=(code,), thresholds=thresholds, **self.settings)


Cases = Mapping[str, tuple[Case, ...]]
"""By the code of the rule that they are for."""


def guide(
    *exchanged: str,
    also: tuple[str, ...] = (),
    thresholds: Mapping[str, int] | None = None,
    **settings: Any,
) -> Case:
    """The guide with passages exchanged: an old one and a new one, and so on."""
    return Case({PATH: exchange(*exchanged)}, also, settings, thresholds or {})


def exchange(*exchanged: str, text: str = GUIDE) -> str:
    for old, new in zip(exchanged[::2], exchanged[1::2], strict=True):
        assert text.count(old) == 1, f"the article must have this once: {old}"
        text = text.replace(old, new)
    return text


def says(
    body: str,
    also: tuple[str, ...] = (),
    thresholds: Mapping[str, int] | None = None,
    **settings: Any,
) -> Case:
    """The guide in which these paragraphs stand for one of its own."""
    return guide(OWNER, body + "\n", also=also, thresholds=thresholds, **settings)


def adds(
    fields: str,
    also: tuple[str, ...] = (),
    thresholds: Mapping[str, int] | None = None,
    **settings: Any,
) -> Case:
    """The guide with more lines at the end of its front matter."""
    more = f"tags: [flags]\n{fields}\n"
    return guide("tags: [flags]\n", more, also=also, thresholds=thresholds, **settings)


def note(fields: str = "", body: str = "", also: tuple[str, ...] = (), **settings: Any) -> Case:
    """A short clean note with these fields and this body."""
    text = article(front_matter=fields and fields + "\n", body=body and body + "\n")
    return Case({PATH: text}, also, settings)


def blog(*files: tuple[str, str], also: tuple[str, ...] = (), **settings: Any) -> Case:
    """Several files: each a path and a text."""
    return Case(dict(files), also, settings)


def beside(body: str, path: str, fields: str = "", also: tuple[str, ...] = ()) -> Case:
    """The guide with these paragraphs in place of one of its own, and another file beside it."""
    text = article(path, front_matter=fields and fields + "\n") if path.endswith(".md") else fields
    return blog((PATH, exchange(OWNER, body + "\n")), (path, text), also=also)


def pair(first: str, second: str, also: tuple[str, ...] = ()) -> Case:
    """Two clean notes with these fields."""
    paths = "content/articles/one.md", "content/articles/two.md"
    files = zip(paths, (first, second), strict=True)
    return blog(
        *((path, article(path, front_matter=text + "\n")) for path, text in files), also=also
    )
