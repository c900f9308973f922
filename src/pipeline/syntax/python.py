"""Mistakes in Python, by one pinned grammar: the door to parso.

A block that the running Python can parse is right, and that is quick. Any other has to be wrong
for the grammar as well, and the grammar says where. What Python took in after 3.11, and what the
grammar has not learnt (`match`, `except*`, `with (`, `type X = ...`, a star between brackets), is
not judged at all. So the same block gets the same answer under Python 3.11 to 3.14.

Only the shape of code counts. A lone `return`, `await` or `break` is a fragment, and so are a
branch without its `if`, lines that are indented from the start, a decorator without its function,
a heading whose body is a comment or is left out at the end, signatures without a colon, and
arguments or items without their brackets. Doctests, IPython's commands, shell prompts, diffs and
tracebacks are not Python.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pipeline.syntax.f_strings import without_f_strings
from pipeline.syntax.mistake import Mistake, index_of

VERSION = "3.14"
"""Whose grammar it is."""

_BEYOND = re.compile(
    r"""^[ \t]*(?:
            (?:match|case)[ \t(\[{].*:[ \t]*(?:\#.*)?$ | case[ ].*:
          | type[ \t]+\w+[ \t]*[=\[]
          | except[ \t]*\* | except[ \t][^()\n:]*,
          | (?:async[ \t]+)?with[ \t]*\(
          | (?:async[ \t]+)?def[ \t]+\w+[ \t]*\[ | class[ \t]+\w+[ \t]*\[
        )
      | \bin[ \t]+\*
      | [\w\])]\[(?:[^\[\]\n]*,)?[ \t]*\*
      | \*\w+[ \t]*:[ \t]*\*
    """,
    re.MULTILINE | re.VERBOSE,
)
_NOT_PYTHON = re.compile(
    r"""^[ \t]*(?:
            >>>(?:[ ]|$) | In[ ]?\[\d*\]: | Out\[\d*\]:
          | [%!][ \t]*\w | %%
          | \$[ ]
          | Traceback[ ]\(most
        )
      | ^@@[ ] | ^[-+][ ] | ^[-+][ \t]*(?:def|class|import|from|return|if|for|with|@)\b
      | ^[ \t]*[\w.]+\?{1,2}[ \t]*$
    """,
    re.MULTILINE | re.VERBOSE,
)
_ESCAPE = re.compile(r"""\\([\\'"\r\n])|\\""")
_NUMBER_AND_WORD = re.compile(r"[0-9.](?:and|else|for|i[fns]|or|not)\b")
_SOUND = ("invalid syntax", "IndentationError", "EOL while", "EOF while", "EOF in multi-line")
"""What in a message of parso is about the shape of code. The rest is about names and places."""
_UNASSIGNABLE = ("cannot assign to", "cannot delete")
_ORDER = ("argument follows", "argument unpacking follows")
_DETAILS = {
    "expected an indented block": "an indented line must follow the `:` above",
    "unexpected indent": "it is indented more than the line above allows",
    "unindent does not match": "its indentation is that of no line above",
    "scanning string literal": "this string is not closed on its line",
    "triple-quoted": "this string is not closed",
    "cannot assign to": "nothing can be assigned to this",
    "cannot delete": "this cannot be deleted",
    "follows": "its arguments are in the wrong order",
}
"""By what the message of parso holds."""


def first_mistake(code: str) -> Mistake | None:
    """The first mistake, if `code` is meant to be Python and is more than a fragment."""
    if _is_read(code) or _BEYOND.search(code) or _NOT_PYTHON.search(code):
        return None
    plain = _with_bodies(without_f_strings(code))
    if any(_is_read(whole) for whole in _completed(plain)):
        return None
    return _by_grammar(plain)


def _is_read(code: str) -> bool:
    """Whether the running Python can parse it; False, too, when it could but would warn."""
    if _NUMBER_AND_WORD.search(code):
        return False
    if "\\" in code:
        # What is no escape brings a warning, and warnings are the whole process's. A `$` is as
        # good in a string, and as wrong outside of one.
        code = _ESCAPE.sub(_escape, code)
    try:
        ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _escape(found: re.Match[str]) -> str:
    return found[0] if found[1] else "$"


# --- fragments -----------------------------------------------------------------------------------

_HEADING = re.compile(
    r"(?:async[ \t]|class|def|elif|else|except|finally|for|if|try|while|with)\b.*:[ \t]*(?:#.*)?"
)
_SIGNATURE = re.compile(
    r"""(?: (?:async[ \t]+)?def[ \t]+[^\W\d]\w*[ \t]*\( (?:[^)]|\)(?![ \t]*:))* \)
          | class[ \t]+[^\W\d]\w* (?:[ \t]*\([^)]*\))?
        ) (?:[ \t]*->[^:]+)?""",
    re.VERBOSE,
)
_BEFORE = {
    "elif": "if x:\n pass\n",
    "else": "if x:\n pass\n",
    "except": "try:\n pass\n",
    "finally": "try:\n pass\n",
}
_FIRST_WORD = re.compile(r"\s*(\w+)")
_AROUND = (("{", "\n}"), ("f(", "\n)"), ("[", "\n]"))


def _completed(code: str) -> Iterator[str]:
    """The code, and what it may be a fragment of."""
    yield code
    first = _FIRST_WORD.match(code)
    whole = _BEFORE.get(first[1], "") + code if first else code
    if code.lstrip("\n")[:1] in (" ", "\t"):
        whole = f"if x:\n{code}"
    yield whole
    if code.rstrip().rpartition("\n")[2].lstrip().startswith("@"):
        indent = _indent(code.rstrip().rpartition("\n")[2])
        yield f"{whole.rstrip()}\n{' ' * indent}def f(): pass\n"
    for before, after in _AROUND:
        yield before + code + after


def _with_bodies(code: str) -> str:
    """The code with a body for each heading that has only a comment for one, or nothing at its
    end; a signature without its colon is a line that does nothing. Lines stay where they are.
    """
    lines = code.split("\n")
    full = [number for number, line in enumerate(lines) if _is_code(line)]
    for number, following in zip(full, [*full[1:], -1], strict=False):
        line = lines[number]
        depth = _indent(line)
        if following >= 0 and _indent(lines[following]) > depth:
            continue
        if _SIGNATURE.fullmatch(line.strip()):
            lines[number] = " " * depth + "pass"
        elif _HEADING.fullmatch(line.strip()):
            comment = number + 1 if following < 0 else _first_comment(lines, number, following)
            if comment == len(lines):
                lines.append("")
            if comment > number:
                lines[comment] = " " * (depth + 1) + "pass"
    return "\n".join(lines)


def _is_code(line: str) -> bool:
    return bool(stripped := line.strip()) and not stripped.startswith("#")


def _first_comment(lines: list[str], above: int, below: int) -> int:
    """The first comment between two lines, or -1."""
    between = range(above + 1, below)
    return next((number for number in between if lines[number].strip()), -1)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


# --- the grammar ---------------------------------------------------------------------------------


@cache
def _grammar() -> Any:
    from parso.grammar import load_grammar

    return load_grammar(version=VERSION)


def _by_grammar(code: str) -> Mistake | None:
    grammar = _grammar()
    try:
        module = grammar.parse(code)
        issues = [issue for issue in grammar.iter_errors(module) if _counts(issue)]
        unclosed = _unclosed(module.get_first_leaf())
    except RecursionError:
        return None
    if not issues:
        return None
    first = min(issues, key=_start)
    if unclosed and "invalid syntax" in first.message:
        return Mistake(index_of(code, *unclosed[0]), f"`{unclosed[1]}` is never closed")
    at = index_of(code, *first.start_pos)
    return Mistake(at, _detail(code, at, first.message))


def _detail(code: str, at: int, message: str) -> str:
    for part, detail in _DETAILS.items():
        if part in message:
            return detail
    if at >= len(code.rstrip()):
        return "it ends too early"
    heading = _HEADING.match(code[code.rfind("\n", 0, at) + 1 : at].strip() + ":")
    return "a `:` is missing at its end" if heading and code[at] == "\n" else ""


def _counts(issue: Any) -> bool:
    return any(part in issue.message for part in (*_SOUND, *_UNASSIGNABLE, *_ORDER))


def _start(issue: Any) -> tuple[int, int]:
    line, column = issue.start_pos
    return line, column


_PAIRS = {")": "(", "]": "[", "}": "{"}


def _unclosed(leaf: Any) -> tuple[tuple[int, int], str] | None:
    """The innermost bracket that the code opens and never closes; None when they do not pair."""
    opened: list[tuple[tuple[int, int], str]] = []
    while leaf is not None:
        mark = leaf.get_code(include_prefix=False)
        if mark in ("(", "[", "{"):
            opened.append((leaf.start_pos, mark))
        elif mark in _PAIRS and (not opened or opened.pop()[1] != _PAIRS[mark]):
            return None
        leaf = leaf.get_next_leaf()
    return opened[-1] if opened else None
