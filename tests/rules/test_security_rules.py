"""The rules on security: SC001, SC002 and SC005; the others have files of their own."""

from __future__ import annotations

import pytest

from pipeline.model import Context, Finding, Inventory, Stored
from pipeline.read import read, source_of
from pipeline.rules.security import dangerous_url, path_escape, unsafe_html
from tests.rules.examples import (
    PATH,
    SETTINGS,
    article,
    findings,
    marked,
    mutant,
    places,
    said_by,
)

IMAGE = "image: {src: SRC, alt: A picture of the queue}\n"


def guide(body: str) -> str:
    """The guide with `body` as the whole of one of its sections."""
    return mutant("The owner does, and says why in the commit.", body)


# --- SC001: dangerous-url ------------------------------------------------------------------------

RUNS = [
    "[a](«javascript:alert(1)»)",
    "[a](<«javascript:alert(1)»>)",
    "[a](«JaVaScRiPt:alert(1)» 'title')",
    "[a](<«java\tscript:alert(1)»>)",
    "[a](<« \tjavascript:alert(1)»>)",
    "[a](«java&#10;script:alert(1)»)",
    "[a](«java&Tab;script:alert(1)»)",
    "[a](«javascript&colon;alert(1)»)",
    "[a](«&#x6A;avascript:alert(1)»)",
    "[a](«javascript\\:alert(1)»)",
    "[a](«vbscript:msgbox(1)»)",
    "[a](«data:text/html,<b>x</b>»)",
    "[a](«DATA:text/html;base64,PGI+»)",
    "[a](«data:application/xhtml+xml,x»)",
    "![a](«data:image/svg+xml;base64,PHN2Zz4=»)",
    "![a](«javascript:alert(1)»)",
    "[![a](/)](«javascript:alert(1)»)",
    "[a][b] and [b] and [c][b]\n\n[b]: «javascript:alert(1)» 'c'",
    "<«javascript:alert(1)»>",
    '<a href="«javascript:alert(1)»">a</a>',
    "<a href='«java\nscript:alert(1)»'>a</a>",
    "<a href=«JAVASCRIPT:alert(1)»>a</a>",
    '<a href="«&#9;&#32;javascript:alert(1)»">a</a>',
    '<a href="«&#106;&#97&#118;ascript&colon;alert(1)»">a</a>',
    "<A TITLE=b HREF = «javascript:alert(1)» >a</A>",
    "<div>\n<a/href=«javascript:alert(1)»>a</a>\n</div>",
    "<div>\n<a href=«javascript:alert(1)»",
    "> <p>\n> <a\n> href='«javascript:alert(1)»'>a</a>",
    "<svg><a xlink:href='«javascript:alert(1)»'>a</a></svg>",
    "<svg><animate attributeName=href values='«javascript:alert(1)»'></svg>",
    "<img alt='' srcset='https://x.org/a.png 1x, «javascript:alert(1)» 2x'>",
    "<video src='https://x.org/a.mp4' poster='«javascript:alert(1)»'></video>",
    "<blockquote cite='«vbscript:x»'>a</blockquote>",
    "<button formaction>a</button> <a ping='«javascript:alert(1)»'>a</a>",
    "é 🙂 [é](«javascript:alert(1)») and [a](https://x.org/)",
]


@pytest.mark.parametrize("body", RUNS)
def test_an_address_that_runs_code_is_named_at_its_own_place(body: str) -> None:
    plain, spans = marked(guide(body))
    found = [place for place in places(plain) if place[0] != "SC007"]  # what merely goes
    assert found == [("SC001", span) for span in spans]


def test_so_is_one_in_the_front_matter() -> None:
    plain, (span,) = marked(article(front_matter=IMAGE.replace("SRC", "«javascript:alert(1)»")))
    assert places(plain) == [("SC001", span)]


RUNS_NOTHING = [
    "`javascript:alert(1)` and [a](https://x.org/javascript:x)",
    "```html\n<a href='javascript:alert(1)'>a</a>\n```",
    "    <a href='javascript:alert(1)'>a</a>",
    "javascript: the good parts, vbscript: the bad ones, and data: all of it",
    "[javascript:alert(1)](https://x.org/ 'javascript:alert(1)')",
    "![javascript:x](https://x.org/a.png 'data:text/html,x')",
    "[a](#javascript:x) [a](?javascript:x) [a](../feed.xml?a=javascript:x)",
    "[a](https://x.org/?u=data:text/html,x)",
    "\\[a](javascript:alert(1))",
    "[a](mailto:a@b.example) [a](tel:+1) [a](ftp://x.org/) [a](vscode://x) [a](irc://x.org/y)",
    "![a](data:image/png;base64,AA==) ![a](data:image/webp,AA) ![a](DATA:image/GIF;x,AA)",
    "[a](data:text/plain,x) [a](data:,x) [a](data:application/json,{})",
    "<a title='javascript:alert(1)' id='data:text/html'>a</a>",
    "<!-- <a href='javascript:alert(1)'>a</a> -->",
    "<data value='javascript:x'>a</data> <p data-href='javascript:x'>a</p>",
    "</a href='javascript:alert(1)'> a",
    "a <a href='https://x.org/' href='javascript:alert(1)'>b</a>",
    "[undefined][javascript:alert(1)]",
]


