"""Fixes of all rules at once, on articles with many mistakes: what may never happen to a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.examine import crash, examine
from pipeline.fix import Fixes, Mended, edited, mend
from pipeline.judge import Selection, judge
from pipeline.model import (
    Baseline,
    Context,
    Corpus,
    Diagnostic,
    Document,
    EngineRule,
    Examined,
    Inventory,
    LineIndex,
    Severity,
    Stored,
    Verdict,
)
from pipeline.read import read, source_of
from pipeline.rules import ARTICLE_RULES, RULES
from tests.rules.examples import EVERY_RULE, GUIDE, NOW, PATH, SETTINGS, article, examples

CHECKED = settings(
    max_examples=60,
    deadline=None,  # no test is timed
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
OURS = frozenset(code for code, rule in RULES.items() if not isinstance(rule, EngineRule))
ALL = replace(SETTINGS, extend_select=tuple(sorted(OURS)))

Files = Mapping[str, bytes]

# --- a blog in memory ---


def judged(files: Files) -> Verdict:
    """The verdict of all our rules on a blog that is on no disk."""
    stored = tuple((path, Stored(len(files[path]), "file")) for path in sorted(files))
    paths = tuple(path for path in sorted(files) if path.endswith(".md"))
    sizes = tuple((path, kind) for path, kind in stored if not path.endswith(".md"))
    examined = [examined_once(path, files[path], paths, sizes) for path in paths]
    corpus = Corpus(tuple(each.summary for each in examined), Inventory(dict(stored), paths), NOW)
    chosen = Selection(OURS, OURS)

    def lines(path: str) -> LineIndex | None:
        return LineIndex(files[path]) if path in files else None

    return judge(examined, corpus, RULES, ALL, chosen, Baseline(), lines, crash)


@lru_cache(maxsize=500)
def examined_once(
    path: str, data: bytes, paths: tuple[str, ...], others: tuple[tuple[str, Stored], ...]
) -> Examined:
    files = {**dict(others), **{each: Stored(0, "file") for each in paths}}
    context = Context(ALL, Inventory(files, paths))
    return examine(*source_of(path, data), context, ARTICLE_RULES, None)


@dataclass
class Run:
    """What was made of a blog, and all that was ever offered on the way."""

    before: Files
    fixes: Fixes
    first: Verdict = field(init=False)
    done: Mended = field(init=False)
    offered: list[tuple[Files, Diagnostic]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.first = self.judge({})
        self.done = mend(
            self.before.__getitem__, self.first, self.judge, lambda each: True, self.fixes
        )

    def judge(self, texts: Files) -> Verdict:
        files = {**self.before, **texts}
        verdict = judged(files)
        assert not verdict.crashed, [each.message for each in verdict.diagnostics]
        self.offered += [(files, each) for each in verdict.diagnostics if self.fixes.takes(each)]
        return verdict

    @property
    def after(self) -> dict[str, bytes]:
        return {**self.before, **self.done.texts}


# --- articles with many mistakes ---

MOST_BYTES = 6_000
KEPT = (
    "Žluťoučký kůň — “naïve”, 漢字, 😀 & co.\n",
    "- Já  \n- 'ty' and \"on\"\n",
    "| Größe | Ähre |\n| --- | :-: |\n| ß | œ |\n",
    "```text\nčára:\t“x”\u00a0y\n```\n",
    "<!-- poznámka: 'keep' \"me\" -->\n",
)
"""Passages with nothing to mend in them."""
COMMENT = "# kept: 'é' \"“\n"


@cache
def mistakes() -> tuple[dict[str, str], ...]:
    """The Bad examples of all rules, each with its marked article last; those that a fix mends
    come first and again at the end, so that half of what is drawn has one."""
    mended: list[dict[str, str]] = []
    others: list[dict[str, str]] = []
    for rule in EVERY_RULE:
        for example in examples(rule):
            files = {path: data.decode("utf-8", "replace") for path, data in example.files.items()}
            path = example.place[0] if example.place else PATH
            small = sum(map(len, files.values())) < MOST_BYTES
            if not example.good and small and files.get(path, "").startswith("---\n"):
                found = {**{p: t for p, t in files.items() if p != path}, path: files[path]}
                has_fix = any(each.fix for _, _, each in example.findings)
                (mended if has_fix else others).append(found)
    return (*mended, *others, *mended)


def parted(text: str) -> tuple[str, str]:
    """Front matter with its fences, and the body."""
    end = text.find("\n---\n", 4)
    return (text[: end + 5], text[end + 5 :]) if end >= 0 else (text, "")


def in_quote(text: str) -> str:
    return "".join(f"> {line}" for line in text.strip("\n").splitlines(keepends=True)) + "\n"


def in_list(text: str) -> str:
    lines = text.strip("\n").splitlines(keepends=True)
    return (
        "- An item.\n\n" + "".join(f"  {line}" if line.strip() else line for line in lines) + "\n"
    )


def as_it_is(text: str) -> str:
    return text.strip("\n") + "\n"


def blocks(text: str) -> list[str]:
    """A body in parts that other parts may stand between."""
    return [f"## {part}" if at else part for at, part in enumerate(text.split("\n## "))]


@st.composite
def blogs(draw: st.DrawFn) -> dict[str, bytes]:
    """A blog with one article that makes several rules' mistakes at once."""
    base = dict(draw(st.sampled_from(mistakes())))
    path, text = base.popitem()
    front, body = parted(text)
    extra = draw(st.lists(st.sampled_from(mistakes()), min_size=1, max_size=8))
    if draw(st.booleans()):
        front, body = parted(GUIDE)[0], parted(GUIDE)[1] + "\n" + body.strip("\n") + "\n"
    for each in extra:
        front = with_fields(front, parted([*each.values()][-1])[0])
    if draw(st.booleans()):
        front = front.replace("\n", "\n" + COMMENT, 1)
    ways = st.sampled_from((as_it_is, as_it_is, in_quote, in_list))
    parts = [
        *(as_it_is(part) for part in blocks(body)),
        *(draw(ways)(parted([*each.values()][-1])[1]) for each in extra),
        *draw(st.lists(st.sampled_from(KEPT), max_size=3)),
    ]
    body = "\n".join(draw(st.permutations(parts)) if len(parts) < 9 else parts)
    if draw(st.booleans()):
        body = body.rstrip("\n")
    ends = draw(st.sampled_from(("\n", "\n", "\r\n", "\r")))
    mark = draw(st.sampled_from(("", "", "", "\ufeff")))
    made = mark + (front + "\n" + body).replace("\n", ends)
    return {**{other: data.encode() for other, data in base.items()}, path: made.encode()}


