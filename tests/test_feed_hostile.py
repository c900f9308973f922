"""Hostile articles, through the whole pipeline: a clean feed, or an error that names the place.

There is no third way: no feed that a parser, a validator or a reader stumbles over, and no error
without its line and column. The folder that is online stays as it was when an error stands.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.assemble import Drafts
from pipeline.build import Built, Job, build, check
from pipeline.errors import PipelineError
from pipeline.judge import selection
from pipeline.model import Severity
from pipeline.rules import RULES
from pipeline.settings import load_settings
from tests.active import active
from tests.blog import make_blog
from tests.feed_reader import Item, items_of, json_items, rss_items, tree
from tests.feed_validator import complaints
from tests.images import picture

BASE_URL = "https://blog.example/"
IN_2101 = datetime(2101, 1, 1, tzinfo=UTC)
"""By then even the article of 2100 is published."""
QUICK = "search = false\nsocial_cards = false\n"
TITLE = "A short note"
SUMMARY = "A sentence of fifty characters or more that says what this note is about."


def article(
    body: str, title: str = TITLE, summary: str = SUMMARY, date: str = "2026-01-05", more: str = ""
) -> str:
    """The text of a note; `more` is more of its front matter."""
    said = (json.dumps(each, ensure_ascii=False) for each in (title, summary))
    front = "title: {}\ndescription: {}\n".format(*said)
    return f"---\n{front}date: {date}\ncategory: Career\nkind: note\n{more}---\n\n{body}\n"


def job_of(root: Path) -> Job:
    settings = load_settings(root)
    return Job(root, settings, selection(RULES, settings), IN_2101)


def built(root: Path) -> Built:
    return build(job_of(root), root / "public", Drafts.LEFT_OUT)


def stored(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file below a folder, with its time and its bytes."""
    return {
        file.relative_to(folder).as_posix(): (file.stat().st_mtime_ns, file.read_bytes())
        for file in folder.rglob("*")
        if file.is_file()
    }


# --- what arrives --------------------------------------------------------------------------------


def arrived(folder: Path) -> dict[str, Item]:
    """What all feeds of a site bring, once they are found to be right and to agree."""
    of_all = folder / "feed.json"
    found = items_of(of_all.read_bytes(), f"{BASE_URL}feed.json", BASE_URL)
    for file in sorted(folder.rglob("feed.xml")):
        url = BASE_URL + file.relative_to(folder).as_posix()
        own = items_of(file.read_bytes(), url, BASE_URL)
        assert own == {slug: found[slug] for slug in own}
    for item in found.values():
        assert active(item.html) == []
    return found


class Sent(NamedTuple):
    """A hostile article, and what a reader must find of it."""

    source: str | bytes
    text: str = ""
    """All that is read of it, runs of white space as one blank."""
    code: tuple[str, ...] = ()
    title: str = TITLE
    summary: str = SUMMARY
    date: datetime = datetime(2026, 1, 5, tzinfo=UTC)
    authors: tuple[str, ...] = ("Ada Lovelace",)


MARKUP = "What Vec<T> & Box<T> cost: ]]> and <![CDATA[ and &amp;"
SAID = "Every Vec<T> & Box<T>, with ]]> and </p> and &amp;lt; and two authors, as it was written."
ARABIC = "مقدمة في البرمجة <T>"
QUOTED = "It's \"quoted\" – “twice” \\n 'thrice' 📦"
BROKEN = "What the \ufffd in a text says of its way from one encoding to another, in two minutes."
LINES = article("One\ntwo.\n\n```\na\n\nb\n```\n\n- c\n- d\n")

