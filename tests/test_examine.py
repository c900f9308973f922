"""What the rest of the blog learns of an article: its summary."""

from __future__ import annotations

import pytest

from pipeline.examine import summarise
from pipeline.model import Summary
from tests.blog import document, note, settings


def summary(extra: str = "", body: str = "Words.\n") -> Summary:
    text = note(body=body).replace("kind: note\n", f"kind: note\n{extra}")
    return summarise(document(text), settings(feed_domain="feed.example"))


GUIDS = [
    ("", "https://feed.example/articles/x/"),
    ("aliases: [/oldest/, /newer/]\n", "https://feed.example/oldest/"),
    ("guid: /articles/first/\naliases: [/oldest/]\n", "https://feed.example/articles/first/"),
    ("guid: urn:uuid:1b4e28ba-2fa1\n", "urn:uuid:1b4e28ba-2fa1"),
    ("guid: https://old.example/?p=7\n", "https://old.example/?p=7"),
]


@pytest.mark.parametrize(("extra", "guid"), GUIDS)
def test_a_guid_is_its_own_field_or_its_oldest_path_under_the_domain_of_record(
    extra: str, guid: str
) -> None:
    assert summary(extra).guid == guid


def test_an_item_given_twice_takes_nothing_away() -> None:
    found = summary("tags: [a, b, a]\naliases: [/one/, /two/, /one/]\n")
    assert found.tags == ("a", "b", "a")
    assert found.guid == "https://feed.example/one/"


def test_a_wrong_value_is_left_out_and_others_stay() -> None:
    found = summary("tags: [Not Kebab]\nlevel: Beginner\n")
    assert (found.tags, found.level) == ((), "Beginner")


def test_texts_are_one_line() -> None:
    text = note().replace("title: A short note", "title: >\n  A short\n  note\n")
    assert summarise(document(text), settings()).title == "A short note"


def test_authors_are_a_list_one_name_or_the_blogs() -> None:
    assert summary("author: [Ann, Bo]\n").authors == ("Ann", "Bo")
    assert summary("author: Ann\n").authors == ("Ann",)
    assert summary().authors == (settings().author,)


def test_references_are_all_that_stay_within_the_blog() -> None:
    body = (
        "[a](b.md) ![c](d.png) [e](https://x.org) <https://y.org>\n\n"
        '<video poster="p.png" src="v.mp4"></video> <img srcset="s.png 1x, t.png 2x" alt="">\n'
    )
    found = summary("image: {src: i.png, alt: An image}\n", body)
    assert sorted(each.destination for each in found.references) == sorted(
        ["b.md", "d.png", "p.png", "v.mp4", "s.png", "t.png", "i.png"]
    )


def test_the_minutes_are_the_stated_ones_or_else_the_proposed() -> None:
    assert summary("reading_time: 1\n").minutes == 1
    assert summary(body="word " * 450).minutes == 3


def test_an_id_on_a_tag_that_no_page_keeps_is_no_anchor() -> None:
    found = summary(body='<main id="lost">x</main>\n\n<section id="kept">x</section>\n')
    assert found.anchors == {"kept"}
