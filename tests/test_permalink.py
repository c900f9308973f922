"""Where a file is published, and where what an author writes leads."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pipeline.permalink import (
    Target,
    address,
    href,
    is_external,
    is_plain_picture,
    is_safe,
    relative,
    resolve,
    scheme,
    site_path_of,
    slug_of,
)

FILE = "content/articles/x.md"
FOLDER = "content/articles/x/index.md"

PATHS = [
    ("content/articles/x.md", "/articles/x/", "x"),
    ("content/articles/x/index.md", "/articles/x/", "x"),
    ("content/articles/index.md", "/articles/index/", "index"),
    ("content/articles/a/b.md", "/articles/a/b/", "a/b"),
]


@pytest.mark.parametrize(("path", "site_path", "slug"), PATHS)
def test_an_articles_file_has_a_page(path: str, site_path: str, slug: str) -> None:
    assert (site_path_of(path), slug_of(path)) == (site_path, slug)


def test_any_other_file_is_published_where_it_lies() -> None:
    assert site_path_of("content/articles/x/y.png") == "/articles/x/y.png"
    assert site_path_of("content/images/y.png") == "/images/y.png"


ADDRESSES = [
    ("/a/", "", False, True),
    ("a.md", "", False, True),
    ("#a:b", "", False, True),
    ("?a:b", "", False, True),
    ("a/b:c", "", False, True),
    ("", "", False, True),
    ("https://x.org/", "https", True, True),
    ("HTTPS://X.ORG/", "https", True, True),
    (" \x01ht\ntp://x.org/", "http", True, True),
    ("//x.org/a", "", True, True),
    ("\\\\x.org\\a", "", True, True),
    ("/\\x.org", "", True, True),
    ("/\t/x.org", "", True, True),
    ("mailto:a@b.example", "mailto", True, True),
    ("tel:+1", "tel", True, True),
    ("ftp://x.org/", "ftp", True, False),
    ("javascript:alert(1)", "javascript", True, False),
    ("  JavaScript:alert(1)", "javascript", True, False),
    ("java\r\n\tscript:alert(1)", "javascript", True, False),
    ("\x00\x1fjavascript:alert(1)", "javascript", True, False),
    ("java\x0bscript:alert(1)", "", False, True),
    ("javascript%3Aalert(1)", "", False, True),
    ("javascript\uff1aalert(1)", "", False, True),
    ("data:text/html,x", "data", True, False),
    ("data:image/svg+xml,x", "data", True, False),
    ("data:image/png;base64,AA==", "data", True, True),
    (" DATA:image/JPEG,x", "data", True, True),
    ("data:image/pngx,x", "data", True, False),
    ("file:///etc/passwd", "file", True, False),
    ("C:\\plan.png", "c", True, False),
]


@pytest.mark.parametrize(("written", "name", "external", "safe"), ADDRESSES)
def test_an_address_is_read_as_browsers_read_it(
    written: str, name: str, external: bool, safe: bool
) -> None:
    assert (scheme(written), is_external(written), is_safe(written)) == (name, external, safe)


def test_a_plain_picture_is_pixels() -> None:
    assert is_plain_picture("data:image/webp;base64,AA==")
    assert not is_plain_picture("data:image/svg+xml;base64,AA==")
    assert not is_plain_picture("https://x.org/data:image/png,x")


RESOLVED = [
    (FILE, "", "/articles/x/", "", ""),
    (FILE, "#", "/articles/x/", "", ""),
    (FILE, "#a-b", "/articles/x/", "", "a-b"),
    (FILE, "?q=1#a", "/articles/x/", "?q=1", "a"),
    (FILE, "other.md", "/articles/other/", "", ""),
    (FILE, "./other.md#fn:1", "/articles/other/", "", "fn:1"),
    (FILE, "other/", "/articles/other/", "", ""),
    (FILE, "other", "/articles/other", "", ""),
    (FILE, "other/index.md", "/articles/other/", "", ""),
    (FILE, "x.md", "/articles/x/", "", ""),
    (FILE, "images/y.png", "/articles/images/y.png", "", ""),
    (FILE, "../images/y.png", "/images/y.png", "", ""),
    (FILE, "..", "/", "", ""),
    (FILE, "../", "/", "", ""),
    (FILE, ".", "/articles/", "", ""),
    (FOLDER, "y.png", "/articles/x/y.png", "", ""),
    (FOLDER, "../other.md", "/articles/other/", "", ""),
    (FOLDER, "../other/", "/articles/other/", "", ""),
    (FOLDER, "../../images/y.png", "/images/y.png", "", ""),
    (FOLDER, "..", "/articles/", "", ""),
    ("content/about.md", "y.png", "/y.png", "", ""),
    (FILE, "/", "/", "", ""),
    (FILE, "/articles/other/?a=b&c=%20", "/articles/other/", "?a=b&c=%20", ""),
    (FILE, "/articles/other.md", "/articles/other/", "", ""),
    (FILE, "/README.md", "/README.md", "", ""),
    (FILE, "/a//b/./c/../d.png", "/a/b/d.png", "", ""),
    (FILE, "/a%20b/%C3%A9.png#%C3%A9", "/a b/é.png", "", "é"),
    (FILE, "\\images\\y.png", "/images/y.png", "", ""),
    (FILE, " /a\n/b/ ", "/a/b/", "", ""),
    (FILE, "a%23b%3Fc.png", "/articles/a#b?c.png", "", ""),
    (FILE, "%252e%252e/a", "/articles/%2e%2e/a", "", ""),
]


@pytest.mark.parametrize(("path", "written", "site_path", "query", "fragment"), RESOLVED)
def test_a_link_leads(path: str, written: str, site_path: str, query: str, fragment: str) -> None:
    assert resolve(written, path) == Target(site_path, query, fragment, escapes=False)


ESCAPING = [
    "../..",
    "../../",
    "../../plan.png",
    "../../../../../../etc/passwd",
    "/../plan.png",
    "/articles/../../plan.png",
    "/a/../..//b",
    "//../.."[1:],
    "..%2f..%2fplan.png",
    "..%2F..%2Fplan.png",
    "%2e%2e/%2E%2E/plan.png",
    "%2e%2e%2f%2e%2e%2fplan.png",
    "..\\..\\plan.png",
    "..%5c..%5cplan.png",
    "images/../../../plan.png",
    "a//..//..//..//b",
    "\t../\n../plan.png",
    "../../content/articles/x.md",
    "a%00b.png",
]


@pytest.mark.parametrize("written", ESCAPING)
def test_a_way_out_of_the_content_folder_is_seen(written: str) -> None:
    target = resolve(written, FILE)
    assert (target.site_path, target.escapes) == ("", True)


_STEPS = st.lists(
    st.sampled_from(
        [*"/\\.ab#?%", "..", "%2e", "%2f", "%5C", "%00", "%25", "é", "\t", " ", "../", ".md", "%c3"]
    ),
    max_size=20,
).map("".join)


@given(_STEPS | st.text(max_size=40), st.sampled_from([FILE, FOLDER, "content/about.md"]))
@hypothesis_settings(deadline=None)
def test_what_does_not_escape_stays_inside(written: str, path: str) -> None:
    if is_external(written):
        return
    target = resolve(written, path)
    if not target.escapes:
        steps = target.site_path.split("/")
        assert steps[0] == ""
        assert not {"..", "."} & set(steps)
        assert "" not in steps[1:-1]
        assert posixpath.normpath(f"content{target.site_path}").startswith("content")
        assert "\0" not in target.site_path
        assert "\\" not in target.site_path


@given(_STEPS)
@hypothesis_settings(deadline=None)
def test_a_published_address_leads_where_the_link_does(written: str) -> None:
    if is_external(written) or not written or resolve(written, FILE).escapes:
        return
    published = href(written, FILE, "/base/")
    assert published.startswith(("/base/", "#"))
    assert published.isascii()
    way = published.partition("#")[0].partition("?")[0]
    assert not {"..", "."} & set(way.replace("%2e", ".").replace("%2E", ".").split("/"))
    if way:
        assert unquote(way) == "/base" + resolve(written, FILE).site_path


HREFS = [
    ("https://x.org/?a=1&b=%20#c", "https://x.org/?a=1&b=%20#c"),
    (" https://x.org/a b\n", "https://x.org/a%20b"),
    ("mailto:a@b.example", "mailto:a@b.example"),
    ("//x.org/a", "//x.org/a"),
    ("\\\\x.org\\a", "//x.org\\a"),
    ("javascript:alert(1)", ""),
    ("data:text/html,x", ""),
    ("data:image/gif;base64,AA==", "data:image/gif;base64,AA=="),
    ("ftp://x.org/", ""),
    ("../../plan.png", ""),
    ("#", "#"),
    ("#a-b", "#a-b"),
    ("#fn:1", "#fn:1"),
    ("#é", "#%C3%A9"),
    ("#%C3%A9", "#%C3%A9"),
    ('#"><script>', "#%22%3E%3Cscript%3E"),
    ("other.md#a", "/base/articles/other/#a"),
    ("/", "/base/"),
    ("/é b.png", "/base/%C3%A9%20b.png"),
    ("/a%20b.png", "/base/a%20b.png"),
    ("/a%2520b.png", "/base/a%2520b.png"),
    ("%252e%252e/a", "/base/articles/%252e%252e/a"),
    ('/a/?b=c d&e=%20&f[]="', "/base/a/?b=c%20d&e=%20&f[]=%22"),
    ("?a=1", "/base/articles/x/?a=1"),
]


@pytest.mark.parametrize(("written", "expected"), HREFS)
def test_a_page_says(written: str, expected: str) -> None:
    assert href(written, FILE, "/base/") == expected


WHOLE = [
    ("#a", "https://blog.example/b/articles/x/#a"),
    ("other.md", "https://blog.example/b/articles/other/"),
    ("//x.org/a", "https://x.org/a"),
    ("https://x.org/", "https://x.org/"),
    ("../../plan.png", ""),
]


@pytest.mark.parametrize(("written", "expected"), WHOLE)
def test_below_a_base_url_every_address_is_whole(written: str, expected: str) -> None:
    assert href(written, FILE, "https://blog.example/b/") == expected


def test_an_address_is_encoded_below_its_start() -> None:
    assert address("/articles/a b%/", "https://x.org/c/") == "https://x.org/c/articles/a%20b%25/"


RELATIVE = [
    (FILE, "/articles/other/", "other/"),
    (FILE, "/articles/other.md", "other.md"),
    (FILE, "/images/y.png", "../images/y.png"),
    (FILE, "/categories/web/", "../categories/web/"),
    (FILE, "/", ".."),
    (FOLDER, "/articles/x/y.png", "y.png"),
    (FOLDER, "/articles/other/", "../other/"),
]


@pytest.mark.parametrize(("path", "site_path", "written"), RELATIVE)
def test_a_relative_way_leads_back(path: str, site_path: str, written: str) -> None:
    assert relative(site_path, path) == written
    assert resolve(written, path).site_path == resolve(site_path, path).site_path