CLEAN: Mapping[str, Sent] = {
    "angle-brackets": Sent(
        article("`Vec<T>` & Box\\<T> < &lt;b> &amp;amp;", MARKUP, SAID),
        "Vec<T> & Box<T> < <b> &amp;",
        title=MARKUP,
        summary=SAID,
    ),
    "end-of-cdata": Sent(
        article("a ]]> b `]]>` <![CDATA[gone]]> c\n\n```\n]]>\n<![CDATA[ x ]]>\n```"),
        "a ]]> b ]]> c ]]> <![CDATA[ x ]]>",
        ("]]>\n<![CDATA[ x ]]>\n",),
    ),
    "end-of-feed": Sent(
        article(
            "</content:encoded> \\</item> `</channel>` &lt;/rss&gt;\n\n"
            "    </description></item></channel></rss>\n    <!-- <?xml version='1.0'?> -->"
        ),
        "</content:encoded> </item> </channel> </rss> "
        "</description></item></channel></rss> <!-- <?xml version='1.0'?> -->",
        ("</description></item></channel></rss>\n<!-- <?xml version='1.0'?> -->\n",),
    ),
    "crlf": Sent(LINES.replace("\n", "\r\n"), "One two. a b c d", ("a\n\nb\n",)),
    "lone-cr": Sent(LINES.replace("\n", "\r"), "One two. a b c d", ("a\n\nb\n",)),
    "mixed-line-ends": Sent(LINES.replace("\n\n", "\r\n\r"), "One two. a b c d", ("a\n\nb\n",)),
    "two-authors": Sent(
        article("Words.", more='author: ["Grace O\'Hopper, <T> & Co", "渡辺 👩‍💻"]\n'),
        "Words.",
        authors=("Grace O'Hopper, <T> & Co", "渡辺 👩‍💻"),
    ),
    "no-time": Sent(
        article("Words.", date="2026-03-01"), "Words.", date=datetime(2026, 3, 1, tzinfo=UTC)
    ),
    "nepal": Sent(
        article("Words.", date="2026-01-05T10:00:00+05:45"),
        "Words.",
        date=datetime(2026, 1, 5, 4, 15, tzinfo=UTC),
    ),
    "newfoundland": Sent(
        article("Words.", date="2026-01-05T22:00:00-03:30"),
        "Words.",
        date=datetime(2026, 1, 6, 1, 30, tzinfo=UTC),
    ),
    "last-of-1999": Sent(
        article("Words.", date="1999-12-31T23:59:59+14:00"),
        "Words.",
        date=datetime(1999, 12, 31, 9, 59, 59, tzinfo=UTC),
    ),
    "in-2100": Sent(
        article("Words.", date="2100-02-28"), "Words.", date=datetime(2100, 2, 28, tzinfo=UTC)
    ),
    "footnotes": Sent(
        article('A[^<b>] B[^"] C[^<b>] D[^é ü].\n\n[^<b>]: one\n\n[^"]: two\n\n[^é ü]: `three`'),
        "A1 B2 C1 D3. one ↩ ↩2 two ↩ three ↩",
    ),
    "pictures": Sent(
        article(
            "![One & &lt;two>](/images/a.png)\n\n"
            '<img src="https://x.example/a.png" srcset="https://x.example/a.png 1x, '
            '//x.example/b,c.png?d=1&e=2 2x" alt="Keys &amp; more">\n\n'
            "<picture><source srcset='/images/a.png'><img src='/images/a.png' alt=d></picture>\n\n"
            '<video src="https://x.example/f.mp4" poster="/images/a.png"></video>'
        ),
        "Video: f.mp4",
    ),
    "right-to-left": Sent(
        article("مرحبا\u200f بالعالم `<T>` \u200eab", ARABIC, "هذه جملة " * 8 + "<T>."),
        "مرحبا\u200f بالعالم <T> \u200eab",
        title=ARABIC,
        summary="هذه جملة " * 8 + "<T>.",
    ),
    "odd-characters": Sent(
        article(
            "\U0001f4e6\U0001d54f 👩‍👩‍👧‍👦 e\u0301 \u00a0|\u2028|\u2029|\ue000|\ufeff|", QUOTED
        ),
        "\U0001f4e6\U0001d54f 👩‍👩‍👧‍👦 e\u0301 | | |\ue000|\ufeff|",
        title=QUOTED,
    ),
    "replacement-characters": Sent(
        article("A \ufffd and &#0; and `\ufffd`.", summary=BROKEN),
        "A \ufffd and \ufffd and \ufffd.",
        summary=BROKEN,
    ),
    "entities": Sent(
        article("&copy; &nbsp;x &#x1F4E6; &amp;lt; &unknown; `&lt;` &"),
        "© x 📦 &lt; &unknown; &lt; &",
    ),
    "mathematics": Sent(
        article("∑ ∫ 𝔸 ≤ ⟨x⟩ \\(a < b\\) $$c & d$$ x^2^ H~2~O"),
        "∑ ∫ 𝔸 ≤ ⟨x⟩ (a < b) $$c & d$$ x^2^ H~2~O",
    ),
    "a-long-word": Sent(article("x" * 20_000), "x" * 20_000),
    "nothing": Sent(article("")),
    "deep-quotes": Sent(article("> " * 90 + "deep"), "deep"),
    "deep-lists": Sent(
        article("\n".join("  " * depth + f"- {depth}" for depth in range(60))),
        "".join(map(str, range(60))),
    ),
    "unclosed": Sent(
        article(
            '<div title="x"><p><b>bold\n\n<details>\n\n<a href="https://x.example/">text\n\nend'
        ),
        "bold text end",
    ),
    "unopened": Sent(
        article("a</p></div></blockquote></li></td>\n\n</section></figure>\n\nb"), "a b"
    ),
    "comments": Sent(article("a <!-- b -- ]]> --> c <?php d ?> e <!F> g"), "a c e g"),
    "marks-of-yaml": Sent(article("--- \n\n...\n\nkey: value\n\n---\n"), "... key: value"),
}


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A blog of all hostile articles that may be published, built."""
    root = tmp_path_factory.mktemp("hostile")
    files: dict[str, str | bytes] = {
        f"content/articles/{slug}.md": sent.source for slug, sent in CLEAN.items()
    }
    files["content/images/a.png"] = picture()
    made = built(make_blog(root, files, QUICK + 'author = "Ada Lovelace"\ntimezone = "UTC"\n'))
    errors = [each for each in made.checked.verdict.diagnostics if each.severity is Severity.ERROR]
    assert errors == []
    return root


@pytest.fixture(scope="module")
def items(blog: Path) -> dict[str, Item]:
    return arrived(blog / "public")


@pytest.mark.parametrize("slug", CLEAN)
def test_it_arrives_in_every_feed_as_it_was_written(items: dict[str, Item], slug: str) -> None:
    item, sent = items[slug], CLEAN[slug]
    assert item._replace(html="") == Item(
        sent.title,
        sent.summary,
        f"{BASE_URL}articles/{slug}/",
        f"{BASE_URL}articles/{slug}/",
        sent.date,
        sent.authors,
        "",
    )
    assert item.text == f"1 min read {' '.join(sent.text.split())}".strip()
    assert item.code == list(sent.code)


def test_no_article_is_lost_among_the_others(items: dict[str, Item], blog: Path) -> None:
    assert items.keys() == CLEAN.keys()
    feeds = sorted(file.relative_to(blog / "public").as_posix() for file in blog.rglob("feed.*"))
    assert feeds == ["categories/career/feed.xml", "feed.json", "feed.xml"]


def test_a_second_build_of_them_changes_nothing(blog: Path) -> None:
    before = stored(blog / "public")
    published = built(blog).published
    assert published is not None
    assert published.changed == 0
    assert stored(blog / "public") == before


def test_pictures_come_from_where_they_are_published(items: dict[str, Item]) -> None:
    body = tree(items["pictures"].html)
    own, elsewhere, picked = (node.attributes for node in body.css("img"))
    assert own["src"].startswith(f"{BASE_URL}images/a.")
    assert own == {"src": own["src"], "width": "2", "height": "1", "alt": "One & <two>"}
    assert picked["src"] == own["src"]
    assert elsewhere == {
        "src": "https://x.example/a.png",
        "srcset": "https://x.example/a.png 1x, https://x.example/b,c.png?d=1&e=2 2x",
        "alt": "Keys & more",
    }
    assert body.css("video")[0].attributes["poster"] == own["src"]


# --- zones and sizes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "date", "expected"),
    [
        ("Asia/Kathmandu", "2026-01-05", datetime(2026, 1, 4, 18, 15, tzinfo=UTC)),
        ("Africa/Monrovia", "1971-12-31", datetime(1971, 12, 31, 0, 44, 30, tzinfo=UTC)),
        ("America/St_Johns", "2026-07-01", datetime(2026, 7, 1, 2, 30, tzinfo=UTC)),
        ("Pacific/Kiritimati", "2000-01-01", datetime(1999, 12, 31, 10, tzinfo=UTC)),
    ],
)
def test_a_day_begins_where_the_blog_is(
    tmp_path: Path, zone: str, date: str, expected: datetime
) -> None:
    files: dict[str, str | bytes] = {"content/articles/x.md": article("Words.", date=date)}
    root = make_blog(tmp_path, files, f'{QUICK}timezone = "{zone}"\n')
    assert built(root).published is not None
    assert [item.date for item in arrived(root / "public").values()] == [expected]


def test_an_article_of_300_kb_arrives_whole_and_shortens_the_feeds(tmp_path: Path) -> None:
    def text(words: int) -> str:
        return "".join(f"{number} words & `<more>` of it. " for number in range(words)).strip()

    long, short = text(10_500), text(1_000)
    assert len(long) > 300_000
    files: dict[str, str | bytes] = {
        f"content/articles/{slug}.md": article(
            body, f"A {slug} note", f"{SUMMARY} It is {slug}.", f"2026-01-{day}"
        )
        for slug, body, day in (
            ("long", long, "20"),
            *((f"short-{number}", short, f"{19 - number}") for number in range(7)),
        )
    }
    root = make_blog(tmp_path, files, QUICK)
    made = built(root)
    found = arrived(root / "public")
    kept = ["long", "short-0", "short-1", "short-2", "short-3"]
    assert list(found) == kept
    assert all(
        item.text.partition(" min read ")[2] == (long if slug == "long" else short).replace("`", "")
        for slug, item in found.items()
    )
    assert [tuple(each) for each in made.shortened] == [
        (path, len(kept), 8) for path in ("/feed.xml", "/feed.json", "/categories/career/feed.xml")
    ]


# --- named errors ---------------------------------------------------------------------------------

Place = tuple[str, int, int]
"""A rule's code, a line and a column."""

