"""Words, sentences, syllables, grade and reading time, and the door to textstat."""

from __future__ import annotations

import gzip
import os
import runpy
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import prose
from pipeline.model import PLACEHOLDER, ReadingRates
from pipeline.prose import Readability, Reading, Sentence

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / ".github" / "scripts" / "make_syllables.py"
RATES = ReadingRates()

# Letters, marks and blanks that sentences and words turn on, thrown together.
TEXTS = st.text(
    st.one_of(
        st.sampled_from("abcXYZ .!?…\"'”)([,:;-–—/_ \n\t\u00a00129漢かカ한。！é🎉"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=120,
)

# The same of words, with one space between them or something else.
BLOCK = st.builds(
    lambda runs, blank: blank.join(runs),
    st.lists(
        st.sampled_from(
            [*"a I C x 5 12 iv et".split(), *sorted(prose._ABBREVIATIONS), "Word", "word", "API"]
        ).flatmap(
            lambda word: st.sampled_from(
                "{} {}. {}. {}! {}? {}.) ({}). ({}. “{}.” {}… {}... {}?! {}, —{}. {}.{} {}".split()
            ).map(lambda run: run.replace("{}", word))
        ),
        max_size=12,
    ),
    st.sampled_from([" ", " ", "  ", "\n", "\t", "\x1c", "\u00a0", " - ", " 漢。"]),
)


def pieces(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in prose.sentences(text)]


# --- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (0, 0)),
        (" \n\t ", (0, 0)),
        ("One two three.", (3, 0)),
        ("one\ntwo\tthree  four", (4, 0)),
        ("don't and don’t", (3, 0)),
        ("a mid-level and/or senior role", (5, 0)),
        ("v0.7.13 takes 3.5 GB", (4, 0)),
        ("C++ and C# & Go", (4, 0)),
        ("- * ... --- ?! () [] _ __", (0, 0)),
        ("a - b – c — d … e", (5, 0)),
        ("fast—and whole", (2, 0)),
        ("10\u00a0MB", (2, 0)),
        ("narrow\u202fspace and\u2003em", (4, 0)),
        ("zero\u200bwidth", (1, 0)),
        ("unit\x1fseparator \x1b \x00", (2, 0)),
        ("shipped 🎉 👩‍💻 today ✅", (2, 0)),
        ("→ ✓ × €", (0, 0)),
        ("€5 and ½", (3, 0)),
        ("naïve café Größe", (3, 0)),
        ("“quoted” ‘words’ «here»", (3, 0)),
        ("слово и λέξη", (3, 0)),
        ("漢字", (0, 2)),
        ("ひらがな、カタカナ。", (0, 8)),
        ("サーバー", (0, 4)),
        ("한국어 문장", (0, 5)),
        ("人々", (0, 2)),
        ("用Python写的", (1, 3)),
        ("用Python写Go", (1, 2)),
        ("Python 3.14で動く。", (2, 3)),
        ("漢字 and words", (2, 2)),
        ("\U00020000 \U0001b001", (0, 2)),
        ("ﾊﾝｶｸ", (0, 4)),
        ("「」。、・", (0, 0)),
    ],
)
def test_words_and_cjk_characters_are_counted_apart(text: str, expected: tuple[int, int]) -> None:
    assert prose.count(text) == expected
    assert prose.words(text) == expected[0]


def test_a_character_written_in_parts_is_counted_once() -> None:
    hangul_in_jamo, kana_and_voicing_mark = "\u1112\u1161\u11ab\u1100\u1173\u11af", "か\u3099"
    assert prose.count(hangul_in_jamo) == (0, 2)
    assert prose.count(kana_and_voicing_mark) == (0, 1)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_counts_add_up_over_a_blank(left: str, right: str) -> None:
    one, other = prose.count(left), prose.count(right)
    assert prose.count(f"{left} {right}") == (one[0] + other[0], one[1] + other[1])


@settings(deadline=None)
@given(TEXTS)
def test_a_word_is_a_run_with_a_letter_or_digit_that_is_not_cjk(text: str) -> None:
    runs = [prose._CJK.sub("", run) for run in text.split()]
    assert prose.words(text) == sum(any(map(str.isalnum, run)) for run in runs)