FIELD = re.compile(r"^(\w[\w-]*):.*\n(?:[ #].*\n)*", re.MULTILINE)


def with_fields(front: str, other: str) -> str:
    """Front matter with those fields of another one that it lacks."""
    has = {match[1] for match in FIELD.finditer(front)}
    usual = {match[0] for match in FIELD.finditer(article())}
    new = [m[0] for m in FIELD.finditer(other) if m[1] not in has and m[0] not in usual]
    return (
        front.removesuffix("---\n") + "".join(new) + "---\n" if front.endswith("---\n") else front
    )


# --- what holds for every fix ---


def counted(verdict: Verdict, *, errors_only: bool = False) -> Counter[tuple[str, str]]:
    return Counter(
        (each.path, each.code)
        for each in verdict.diagnostics
        if not errors_only or each.severity is Severity.ERROR
    )


@pytest.mark.parametrize("fixes", Fixes)
@CHECKED
@given(blog=blogs())
def test_a_second_run_changes_nothing_and_the_first_adds_no_finding(
    fixes: Fixes, blog: dict[str, bytes]
) -> None:
    run = Run(blog, fixes)
    assert run.done.verdict == judged(run.after)
    errors_only = fixes is Fixes.ALL
    added = counted(run.done.verdict, errors_only=errors_only) - counted(
        run.first, errors_only=errors_only
    )
    assert not added
    assert dict(Run(run.after, fixes).done.texts) == {}
    for each in run.done.verdict.diagnostics:
        if fixes.takes(each):
            assert each.fix
            text = edited(run.after[each.path], each.fix.edits)
            worse = counted(judged({**run.after, each.path: text}), errors_only=errors_only)
            assert worse - counted(run.done.verdict, errors_only=errors_only), each


