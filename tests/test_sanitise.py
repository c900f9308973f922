"""The last wall: whatever comes in, nothing that could act goes out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pipeline.permalink import is_safe
from pipeline.rules.security.unsafe_html import ACTIVE_TAGS
from pipeline.sanitise import ALLOWED_TAGS, DROPPED_WHOLE, allowed_attribute
from pipeline.sanitise import sanitise as sanitise_with
from tests.active import active


def sanitise(body: str) -> str:
    return sanitise_with(body, is_safe)


VECTORS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/src=//evil.example></script>",
    "<script\x20type='text/javascript'>alert(1)",
    "<<script>alert(1)//<</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x oNeRrOr =alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    '<img src="x"onerror="alert(1)">',
    "<img src=x onerror=\nalert(1)>",
    "<img \f src=x \f onerror=alert(1)>",
    '<img src="a>" onerror=alert(1)>',
    "<img src='javascript:alert(1)'>",
    "<img src=`javascript:alert(1)`>",
    "<img srcset='javascript:alert(1) 2x, /a.png'>",
    "<image src=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><title><img src=x onerror=alert(1)></title></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:alert(1)'><text y=20>x</text></a></svg>",
    "<svg><![CDATA[><script>alert(1)</script>]]></svg>",
    "<svg><use href='data:image/svg+xml;base64,PHN2Zz4='></use></svg>",
    "<math><a xlink:href='javascript:alert(1)'>x</a></math>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<embed src='javascript:alert(1)'>",
    "<applet code=x></applet>",
    "<base href='//evil.example/'>",
    "<link rel=stylesheet href='//evil.example/x.css'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<style>@import '//evil.example/x.css';</style>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<form action='javascript:alert(1)'><input type=submit></form>",
    "<input type=image src=x onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<button formaction='javascript:alert(1)'>x</button>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='  javascript:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='&#106;&#97;&#118;&#97;script&colon;alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='data:image/svg+xml,<svg onload=alert(1)>'>x</a>",
    "<a href='view-source:javascript:alert(1)'>x</a>",
    "<a href=x onclick=alert(1) href='javascript:alert(1)'>x</a>",
    "<q cite='javascript:alert(1)'>x</q>",
    "<video poster='javascript:alert(1)' onloadstart=alert(1)><source onerror=alert(1)></video>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<title><img title='</title><img src=x onerror=alert(1)>'></title>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp>",
    "<!--><script>alert(1)</script>-->",
    "<!--x--!><script>alert(1)</script>-->",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<?xml-stylesheet href='javascript:alert(1)'?><script>alert(1)</script>",
    "<![CDATA[><script>alert(1)</script>]]>",
    "<p title='unfinished><script>alert(1)</script>",
    "<a href='x' <script>alert(1)</script>",
    "</main><h1>another title</h1>",
    "<table><td background='javascript:alert(1)'>x</td></table>",
    "<select><option><iframe src=x></iframe></option></select>",
    "<plaintext><script>alert(1)</script>",
]


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_active_is_left_of(vector: str) -> None:
    assert active(sanitise(vector)) == []


@pytest.mark.parametrize("vector", VECTORS)
def test_a_second_time_changes_nothing(vector: str) -> None:
    once = sanitise(vector)
    assert sanitise(once) == once


def test_the_test_itself_sees_what_is_active() -> None:
    assert active("<img src=x onerror=y>") == ["img onerror"]
    assert active("<a href=' java\nscript:x'>") == ["href= java\nscript:x"]
    assert active("<svg><p>x") == ["<svg>"]
    assert active("<img srcset='/a 1x, data:text/html,x 2x'>") == ["srcset=data:text/html,x"]
    assert active("<a href='https://x/' title='javascript:'>&lt;script></a>") == []


_PIECES = st.lists(
    st.sampled_from(
        [
            *"""<script> </script> <svg> </svg> <math> <mtext> <style> </style> <title> </title>
            <table> <td> <a </a> <p> </p> <!-- --> <img href=" src=' onerror=x style=x > " '
            javascript: data: &#10; <form> <noscript> <template> <textarea> </textarea> <select> x
            = / <iframe> </iframe> <b""".split(),
            *(" ", "\n", "\t", "<"),
        ]
    ),
    max_size=30,
).map("".join)


@given(_PIECES)
@hypothesis_settings(deadline=None)
def test_nothing_active_is_left_of_any_soup(soup: str) -> None:
    assert active(sanitise(soup)) == []


KEPT = [
    '<details open=""><summary>More</summary><p>x</p></details>',
    "Press <kbd>K</kbd>, H<sub>2</sub>O, x<sup>2</sup>, <mark>y</mark>",
    '<picture><source srcset="/a.webp 2x, /b.webp" media="print"><img src="/a.png"></picture>',
    '<img src="/a.png" alt="x" width="1" height="2" loading="lazy" decoding="async">',
    '<p id="a" class="b" lang="de" dir="ltr" aria-label="c" role="note" title="d">x</p>',
    '<a href="https://x.org/?a=1&amp;b=2#c">x</a>',
    '<a href="mailto:a@b.example">x</a> <a href="tel:+1">y</a> <a href="/z/#q">z</a>',
    '<img src="data:image/png;base64,iVBORw0KGgo=" alt="">',
    '<ol start="3" reversed=""><li value="4">x</li></ol>',
    '<table><tbody><tr><th scope="col">a</th><td colspan="2">b</td></tr></tbody></table>',
    '<video src="/a.mp4" controls="" poster="/a.png"><track src="/a.vtt" kind="captions"></video>',
    '<blockquote cite="/articles/x/"><p>x</p></blockquote>',
    "<p>x &lt; y &amp; z</p>",
]


@pytest.mark.parametrize("body", KEPT)
def test_a_page_keeps(body: str) -> None:
    assert sanitise(body) == body


CHANGED = [
    ("a<!-- b -->c", "ac"),
    ('<p id="a">x</p><p id="a">y</p>', '<p id="a">x</p><p>y</p>'),
    ('<p id="content">x</p><p id="">y</p>', "<p>x</p><p>y</p>"),
    ("<details><p>x", "<details><p>x</p></details>"),
    ("x</div></main>y", "xy"),
    ("<center>x</center>", "x"),
    ("<button>x</button> <svg><circle /></svg>", "x "),
    ("a<script>b</script>c<style>d</style>e", "ace"),
    ('<a href="ftp://x.org/" target="_blank" rel="x">y</a>', "<a>y</a>"),
    ('<img src="data:image/svg+xml,x" alt="">', '<img alt="">'),
    ('<q cite="javascript:x">y</q>', "<q>y</q>"),
    ('<img srcset="/a 1x, javascript:x 2x" alt="">', '<img alt="">'),
    ("<input name=q>", '<input type="checkbox">'),
    ('<input type="password" disabled checked>', '<input type="checkbox" disabled="" checked="">'),
]


@pytest.mark.parametrize(("body", "expected"), CHANGED)
def test_a_page_changes(body: str, expected: str) -> None:
    assert sanitise(body) == expected


def test_what_goes_with_all_it_holds_is_never_gone_in_silence() -> None:
    assert DROPPED_WHOLE <= ACTIVE_TAGS
    assert not ALLOWED_TAGS & ACTIVE_TAGS


@pytest.mark.parametrize("tag", sorted(ALLOWED_TAGS))
def test_no_element_may_have_a_handler_or_a_style(tag: str) -> None:
    assert not any(
        allowed_attribute(tag, name)
        for name in ("onclick", "onerror", "style", "srcdoc", "formaction", "action", "target")
    )
