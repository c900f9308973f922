"""LK: whether every link leads somewhere."""

from __future__ import annotations

from tests.images import picture
from tests.rules.examples import PATH, article
from tests.rules.mutants.cases import OTHER, Cases, adds, beside, blog, exchange, says

CHART = "content/articles/chart.png"
PICTURE = picture().decode("utf-8", "surrogateescape")
LATE = "date: 2026-07-01"

MUTANTS: Cases = {
    "LK001": (
        says("The owner says why in [the log](«no-such-log.md»)."),
        says("![Red over green](«chart.png»)"),
        says("See [all flags](«/articles/all-flags/») first."),
        adds("image:\n  src: «cover.png»\n  alt: Red over green"),
        beside("See [the other](«othre.md») first.", OTHER),
        says('See <a href="«gone/»">all flags</a> first.'),
    ),
    "LK002": (
        says("As [above](«#mental-modle») said."),
        beside("As [the other](«other.md#no-such-part») said.", OTHER),
        says("As [above](«#mental-model-1») said."),
        says("As [above][up] said.\n\n[up]: «#the-day»"),
    ),
    "LK003": (
        says("The owner says why in [the commit](«»)."),
        says("The owner says why«[](https://example.com/flags)» in the commit."),
        says("![Red over green](«»)"),
        says('The owner says why in <a href="«»">the <b>commit</b></a>.'),
        says("The owner says why in «[ ](/)»the commit."),
    ),
    "LK004": (
        beside("More in [the other](«other.md»).", OTHER, "draft: true"),
        beside("More in [the other](«/articles/other/»).", OTHER, LATE),
        beside("More in [the other][o].\n\n[o]: «./other.md»", OTHER, "draft: true"),
    ),
    "LK005": (
        says("See [the flags](«http://flags.dev/») of others."),
        says('<img src="«http://flags.dev/a.png»" alt="Red over green">'),
        says("See <«http://flags.dev/»>, or «www.flags.com»."),
        adds("image:\n  src: «http://flags.dev/a.png»\n  alt: Red over green"),
        says("See [the flags](«http://example.com/») of others."),
    ),
    "LK006": (
        beside("![Red over green](«Chart.PNG»)", CHART, PICTURE),
        beside("See [the other](«Other.md») first.", OTHER),
        beside("See [the other](«/Articles/other/») first.", OTHER),
        beside('See <a href="«OTHER.md»">the other</a> first.', OTHER),
    ),
    "LK007": (
        says("See [the flags](«#») of others."),
        says("See [the flags](«https://TODO») of others."),
        says("See [the flags](«https://example.com/link-here») of others."),
        says("![Red over green](«https://placehold.co/600x400»)"),
        says('See <a href="«#»">the flags</a> of others.'),
    ),
}

NEIGHBOURS: Cases = {
    "LK001": (
        beside("See [the other](other.md), [it again](/articles/other/) and [all](/).", OTHER),
        says("Write to [Ada](mailto:ada@blog.example), or read [the feed](/feed.xml)."),
        says("See [the flags](https://example.com/no-such-page) of others."),
        beside("![Red over green](chart.png)", CHART, PICTURE),
        says("In Markdown, `[text](no-such-file.md)` is a link."),
        beside("See [the other](../articles/./other.md) first.", OTHER),
    ),
    "LK002": (
        says("As [above](#mental-model) and [at the top](#top) said."),
        says('<span id="the-day"></span>The owner does. See [above](#the-day).'),
        blog(
            (PATH, exchange("in the commit.\n", "in [the other](other.md#the-end).\n")),
            (OTHER, article(OTHER, body="## The End\n\nA flag is a loan.\n")),
        ),
        says("See [the flags](https://example.com/#no-such-part) of others."),
        says("As [above](#hands%2Don-example) said."),
    ),
    "LK003": (
        says("[![Red over green](https://example.com/a.png)](https://example.com/)"),
        says("Type `[the commit]()` and `[](/)`."),
        says('<a id="owner"></a>The owner does, as <a href="/">all</a> do.'),
        says("See [→](/) and [`x`](/articles/example/)."),
    ),
    "LK004": (
        beside("More in [the other](other.md).", OTHER, "date: 2026-02-01"),
        blog(
            (
                PATH,
                exchange(
                    "date: 2026-01-05", LATE, "in the commit.\n", "in [the other](other.md).\n"
                ),
            ),
            (OTHER, article(OTHER, front_matter=LATE + "\n")),
        ),
        blog(
            (PATH, exchange("in the commit.\n", "in `other.md`.\n")),
            (OTHER, article(OTHER, front_matter="draft: true\n")),
        ),
        says("More in [this very one](example.md) too."),
    ),
    "LK005": (
        says("Open http://localhost:8000/, http://127.0.0.1/ or [the app](http://app.test/)."),
        says("See [the flags](http://flags.dev/).", insecure_hosts=("flags.dev",)),
        says("The namespace is http://www.w3.org/2000/svg, or http://example.com/ns."),
        says("Run `curl http://flags.dev/`.\n\n```sh\ncurl http://flags.dev/\n```"),
        says("See [the flags](https://flags.dev/?from=http://old.dev/)."),
    ),
    "LK006": (
        beside("![Red over green](chart.png)", CHART, PICTURE),
        beside("![Red over green](ch%61rt.png)", CHART, PICTURE),
        says("![Red over green](https://example.com/Chart.PNG)"),
        beside("In code `Other.md` is no link.", OTHER),
    ),
    "LK007": (
        says("[Back to top](#) or [↑](#)."),
        says("Write https://example.com/TODO until you know it."),
        says("In Markdown, `[text](#)` leads to the top."),
        says("See [the list](https://github.com/example/flags/blob/main/TODO)."),
        says("See [the flags](https://example.com/flags) and [Linkerd](https://linkerd.io/)."),
    ),
}
