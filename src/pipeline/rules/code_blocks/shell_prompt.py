r"""Each line of a shell block starts with a prompt that has nothing to tell apart.

Readers copy commands, and `$ make test` is not one. A prompt is worth its place where it tells
commands from what they print. Where every line has it and nothing is printed, it only gets copied.
Looked at are `bash`, `sh`, `shell` and `zsh`; a `console` block is a session and keeps its prompts.
Comments between the commands and lines that go on behind a `\` need none.

**Bad**

````markdown
```bash
«$» git fetch
$ git rebase origin/main
```
````

````markdown
```sh
# Once a day is enough.
«$» rsync --archive \
    photos/ backup/
```
````

**Good**

````markdown
```bash
git fetch
git rebase origin/main
```
````

````markdown
```sh
# Once a day is enough.
rsync --archive \
    photos/ backup/
```
````

````markdown
```bash
$ git rev-parse HEAD
4f2a90c
$ git push
```
````
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import CodeBlock, Context, Document, Edit, Finding, Fix, Rule, Severity
from pipeline.rules.code_blocks.languages import SHELLS, language
from pipeline.rules.code_blocks.written import Written

_PROMPT = "$ "
_TWICE = re.compile(r"\$\s+\$\s")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each block, at its first prompt."""
    for block in document.code:
        if _PROMPT not in block.text or language(block.language) not in SHELLS:
            continue
        prompts = _prompts(block)
        if not prompts:
            continue
        written = Written(document, block)
        edits = tuple(Edit(written.span(at, at + len(_PROMPT)), "") for at in prompts)
        yield Finding(
            span=written.span(prompts[0], prompts[0] + 1),
            message=f"Each command has the prompt `{_PROMPT.strip()}`, and no output is shown.",
            help="Leave the prompts out, so that the commands can be copied; or write ```console "
            "and show what they print.",
            fix=Fix(safe=True, edits=edits),
        )


def _prompts(block: CodeBlock) -> list[int]:
    """Where the prompts stand in the block's text; none when there is a line without one."""
    found: list[int] = []
    at = 0
    goes_on = False
    for line in block.text.split("\n"):
        code = line.lstrip()
        if goes_on:
            if code.startswith(">"):
                return []  # the shell's second prompt: a session
        elif _TWICE.match(code):
            return []  # who knows what is a prompt here
        elif code.startswith(_PROMPT):
            found.append(at + len(line) - len(code))
        elif code and not code.startswith("#"):
            return []
        goes_on = line.endswith("\\") and (goes_on or code.startswith(_PROMPT))
        at += len(line) + 1
    return found


RULE = Rule(
    code="CB006",
    name="shell-prompt",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
)
