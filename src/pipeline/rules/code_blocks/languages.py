"""Which language a block of code is in, whatever its author calls it."""

from __future__ import annotations

from pipeline.highlight import name_of

SPELLINGS = {
    **dict.fromkeys(("plaintext", "plain-text", "plain_text", "plain", "txt", "ascii"), "text"),
    **dict.fromkeys(("none", "nohighlight", "no-highlight", "nocode"), "text"),
    **dict.fromkeys(("shellscript", "shell-script"), "bash"),
    "shellsession": "console",
    **dict.fromkeys(("mjs", "cjs", "node", "nodejs"), "js"),
    **dict.fromkeys(("mts", "cts"), "ts"),
    "ipython": "python",
    "jsonc": "json5",
    "html5": "html",
    "jinja2": "jinja",
    "patch": "diff",
    "kt": "kotlin",
    "gql": "graphql",
    "sol": "solidity",
    **dict.fromkeys(("cc", "hpp"), "cpp"),
}
"""What other tools call a language, by the name that it has here. No name is in this table because
it looks alike: the nearest name to `mermaid` is `email`."""

SHELLS = frozenset("bash sh shell zsh ksh".split())


def language(written: str) -> str:
    """The name by which rules know the language that an author calls `written`."""
    name = name_of(written)
    return SPELLINGS.get(name, name)