# --- sentences ------------------------------------------------------------------------------------

# One block a line, `|` where one sentence ends and the next begins.
BLOCKS = """
One sentence.
No stop at the end
It works.|It is fast.
Is it?|Yes!|Good.
Really?!|Yes.
Wait...|What happened?
Wait…|What happened?
It grows... and grows.
It grew … and then stopped.
Sort them: a, b, ... and z.
Pick 1, 2, ... 10 of them.
It was easy... I could start at once.
Read the docs: they are good; they are short.
Use v0.7.13 or later.
Use v0.7.13.|Then restart.
Pi is 3.14.|The rest is rounding.
See example.com for more.
See example.com.|It is short.
Node.js is fast.|So is Deno.
We use Node.js.|It is fast.
Some tools, e.g. Redis, keep it in memory.
E.g. Redis keeps it in memory.
Some tools (e.g. Redis) keep it in memory.
A cache, i.e. Redis, helps.
Choose REST vs. GraphQL early.
Use approx. 30 of them.
Ask Dr. Smith.|She knows.
Mr. and Mrs. Jones wrote it.
See No. 5 for details.
Did it work?|No.|Then roll back.
See Fig. 3 and p. 12 of Vol. 2.
It shipped on Jan. 5 as planned.
It starts at 5 p.m. on Monday.
It starts at 5 p.m.|Bring a laptop.
The U.S. Government uses it.
It is made in the U.S.|The rest is not.
It took 5 ms.|Then it failed.
Acme Inc. Labs wrote it.
It was bought by Acme Inc.|Then it died.
Use queues, caches, etc. in moderation.
Use queues, caches, etc.|Python has both.
Use tools (awk, sed, etc.) and pipes.
Use tools (awk, sed, etc.) Python can call.
J. R. Hacker and E. W. Dijkstra met.
The kernel is written in C.|The shell is not.
It runs on C, not on E. Pascal was slower.
So do I.|Nobody else does.
Solve it for x.|Then check.
He said “Stop.”|Then he left.
He said "Stop." and left.
He asked "Why?" and left.
He asked “Why?”|Nobody knew.
It works (mostly).|Ship it.
It works.|(It really does.)|Ship it.
It works (does it?) Python says so.
It works (most of the time!)|The rest is luck.
It works (it really does!) most of the time.
A big thank you (!) to everyone.
The panic! macro aborts.
Use a?.b and a != b in JavaScript.
Run it.|npm will do the rest.
Run it.|gRPC needs a port.
Run it.|.gitignore comes first.
Edit it.|pip3 and kubectl see the change.
We read it, cf. Knuth, and agreed.
Add it to .gitignore and commit.
1. Install it.
2) Run it.|3 tests fail.
a. Install it.
It was 2024.|30 people came.
The exit code is 0.|1 means trouble.
Done!|🎉 Next.
Done. 🎉
It is done .|Really.
Line one.|Line two
“One.”|“Two.”
(One.)|(Two.)
[See below.]|Then go on.
Ph.D. students read it.
Smith et al. (2020) found it.
Use std::move.|Then stop.
Ça marche.|Élan vital.
Works.|Да.
"""


@pytest.mark.parametrize("block", BLOCKS.strip().splitlines())
def test_a_block_is_split_where_its_sentences_end(block: str) -> None:
    assert pieces(block.replace("|", " ")) == block.split("|")


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("Use it。Then stop！Really？Yes", ["Use it。", "Then stop！", "Really？", "Yes"]),
        ("Use it。」 Then stop。", ["Use it。」", "Then stop。"]),
        ("「Yes。」とPythonは言った。", ["「Yes。」とPythonは言った。"]),
    ],
)
def test_a_cjk_stop_ends_a_sentence_without_a_blank(block: str, expected: list[str]) -> None:
    assert pieces(block) == expected


def test_white_space_between_sentences_belongs_to_none() -> None:
    assert prose.sentences("  One two.\n\tThree!  ") == (Sentence(2, 10, 2), Sentence(12, 18, 1))


