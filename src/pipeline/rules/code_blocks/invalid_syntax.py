"""A block of code breaks the grammar of its own language.

Readers copy code and trust it, and a bracket lost while an article was edited costs each of them a
search. Read are Python (by one pinned grammar, whichever Python runs this), JSON, YAML and TOML,
without the indentation that all lines share. Fragments are fine. So are doctests, `...` and `…` for
what is left out, templates with `{{` or `{%`, placeholders such as `<name>`, and JSON with
comments. Blocks of more than 10,000 characters are not read. For code that is wrong on purpose
write `no-check` behind the language.

**Bad**

````markdown
```python
for order in orders:
    print«(»order.total
```
````

````markdown
```json
{
  "retries": 3«,»
}
```
````

````markdown
```yaml
name: nightly
schedule: at«:» 02:00
```
````

````markdown
```toml
[server]
host = «localhost»
```
````

**Good**

````markdown
```python
for order in orders:
    print(order.total)
```
````

````markdown
```json
"retries": 3,
```
````

````markdown
```yaml
schedule: {{ schedule }}
```
````

````markdown
```python no-check
print "This worked once"
```
````
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent

from pipeline.model import CodeBlock, Context, Document, Finding, Rule, Severity
from pipeline.rules.code_blocks.curly_quotes import mended, slips
from pipeline.rules.code_blocks.languages import language
from pipeline.rules.code_blocks.written import Written
from pipeline.syntax import LANGUAGES, Mistake, first_mistake, index_of

_NO_CHECK = "no-check"
_TEMPLATE = re.compile(r"\{\{|\{%|<%|\$\{\{|\$\{[A-Z_]|^[ \t]*>>>(?: |$)", re.MULTILINE)
_LEFT_OUT = re.compile(r"\.\.\.|…|<[A-Za-z][\w .,'|-]*>|\[snip\]")
_SYMBOL = re.compile(r"[^\w\s\x21-\x7e“”„‘’‚«»，。：；（）！？、\u00a0\u2007\u202f\u200b\ufeff]")
"""An arrow, a number in a circle, a tick: a remark of the author beside the code."""
_INDENTED = re.compile(r"\n*[ \t]")
_WORD = re.compile(r"\w+")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each block that cannot be read, at its first mistake."""
    for block in document.code:
        name = language(block.language)
        if name in LANGUAGES and _NO_CHECK not in block.attributes:
            yield from _in_block(document, block, name)


def _in_block(document: Document, block: CodeBlock, name: str) -> Iterator[Finding]:
    text = block.text if block.text.isascii() else mended(block)
    code, margin = _dedented(text)
    found = first_mistake(name, code)
    if found is None or _is_left_out(code, found.at):
        return
    if text is not block.text and any(not slip.edits for slip in slips(block)):
        return  # quotes that nobody can mend without knowing what is meant: CB005 says so
    at = _visible(text, _with_margin(text, code, found.at, margin))
    word = _WORD.match(text, at)
    line = text.count("\n", 0, at) + 1
    yield Finding(
        span=Written(document, block).span(at, word.end() if word else at + 1),
        message=_message(LANGUAGES[name], line, found),
        help="Mend it. Where code is meant to be wrong or is only half of something, write "
        f"`{_NO_CHECK}` behind the language.",
    )


def _message(name: str, line: int, found: Mistake) -> str:
    detail = f": {found.detail}" if found.detail else ""
    return f"Line `{line}` of this block is not valid {name}{detail}."


def _dedented(text: str) -> tuple[str, int]:
    """The text without the indentation that all of its lines share, and how much that was."""
    if not _INDENTED.match(text):
        return text, 0
    code = dedent(text)
    lines = zip(text.split("\n"), code.split("\n"), strict=True)
    return code, max((len(line) - len(kept) for line, kept in lines if kept.strip()), default=0)


def _with_margin(text: str, code: str, at: int, margin: int) -> int:
    """The index in the text of what is at `at` in the code: blank lines have lost all they had."""
    start = code.rfind("\n", 0, at) + 1
    return index_of(text, code.count("\n", 0, at) + 1, at - start + margin)


def _visible(text: str, at: int) -> int:
    """The nearest character that can be seen: there, on the same line before it, or above."""
    at = min(at, len(text) - 1)
    while at > 0 and text[at].isspace():
        at -= 1
    return at


def _is_left_out(code: str, at: int) -> bool:
    """Whether the author has left something out near the mistake, or the code is a template."""
    if _TEMPLATE.search(code) or _SYMBOL.match(code, at):
        return True
    line_end = code.find("\n", at)
    end = len(code) if line_end < 0 else line_end
    start = code.rfind("\n", 0, at) + 1
    above = code[:start].rstrip()
    return _LEFT_OUT.search(code, above.rfind("\n") + 1, end) is not None


RULE = Rule(
    code="CB003",
    name="invalid-syntax",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
