"""Drawings: what is taken out of an SVG, what stays, and what is refused as a whole."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pipeline.svg import DrawingError, sanitised

SVG = "http://www.w3.org/2000/svg"
START = f'<svg xmlns="{SVG}" xmlns:xlink="http://www.w3.org/1999/xlink"'


def drawing(inner: str, attributes: str = "") -> bytes:
    return f"{START} viewBox='0 0 4 2'{attributes}>{inner}</svg>".encode()


# --- a second judge, which knows nothing of the first ---------------------------------------------

_HARMLESS = re.compile(r"#|data:(?:image/(?:png|jpeg|gif|webp|avif)|font/)|https?:|mailto:|$")
_OUTSIDE = re.compile(
    r"url\(\s*+[\"']?+(?!#|data:)|@import|javascript:|expression\(", re.IGNORECASE
)


def active(data: bytes) -> list[str]:
    """What could still act or fetch in a drawing."""
    assert b"<!" not in data
    assert b"<?" not in data
    found: list[str] = []
    for node in ET.fromstring(data).iter():
        namespace, _, name = node.tag[1:].partition("}")
        if namespace != SVG or name.lower() in ("script", "foreignobject", "iframe", "handler"):
            found.append(node.tag)
        for key, value in node.attrib.items():
            local = key.rpartition("}")[2].lower()
            plain = re.sub(r"[\x00-\x20]", "", value)
            if local.startswith("on") or _OUTSIDE.search(value):
                found.append(f"{key}={value}")
            if local == "href" and not _HARMLESS.match(plain):
                found.append(f"{key}={value}")
            if local == "href" and name != "a" and plain.startswith("http"):
                found.append(f"{key}={value}")
        if name == "style" and _OUTSIDE.search(node.text or ""):
            found.append(node.text or "")
    return found


HOSTILE = {
    "<script>alert(1)</script>": "the element `<script>`",
    "<script href='data:text/javascript,alert(1)'/>": "the element `<script>`",
    "<SCRIPT>alert(1)</SCRIPT>": "the element `<SCRIPT>`",
    "<g><script><![CDATA[alert(1)]]></script></g>": "the element `<script>`",
    f"<s:script xmlns:s='{SVG}'>alert(1)</s:script>": "the element `<script>`",
    "<rect onload='alert(1)'/>": "the attribute `onload`",
    "<rect ONCLICK='alert(1)'/>": "the attribute `ONCLICK`",
    "<animate onbegin='alert(1)' attributeName='x' dur='1s'/>": "the attribute `onbegin`",
    "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>a</p></foreignObject>": (
        "the element `<foreignObject>`"
    ),
    "<iframe xmlns='http://www.w3.org/1999/xhtml' src='javascript:alert(1)'/>": (
        "the HTML element `<iframe>`"
    ),
    "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script>": (
        "the HTML element `<script>`"
    ),
    "<math xmlns='http://www.w3.org/1998/Math/MathML'><a href='javascript:b'/></math>": (
        "the MathML element `<math>`"
    ),
    "<a href='javascript:alert(1)'><text>a</text></a>": "a reference to `javascript:alert(1)`",
    "<a xlink:href=' JaVa&#x9;Script:alert(1)'>a</a>": "a reference to `JaVaScript:alert(1)`",
    "<a href='&#106;avascript:alert(1)'>a</a>": "a reference to `javascript:alert(1)`",
    "<a href='data:text/html,&lt;script>'>a</a>": "a reference to `data:text/html,<script>`",
    "<a href='other.html'>a</a>": "a reference to `other.html`",
    "<a id='b'><animate attributeName='href' values='javascript:alert(1)'/></a>": (
        "an animation of `href`"
    ),
    "<set xlink:href='#b' attributeName='xlink:href' to='javascript:alert(1)'/>": (
        "an animation of `href`"
    ),
    "<set attributeName='onclick' to='alert(1)'/>": "an animation of `onclick`",
    "<set attributeName='x' to='java script:alert(1)'/>": "a script's address",
    "<set attributeName='fill' to='url(https://a.example/b)'/>": (
        "a reference to `https://a.example/b`"
    ),
    "<use href='https://a.example/b.svg#c'/>": "a reference to `https://a.example/b.svg#c`",
    "<use xlink:href='b.svg#c'/>": "a reference to `b.svg#c`",
    "<use href='data:image/svg+xml;base64,PHN2Zy8+#c'/>": (
        "a reference to `data:image/svg+xml;base64,PHN2Zy8+#c`"
    ),
    "<image href='https://a.example/b.png'/>": "a reference to `https://a.example/b.png`",
    "<image xlink:href='//a.example/b.png'/>": "a reference to `//a.example/b.png`",
    "<image href='data:image/svg+xml,a'/>": "a reference to `data:image/svg+xml,a`",
    "<filter id='a'><feImage href='b.png'/></filter>": "a reference to `b.png`",
    "<linearGradient href='b.svg#a'/>": "a reference to `b.svg#a`",
    "<rect fill='url(https://a.example/b#c)'/>": "a reference to `https://a.example/b#c`",
    "<rect style='fill: u\\72l( \"//a.example/b\" )'/>": "a reference to `//a.example/b`",
    "<rect filter='url(b.svg#c)'/>": "a reference to `b.svg#c`",
    "<rect style='background:image-set(\"a.png\" 1x)'/>": "`image-set(` in a style",
    "<rect style='width:expression(alert(1))'/>": "`expression(` in a style",
    "<style>@import 'https://a.example/b.css';</style>": "`@import` in a style",
    "<style>@im\\70ort url(b.css);</style>": "`@import` in a style",
    "<style>@im/**/port 'b.css';</style>": "`@import` in a style",
    "<style><![CDATA[g { fill: url(https://a.example/b) }]]></style>": (
        "a reference to `https://a.example/b`"
    ),
    "<style>g { fill: url(/*</style><style>*/) }</style>": "a reference to `/*`",
    "<style>@font-face { font-family: a; src: url(a.woff2) }</style>": "a reference to `a.woff2`",
    "<g><?xml-stylesheet href='https://a.example/b.css'?></g>": "an `xml-stylesheet`",
    "<handler type='text/ecmascript'>alert(1)</handler>": "the element `<handler>`",
    "<video src='https://a.example/b.mp4'/>": "the element `<video>`",
}


@pytest.mark.parametrize(("inner", "removed"), HOSTILE.items(), ids=list(HOSTILE))
def test_what_acts_or_fetches_is_taken_out_and_named(inner: str, removed: str) -> None:
    found = sanitised(drawing(f"<g id='kept'/>{inner}<g id='after'/>"))
    assert found.removed[:1] == (removed,)
    assert active(found.data) == []
    assert sanitised(found.data) == found._replace(removed=())
    assert b'id="kept"' in found.data
    assert b'id="after"' in found.data


AROUND = {
    "<?xml-stylesheet href='https://a.example/b.css'?>": ("an `xml-stylesheet`",),
    '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>': ("an entity of its own",),
    '<!DOCTYPE svg [<!ENTITY a "<script>alert(1)</script>">]>': ("an entity of its own",),
    '<!DOCTYPE svg [<!ENTITY % a SYSTEM "http://a.example/b"> %a;]>': ("an entity of its own",),
    '<!DOCTYPE svg [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>': ("an entity of its own",),
    '<!DOCTYPE svg [<!ENTITY % a SYSTEM "file:///dev/zero"> %a;]>': ("an entity of its own",),
    '<!DOCTYPE svg SYSTEM "file:///dev/zero">': (),
    '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>': (),
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "https://a.example/svg11.dtd">': (),
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?><!-- Made by hand -->': (),
}


@pytest.mark.parametrize(("before", "removed"), AROUND.items(), ids=list(AROUND))
def test_so_is_what_stands_before_the_drawing(before: str, removed: tuple[str, ...]) -> None:
    found = sanitised(before.encode() + drawing("<text>a</text>"))
    assert found.removed == removed
    assert active(found.data) == []
    assert b"<text>a</text>" in found.data


def test_an_entity_in_an_attribute_becomes_its_text() -> None:
    before = f'<!DOCTYPE svg [<!ENTITY a "{SVG}"><!ENTITY b "red">]>'
    data = f'{before}<svg xmlns="&a;"><g fill="&b;"/></svg>'.encode()
    assert sanitised(data).data == f'<svg xmlns="{SVG}"><g fill="red"/></svg>'.encode()


@pytest.mark.parametrize(
    "entity",
    [
        'SYSTEM "file:///etc/passwd"',
        "SYSTEM 'https://a.example/b'",
        '"<script>alert(1)</script>"',
        '"&#60;script>"',
    ],
)
def test_an_entity_that_is_more_than_words_breaks_the_drawing(entity: str) -> None:
    with pytest.raises(DrawingError, match="is not well-formed XML"):
        sanitised(f"<!DOCTYPE svg [<!ENTITY a {entity}>]>".encode() + drawing("<text>&a;</text>"))


def test_a_second_document_type_does_not_get_through() -> None:
    second = '<!DOCTYPE svg [<!ENTITY % a SYSTEM "file:///dev/zero"> %a;]>'
    for first in ("<!DOCTYPE svg>", "<!-- <!DOCTYPE a> -->"):
        with pytest.raises(DrawingError, match="is not well-formed XML"):
            sanitised((first + second).encode() + drawing(""))


def _laughs(times: int) -> str:
    names = "abcdefghijkl"[:times]
    inner = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names))
    return f'<!DOCTYPE svg [<!ENTITY a "lol">{inner}]>'


@pytest.mark.parametrize("where", ["<text>&j;</text>", "<g fill='&j;'/>"])
def test_a_billion_laughs_are_not_heard(where: str) -> None:
    with pytest.raises(DrawingError, match="is not well-formed XML"):
        sanitised(_laughs(10).encode() + drawing(where))


def test_a_drawing_that_repeats_itself_a_million_times_is_refused() -> None:
    groups = "".join(
        f"<g id='a{number}'>" + f"<use href='#a{number - 1}'/>" * 10 + "</g>"
        for number in range(1, 8)
    )
    with pytest.raises(DrawingError, match="draws more than `1,000,000` elements"):
        sanitised(drawing(f"<g id='a0'><path d='M0 0'/></g>{groups}"))


def test_one_that_repeats_itself_in_patterns_is_refused_too() -> None:
    patterns = "".join(
        f"<pattern id='a{number}'>" + f"<rect fill='url(#a{number - 1})'/>" * 10 + "</pattern>"
        for number in range(1, 8)
    )
    with pytest.raises(DrawingError, match="draws more than"):
        sanitised(drawing(f"<pattern id='a0'><rect/></pattern>{patterns}<g fill='url(#a7)'/>"))


def test_one_that_refers_to_itself_is_shown() -> None:
    data = drawing("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>")
    assert sanitised(data).removed == ()


KEPT = [
    "<title>On the script of a drawing</title><desc>javascript: no</desc>",
    "<defs><linearGradient id='a'><stop offset='0'/></linearGradient></defs><g fill='url(#a)'/>",
    "<symbol id='a'><path d='M0 0h1'/></symbol><use href='#a'/><use xlink:href='#a'/>",
    '<style>g { fill: url("#a") } @font-face { src: url(data:font/woff2;base64,AA==) }</style>',
    "<style>text { font: 1px serif; transform: rotate(4deg) }</style>",
    "<image href='data:image/png;base64,AA=='/>",
    "<a href='https://a.example/'><text>a</text></a><a href='#b'>b</a>",
    "<animate attributeName='x' values='0;1' dur='1s' begin='a.click'/>",
    "<text xml:lang='en' xml:space='preserve'> a </text>",
    "<filter id='f'><feGaussianBlur stdDeviation='2'/></filter><g filter='url(#f)'/>",
    "<g data-one='on' class='one' style='opacity: .5' transform='scale(2)'/>",
    "<switch><text systemLanguage='de'>Hallo</text><text>Hello</text></switch>",
]


@pytest.mark.parametrize("inner", KEPT)
def test_a_drawing_stays_as_it_is(inner: str) -> None:
    found = sanitised(drawing(inner))
    assert found.removed == ()
    assert active(found.data) == []
    before, after = (ET.canonicalize(data.decode()) for data in (drawing(inner), found.data))
    assert after == before or after == before.replace(
        ' xmlns:xlink="http://www.w3.org/1999/xlink"', ""
    )


def test_what_an_editor_left_goes_in_silence() -> None:
    inner = (
        "<!-- by Ada --><metadata><r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>"
        "</metadata><s:namedview xmlns:s='http://sodipodi.example' showgrid='true'/>"
        "<g xmlns:i='http://inkscape.example' i:label='Layer 1' id='a'/><flowRoot/><?php a?>"
    )
    found = sanitised(drawing(inner))
    assert found.data == f'<svg xmlns="{SVG}" viewBox="0 0 4 2"><g id="a"/></svg>'.encode()
    assert found.removed == ()


def test_words_around_what_goes_stay_in_their_place() -> None:
    data = drawing("<text>a<!-- b -->c<script>d</script>e<tspan>f</tspan>g</text>")
    assert b"<text>ace<tspan>f</tspan>g</text>" in sanitised(data).data


REFUSED = {
    b"": "is not well-formed XML (line `1`)",
    b"<svg": "is not well-formed XML (line `1`)",
    b"\n\n<svg><g></svg>": "is not well-formed XML (line `3`)",
    b"<svg><g/></svg>": (
        'says no `xmlns="http://www.w3.org/2000/svg"`, without which no browser shows it'
    ),
    b"<html><svg/></html>": "is no SVG: its outermost element is `html`",
    b'<?xml version="1.0" encoding="UTF-7"?><svg/>': "is in the encoding `utf-7`, not in UTF-8",
    b"<svg>\xff</svg>": "is not UTF-8, and does not say what it is",
    b"<!DOCTYPE svg [": "is not well-formed XML",
    f'<svg xmlns="{SVG}">'.encode() + b"<g>" * 400: "is not well-formed XML (line `1`)",
    f'<svg xmlns="{SVG}">&nbsp;</svg>'.encode(): "is not well-formed XML (line `1`)",
    drawing("<g {}/>".format(" ".join(f"a{number}=''" for number in range(300)))): (
        "has an element with `300` attributes"
    ),
    b"<svg>".ljust(2_000_001): "is a drawing of `2,000,001` bytes, over `2,000,000`",
}


@pytest.mark.parametrize(("data", "why"), REFUSED.items(), ids=list(REFUSED.values()))
def test_of_what_is_no_drawing_nothing_is_shown(data: bytes, why: str) -> None:
    with pytest.raises(DrawingError) as raised:
        sanitised(data)
    assert str(raised.value) == why


def test_other_encodings_become_utf_8() -> None:
    text = f'<?xml version="1.0" encoding="UTF-16"?><svg xmlns="{SVG}"><desc>é</desc></svg>'
    expected = f'<svg xmlns="{SVG}"><desc>é</desc></svg>'.encode()
    assert sanitised(text.encode("utf-16")).data == expected
    assert sanitised(text.replace("UTF-16", "ISO-8859-1").encode("latin-1")).data == expected
    assert sanitised(b"\xef\xbb\xbf" + text.replace("-16", "-8").encode()).data == expected


SIZES = {
    "width='30' height='20'": (30, 20),
    "width='30.4px' height='0.2'": (30, 1),
    "width='1in' height='72pt'": (96, 96),
    "width='25.4mm' height='2.54cm'": (96, 96),
    "viewBox='0 0 24 12'": (24, 12),
    "viewBox='-5,-5,24.5,12'": (24, 12),
    "width='100%' viewBox='0 0 24 12'": (24, 12),
    "width='48' viewBox='0 0 24 12'": (48, 24),
    "height='48' viewBox='0 0 24 12'": (96, 48),
    "width='48'": (0, 0),
    "width='100%' height='100%'": (0, 0),
    "width='0' height='0'": (0, 0),
    "width='2em' height='1e9'": (0, 0),
    "width='999999999' height='1'": (0, 0),
    "width='-1' height='nan' viewBox='0 0 0 0'": (0, 0),
    "viewBox='a'": (0, 0),
}


@pytest.mark.parametrize(("attributes", "size"), SIZES.items())
def test_the_size_is_the_stated_one_or_that_of_the_view_box(
    attributes: str, size: tuple[int, int]
) -> None:
    found = sanitised(f'<svg xmlns="{SVG}" {attributes}/>'.encode())
    assert (found.width, found.height) == size


_PIECES = st.lists(
    st.sampled_from(
        [
            *HOSTILE,
            *KEPT,
            *"""<g> </g> <a </a> <style> </style> <![CDATA[ ]]> href='#a' xlink:href="javascript:a"
            style='fill:url(' &lt; &#x6a; &a; > /> @import url( ) \\75rl( <? ?> <!-- -->
            xmlns='http://www.w3.org/1999/xhtml' xmlns:a='b' a:b='c'""".split(),
        ]
    ),
    max_size=8,
).map(" ".join)


@given(_PIECES)
@hypothesis_settings(deadline=None, max_examples=300)
def test_to_sanitise_again_changes_nothing_and_nothing_active_is_left(inner: str) -> None:
    try:
        found = sanitised(drawing(inner))
    except DrawingError:
        return
    assert active(found.data) == []
    assert sanitised(found.data) == found._replace(removed=())


@given(st.binary(max_size=60))
@hypothesis_settings(deadline=None)
def test_any_bytes_are_a_drawing_or_refused(data: bytes) -> None:
    for text in (data, drawing("") + data, data + drawing("")):
        try:
            assert active(sanitised(text).data) == []
        except DrawingError as error:
            assert str(error).startswith(("is ", "has ", "says "))  # noqa: PT017 - of any error