@pytest.mark.parametrize("body", RUNS_NOTHING)
def test_what_runs_nothing_is_left_alone(body: str) -> None:
    assert said_by(dangerous_url.RULE, guide(body)) == []


def test_the_message_shows_the_address_harmless_and_short() -> None:
    body = f"<a href='java\nscript:{'x' * 200}'>a</a>\n"
    (finding,) = said_by(dangerous_url.RULE, article(body=body))
    shown = "java\\nscript:" + "x" * 46 + "…"
    assert finding.message == f"The address `{shown}` can run code in the reader's browser."
    assert finding.help == "Link to a page, or show the code in a block of code."


# --- SC002: unsafe-html --------------------------------------------------------------------------

ACTS = [
    "«<script>»alert(1)</script>",
    "a «<script>»alert(1)</script>",
    "a «<SCRIPT SRC=https://x.org/x.js>»</SCRIPT>",
    "«<script\n  async\n  src='https://x.org/x.js'>»</script>",
    "<div>\n«<script/src=https://x.org/x.js>»</script>\n</div>",
    "<div>\n«<script src=https://x.org/x.js»",
    "«<script>»document.write('<script>a</scr' + 'ipt><iframe src=x>')</script>",
    "«<style>»p { color: red }</style>",
    "«<iframe src='https://x.org/'>»<b onclick=x>a</b></iframe>",
    "«<object data='https://x.org/x.swf'>»a</object> «<embed src='https://x.org/x.swf'>»",
    "«<form>»<input name=a><button>b</button></form>",
    "a «<base href='https://x.org/'>»",
    "a «<meta http-equiv=refresh content='0;url=https://x.org/'>»",
    "a «<link rel=stylesheet href='https://x.org/x.css'>»",
    "<img alt='' src='https://x.org/a.png' «onerror=alert(1)»>",
    "<img alt='' src='https://x.org/a.png' «ONERROR = 'alert(1)'»>",
    "<div>\n<img alt=''src='https://x.org/a.png'«onerror='alert(1)'»>\n</div>",
    "<div>\n<svg/«onload=alert(1)»>\n</div>",
    "<div>\n<svg \t «onload=alert(1)»>\n</div>",
    "<p «style='color: red'»>a</p>",
    "<p title='b' «style=color:red» class=c>a</p>",
    "<details open «ontoggle=\"alert('é')\"»>a</details>",
    "<a href='https://x.org/' «onclick=a» «onfocus=b» onclick=c>a</a>",
    "<svg «onload='&#97;lert(1)'»>a</svg>",
    "<svg>«<script>»a</script></svg> <svg>«<style>»a</style></svg>",
    "<video «onerror=x»>«<script>»a</script></video>",
    "<button «formaction='https://x.org/'»>a</button>",
    "<div>\n<!--> «<script>»alert(1)</script> -->\n</div>",
    "<div>\n<!-- --!> «<script>»alert(1)</script> -->\n</div>",
    "<div>\n<?php ?> «<script>»a</script>\n</div>",
    "<noscript>«<iframe src='https://x.org/'>»</iframe></noscript>",
    "<template>«<script>»a</script></template>",
    "> <div>\n> «<script async>»</script>\n> </div>",
    "> <div>\n> «<script\n> async>»</script>\n> </div>",
    "- a\n\n  <p «style=x»>b</p>",
    "| a |\n|---|\n| <b «onclick=x»>c</b> |",
    "🙂 <b «onclick=x»>é</b> «<base>»",
]


@pytest.mark.parametrize("body", ACTS)
def test_active_content_is_named_once_at_its_opening_tag_or_attribute(body: str) -> None:
    plain, spans = marked(guide(body))
    found = [place for place in places(plain) if place[0] != "SC007"]  # what merely goes
    assert found == [("SC002", span) for span in spans]