@pytest.mark.parametrize("block", ["", " ", "...", "? ! .", "🎉", "—", "漢字。"])
def test_what_has_no_word_is_no_sentence(block: str) -> None:
    assert prose.sentences(block) == ()


def test_the_word_for_inline_code_begins_a_sentence_but_not_after_an_abbreviation() -> None:
    block = f"Run it. {PLACEHOLDER} is quick, e.g. {PLACEHOLDER} here."
    assert pieces(block) == ["Run it.", f"{PLACEHOLDER} is quick, e.g. {PLACEHOLDER} here."]
    assert (prose.words(PLACEHOLDER), prose.syllables(PLACEHOLDER)) == (1, 1)


@settings(deadline=None)
@given(st.one_of(BLOCK, TEXTS))
def test_what_surely_ends_a_sentence_would_do_so_on_a_closer_look(text: str) -> None:
    start = 0
    for stop in prose._stop(prose._MARKS).finditer(text):
        is_end = prose._is_end(text, start, stop)
        if stop[0][0] not in "。！？｡":
            assert is_end or not stop.lastindex
        start = stop.end() if is_end or stop.lastindex else start


@settings(deadline=None)
@given(st.one_of(BLOCK, TEXTS))
def test_sentences_are_in_order_trimmed_and_hold_every_letter(text: str) -> None:
    position = 0
    for sentence in prose.sentences(text):
        assert position <= sentence.start < sentence.end <= len(text)
        piece, between = text[sentence.start : sentence.end], text[position : sentence.start]
        assert piece == piece.strip()
        assert prose.words(piece) == sentence.words > 0
        assert prose.words(between) == 0
        position = sentence.end
    assert prose.words(text[position:]) == 0


# A line of 100 kB that would take minutes in anything but linear time.
HOSTILE = [
    "a" * 100_000,
    "." * 100_000,
    "." * 100_000 + "a",
    "a." * 50_000,
    "A. " * 33_000,
    "a.) " * 25_000,
    "(e.g. " * 16_000,
    "! " * 50_000,
    ".'" * 50_000 + "x",
    "'" * 100_000,
    "a'" * 50_000,
    "-" * 100_000 + "a",
    "_" * 100_000,
    "漢。" * 50_000,
    "é" * 100_000,
    "e\u0301\u0323" * 33_000,
    "1.2." * 25_000,
    "U.S. " * 20_000,
    "b c d f g " * 10_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_line_is_read_to_its_end(text: str) -> None:
    read = prose.readability([text])
    assert read.words == sum(sentence.words for sentence in prose.sentences(text))
    assert read.syllables >= 0


# --- syllables ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("— … 🎉 漢字", 0),
        ("word", 1),
        ("Readability", 5),
        ("don't don’t I'm I’m o'clock", 6),
        ("mid-level mid‑level mid–level", 9),
        ("and/or", 2),
        ("snake_case", 2),
        ("Node.js example.com", 7),
        ("café naïve résumé", 6),
        ("(“quoted,”)", 2),
        ("漢字readability", 5),
        ("42 0.39 1,000 v0.7.13 p95 $5 10%", 7),
        ("90-day utf-8", 6),
        ("https://example.com/some/long/path ://", 1),
        ("hmm shh", 2),
        ("RFC rfc RFCs XML TLS CSS", 18),
        ("www", 9),
        ("API api APIs API's", 12),
        ("SQL MySQL", 7),
        ("kubectl kubectl's", 6),
        ("yaml json async regex mutex enum config tuple oauth redis", 20),
        ("JSON YAML ASYNC", 6),
        ("nginx postgres sqlite", 9),
        ("http https url html cli ide npm", 4 + 5 + 3 + 4 + 3 + 3 + 3),
        ("pip pytest mypy numpy kafka docker kubernetes", 1 + 2 + 2 + 2 + 2 + 2 + 4),
        ("webhook webhooks endpoint endpoints repo repos", 12),
        ("middleware refactor refactoring refactored", 3 + 3 + 4 + 3),
        ("idempotent idempotency boolean struct", 4 + 5 + 3 + 1),
        ("await stdin stdout localhost codeloom", 2 + 3 + 3 + 3 + 2),
        ("namespaces mutexes enums", 3 + 3 + 2),
    ],
)
def test_syllables_are_those_a_developer_says(text: str, expected: int) -> None:
    assert prose.syllables(text) == expected


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["upper", "lower", "title"]))
def test_the_syllables_of_ascii_words_do_not_depend_on_capitals(text: str, how: str) -> None:
    text = text.encode("ascii", "ignore").decode()
    assert prose.syllables(getattr(text, how)()) == prose.syllables(text)


