"""SC006, private-host: addresses that one network alone knows."""

from __future__ import annotations

import pytest

from pipeline.rules.security.private_host import RULE
from tests.rules.examples import PATH, article, findings, marked, mutant, said_by


def guide(body: str) -> str:
    """The guide with `body` as the whole of one of its sections."""
    return mutant("The owner does, and says why in the commit.", body)


PRIVATE = [
    "[a](«http://10.0.0.7/») [b](«https://10.255.1.1:8443/x?y#z»)",
    "[a](«http://192.168.1.1») [b](«http://172.16.0.1/») [c](«http://172.31.9.9/»)",
    "[a](«http://169.254.169.254/latest/meta-data/»)",
    "[a](«http://[fd12:3456::1]/») [b](«http://[fe80::1]:8080/») [c](«http://[FC00::1]»)",
    "[a](«https://wiki.corp/») [b](«https://Grafana.Internal:3000/d») [c](«http://nas.lan»)",
    "[a](«http://pi.local/») [b](«http://x.intranet/y») [c](«http://router.home.arpa/»)",
    "[a](«http://wiki/queues») [b](«https://build:8080/»)",
    "![é 🙂](«http://10.0.0.7/a.png») and é [a](«//nas.lan/b»)",
    "[a](«http://ada:secret@10.0.0.7/») [b](«ssh://git@git.corp/x»)",
    "[a](«https://wiki.corp./») [b](«HTTP://WIKI.CORP/»)",
    "See «http://192.168.1.1/admin» or <«http://nas.lan/»>.",
    "[a][x] and [b][x]\n\n[x]: «http://10.0.0.7/»",
    "<a href='«http://10.0.0.7/»'>a</a> and <img alt='' src='«http://nas.lan/a.png»'>",
    "<div>\n<img alt='' srcset='https://x.org/a.png 1x, «http://nas.lan/b.png» 2x'>\n</div>",
]


@pytest.mark.parametrize("body", PRIVATE)
def test_a_private_host_is_named_at_its_address(body: str) -> None:
    plain, spans = marked(guide(body))
    found = [finding.span for finding in said_by(RULE, plain)]
    assert sorted(span for span in found if span) == spans


def test_so_is_that_of_the_articles_picture_alone_and_in_full() -> None:
    plain, (span,) = marked(
        article(front_matter="image: {src: «http://10.0.0.7/a.png», alt: A queue of jobs}\n")
    )
    (finding,) = said_by(RULE, plain)
    assert finding.span == span
    assert finding.message == (
        "`http://10.0.0.7/a.png` leads to `10.0.0.7`, which only a private network knows."
    )
    assert finding.help == "Lead to a public address, or write this one as inline code."


PUBLIC = [
    "[a](http://localhost:3000/) [b](http://127.0.0.1:8000/) [c](http://0.0.0.0/) [d](http://[::1]/)",
    "[a](http://app.localhost/) <http://localhost/> http://localhost:8080/x",
    "[a](http://192.0.2.1/) [b](http://198.51.100.7/) [c](http://203.0.113.9/)",
    "[a](http://[2001:db8::1]/) [b](http://[2606:4700::1111]/) [c](http://[:::]/)",
    "[a](http://11.0.0.1/) [b](http://172.15.0.1/) [c](http://172.32.0.1/) [d](http://192.169.1.1/)",
    "[a](http://10.example.com/) [b](https://100.10.0.1/) [c](http://110.1.1.1/)",
    "[a](https://host.example/) [b](https://a.test/) [c](https://b.invalid/)",
    "[a](https://internal.example.com/) [b](https://local.org/) [c](https://corp.com/lan)",
    "[a](https://x.org/?u=http://10.0.0.1/) [b](https://x.org/wiki.corp) [c](https://x.org/#//a.lan)",
    "[a](http://host.docker.internal:8080/) [b](http://gateway.docker.internal/)",
    "Ping 10.0.0.1 or 192.168.1.1, log in to nas.lan, ask the wiki.corp.",
    "`http://10.0.0.1/` and [`http://nas.lan/`](https://x.org/ 'http://10.0.0.1')",
    "```sh\ncurl http://10.0.0.1:8080/health http://metadata.google.internal/\n```",
    "    curl http://wiki.corp/",
    "<!-- http://10.0.0.1/ [a](http://nas.lan/) -->",
    "The proxy reaches http://web:8000/ and <http://db:5432> by their names.",
    "[a](mailto:ada@mail.corp) [b](tel:10.0.0.1) [c](/10.0.0.1/) [d](10.0.0.1) [e](nas.lan)",
    "[a](https://$HOST/) [b](https://{host}/) [c](https://<host>/)",
    "<p title='http://10.0.0.1/'>a</p>",
]


@pytest.mark.parametrize("body", PUBLIC)
def test_public_hosts_examples_and_plain_text_are_left_alone(body: str) -> None:
    assert said_by(RULE, guide(body)) == []


def test_a_draft_is_left_alone_and_a_scheduled_article_is_not() -> None:
    body = "[a](http://10.0.0.7/)\n"
    assert said_by(RULE, article(front_matter="draft: true\n", body=body)) == []
    assert len(said_by(RULE, article(front_matter="draft: false\n", body=body))) == 1
    assert len(said_by(RULE, article(front_matter="date: 2030-01-05\n", body=body))) == 1


def test_an_address_in_use_twice_by_one_definition_is_said_once() -> None:
    body = "[a][x], [x] and [x][]\n\n[x]: https://wiki.corp/\n"
    found = [code for code, _, _ in findings({PATH: article(body=body).encode()})]
    assert found.count("SC006") == 1


def test_a_hostile_line_is_no_trouble() -> None:
    for text in ("//" * 50_000, "//a." * 25_000, "//" + "a." * 50_000, "//" + "a@" * 50_000):
        assert said_by(RULE, article(body=text)) == []


@pytest.mark.parametrize("text", ["", "---\n", "http://10.0.0.1\udcff", "//a\0"])
def test_broken_files_are_no_trouble(text: str) -> None:
    assert said_by(RULE, text) == []