ACTS_NOT = [
    "`<script>` and `<p style='a' onclick='b'>`",
    "```html\n<script>alert(1)</script>\n<p onclick=a style=b>\n```",
    "    <script>alert(1)</script>",
    "\\<script> and &lt;script&gt; and < script> and <script",
    "<!-- <script>alert(1)</script> <p onclick=a> -->",
    "a <!-- <iframe> --> b",
    "</script> </iframe> </form> a",
    "</p onclick=a style=b> c",
    "<details open><summary>a</summary>b</details>",
    "<kbd>a</kbd> <sub>b</sub> <sup>c</sup> <mark>d</mark> <abbr title='on'>e</abbr>",
    "<picture><source srcset='https://x.org/a.webp'><img alt=a src='https://x.org/a.png'></picture>",
    "<video controls src='https://x.org/a.mp4'></video> <audio controls></audio>",
    "<p id=on class=style title='onclick=alert(1)' data-onclick=a aria-label='style=b'>c</p>",
    "<svg width=1><path d='M0 0' fill=red></path></svg>",
    "<math><mi>x</mi></math> <button>a</button> <select><option>b</option></select>",
    "<template>a</template> <noscript>b</noscript> <center>c</center> <dialog open>d</dialog>",
    "A List<T on heap> or a Map<K, V>, an Option<only one> and <T onto='' one>",
    "<p style onclick>a</p> <p style='' onclick=\" \">b</p>",
    "<p on=a o=b>c</p>",
    "<scripty>a</scripty> <iframe-like>b</iframe-like> <my-form>c</my-form>",
    "<p title='<script>alert(1)</script>'>a</p>",
    "<svg/onload=alert(1)> and <a/onclick=b> are text in Markdown",
    "<div>\n<img\xa0onerror=a>\n</div>",
    "[onclick=alert(1)](https://x.org/ 'onclick=alert(1)')",
]


@pytest.mark.parametrize("body", ACTS_NOT)
def test_what_does_not_act_is_left_alone(body: str) -> None:
    assert said_by(unsafe_html.RULE, guide(body)) == []


def test_an_element_and_an_attribute_are_named() -> None:
    text = article(body="<IFRAME></IFRAME>\n\n<B OnClick=a>b</B>\n")
    assert [(each.message, each.help) for each in said_by(unsafe_html.RULE, text)] == [
        (
            "The element `<iframe>` is active content, which no page keeps.",
            "Take it out; to show it as an example, put it into code.",
        ),
        (
            "The attribute `onclick` of `<b>` is active content, which no page keeps.",
            "Take the attribute out.",
        ),
    ]


def test_a_name_in_a_message_is_harmless_and_short() -> None:
    body = f"<div>\n<b on\x1b[31m{'x' * 99}=a>c</b>\n</div>\n"
    assert said_by(unsafe_html.RULE, article(body=body)) == []
    body = f"<div>\n<b onx\x1b[31m{'x' * 99}=a>c</b>\n</div>\n"
    (finding,) = said_by(unsafe_html.RULE, article(body=body))
    shown = "onx\\x1b[31m" + "x" * 48 + "…"
    assert finding.message.startswith(f"The attribute `{shown}` of `<b>` is")


# --- SC005: path-escape --------------------------------------------------------------------------

LEAVES = [
    "[a](«../../plan.png»)",
    "![a](«../../../plan.png» 'b')",
    "![a](<«../../the plan.png»>)",
    "[a](«/../plan.png»)",
    "[a](«/articles/../../plan.png?b#c»)",
    "[a](«..%2f..%2fplan.png»)",
    "[a](«%2E%2e/%2e%2E/plan.png»)",
    "[a](«..&#47;..&#47;plan.png»)",
    "[a](«..\\\\..\\\\plan.png»)",
    "<img alt='' src='«..\\..\\plan.png»'>",
    "[a](«..%5c..%5cplan.png»)",
    "[a](«..//..//plan.png»)",
    "[a](<«\t../\t../plan.png»>)",
    "[a][b] [b]\n\n[b]: «../../plan.png»",
    "[![a](«../../plan.png»)](https://x.org/)",
    "<img alt='' src='«../../plan.png»'>",
    "<a href=«..&#x2f;../plan.png»>a</a>",
    "<img alt='' srcset='https://x.org/a.png, «../../plan.png» 2x'>",
    "<video poster='«../../plan.png»'></video>",
    "[a](«file:///etc/passwd»)",
    "[a](«FILE:///C:/plan.png»)",
    "![a](«C:\\plan.png»)",
    "![a](«d:/plan.png»)",
]