@settings(deadline=None)
@given(TEXTS)
def test_every_ascii_word_has_a_syllable_and_nothing_else_has(text: str) -> None:
    for run in text.encode("ascii", "ignore").decode().split():
        assert (prose.syllables(run) > 0) is (prose.words(run) == 1)


def test_the_memo_changes_no_count() -> None:
    assert [prose.syllables("Idempotency, kubectl!") for _ in range(3)] == [8, 8, 8]


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["{}", "({}).", "“{}”", "'{}'?!", "{};"]))
def test_neither_the_memo_nor_marks_around_a_run_change_its_count(text: str, around: str) -> None:
    for run in text.split():
        assert prose.syllables(around.format(run)) == prose._of_run(run)


@pytest.mark.parametrize(
    "word", sorted(prose._SPOKEN), ids=lambda word: word if isinstance(word, str) else None
)
def test_a_developer_word_is_listed_only_where_it_would_come_out_wrong(
    word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken = prose._SPOKEN[word]
    plural = (f"{word}s", prose._spoken(f"{word}s"))
    monkeypatch.delitem(prose._SPOKEN, word)
    unlisted = [prose._spoken(word), spoken if word.endswith("s") else prose._spoken(plural[0])]
    assert unlisted != [spoken, spoken if word.endswith("s") else plural[1]]


# --- the door to textstat -------------------------------------------------------------------------


def test_textstat_counts_from_our_table() -> None:
    from textstat.backend.counts import _count_syllables

    assert prose._textstat().table["readability"] == (("1",) * 5,)
    assert _count_syllables.get_cmudict("en_US") is prose._textstat().table
    assert _count_syllables.count_syllables("colonel", "en_US") == 2


def test_no_word_of_the_table_waits_for_hyphenation(monkeypatch: pytest.MonkeyPatch) -> None:
    from textstat.backend.counts import _count_syllables

    asked: list[str] = []
    monkeypatch.setattr(_count_syllables, "get_cmudict", _count_syllables.get_cmudict)
    monkeypatch.setattr(_count_syllables, "get_pyphen", asked.append)
    counter = prose._textstat.__wrapped__()
    _count_syllables.count_syllables.cache_clear()
    assert (counter.count("hyphenation"), asked) == (4, [])


def test_the_table_holds_cmudict_and_its_notice_lies_beside_it() -> None:
    table = prose._textstat().table
    assert len(table) == 124_040
    assert table["cat"] == (("1",),)
    assert table["antidisestablishmentarianism"] == (("1",) * 12,)
    notice = Path(prose.__file__).with_name("data") / "CMUDICT-LICENSE.txt"
    assert "Carnegie Mellon University" in notice.read_text(encoding="ascii")


COLD = """
import sys
from pipeline import prose
assert "textstat" not in sys.modules, "textstat is imported with the module"
print(prose.syllables("Readability of kubectl, refactored."), prose._textstat().count("zyzzyva"))
print(sorted(name for name in sys.modules if name.partition(".")[0] == "nltk"))
"""


def test_a_first_count_needs_no_nltk_and_leaves_none_behind() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COLD],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert done.stdout.splitlines() == ["12 2", "[]"]


def test_without_nltk_the_stand_in_is_gone_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "nltk", raising=False)
    with prose._nltk_left_out():
        assert sys.modules["nltk"].__name__ == "nltk"
        with pytest.raises(AttributeError, match=r"textstat may not use nltk\.download"):
            sys.modules["nltk"].download("cmudict")
    assert "nltk" not in sys.modules


def test_a_failing_import_takes_the_stand_in_away_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "nltk", raising=False)
    with pytest.raises(ImportError), prose._nltk_left_out():
        raise ImportError
    assert "nltk" not in sys.modules


