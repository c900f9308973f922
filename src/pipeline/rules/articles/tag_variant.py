"""Two spellings of one tag are in use.

Readers follow a tag to find all articles on a subject, and with `test` here and `tests` there they
find half of them. Tags are the same but for case, hyphens, blanks or the plural; the spelling that
most articles use is the right one. Words that only look alike are left alone: `new` and `news`,
`http` and `https`, `c` and `c++`. Drafts are left alone, and do not count.

**Bad**

```yaml title="content/articles/one.md"
tags: [testing, tests]
```

```yaml title="content/articles/three.md"
tags: [tests]
```

```yaml title="content/articles/two.md"
tags: [python, "«test»"]
```

**Good**

```yaml title="content/articles/one.md"
tags: [testing, tests]
```

```yaml title="content/articles/three.md"
tags: [tests]
```

```yaml title="content/articles/two.md"
tags: [python, "tests"]
```
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from pipeline.model import (
    Corpus,
    Edit,
    Finding,
    Fix,
    Related,
    Settings,
    Severity,
    SiteRule,
    Span,
    Summary,
)
from pipeline.shelves import usual_spelling
from pipeline.wording import code

_SEPARATOR = re.compile(r"(?<=\w)[\s._-]+(?=\w)|_+")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s._-]+(?=\d)")
_LAST_WORD = re.compile(r"(?<![^\s._-])[^\s._-]*\Z")
_NO_PLURALS = frozenset(
    """news https kubernetes windows rails pandas redis postgres canvas nats cors lens devops
    express nodes tails axis bias atlas chaos analytics mathematics physics saas paas""".split()
)
"""Words whose last letter makes another word of them."""
_SHORTEST = 3
"""Shorter words are abbreviations: `io` and `ios`, `aw` and `aws`."""
_SHORTEST_IN_S = 5
_HISSING = ("ss", "x", "z", "ch", "sh")
_BEFORE_Y = frozenset("bcdfghjklmnpqrstvwxz")
_PLAIN = re.compile(r"[^\W\d_][\w+./-]*(?: [\w+./-]+)*")
_YAML_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def check(corpus: Corpus, settings: Settings) -> Iterator[Finding]:
    """One finding at each rarer spelling, in every published article that uses it."""
    summaries = [each for each in corpus.summaries if each.tags and not each.draft]
    used: Counter[str] = Counter()
    for summary in summaries:
        used.update(set(summary.tags))
    better = _better(used)
    if not better:
        return
    first: dict[str, Summary] = {}
    for summary in summaries:
        for tag in summary.tags:
            first.setdefault(tag, summary)
    for summary in summaries:
        given = set(summary.tags)
        for index, tag in enumerate(summary.tags):
            if tag in better and tag not in summary.tags[:index]:
                yield _finding(summary, index, better[tag], used, first, given)
                given.add(better[tag])


def _better(used: Mapping[str, int]) -> dict[str, str]:
    """For each rarer spelling the one that most articles use; of two equals the first in order."""
    families: dict[str, list[str]] = {}
    for tag in used:
        families.setdefault(_key(tag), []).append(tag)
    for plural in sorted(families):
        for singular in _singulars(plural, families[plural]):
            if singular in families and families[singular] is not families[plural]:
                families[singular].extend(families[plural])
                families[plural] = families[singular]
    better: dict[str, str] = {}
    for spellings in {id(each): each for each in families.values()}.values():
        best = usual_spelling(spellings, used)
        better.update((tag, best) for tag in spellings if tag != best)
    return better


def _key(tag: str) -> str:
    """What two spellings of one tag share: `type-hints`, `Type Hints` and `TypeHints`."""
    kept = _BETWEEN_DIGITS.sub("\0", tag.casefold())
    return _SEPARATOR.sub("", kept)


def _singulars(key: str, tags: list[str]) -> Iterator[str]:
    """The words that `key` may be the plural of."""
    words = {match[0].casefold() for tag in tags if (match := _LAST_WORD.search(tag))}
    if words & _NO_PLURALS or not key.endswith("s"):
        return
    one = key[:-1]
    if len(one) >= _SHORTEST and not one.endswith(("s", *_HISSING)):
        yield one
    one = key.removesuffix("es")
    least = _SHORTEST if one.endswith(_HISSING) else _SHORTEST_IN_S
    if one != key and one.endswith(("s", *_HISSING)) and len(one) >= least:
        yield one
    if key.endswith("ies") and len(key) > _SHORTEST + 2 and key[-4] in _BEFORE_Y:
        yield key[:-3] + "y"


def _finding(
    summary: Summary,
    index: int,
    usual: str,
    used: Mapping[str, int],
    first: Mapping[str, Summary],
    given: set[str],
) -> Finding:
    tag = summary.tags[index]
    other = first[usual]
    has_both = usual in given
    return Finding(
        span=_span(summary, index),
        message=f"The tag {code(tag)} is {code(usual)} in another spelling: "
        f"{_use(used[tag])} the one, {_use(used[usual])} the other.",
        help=f"Take it out: the article has {code(usual)} already."
        if has_both
        else f"Write {code(usual)}.",
        related=(Related(_span(other, other.tags.index(usual)), "this one is usual", other.path),),
        fix=None if has_both else _fix(summary, index, usual),
        path=summary.path,
    )


def _use(articles: int) -> str:
    return "1 article uses" if articles == 1 else f"{articles} articles use"


def _span(summary: Summary, index: int) -> Span:
    return summary.spans.get(f"tags.{index}") or summary.spans[""]


def _fix(summary: Summary, index: int, usual: str) -> Fix | None:
    """The new spelling between the old quotes, if any; none where it would need other ones."""
    span = summary.spans.get(f"tags.{index}")
    is_as_written = span is not None and span.end - span.start == len(summary.tags[index].encode())
    if span is None or not is_as_written or not _is_plain(usual):
        return None
    return Fix(safe=False, edits=(Edit(span, usual),))


def _is_plain(tag: str) -> bool:
    """Whether YAML reads the tag as text even without quotes."""
    return _PLAIN.fullmatch(tag) is not None and tag.casefold() not in _YAML_WORDS


RULE = SiteRule(
    code="TX004",
    name="tag-variant",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
