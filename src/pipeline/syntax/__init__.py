"""The first mistake of a text in a language that has a grammar: Python, JSON, YAML or TOML.

A fragment is no mistake: a branch that starts with `else:`, a method without its class, a member
of an object without the braces around it. Nor is a text longer than `LONGEST`, or one nested so
deeply that a parser gives up. What is said of a text does not depend on the Python that runs this.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from pipeline.syntax import json_, python, toml, yaml_
from pipeline.syntax.mistake import Mistake, index_of

__all__ = ["LANGUAGES", "LONGEST", "Mistake", "first_mistake", "index_of"]

LONGEST = 10_000
"""Characters, two or three hundred lines, beyond which a text is not read: on text made to hurt,
the parser of Python needs a third of a second for this much."""

REMEMBERED = 512
"""How many answers are kept: an editor asks again at each keystroke."""

LANGUAGES: Mapping[str, str] = {
    **dict.fromkeys(("python", "python3", "py", "py3", "pyi"), "Python"),
    "json": "JSON",
    **dict.fromkeys(("yaml", "yml"), "YAML"),
    "toml": "TOML",
}
"""The names that blocks of code have for these languages, and how people write them."""

_READERS: Mapping[str, Callable[[str], Mistake | None]] = {
    "Python": python.first_mistake,
    "JSON": json_.first_mistake,
    "YAML": yaml_.first_mistake,
    "TOML": toml.first_mistake,
}


@lru_cache(maxsize=REMEMBERED)
def first_mistake(language: str, code: str) -> Mistake | None:
    """Where `code` breaks the grammar of `language`, one of `LANGUAGES`; None when it does not.

    `code` has line feeds as its line ends, and no indentation that all of its lines share.
    """
    return None if len(code) > LONGEST else _READERS[LANGUAGES[language]](code)
