"""The rules on links: LK001 to LK007."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pipeline.model import (
    Corpus,
    Finding,
    Inventory,
    Reference,
    Rule,
    SiteRule,
    Span,
    Stored,
    Summary,
)
from pipeline.rules.links import (
    case_mismatch,
    empty_link,
    insecure_http,
    link_to_unpublished,
    missing_anchor,
    missing_target,
    placeholder_link,
)
from tests.images import picture
from tests.rules.examples import (
    PATH,
    SETTINGS,
    article,
    findings,
    marked,
    mended,
    mutant,
    places,
    said_by,
)

OTHER = "content/articles/other-queue.md"


def guide(body: str) -> str:
    """The guide with `body` as the whole of one of its sections."""
    return mutant("The owner does, and says why in the commit.", body)


def blog(**bodies: str) -> dict[str, bytes]:
    """Articles by slug; `-` is written as `_`. A text that starts with `---` is a whole file."""
    files: dict[str, bytes] = {}
    for slug, body in bodies.items():
        path = f"content/articles/{slug.replace('_', '-')}.md"
        text = body if body.startswith("---") else article(path, body=body)
        files[path] = text.encode()
    return files


def said(rule: Rule | SiteRule, files: Mapping[str, bytes]) -> list[tuple[str, str, str]]:
    """The bytes, message and help of each finding of one rule over a blog."""
    return [
        (_cut(files[path], finding.span), finding.message, finding.help)
        for code, path, finding in findings(files)
        if code == rule.code
    ]


def _cut(data: bytes, span: Span | None) -> str:
    return data[span.start : span.end].decode() if span else ""


# --- LK001: missing-target -----------------------------------------------------------------------

NOWHERE = [
    "[a](«no-such-article.md»)",
    "[a](«no-such-article.md#b») and [c](«/articles/no-such-article/?d=e»)",
    "[a](<«no such article.md»>)",
    "![a](«no-such-picture.png» 'b')",
    "[![a](«no-such-picture.png»)](«/no-such-page/»)",
    "[a][b] [b] [c][b]\n\n[b]: «no-such-article.md»",
    "<a href='«no-such-article.md»'>a</a>",
    "<img alt='' src=«no-such-picture.png»>",
    "<video src='https://x.org/a.mp4' poster='«no-such-picture.png»'></video>",
    "[a](«/categories/no-such-category/»)",
    "[a](«/categories/career/»)",
    "[a](«/articles/»)",
    "[a](«/articles/example/index.html»)",
    "[a](«/articles/example/example.md»)",
    "[a](«https/x.org»)",
    "[a](«/manifest.json»)",
    "[a](«/404»)",
    "> 🙂 é\n> [a](«no-such-article.md»)",
]


@pytest.mark.parametrize("body", NOWHERE)
def test_a_link_to_nothing_is_named_at_its_destination(body: str) -> None:
    plain, spans = marked(guide(body))
    assert places(plain) == [("LK001", span) for span in spans]


def test_so_is_an_image_of_the_front_matter() -> None:
    text = article(front_matter="image: {src: «no-such.png», alt: A picture of the queue}\n")
    plain, (span,) = marked(text)
    assert places(plain) == [("LK001", span)]


SOMEWHERE = [
    "[a](/) [a](..) [a](../) [a](/feed.xml) [a](../feed.xml#b) [a](/404.html)",
    "[a](example.md) [a](./example.md) [a](/articles/example/) [a](/articles/example.md)",
    "[a](example/) [a](#mental-model) [Top](#) [a](?b) [a](?b#wrap-up)",
    "[a](other-queue.md) [a](/articles/other-queue/?b=c) [a](../articles/other%2Dqueue.md)",
    "[a](/categories/python/) [a](../categories/python/) [a](/categories/tooling/)",
    "[a](/old/name/) [a](../old/name/)",
    "![a](../images/a.png) ![a](/images/a.png?v=2) ![a](/images/%61.png) [a](/images/a.png)",
    "![a](<../images/b c.png>) ![a](../images/b%20c.png)",
    "[a](https://x.org/no-such) [a](//x.org/no-such) <https://x.org/no-such> https://x.org/y",
    "[a](mailto:a@b.example) [a](tel:+1) [a](ftp://x.org/no-such)",
    "`[a](no-such.md)`\n\n```markdown\n![a](no-such.png)\n```",
    "x <!-- [a](no-such.md) <a href='no-such.md'>b</a> -->",
    "\\[a](no-such.md) [a] (no-such.md) [no-such.md] no-such.md",
    "<p title='no-such.md' data-src='no-such.png'>a</p>",
    "x\n\n[a]: no-such.md",
]


@pytest.mark.parametrize("body", SOMEWHERE)
def test_what_leads_somewhere_is_left_alone(body: str) -> None:
    other = article(OTHER, front_matter="aliases: [/old/name/]\n").encode()
    files = {
        PATH: guide(body).encode(),
        OTHER: other,
        "content/images/a.png": picture(),
        "content/images/b c.png": picture(),
    }
    assert [code for code, _, _ in findings(files) if code.startswith("LK")] == []


def test_an_article_in_a_folder_links_from_there() -> None:
    path = "content/articles/queue/index.md"
    body = "![a](a.png) [b](../example.md) [c](./) [d](index.md) ![e](../../images/e.png)\n"
    files = {
        PATH: article(body="[a](queue/index.md) [b](queue/) ![c](queue/a.png)\n").encode(),
        path: article(path, body=body).encode(),
        "content/articles/queue/a.png": picture(),
        "content/images/e.png": picture(),
    }
    assert findings(files) == []


MEANT = [
    ("other-queue", "other-queue.md"),
    ("/articles/other-queue", "/articles/other-queue/"),
    ("/articles/other-queue#a", "/articles/other-queue/#a"),
    ("/articles/other-queue?a=b#c", "/articles/other-queue/?a=b#c"),
    ("other-queeu.md", "other-queue.md"),
    ("other-queu.md#a", "other-queue.md#a"),
    ("./othr-queue.md", "other-queue.md"),
    ("other_queue.md", "other-queue.md"),
    ("/article/other-queue/", "/articles/other-queue/"),
    ("articles/other-queue.md", "other-queue.md"),
    ("other-queue.html", "other-queue.md"),
    ("/articles/other-queue.html", "/articles/other-queue/"),
    ("/articles/other-queue/index.html", "/articles/other-queue/"),
    ("/other-queue/", "/articles/other-queue/"),
    ("/content/articles/other-queue.md", "/articles/other-queue/"),
    ("/blog/articles/other-queue/", "/articles/other-queue/"),
    ("images/queue-depth.png", "../images/queue-depth.png"),
    ("../image/queue-depth.png", "../images/queue-depth.png"),
    ("/images/queue-depht.png", "/images/queue-depth.png"),
    ("/images/queue%20depth.png", "/images/queue-depth.png"),
    ("queue-depth.png", "../images/queue-depth.png"),
    ("feed.xml", "../feed.xml"),
    ("/rss.xml", None),
    ("/category/python/", "/categories/python/"),
    ("/categories/pyhton/", "/categories/python/"),
    ("/x", None),
    ("/x/", None),
    ("a.md", None),
    ("nothing-of-the-kind.md", None),
]


@pytest.mark.parametrize(("written", "expected"), MEANT)
def test_the_help_says_what_the_author_meant_in_his_own_way(
    written: str, expected: str | None
) -> None:
    files = {
        **blog(example=f"[a](<{written}>)\n", other_queue="Words.\n"),
        "content/images/queue-depth.png": picture(),
    }
    settings = replace(SETTINGS, base_url="https://blog.example/blog/")
    found = [finding for code, _, finding in findings(files, settings) if code == "LK001"]
    help_ = f"Did you mean `{expected}`?" if expected else "Mend or remove the link."
    assert [finding.help for finding in found] == [help_]


@pytest.mark.parametrize(
    "written", [written for written, expected in MEANT if expected and "%" not in written]
)
def test_what_the_help_says_leads_somewhere(written: str) -> None:
    files = {
        **blog(example=f"[a](<{written}>)\n", other_queue="## A\n\nWords.\n\n## C\n\nWords.\n"),
        "content/images/queue-depth.png": picture(),
    }
    settings = replace(SETTINGS, base_url="https://blog.example/blog/")
    ((_, _, finding),) = findings(files, settings)
    meant = finding.help.removeprefix("Did you mean `").removesuffix("`?")
    assert findings({**files, **blog(example=f"[a](<{meant}>)\n")}, settings) == []


FIXED = [
    ("other-queeu.md#a", "other-queue.md#a"),
    ("other-queue", "other-queue.md"),
    ("/articles/other-queue", "/articles/other-queue/"),
    ("/articles/othe-queue/", "/articles/other-queue/"),
]


@pytest.mark.parametrize(("written", "expected"), FIXED)
def test_one_letter_away_and_alone_is_mended(written: str, expected: str) -> None:
    files = blog(example=f"[a]({written})\n", other_queue="## A\n\nWords.\n")
    ((_, path, finding),) = findings(files)
    assert finding.fix is not None
    assert finding.fix.safe
    after = mended(files, path, finding)
    assert after == {**files, **blog(example=f"[a]({expected})\n")}
    assert findings(after) == []


def fixes(written: str, **slugs: str) -> list[bool]:
    files = blog(example=f"[a]({written})\n", **slugs)
    return [finding.fix is not None for code, _, finding in findings(files) if code == "LK001"]


def test_what_could_be_meant_otherwise_is_not_mended() -> None:
    assert fixes("queues-part-2.md", queues_part_1="Words.\n") == [False]
    assert fixes("python-3-12.md", python_3_11="Words.\n") == [False]
    assert fixes("other-quee.md", other_queue="Words.\n", other_queen="Words.\n") == [False]
    assert fixes("oter-quee.md", other_queue="Words.\n") == [False]
    assert fixes("/x/", y="Words.\n") == [False]
    assert fixes("ab.md", abc="Words.\n") == [False]
    assert fixes("other&#45;queeu.md", other_queue="Words.\n") == [False]


def test_what_would_be_wrong_in_another_way_is_not_mended() -> None:
    draft = article(OTHER, front_matter="draft: true\n")
    future = article(OTHER, front_matter="date: 2027-01-05\n")
    assert fixes("other-queeu.md", other_queue=draft) == [False]
    assert fixes("other-queeu.md", other_queue=future) == [False]
    assert fixes("other-queeu.md#nothing", other_queue="Words.\n") == [False]
    assert fixes("other-queeu.md#top", other_queue="Words.\n") == [True]


def test_a_placeholder_that_leads_nowhere_has_no_suggestion() -> None:
    body = "[a](TODO) [b](link) [c](URL) [d](xxx) [e](example.com/TODO) ![f](placeholder)\n"
    found = said(missing_target.RULE, blog(example=body, links="Words.\n", todo="Words.\n"))
    assert [help_ for _, _, help_ in found] == [
        *["Mend or remove the link."] * 5,
        "Mend or remove the image.",
    ]


def test_the_message_says_where_a_relative_path_leads() -> None:
    files = blog(example="![a](b.png) [c](/d/) [e](f.md)\n")
    assert [message for _, message, _ in said(missing_target.RULE, files)] == [
        "The image leads to `b.png`, and there is no such file: it would be `/articles/b.png`.",
        "The link leads to `/d/`, and there is no such page.",
        "The link leads to `f.md`, and there is no such page: it would be `/articles/f/`.",
    ]


def test_a_category_has_a_page_as_soon_as_one_of_its_articles_has() -> None:
    link = "[a](/categories/web/)\n"
    web = "content/articles/web.md"
    later = "content/articles/later.md"

    def missing(**front_matter: str) -> list[str]:
        files = {
            PATH: article(body=link, front_matter=front_matter.get("example", "")).encode(),
            web: article(web, front_matter=f"category: Web\n{front_matter['web']}").encode(),
            later: article(later, front_matter="date: 2026-07-01\n", body=link).encode(),
        }
        return [path for code, path, _ in findings(files) if code == "LK001"]

    assert missing(web="") == []
    assert missing(web="date: 2026-06-15\n") == [PATH]
    assert missing(web="date: 2026-06-15\n", example="date: 2026-06-15\n") == []
    assert missing(web="date: 2026-07-15\n") == [PATH, later]
    assert missing(web="draft: true\n") == [PATH, later]
    assert missing(web="draft: true\n", example="draft: true\ncategory: Web\n") == [later]


def test_drafts_and_future_articles_are_there_for_this_rule() -> None:
    files = {
        PATH: article(body="[a](draft.md) [b](future.md)\n").encode(),
        "content/articles/draft.md": article(front_matter="draft: true\n").encode(),
        "content/articles/future.md": article(front_matter="date: 2027-01-05\n").encode(),
    }
    assert said(missing_target.RULE, files) == []


def test_what_leads_outside_is_another_rules() -> None:
    files = {
        "content/articles/out.png": Stored(0, "outside"),
        "content/shared": Stored(0, "outside"),
        "content/articles/lost.png": Stored(0, "dangling"),
        "content/articles/pictures": Stored(0, "directory"),
    }
    body = ("out.png", "../shared/a.png", "../../b.png", "lost.png", "pictures", "pictures/a.png")
    corpus = Corpus((summary("a", *body),), Inventory(files, ()), NOW)
    found = [finding.span for finding in missing_target.RULE.check(corpus, SETTINGS)]
    assert found == [Span(3, 4), Span(4, 5), Span(5, 6)]


# --- a large blog --------------------------------------------------------------------------------

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def summary(slug: str, *destinations: str, anchors: frozenset[str] = frozenset()) -> Summary:
    """An article made by hand; its references have the spans (0, 1), (1, 2) and so on."""
    return Summary(
        path=f"content/articles/{slug}.md",
        slug=slug,
        site_path=f"/articles/{slug}/",
        guid=f"https://blog.example/articles/{slug}/",
        kind="note",
        title=slug,
        description=slug,
        category="Web",
        level="",
        minutes=1,
        authors=("Ada",),
        learn=(),
        prerequisites=(),
        tags=(),
        published=NOW,
        updated=None,
        draft=False,
        aliases=(),
        series="",
        part=0,
        image="",
        image_alt="",
        pictures=(),
        references=tuple(
            Reference(destination, Span(at, at + 1), False)
            for at, destination in enumerate(destinations)
        ),
        anchors=anchors,
        spans={"": Span(0, 3)},
        broken=False,
        digest="",
    )


def test_hundreds_of_broken_links_in_a_huge_blog_each_get_their_suggestion() -> None:
    anchors = frozenset(f"section-{number}-of-many" for number in range(5_000))
    large = [summary(f"a-note-about-thing-{n:05}", anchors=anchors) for n in range(20_000)]
    slips = (
        (f"a-ntoe-about-thing-{n:05}.md", f"a-note-about-thing-{n:05}.md#sectoin-{n}-of-many")
        for n in range(300)
    )
    broken = [summary(f"b-{n}", *slip) for n, slip in enumerate(slips)]
    corpus = Corpus((*large, *broken), Inventory({}, ()), NOW)
    targets = [finding.help for finding in missing_target.RULE.check(corpus, SETTINGS)]
    assert targets == [f"Did you mean `a-note-about-thing-{n:05}.md`?" for n in range(300)]
    found = [finding.help for finding in missing_anchor.RULE.check(corpus, SETTINGS)]
    assert found == [f"Did you mean `#section-{n}-of-many`?" for n in range(300)]


# --- LK002: missing-anchor -----------------------------------------------------------------------

LOST = [
    "[a](«#mental-modle»)",
    "[a](«#Mental-Model»)",
    "[a](«#mental-model-1»)",
    "[a](«#content-1») [b](«#TOP-»)",
    "[a](«example.md#nothing»)",
    "[a](«/articles/example/?b#nothing»)",
    "[a](«#%C3%A9»)",
    "[a](«#nothing:~:text=b»)",
    "[a](«#fn:1») [b](«#fnref:1»)",
    "[a][b]\n\n[b]: «#nothing»",
    "<a href='«#nothing»'>a</a>",
    "> é 🙂 [a](«#nothing»)",
]


@pytest.mark.parametrize("body", LOST)
def test_a_fragment_that_the_page_lacks_is_named_at_its_destination(body: str) -> None:
    plain, spans = marked(guide(body))
    assert places(plain) == [("LK002", span) for span in spans]


FOUND = [
    "[a](#mental-model) [b](#hands-on-example) [c](#what-and-why) [d](#who-moves-the-day)",
    "[a](#) [b](#top) [c](#TOP) [d](#content) [e](?f#wrap-up)",
    "[a](#mental%2Dmodel) [b](#wrap&#45;up) [c](example.md#wrap-up)",
    "[a](/articles/example/#wrap-up)",
    "[a](#:~:text=loan) [b](#wrap-up:~:text=loan)",
    "<p id='Einstieg'>x</p> [a](#Einstieg) [b](example.md#Einstieg)",
    "x[^1] [a](#fn:1) [b](#fnref:1)\n\n[^1]: y",
    "x[^1] z[^1] [a](#fnref-2:1)\n\n[^1]: y",
    "[a](/#b) [c](/feed.xml#d) [e](/categories/python/#f) [g](../images/a.png#h)",
    "[a](https://x.org/#b) [c](//x.org/#d) [e](mailto:a@b.example#f)",
    "`[a](#nothing)`\n\n```markdown\n[a](#nothing)\n```",
    "\\[a](#nothing) <!-- [a](#nothing) --> #nothing",
    "[a](unreadable.md#b) [c](other-queue.md#überschrift) [d](other-queue.md#%C3%BCberschrift)",
    "[a](no-such.md#b)",
]


@pytest.mark.parametrize("body", FOUND)
def test_a_fragment_that_is_there_or_on_no_article_is_left_alone(body: str) -> None:
    files = {
        PATH: guide(body).encode(),
        OTHER: article(OTHER, body="## Überschrift\n\nWords.\n").encode(),
        "content/articles/unreadable.md": b"\xff",
        "content/images/a.png": b"",
    }
    assert said(missing_anchor.RULE, files) == []


def test_the_other_article_is_named_and_the_near_heading_offered() -> None:
    files = blog(
        example="[a](other.md#conclusoin) [b](#nothing)\n", other="## Conclusion\n\nWords.\n"
    )
    assert said(missing_anchor.RULE, files) == [
        (
            "other.md#conclusoin",
            "`content/articles/other.md` has no section `#conclusoin`.",
            "Did you mean `#conclusion`?",
        ),
        ("#nothing", "This article has no section `#nothing`.", "Link to a heading that is there."),
    ]


def test_the_fix_changes_the_fragment_alone_and_is_not_safe() -> None:
    files = blog(example="[a](other.md?b#conclusoin) c\n", other="## Conclusion\n\nWords.\n")
    ((_, path, finding),) = findings(files)
    assert finding.fix is not None
    assert not finding.fix.safe
    after = mended(files, path, finding)
    assert after[path].endswith(b"[a](other.md?b#conclusion) c\n")
    assert findings(after) == []


def test_a_fragment_written_with_entities_has_no_fix() -> None:
    files = blog(example="## Conclusion\n\n[a](#conc&#108;usoin)\n")
    ((_, _, finding),) = findings(files)
    assert (finding.help, finding.fix) == ("Did you mean `#conclusion`?", None)


# --- LK003: empty-link ---------------------------------------------------------------------------

EMPTY = [
    "[a](«»)",
    "[a](<«»>)",
    "[a](<«  »>)",
    "[a](<«&#9;»>)",
    "[](«»)",
    "![a](«»)",
    "[a][b] [b] ![c][b]\n\n[b]: <«»>",
    "«[](/)»",
    "«[ ](/ 'title')»",
    "«[&nbsp;&#8203;](/)»",
    "«[<b></b>](/)» «[<!-- a -->](/)»",
    "«[][b]»\n\n[b]: https://x.org/",
    "é 🙂 «[](https://x.org/)»",
    "<a href='«»'>a</a> <a href=\"« »\" title='t'>b</a> <A HREF='«»'><b>c</b></A>",
]


@pytest.mark.parametrize("body", EMPTY)
def test_an_empty_link_is_named_at_its_place(body: str) -> None:
    plain, spans = marked(guide(body))
    assert places(plain) == [("LK003", span) for span in spans]


FULL = [
    "[a](/) [`b`](/) [*c*](/) [&copy;](/) [🙂](/) [\\[](/) [.](/)",
    "[![a](https://x.org/a.png)](/) [![](https://x.org/a.png)](/)",
    "[<img src='https://x.org/a.png' alt=''>](/) [<svg><path></path></svg>](/)",
    "<https://x.org/> https://x.org/ www.x.org <a@b.example>",
    "<a id='b'></a> <a name='b'></a> <a href='/'>c</a> <a></a>",
    "[] [ ] []: [a] \\[](/) [](/",
    "`[a]()` `[](/)`\n\n```markdown\n[a]() [](/)\n```",
    "<!-- [a]() [](/) -->",
    "[a](#) [b](?) [c](.)",
    "- [ ] a\n- [x] b",
    "a[^1] b\n\n[^1]: [c](/)",
]


@pytest.mark.parametrize("body", FULL)
def test_a_link_with_address_and_text_or_picture_is_left_alone(body: str) -> None:
    assert said_by(empty_link.RULE, guide(body)) == []


def test_the_message_says_what_is_missing() -> None:
    body = "[the manual]() [](/a) []() ![b]()\n"
    assert [finding.message for finding in said_by(empty_link.RULE, article(body=body))] == [
        "The link `the manual` has no address.",
        "The link to `/a` has no text to click on.",
        "The link has no address.",
        "The image has no address.",
    ]


# --- LK004: link-to-unpublished ------------------------------------------------------------------


def appears(when: str) -> str:
    """The front matter of an article that is a draft, or appears on a day."""
    return "draft: true\n" if when == "draft" else f"date: {when}\n"


HIDDEN = [
    ("2026-01-05", "draft"),
    ("2026-07-01", "draft"),
    ("draft", "draft"),
    ("2026-01-05", "2026-06-02"),
    ("2026-06-02", "2026-06-03"),
    ("2026-06-02", "2026-06-02T00:00:01+00:00"),
]
VISIBLE = [
    ("2026-01-05", "2026-01-05"),
    ("2026-01-05", "2026-05-31"),
    ("2026-01-05", "2026-06-01"),
    ("2026-06-02", "2026-06-02"),
    ("2026-06-03", "2026-06-02"),
    ("2026-06-02", "2026-06-02T01:00:00+01:00"),
    ("draft", "2026-01-05"),
]
WAYS = ["other-queue.md", "/articles/other-queue/?a#", "../old/name/", "/old/name/"]


def of_two(this: str, other: str, body: str) -> dict[str, bytes]:
    return {
        PATH: article(front_matter=appears(this), body=body).encode(),
        OTHER: article(OTHER, front_matter=f"aliases: [/old/name/]\n{appears(other)}").encode(),
    }


@pytest.mark.parametrize(("this", "other"), HIDDEN)
@pytest.mark.parametrize("way", WAYS)
def test_a_link_to_what_its_readers_cannot_open_is_named(this: str, other: str, way: str) -> None:
    files = of_two(this, other, f"[a]({way})\n")
    ((code, path, finding),) = findings(files)
    assert (code, path, _cut(files[path], finding.span)) == ("LK004", PATH, way)


@pytest.mark.parametrize(("this", "other"), VISIBLE)
@pytest.mark.parametrize("way", WAYS)
def test_a_link_to_what_appears_with_it_or_earlier_is_fine(this: str, other: str, way: str) -> None:
    assert findings(of_two(this, other, f"[a]({way})\n")) == []


def test_a_hidden_article_may_link_to_itself_and_to_the_rest_of_the_blog() -> None:
    body = "[a](example.md) [Top](#) [c](/) [d](/feed.xml) [e](https://x.org/other-queue.md)\n"
    assert findings(of_two("draft", "draft", body)) == []
    assert findings(of_two("2027-01-05", "2027-01-06", body)) == []


def test_an_article_whose_date_is_wrong_is_not_called_late() -> None:
    files = of_two("2026-01-05", "2026-02-30", "[a](other-queue.md)\n")
    assert said(link_to_unpublished.RULE, files) == []
    files = of_two("2026-02-30", "2026-07-01", "[a](other-queue.md)\n")
    assert said(link_to_unpublished.RULE, files) == []


def test_the_reason_is_said() -> None:
    drafted = said(link_to_unpublished.RULE, of_two("2026-01-05", "draft", "[a](other-queue.md)\n"))
    assert drafted == [
        (
            "other-queue.md",
            "`other-queue.md` leads to a draft, which readers cannot open.",
            f"Publish `{OTHER}` first, or leave the link out until then.",
        )
    ]
    (late,) = said(
        link_to_unpublished.RULE, of_two("2026-01-05", "2026-07-01", "[a](/old/name/)\n")
    )
    assert late[1] == (
        "`/old/name/` leads to an article that appears on 2026-07-01, later than this one."
    )


# --- LK005: insecure-http ------------------------------------------------------------------------

INSECURE = [
    "[a](«http://x.org/a») [b](https://x.org/)",
    "[a](<«http://x.org/a b»>) ![c](«http://x.org/c.png» 'd')",
    "[a](«HTTP://x.org») [b](«Http://x.org»)",
    "[a][b] [b] ![c][b]\n\n[b]: «http://x.org/»",
    "See «http://x.org/a», and <«http://x.org/b»>, and «www.x.org».",
    "<a href='«http://x.org/»'>a</a>",
    "<img alt='' src=\"«http://x.org/a.png»\" srcset='«http://x.org/b» 2x, https://x.org/c 3x'>",
    "[a](«http://web.archive.org/web/2015/http://x.org/»)",
    "[a](«http://example.com/») [b](«http://www.w3.org/2000/svg»)",
    "[a](«http://localhost.org/») [b](«http://1.2.3.4.org/») [c](«http://internal.org/»)",
    "[a](«http://me@x.org:8080/a»)",
    "> é 🙂 [a](«http://x.org/»)",
]


@pytest.mark.parametrize("body", INSECURE)
def test_an_address_by_http_is_named_at_its_place(body: str) -> None:
    plain, spans = marked(guide(body))
    assert [finding.span for finding in said_by(insecure_http.RULE, plain)] == spans


def test_so_is_the_picture_of_the_front_matter() -> None:
    plain, (span,) = marked(
        article(front_matter="image: {src: «'http://x.org/a.png'», alt: A queue of jobs}\n")
    )
    assert places(plain) == [("LK005", span)]


SECURE = [
    "[a](https://x.org/) ![b](https://x.org/b.png) https://x.org/c <https://x.org/d> [e](//x.org)",
    "[a](http://localhost) [b](http://localhost:8000/a) [c](http://blog.localhost:3000)",
    "http://localhost:8000 <http://127.0.0.1:5000/> http://127.3.2.1/ http://0.0.0.0:80/",
    "[a](http://[::1]/) [b](http://[::1]:8000/) [c](http://192.168.1.1/) [d](http://10.0.0.1/x)",
    "[a](http://gitlab/x) [b](http://printer.local/) [c](http://wiki.internal/) [d](http://a.lan)",
    "[a](http://shop.test/) [b](http://shop.example/) [c](http://shop.invalid) [d](http://x.onion)",
    "Names are http://example.com/a, http://www.example.org:80 and <http://example.net/b>.",
    "http://www.w3.org/1999/xhtml http://schemas.xmlsoap.org/soap/ http://purl.org/dc/terms/",
    "http://json-schema.org/draft-07/schema# http://www.sitemaps.org/schemas/sitemap/0.9",
    "`http://x.org` `[a](http://x.org)`\n\n```html\n<a href='http://x.org'>\n```",
    "<!-- http://x.org --> \\[a](ftp://x.org) [b](mailto:a@x.org?body=http://x.org)",
    "[a](/?to=http://x.org) [b](#http:) [c](https://x.org/?u=http://y.org)",
    "x\n\n[a]: http://x.org/unused",
]


@pytest.mark.parametrize("body", SECURE)
def test_what_is_encrypted_or_cannot_be_is_left_alone(body: str) -> None:
    assert said_by(insecure_http.RULE, guide(body)) == []


def test_hosts_of_the_settings_and_the_blog_itself_may_be_insecure() -> None:
    body = guide(
        "[a](http://NeverSSL.com:80/x) [b](http://blog.lab.org/b) [c](http://a.NeverSSL.com)"
    )
    settings = replace(SETTINGS, insecure_hosts=("neverssl.com",), base_url="http://blog.lab.org/b")
    (finding,) = said_by(insecure_http.RULE, body, settings)
    assert finding.message == (
        "`http://a.NeverSSL.com` is fetched without encryption: anyone on the way can change it."
    )
    assert finding.help == (
        "Write `https:`, or name the host in `insecure_hosts` if it has nothing else."
    )


SECURED = [
    ("[é](http://x.org/?a=http://y.org)\r\n", "[é](https://x.org/?a=http://y.org)\r\n"),
    ("[a](HTTP://x.org)\n", "[a](https://x.org)\n"),
    ("🙂 http://x.org/a.\n", "🙂 https://x.org/a.\n"),
    ("www.x.org\n", "https://www.x.org\n"),
    ("<http://x.org>\n", "<https://x.org>\n"),
    ("[a]\n\n[a]: <http://x.org/b c>\n", "[a]\n\n[a]: <https://x.org/b c>\n"),
    ("<img alt='' src=http://x.org>\n", "<img alt='' src=https://x.org>\n"),
    ("[http://x.org](http://x.org)\n", "[http://x.org](https://x.org)\n"),
]


@pytest.mark.parametrize(("before", "after"), SECURED)
def test_the_scheme_alone_is_rewritten_when_asked_for(before: str, after: str) -> None:
    files = {PATH: article(body=before).encode()}
    ((_, path, finding),) = [each for each in findings(files) if each[0] == "LK005"]
    assert finding.fix is not None
    assert not finding.fix.safe
    mended_files = mended(files, path, finding)
    assert mended_files == {PATH: article(body=after).encode()}
    assert [each for each in findings(mended_files) if each[0] == "LK005"] == []


def test_quotes_of_the_front_matter_stay() -> None:
    text = article(front_matter='image:\n  src: "http://x.org/a.png" # é\n  alt: A queue\n')
    ((_, path, finding),) = findings({PATH: text.encode()})
    after = mended({PATH: text.encode()}, path, finding)
    assert after == {PATH: text.replace("http:", "https:").encode()}


def test_another_port_has_no_fix() -> None:
    (finding,) = said_by(insecure_http.RULE, article(body="[a](http://x.org:8080/)\n"))
    assert finding.fix is None


# --- LK006: case-mismatch ------------------------------------------------------------------------

PICTURE = "content/images/Queue depth/é-Ü.png"
RECASED = [
    ("Other-Queue.md", "other-queue.md"),
    ("./OTHER-queue.md?b#a", "./other-queue.md?b#a"),
    ("other-queue.MD", "other-queue.md"),
    ("../Articles/other-queue.md", "../articles/other-queue.md"),
    ("no/../Other-Queue.md", "no/../other-queue.md"),
    ("other%2DQueue.md", "other%2Dqueue.md"),
    ("%4Fther-queue.md", "other-queue.md"),
    ("/Articles/Other-Queue/", "/articles/other-queue/"),
    ("/articles/Other-queue/?b=C#top", "/articles/other-queue/?b=C#top"),
    ("../images/queue depth/é-Ü.PNG", "../images/Queue depth/é-Ü.png"),
    ("/images/queue%20Depth/%C3%89-ü.png", "/images/Queue%20depth/%C3%A9-Ü.png"),
    ("/images/queue%20depth/%C3%A9-%C3%9C.png", "/images/Queue%20depth/%C3%A9-%C3%9C.png"),
    ("/Old/Name/", "/old/name/"),
    ("/Feed.XML", "/feed.xml"),
    ("../categories/Python/", "../categories/python/"),
    ("Folder/Index.md", "folder/index.md"),
    ("folder/A.PNG", "folder/a.png"),
]


def recased_blog(destination: str) -> dict[str, bytes]:
    folder = "content/articles/folder/index.md"
    other = article(OTHER, front_matter="aliases: [/old/name/]\n", body="## A\n\nWords.\n")
    return {
        PATH: article(body=f"é 🙂\r\n[b](<{destination}>) c\r\n").encode(),
        OTHER: other.encode(),
        folder: article(folder).encode(),
        "content/articles/folder/a.png": picture(),
        PICTURE: picture(),
    }


@pytest.mark.parametrize(("written", "expected"), RECASED)
def test_a_path_in_other_letters_is_named_and_mended(written: str, expected: str) -> None:
    files = recased_blog(written)
    ((code, path, finding),) = findings(files)
    assert (code, path, _cut(files[path], finding.span)) == ("LK006", PATH, written)
    assert finding.fix is not None
    assert finding.fix.safe
    after = mended(files, path, finding)
    assert after == recased_blog(expected)
    assert findings(after) == []


def test_the_fix_touches_the_letters_alone() -> None:
    files = recased_blog("/Articles/Other-Queue/?B#Top")
    ((_, path, finding),) = findings(files)
    assert finding.fix is not None
    (edit,) = finding.fix.edits
    assert (_cut(files[path], edit.span), edit.replacement) == (
        "Articles/Other-Q",
        "articles/other-q",
    )


SAME_LETTERS = [
    "other-queue.md",
    "/articles/other-queue/",
    "/images/Queue%20depth/%c3%a9-%C3%9C.png",
    "../images/Queue%20depth/%C3%A9-Ü.png",
    "/old/name/",
    "#A",
    "other-queue.md#a",
    "https://x.org/Articles/Other-Queue/",
    "//x.org/IMAGES/a.png",
    "folder/a.png?V=2",
    "folder/",
]


@pytest.mark.parametrize("written", SAME_LETTERS)
def test_a_path_in_its_own_letters_is_left_alone(written: str) -> None:
    assert said(case_mismatch.RULE, recased_blog(written)) == []


@pytest.mark.parametrize(
    "written", ["/Articles/Other-Queue", "Other-Queue", "Other-Queu.md", "Nothing.md", "../Images/"]
)
def test_what_differs_in_more_than_letter_case_is_another_rules(written: str) -> None:
    codes = [code for code, _, _ in findings(recased_blog(written))]
    assert codes == ["LK001"]


def test_html_and_the_front_matter_count() -> None:
    fields = "image: {src: 'Folder/A.png', alt: A queue of jobs}\n"
    body = "<img alt='' src='folder/A.png'> [b](folder/a.PNG)\n"
    files = {**recased_blog(""), PATH: article(front_matter=fields, body=body).encode()}
    found = findings(files)
    assert [(code, _cut(files[PATH], each.span)) for code, _, each in found] == [
        ("LK006", "'Folder/A.png'"),
        ("LK006", "folder/A.png"),
        ("LK006", "folder/a.PNG"),
    ]
    for _, path, finding in reversed(found):
        files = mended(files, path, finding)
    fields = fields.replace("Folder/A", "folder/a")
    body = body.replace("A.png", "a.png").replace("PNG", "png")
    assert files[PATH] == article(front_matter=fields, body=body).encode()


def test_what_cannot_be_mended_for_certain_is_named_alone() -> None:
    def mends(destination: str, front_matter: str = "", **files: bytes) -> bool:
        other = article(OTHER, front_matter=front_matter)
        blog_ = {
            **recased_blog(destination),
            OTHER: other.encode(),
            **{f"content/images/{name}.png": data for name, data in files.items()},
        }
        ((code, _, finding),) = findings(blog_)
        assert code == "LK006"
        return finding.fix is not None

    assert mends("Other-Queue.md")
    assert not mends("Other-Queue.md#nothing")
    assert not mends("Other-Queue.md", "draft: true\n")
    assert not mends("Other-Queue.md", "date: 2027-01-05\n")
    assert not mends("Other&#45;queue.md")
    assert not mends("https://blog.example/articles/Other-Queue/")
    assert not mends("/images/ab.png", aB=b"", Ab=b"")


def test_the_message_shows_both() -> None:
    files = {**recased_blog("/images/ab.png"), "content/images/Ab.png": b""}
    assert said(case_mismatch.RULE, files) == [
        (
            "/images/ab.png",
            (
                "The link leads to `/images/ab.png`, and what is there is `/images/Ab.png`: most "
                "servers tell the two apart."
            ),
            "Write `/images/Ab.png`.",
        )
    ]
    files["content/images/aB.png"] = b""
    ((_, _, help_),) = said(case_mismatch.RULE, files)
    assert help_ == "Write `/images/Ab.png` or `/images/aB.png`."


def test_a_category_that_nobody_can_open_yet_is_no_variant() -> None:
    web = "content/articles/web.md"
    files = {
        PATH: article(body="[a](/categories/Web/)\n").encode(),
        web: article(web, front_matter="category: Web\ndate: 2026-07-01\n").encode(),
    }
    assert [code for code, _, _ in findings(files)] == ["LK001"]


# --- LK007: placeholder-link ---------------------------------------------------------------------

STANDING_IN = [
    "[The tutorial](«#») and [Sign up](«#») and [top 10 tools](«#»)",
    "[a](«https://TODO») [b](«http://todo/x») [c](«//TBD») [d](«https://link-here/»)",
    "[a](«https://example.com/TODO») [b](«https://docs.example.org/url?x#y»)",
    "[a](«https://example.com/TODO/b») [c](«https://shop.example/XXX»)",
    "[a](«https://») [b](«http://») [c](«mailto:») [d](«https://...») [e](«https://…»)",
    "[a](«https://github.com/x/y/pull/XXXX») [b](«https://github.com/x/y/issues/TODO»)",
    "[a](«https://your-domain.com/a») [b](«https://yoursite.org»)",
    "[a][b] [b] [c][b]\n\n[b]: «https://example.com/todo»",
    "![A queue](«https://via.placeholder.com/150») ![A queue](«https://TODO»)",
    "<a href='«#»'>the tutorial</a> <a href=\"«https://TODO»\"><b>x</b></a>",
    "<p>\n<a href='«#»'>the tutorial</a>\n<img alt='' src='«https://placehold.co/600x400»'></p>",
    "[`code`](«#») [**b**](«#»)",
    "> é 🙂 [a](«#»)",
]


@pytest.mark.parametrize("body", STANDING_IN)
def test_what_stands_in_for_an_address_is_named_at_the_destination(body: str) -> None:
    plain, spans = marked(guide(body))
    found = [finding.span for finding in said_by(placeholder_link.RULE, plain)]
    assert sorted(each for each in found if each) == spans


MEANT_SO = [
    "[Top](#) [Back to top](#) [back to the top](#) [↑](#) [↑ Top](#) [Go up](#) [**Top**](#)",
    "[To the top of this page](#) [^ top](#) [Back to the beginning](#)",
    "<a href='#'>Back to top</a> <a href='#' id='x'></a>\n\n<p><a href='#'>↑ top</a></p>",
    "[a](#wrap-up) [b](#todo) [c](?) [d](.) [e](/)",
    "[a](https://example.com/) [b](https://example.com/manual) [c](https://example.com/todos)",
    "[a](https://x.org/todo) [b](https://x.org/TODO) [c](https://github.com/x/y/blob/main/TODO)",
    "[a](https://todo.com/) [b](https://link.org/url) [c](https://xxx.org/) [d](https://url.spec.org)",
    "[a](https://x.org/issues/todo) [b](https://x.org/pull/1234) [c](https://x.org/commit/ABCDEF)",
    "https://example.com/TODO <https://example.com/TODO> https://TODO",
    "`[a](#)` `https://TODO`\n\n```html\n<a href='#'>the tutorial</a>\n```",
    "<!-- [a](#) <a href='#'>a</a> --> \\[a](#) #TODO",
    "[a](http://localhost/TODO) [b](http://gitlab/x) [c](https://[::1]/) [d](mailto:a@x.org)",
    "[a](https://placehold.co/) [b](https://x.org#) [c](tel:+1)",
    "[a](https://x.org/your-url) [b](https://yourls.org) [c](https://youtu.be/XXX)",
    "[a](TODO) [b](link) [c](url) [d](xxx) [e](example.com/TODO) [f](#TODO)",
    "[](#) [](https://TODO)",
]


@pytest.mark.parametrize("body", MEANT_SO)
def test_an_address_that_may_be_meant_is_left_alone(body: str) -> None:
    assert said_by(placeholder_link.RULE, guide(body)) == []


def test_the_message_names_the_text_and_the_placeholder() -> None:
    body = "[the tutorial](#) <a href='https://TODO'></a> ![A queue](https://TODO/a.png)\n"
    assert [
        (each.message, each.help) for each in said_by(placeholder_link.RULE, article(body=body))
    ] == [
        (
            "The link `the tutorial` leads to `#`, which is a placeholder.",
            "Write the address it should lead to, or take the link off the text.",
        ),
        (
            "The link leads to `https://TODO`, which is a placeholder.",
            "Write the address it should lead to, or take the link off the text.",
        ),
        (
            "The image `https://TODO/a.png` is a placeholder.",
            "Write the address of the picture, or remove the image.",
        ),
    ]


ONE_SPEAKS = [
    ("[a](#)", "LK007"),
    ("[a](TODO)", "LK001"),
    ("[a](link)", "LK001"),
    ("[a](example.com/TODO)", "LK001"),
    ("[a](https://example.com/TODO)", "LK007"),
    ("[a](#TODO)", "LK002"),
    ("[a](<>)", "LK003"),
    ("[](#)", "LK003"),
    ("[](https://TODO)", "LK003"),
    ("[a](Example.md)", "LK006"),
    ("[a](Example.md#TODO)", "LK006"),
]


@pytest.mark.parametrize(("body", "code"), ONE_SPEAKS)
def test_exactly_one_rule_speaks_of_a_link(body: str, code: str) -> None:
    assert [found for found, _ in places(guide(body)) if found.startswith("LK")] == [code]


@pytest.mark.parametrize(
    "piece", ["[](", "<a href='#'>", "http://", "..%2f", "#", "!@^", "&#", "x" * 9]
)
def test_hostile_lines_are_read_in_one_go(piece: str) -> None:
    body = f"[{piece * 12_000}](#) [a](<https://{(piece * 12_000).replace('<', '')}>)\n"
    for rule in (insecure_http.RULE, placeholder_link.RULE):
        assert len(said_by(rule, article(body=body))) <= 2 + body.count("http:")


# --- all of them ---------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "---\n", "---\n- a\n---\n", "\xff\0", "---\nimage: 3\n---\n"])
def test_broken_files_are_no_trouble(text: str) -> None:
    files = {PATH: text.encode("latin-1"), OTHER: article(OTHER).encode()}
    assert [code for code, _, _ in findings(files) if code.startswith("LK")] == []


def test_a_definition_that_links_and_images_share_is_named_once_for_each() -> None:
    body = "[a][b] [c][b] ![d][b] ![e][b]\n\n[b]: no-such.png\n"
    found: list[Finding] = [
        finding for code, _, finding in findings(blog(example=body)) if code == "LK001"
    ]
    assert [finding.message.split(" leads")[0] for finding in found] == ["The link", "The image"]