def test_an_nltk_that_was_imported_before_stays_untouched(monkeypatch: pytest.MonkeyPatch) -> None:
    nltk, corpus = ModuleType("nltk"), ModuleType("nltk.corpus")
    monkeypatch.setitem(sys.modules, "nltk", nltk)
    monkeypatch.setitem(sys.modules, "nltk.corpus", corpus)
    with prose._nltk_left_out():
        assert sys.modules["nltk"] is nltk
    assert (sys.modules["nltk"], sys.modules["nltk.corpus"]) == (nltk, corpus)


def test_an_nltk_that_may_not_be_imported_stays_so(monkeypatch: pytest.MonkeyPatch) -> None:
    modules = cast("dict[str, ModuleType | None]", sys.modules)
    monkeypatch.setitem(modules, "nltk", None)
    with prose._nltk_left_out():
        assert sys.modules["nltk"].__name__ == "nltk"
    assert modules["nltk"] is None


def test_a_textstat_without_the_seam_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from textstat.backend.counts import _count_syllables

    prose._textstat()
    monkeypatch.delattr(_count_syllables, "get_cmudict")
    with pytest.raises(RuntimeError, match=r"textstat has no .*get_cmudict.*made for textstat 0"):
        prose._textstat.__wrapped__()


def test_the_script_makes_the_table_as_textstat_looks_words_up() -> None:
    script = runpy.run_path(str(SCRIPT))
    lines = [
        "a AH0",
        "a(2) EY1",
        "hmm HH M",
        "water W AO1 T ER0 # a comment 1",
        "o'clock AH0 K L AA1 K",
        "don't D OW1 N T",
        "able-bodied EY1 B AH0 L B AA2 D IY0 D",
        "y'all Y AO1 L",
        "yall Y AA1 L AH0",
    ]
    rows = script["table"](lines)
    assert rows == [["hmm"], ["a", "don't"], ["oclock", "water", "yall"]]
    packed = script["packed"](rows)
    assert packed == script["packed"](rows)
    assert packed[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    assert gzip.decompress(packed) == b"hmm\na don't\noclock water yall\n"


def test_the_committed_table_is_sorted_and_names_no_time_or_file() -> None:
    packed = Path(prose.__file__).with_name("data").joinpath("syllables.txt.gz").read_bytes()
    rows = [row.split(" ") for row in gzip.decompress(packed).decode("ascii").split("\n")[:-1]]
    words = [word for row in rows for word in row if word]
    assert packed[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    assert all(row == sorted(row) for row in rows)
    assert len(words) == len(set(words))


# --- readability ----------------------------------------------------------------------------------

PARAGRAPH = (
    "A cache keeps what was slow to make. It gives the same answer again, quickly, until the "
    "source changes; then the answer is stale. Most outages that involve a cache are not about "
    "speed, they are about invalidation: nobody decided, e.g. in the design review, who clears it. "
    "Decide that first."
)


def test_the_grade_of_a_paragraph_is_pinned() -> None:
    read = prose.readability([PARAGRAPH])
    assert read == Readability(words=51, sentences=4, syllables=74)
    assert read.grade == pytest.approx(6.5041, abs=0.00005)


def test_the_grade_is_flesch_kincaid() -> None:
    assert Readability(words=100, sentences=5, syllables=150).grade == pytest.approx(9.91)


def test_prose_without_a_word_has_grade_zero() -> None:
    assert prose.readability(["", "...", "漢字。"]) == Readability(0, 0, 0)
    assert Readability(0, 0, 0).grade == 0.0


def test_a_block_is_never_joined_with_the_next() -> None:
    apart = prose.readability(["first item", "second item"])
    assert (apart.words, apart.sentences) == (4, 2)
    assert prose.readability(["first item second item"]).sentences == 1


def test_curly_quotes_and_hyphens_leave_the_grade_as_it_is() -> None:
    straight = ["Don't use \"it's\" in a mid-level review - it reads badly."]
    curly = ["Don’t use “it’s” in a mid‑level review – it reads badly."]
    assert prose.readability(curly) == prose.readability(straight)


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=4))
def test_readability_is_the_sum_over_its_blocks(blocks: list[str]) -> None:
    parts = [prose.readability([block]) for block in blocks]
    assert prose.readability(iter(blocks)) == Readability(
        sum(part.words for part in parts),
        sum(part.sentences for part in parts),
        sum(part.syllables for part in parts),
    )