@pytest.mark.parametrize("fixes", Fixes)
@CHECKED
@given(blog=blogs())
def test_line_ends_marks_comments_and_what_has_no_mistake_survive(
    fixes: Fixes, blog: dict[str, bytes]
) -> None:
    run = Run(blog, fixes)
    for path, before in run.before.items():
        after = run.after[path]
        assert ends_of(after) <= ends_of(before)
        assert after.startswith(b"\xef\xbb\xbf") == before.startswith(b"\xef\xbb\xbf")
        assert after.endswith((b"\n", b"\r")) == before.endswith((b"\n", b"\r"))
        end = min(ends_of(before), default=b"\n")
        for kept in (*KEPT, COMMENT):
            passage = kept.encode().replace(b"\n", end).removesuffix(end)
            assert after.count(passage) == before.count(passage)


def ends_of(data: bytes) -> set[bytes]:
    return set(re.findall(rb"\r\n|\n|\r", data))


@CHECKED
@given(blog=blogs())
def test_safe_fixes_change_no_word_and_no_field_but_those_they_name(
    blog: dict[str, bytes],
) -> None:
    run = Run(blog, Fixes.SAFE)
    said = words(f"{each.message} {each.help}" for _, each in run.offered)
    fields = {name for files, each in run.offered for name in fields_of(files, each)}
    for path in run.done.texts:
        before, after = document(path, run.before[path]), document(path, run.after[path])
        old, new = spoken(before), spoken(after)
        replaced = words(
            text.decode("utf-8", "replace")
            for files, each in run.offered
            if each.path == path
            for text in touched(files[path], each)
        )
        assert (old - new).keys() | (new - old).keys() <= said.keys() | replaced.keys()
        data, mended = before.front_matter.data, after.front_matter.data
        if not before.front_matter.broken:
            changed = {name for name in {*data, *mended} if data.get(name) != mended.get(name)}
            assert {name for name in changed if name in data} <= fields


INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")


def words(texts: Iterable[str]) -> Counter[str]:
    return Counter(
        word for text in texts for word in re.findall(r"\w+", INVISIBLE.sub("", text).lower())
    )


def spoken(document: Document) -> Counter[str]:
    """The words that a reader sees, code included; a double counts once where it may be fixed."""
    return words([*(each.text for each in document.prose), *(each.text for each in document.code)])


def touched(data: bytes, diagnostic: Diagnostic) -> Iterable[bytes]:
    """The words that the edits of a fix lie in or cut."""
    assert diagnostic.fix
    for start, end in (edit.span for edit in diagnostic.fix.edits):
        first = max(data.rfind(blank, 0, start) for blank in (b" ", b"\n", b"\r", b"\t")) + 1
        found = re.compile(rb"[ \t\r\n]|\Z").search(data, end)
        assert found
        yield data[first : found.start()]


def document(path: str, data: bytes) -> Document:
    return read(*source_of(path, data), ALL)


def fields_of(files: Files, diagnostic: Diagnostic) -> Iterable[str]:
    """The fields at the top of the front matter in whose lines a fix has an edit."""
    assert diagnostic.fix
    keys = document(diagnostic.path, files[diagnostic.path]).front_matter.keys
    places = sorted((span.start, str(at[0])) for at, span in keys.items() if len(at) == 1)
    for edit in diagnostic.fix.edits:
        before = [name for start, name in places if start <= edit.span.start]
        yield from before[-1:]