BAD: Mapping[str, tuple[str | bytes, tuple[Place, ...]]] = {
    "nul-byte": (article("a\0b"), (("SR001", 9, 2),)),
    "vertical-tab": (article("One.\n\nab\x0bc"), (("PB004", 11, 3),)),
    "escape": (article("a\x1b[31mred"), (("PB004", 9, 2),)),
    "read-as-latin-1": (article("It doesn\x92t, and \x85"), (("PB004", 9, 9), ("PB004", 9, 17))),
    "reference-to-windows": (article("It doesn&#146;t"), (("PB004", 9, 9),)),
    "lone-surrogate": (article("aXb").encode().replace(b"X", b"\xed\xa0\x80"), (("SR001", 9, 2),)),
    "surrogate-pair": (
        article("aXb").encode().replace(b"X", b"\xed\xa0\xbd\xed\xb3\xa6"),
        (("SR001", 9, 2),),
    ),
    "latin-1": (article("caf\u00e9").encode("latin-1"), (("SR001", 9, 4),)),
    "utf-16": (article("a").encode("utf-16"), (("SR001", 1, 4),)),
    "yaml-surrogate": (
        article("a", "a \ufffd b").replace("\ufffd", "\\ud800"),
        (("FM003", 2, 11),),
    ),
    "yaml-surrogate-pair": (
        article("a", "a \ufffd b").replace("\ufffd", "\\ud83d\\udce6"),
        (("FM003", 2, 11),),
    ),
    "yaml-nul": (article("a", "ab \ufffd c").replace("\ufffd", "\\0"), (("PB004", 2, 12),)),
    "yaml-bell": (article("a", summary=f"{SUMMARY}\a"), (("PB004", 3, 88),)),
    "author": (article("a", more='author: "A\\x1bB"\n'), (("PB004", 7, 11),)),
    "noncharacter": (article("a\ufffeb \uffff"), (("PB004", 9, 2), ("PB004", 9, 5))),
    "reference": (article("a &#11; &#xFFFE; b"), (("PB004", 9, 3), ("PB004", 9, 9))),
    "reference-in-html": (article('<p title="&#8">a</p>'), (("PB004", 9, 11),)),
    "iframe": (article('a\n\n<iframe src="https://x.example/"></iframe>'), (("SC002", 11, 1),)),
    "script": (article("a <script>alert(1)</script>"), (("SC002", 9, 3),)),
    "handler": (article('<p onclick="f()">a</p>'), (("SC002", 9, 4),)),
    "address": (article("[a](javascript:f())"), (("SC001", 9, 5),)),
    "turned-text": (article("a\u202eb"), (("SC003", 9, 2),)),
    "no-such-day": (article("a", date="2026-02-30"), (("FM010", 4, 7),)),
    "no-such-moment": (article("a", date="2026-01-05T25:00:00Z"), (("FM010", 4, 7),)),
}