@pytest.mark.parametrize("body", LEAVES)
def test_a_way_out_of_the_content_folder_is_named_at_its_own_place(body: str) -> None:
    plain, spans = marked(guide(body))
    assert places(plain) == [("SC005", span) for span in spans]


def test_so_is_one_of_the_front_matters_image() -> None:
    plain, (span,) = marked(article(front_matter=IMAGE.replace("SRC", "«../../plan.png»")))
    assert places(plain) == [("SC005", span)]


STAYS = [
    "[a](/) [a](..) [a](../) [a](../feed.xml) [a](/./feed.xml) [a](#..) [a](?../../..)",
    "[a](../articles/../feed.xml) [a](/articles/../feed.xml)",
    "[a](https://x.org/../../..) [a](//x.org/../..) [a](mailto:../../..)",
    "[a](#../../..) [a](/#../../../plan.png)",
    "[../../plan.png](/ '../../plan.png') `../../plan.png` ../../plan.png",
    "![../../plan.png](https://x.org/plan.png)",
    "```sh\ncp ../../plan.png .\n```",
    "<p title='../../plan.png' data-src='../../plan.png'>a</p>",
    "<!-- ![a](../../plan.png) -->",
    "[a](vscode://file/C:/x) [a](tel:+1)",
]


@pytest.mark.parametrize("body", STAYS)
def test_what_stays_inside_is_left_alone(body: str) -> None:
    assert said_by(path_escape.RULE, guide(body)) == []


STORED = {
    "content/articles/example.md": Stored(9, "file"),
    "content/articles/out.png": Stored(0, "outside"),
    "content/articles/in.png": Stored(9, "file"),
    "content/articles/lost.png": Stored(0, "dangling"),
    "content/shared": Stored(0, "outside"),
    "content/shared-images/a.png": Stored(9, "file"),
}

LINKED = [
    ("![a](out.png)", ["out.png"]),
    ("![a](./OUT/../out.png?v=1#b)", ["./OUT/../out.png?v=1#b"]),
    ("![a](/articles/out%2Epng)", ["/articles/out%2Epng"]),
    ("![a](../shared/a/b.png)", ["../shared/a/b.png"]),
    ("<img src=/shared/a.png>", ["/shared/a.png"]),
    ("[a](/shared) [a](/shared/)", ["/shared", "/shared/"]),
    ("![a](in.png) ![a](lost.png) ![a](none.png) ![a](/shared-images/a.png)", []),
    ("![a](out.pn) ![a](/out.png) [a](/articles/) [a](/)", []),
]


@pytest.mark.parametrize(("body", "expected"), LINKED)
def test_a_symbolic_link_that_leaves_counts_and_what_is_below_it(
    body: str, expected: list[str]
) -> None:
    data = article(body=body).encode()
    context = Context(SETTINGS, Inventory(STORED, (PATH,)))
    found = path_escape.RULE.check(read(*source_of(PATH, data), SETTINGS), context)
    spans = [finding.span for finding in found if finding.span]
    assert [data[span.start : span.end].decode() for span in spans] == expected


def test_what_leaves_is_shown_as_written() -> None:
    (finding,) = said_by(path_escape.RULE, article(body="![a](../../plan.png)\n"))
    assert finding.message == "`../../plan.png` leads out of the blog's `content` folder."
    assert finding.help == "Put the file into the blog and link to it there."


# --- all of them ---------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [dangerous_url.RULE, unsafe_html.RULE, path_escape.RULE])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "---\n",
        "---\nimage: 3\naliases: 4\n---\n",
        "---\nimage: {src: 3}\n---\n",
        "\xff\0",
    ],
)
def test_broken_files_are_no_trouble(rule: object, text: str) -> None:
    assert isinstance(rule, type(dangerous_url.RULE))
    assert said_by(rule, text) == []


def test_a_broken_front_matter_does_not_hide_what_the_body_does() -> None:
    text = "---\ntitle: [\n---\n\n<b onclick=a>b</b> [c](javascript:d) [e](../../f)\n"
    codes = [code for code, _, _ in findings({PATH: text.encode()})]
    assert [code for code in codes if code.startswith("SC")] == ["SC002", "SC001", "SC005"]


def test_code_in_an_article_that_is_nothing_but_code_is_quiet() -> None:
    body = "\n\n".join(f"```html\n{line}\n```" for line in ("<script>", "<a href='javascript:'>"))
    found: list[Finding] = []
    for rule in (dangerous_url.RULE, unsafe_html.RULE, path_escape.RULE):
        found += said_by(rule, article(body=body))
    assert found == []
