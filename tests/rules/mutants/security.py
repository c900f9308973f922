"""SC: what could harm readers, or the machine that builds the blog."""

from __future__ import annotations

from tests.rules.mutants.cases import Cases, adds, guide, says
from tests.rules.mutants.front_matter import TITLE

# Made up, and in two parts: no other program that looks for keys shall take this file for one.
AWS = "AK" + "IA2OGY7BQKZ4TMWJ5D"
GITHUB = "gh" + "p_f8Kq2ZsW7mXc4RtB9yLd3VhN6pGj1TaE5oUi"
STRIPE = "sk" + "_live_f8Kq2ZsW7mXc4RtB9yLd3VhN"
GITLAB = "gl" + "pat-f8Kq2ZsW7mXc4RtB9yLd"

MUTANTS: Cases = {
    "SC001": (
        says("[Open the log](«javascript:alert(1)»)"),
        says("[Open the log](«JaVaScript:alert(1)»)"),
        says('<a href="«java&#10;script:alert(1)»">Open the log</a>'),
        says("[Open the log][log]\n\n[log]: «vbscript:msgbox(1)»"),
        says("[Open the log](«data:text/html;base64,PGI+»)"),
    ),
    "SC002": (
        says('«<script src="https://example.com/a.js">»</script>'),
        says('The owner <kbd «onclick="boom()"»>does</kbd>.'),
        says('The owner <span «style="color: red"»>does</span>.'),
        says('«<iframe src="https://example.com/">»</iframe>'),
        says("«<form>»\n«<style>»p { color: red }</style>\n</form>"),
    ),
    "SC003": (
        says("The owner «\u202e»does, and says why."),
        says("The ow«\u200b»ner does."),
        guide('"new-cart"', '"new«\u2066»-cart"'),
        guide(TITLE, "title: Write a«\u200d» Flag That You Can Delete\n"),
        says("Über «\ufeff»uns."),
    ),
    "SC004": (
        says(f"Log in with «{AWS}» first."),
        guide('"new-cart"', f'"«{GITHUB}»"'),
        says(f"Pay with `«{STRIPE}»`."),
        adds(f"# token: «{GITLAB}»"),
    ),
    "SC005": (
        says("![The plan of it](«../../../plan.png»)"),
        says("Read [my notes](«file:///home/ada/notes.html») first."),
        says("Read [my notes](«..%2f..%2f../notes.md») first."),
        says('Read <a href="«../../pyproject.toml»">the settings</a> first.'),
        adds("image:\n  src: «../../cover.png»\n  alt: Red over green"),
    ),
    "SC006": (
        says("See [the flags](«http://10.20.0.7:3000/»)."),
        says("See [the flags](«https://wiki.corp/flags»)."),
        says('See <a href="«https://192.168.1.4/»">the flags</a>.'),
        says("See [the flags](«https://flags.internal/») and [the log](«http://log/»)."),
    ),
    "SC007": (
        says("A Vec«<T>» of flags grows."),
        says('Open the <a href="/" «target="_blank"»>front page</a>.'),
        says("«<center>»The owner does.</center>"),
        says("Load [the flags](«ftp://flags.dev/all.zip»)."),
        says("Log in as «<username>» first."),
    ),
}

NEIGHBOURS: Cases = {
    "SC001": (
        says("Type `javascript:alert(1)` to see it."),
        says("[Open the log](https://example.com/?next=javascript:alert)"),
        says("![A dot, red](data:image/png;base64,iVBORw0KGgo=)"),
        says("JavaScript: it runs in the browser."),
    ),
    "SC002": (
        says("<!-- <script>alert(1)</script> -->\n\nThe owner does."),
        says("`<script>` loads a script.\n\n```html\n<iframe src='/'></iframe>\n```"),
        says("Press <kbd>K</kbd>, or <details><summary>more</summary>less</details>."),
        says('<abbr title="onclick=1">It</abbr> is the owner who does.'),
    ),
    "SC003": (
        says(
            "A family \U0001f468\u200d\U0001f467 waits, and \u0645\u06cc\u200c\u0631\u0648\u0645."
        ),
        says("Write `\\u202E`, `&zwnj;` and `&#x200B;` to name them."),
        says(
            "\u0928\u094d\u200d\u092f and \u0e01\u200b\u0e02 need one, so\u00adft hyphens do not."
        ),
        says("\u05d0\u200f and \u05d1 are letters."),
    ),
    "SC004": (
        says("Log in with `AKIAIOSFODNN7EXAMPLE` first."),
        says("Call it with `gh" + "p_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`."),
        guide('"new-cart"', 'os.environ["SECRET_TOKEN"]'),
        says("The commit is `4f2a90c1d8e7b6a5c4d3e2f1a0b9c8d7e6f5a4b3`."),
        says("A key begins with `sk_live_`, and one for tests with `sk_test_`."),
    ),
    "SC005": (
        says("Read [the front page](/) first."),
        says("In code, `../../../plan.png` is a way out."),
        says("Read [the notes](https://example.com/../../notes.html) first."),
    ),
    "SC006": (
        says("Open [the flags](http://localhost:3000/) or [them](http://127.0.0.1/)."),
        says("Run `curl http://10.20.0.7:3000/`.\n\n```sh\ncurl http://10.20.0.7/\n```"),
        says("See [the flags](https://192.0.2.1/) and [the log](https://host.example/)."),
        guide(
            "level: Beginner\n",
            "level: Beginner\ndraft: true\n",
            "in the commit.\n",
            "in [the log](https://wiki.corp/).\n",
        ),
        says("Call it from [the host](http://host.docker.internal:3000/)."),
        says("The release of 10.20.0.7 is out."),
    ),
    "SC007": (
        says("A `Vec<T>` of flags grows, and so does a Vec&lt;T&gt;."),
        says("Press <kbd>K</kbd>, H<sub>2</sub>O, and <mark>this</mark>."),
        says("<!-- The owner does. -->\n\nThe owner says why."),
        says("<details>\n<summary>More</summary>\n\nThe owner does.\n\n</details>"),
        says(
            '<picture>\n<img src="https://example.com/a.png" alt="Red over green" width="3">\n'
            "</picture>"
        ),
        says("Is 2 < 3, or a < b and c > d?"),
    ),
}