# --- reading time ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "cjk", "code", "images", "minutes", "proposed", "accepted"),
    [
        (588, 0, [18], 0, Fraction(81, 25), 4, (3, 4)),  # a guide with one diagram: 3.24
        (0, 0, [], 0, Fraction(0), 1, (1, 1)),
        (1, 0, [], 0, Fraction(1, 200), 1, (1, 1)),
        (200, 0, [], 0, Fraction(1), 1, (1, 1)),
        (201, 0, [], 0, Fraction(201, 200), 2, (1, 2)),
        (400, 0, [], 0, Fraction(2), 2, (2, 2)),
        (399, 0, [], 0, Fraction(399, 200), 2, (1, 2)),
        (600, 500, [], 0, Fraction(4), 4, (4, 4)),
        (0, 0, [59, 60, 61, 5000], 0, Fraction(239, 60), 4, (3, 4)),
        (0, 0, [0, 0], 0, Fraction(0), 1, (1, 1)),
        (0, 0, [], 1, Fraction(12, 60), 1, (1, 1)),
        (0, 0, [], 3, Fraction(33, 60), 1, (1, 1)),
        (0, 0, [], 12, Fraction(81, 60), 2, (1, 2)),  # 12 + 11 + ... + 3 = 75, then 3 each
        (2000, 0, [], 0, Fraction(10), 10, (10, 10)),  # the tolerance is a minute up to here
        (2001, 0, [], 0, Fraction(2001, 200), 11, (10, 11)),
        (4000, 0, [], 0, Fraction(20), 20, (19, 21)),  # two minutes: 18 and 22 are not nearer
        (4001, 0, [], 0, Fraction(4001, 200), 21, (19, 22)),
    ],
)
def test_reading_time_is_summed_exactly(
    words: int,
    cjk: int,
    code: list[int],
    images: int,
    minutes: Fraction,
    proposed: int,
    accepted: tuple[int, int],
) -> None:
    time = prose.reading(words, cjk, code, images, RATES)
    assert (time.exact, time.proposed, time.accepted) == (minutes, proposed, accepted)
    taken = [stated for stated in range(-2, 40) if time.accepts(stated)]
    assert taken == list(range(accepted[0], accepted[1] + 1))


def test_a_reading_says_what_it_is_summed_from() -> None:
    assert prose.reading(588, 7, [18, 90], 2, RATES) == Reading(588, 7, 78, 23, RATES)


def test_every_rate_is_a_setting() -> None:
    rates = ReadingRates(
        words_per_minute=100,
        cjk_per_minute=50,
        seconds_per_code_line=2,
        code_block_cap_seconds=30,
        first_image_seconds=5,
        last_image_seconds=4,
        tolerance_minutes=3,
        tolerance_percent=0,
    )
    time = prose.reading(300, 100, [10, 20], 3, rates)
    assert (time.code_seconds, time.image_seconds) == (50, 13)
    assert (time.exact, time.accepted) == (Fraction(363, 60), (4, 9))


@settings(deadline=None)
@given(
    st.integers(0, 20_000),
    st.lists(st.integers(0, 100), max_size=3),
    st.integers(0, 3),
    st.integers(0, 40),
    st.integers(-1, 150),
)
def test_a_time_is_accepted_when_proposed_or_nearer_than_the_tolerance(
    words: int, code: list[int], minutes: int, percent: int, stated: int
) -> None:
    rates = ReadingRates(tolerance_minutes=minutes, tolerance_percent=percent)
    time = prose.reading(words, 0, code, 0, rates)
    tolerance = max(Fraction(minutes), time.exact * percent / 100)
    near = stated >= 1 and abs(stated - time.exact) < tolerance
    assert time.accepts(stated) is (stated == time.proposed or near)
    assert time.accepts(time.proposed)