def test_each_of_these_is_a_named_error_and_what_is_online_stays(tmp_path: Path) -> None:
    root = make_blog(tmp_path, {"content/articles/good.md": article("Good.")}, QUICK)
    assert built(root).published is not None
    before = stored(root / "public")
    for name, (source, _) in BAD.items():
        data = source.encode() if isinstance(source, str) else source
        (root / f"content/articles/{name}.md").write_bytes(data)
    made = built(root)
    found: dict[str, list[Place]] = {name: [] for name in BAD}
    for each in made.checked.verdict.diagnostics:
        if each.severity is Severity.ERROR:
            assert each.place is not None
            name = Path(each.path).stem
            found[name].append((each.code, each.place.start.line, each.place.start.column))
    assert found == {name: list(places) for name, (_, places) in BAD.items()}
    assert (made.site, made.published) == (None, None)
    assert stored(root / "public") == before


@pytest.mark.parametrize("name", BAD)
def test_each_stops_a_first_build_before_anything_is_written(tmp_path: Path, name: str) -> None:
    root = make_blog(tmp_path, {f"content/articles/{name}.md": BAD[name][0]}, QUICK)
    assert built(root).published is None
    assert sorted(path.name for path in root.iterdir()) == ["content", "pyproject.toml"]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ('title = "a\\u0000b"\n', "title"),
        ('title = "a\\uFFFFb"\n', "title"),
        ('description = "a\\u000Bb"\n', "description"),
        ('description = "a\\u0092b"\n', "description"),
        ('author = "a\\uFFFEb"\n', "author"),
    ],
)
def test_a_character_that_no_feed_can_hold_is_refused_in_the_settings(
    tmp_path: Path, table: str, says: str
) -> None:
    root = make_blog(tmp_path, {"content/articles/good.md": article("Good.")}, QUICK + table)
    file = root / "pyproject.toml"
    lines = file.read_text(encoding="utf-8")
    if says == "title":
        file.write_text(lines.replace('title = "Blog"\n', ""), encoding="utf-8")
    with pytest.raises(PipelineError, match=says):
        built(root)
    assert not (root / "public").exists()


def test_a_closing_tag_in_a_title_is_named_and_still_arrives_as_it_was_written(
    tmp_path: Path,
) -> None:
    # Of all that is published, the one thing that the validator warns of: it does so for such a
    # title however it is written, and some readers drop the tag. The rule says so first.
    title = "When a </p> Is Missing"
    root = make_blog(tmp_path, {"content/articles/x.md": article("Words.", title)}, QUICK)
    assert built(root).published is not None
    found = check(job_of(root)).verdict.diagnostics
    assert [(each.code, each.severity) for each in found] == [("PB003", Severity.WARNING)]
    xml = (root / "public/feed.xml").read_bytes()
    assert complaints(xml, f"{BASE_URL}feed.xml") == ["HTML in the title of a item: </p>"]
    assert rss_items(xml)["x"].title == title
    assert json_items((root / "public/feed.json").read_bytes())["x"].title == title
