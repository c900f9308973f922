"""The page that says what a feed is, how to subscribe, which feeds there are, and what holds."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.model import Shelf, Site
from pipeline.permalink import FEED, JSON_FEED, SUBSCRIBE
from pipeline.render.frame import Frame, frame_of, page
from pipeline.shelves import IN_A_FEED, feed_path
from pipeline.wording import counted


class _Offer(NamedTuple):
    """The feed of a category, as the page offers it."""

    name: str
    shelf_path: str
    place: str
    """Its id on the page."""
    said: str
    """How many articles the category has, in words."""
    href: str
    url: str


def subscribe_page(site: Site) -> bytes:
    """The page of all feeds; a blog without an article has one too, and it says what will come."""
    frame = frame_of(site)
    return page(
        "subscribe.html",
        categories=[_offer(category, frame) for category in site.categories],
        feed=FEED,
        frame=frame,
        json_feed=JSON_FEED,
        most=IN_A_FEED,
        summary=f"How to follow {site.title} in a feed reader: what a feed is, and the address of"
        " each.",
        url=frame.url(SUBSCRIBE),
    )


def way_to_feed(shelf_path: str, site: Site) -> str:
    """The way from any page to what is said of a category's feed; `shelf_path` is its list's."""
    return f"{frame_of(site).href(SUBSCRIBE)}#{_place(shelf_path)}"


def _offer(category: Shelf, frame: Frame) -> _Offer:
    site_path = feed_path(category.site_path)
    return _Offer(
        name=category.name,
        shelf_path=category.site_path,
        place=_place(category.site_path),
        said=counted(len(category.articles), "article"),
        href=frame.href(site_path),
        url=frame.url(site_path),
    )


def _place(shelf_path: str) -> str:
    """An id that no other on the page can be: `/categories/web/` has `category-web`."""
    return f"category-{shelf_path.strip('/').rpartition('/')[2]}"
