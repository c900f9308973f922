r"""The file holds what looks like a key or a token.

A key that is published is taken within minutes, by programs that do nothing but search for it, and
it stays in the history of the repository after the article is mended. So no comment silences this
rule. It knows the keys of widely used services by their own marks, lengths and letters, and blocks
of private keys, wherever they stand: prose, code, front matter.

The examples of the services' own manuals are left alone, and so is what nobody takes for a key:
`EXAMPLE`, `xxxx` or `0000` in it, `12345678`, one pattern repeated.

**Bad**

```markdown escaped
Log in with \xab\x41KIA2OGY7BQKZ4TMWJ5D\xbb first.
```

```markdown escaped
Call the service:

\x60\x60\x60python
client = Client(token="\xab\x67hp_f8Kq2ZsW7mXc4RtB9yLd3VhN6pGj1TaE5oUi\xbb")
\x60\x60\x60
```

**Good**

```markdown
Log in with `AKIAIOSFODNN7EXAMPLE` first.
```

```markdown
Call the service:

~~~python
client = Client(token=os.environ["SERVICE_TOKEN"])
~~~
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from pipeline.model import Context, Document, Finding, Rule, Severity, Span

_KINDS: tuple[tuple[str, bytes], ...] = (
    ("an AWS access key", rb"A[KS]IA[A-Z0-9]{16}"),
    ("a GitHub token", rb"gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"),
    ("a GitLab token", rb"gl(?:pat|dt|rt|ptt|soat)-[A-Za-z0-9_-]{20,64}"),
    ("a Slack token", rb"xox[abeprs](?:-[0-9]{1,15}){1,4}-[A-Za-z0-9]{24,64}"),
    ("a Stripe key", rb"[rs]k_live_[A-Za-z0-9]{24,247}"),
    ("a Google key", rb"AIza[A-Za-z0-9_-]{35}|GOCSPX-[A-Za-z0-9_-]{28}"),
    ("an npm token", rb"npm_[A-Za-z0-9]{36}"),
    ("a PyPI token", rb"pypi-AgE[A-Za-z0-9_-]{50,400}"),
    ("an Anthropic key", rb"sk-ant-[a-z]{3,8}[0-9]{2}-[A-Za-z0-9_-]{80,120}"),
    ("an OpenAI key", rb"sk-(?:[A-Za-z0-9]{48}|(?:proj|svcacct|admin)-[A-Za-z0-9_-]{40,200})"),
    ("a Hugging Face token", rb"hf_[A-Za-z0-9]{34}"),
    ("a SendGrid key", rb"SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}"),
    ("a DigitalOcean token", rb"do[opr]_v1_[a-f0-9]{64}"),
    ("a Docker Hub token", rb"dckr_pat_[A-Za-z0-9_-]{27}"),
    ("a Shopify token", rb"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}"),
    ("a RubyGems key", rb"rubygems_[a-f0-9]{48}"),
)
"""What each service says of its own keys; one that can be taken for something else is not here."""
_KEY = re.compile(
    rb"(?<![A-Za-z0-9])(?:%s)(?![A-Za-z0-9_-])"
    % b"|".join(b"(%s)" % pattern for _, pattern in _KINDS)
)
_AWS_SECRET = re.compile(
    rb"aws_secret_access_key[\"']?[ \t]{0,9}[=:][ \t]{0,9}[\"']?([A-Za-z0-9/+]{40})"
    rb"(?![A-Za-z0-9/+=])",
    re.IGNORECASE,
)
_WEBHOOK = re.compile(
    rb"https://hooks\.slack\.com/services/T[A-Z0-9]{8,12}/B[A-Z0-9]{8,12}/[A-Za-z0-9]{24}"
    rb"(?![A-Za-z0-9])"
)
_WEBHOOK_SIGN = b"hooks.slack.com/services/"

_LOWER = (
    b"ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- gldt- glrt- glptt- glsoat- xox rk_live_ sk_live_"
    b" npm_ hf_ dop_v1_ doo_v1_ dor_v1_ dckr_pat_ shpat_ shpca_ shppa_ shpss_ rubygems_ aws_secret"
    b" sk-"
)
_LOWER_STARTS = tuple(_LOWER.split())
"""A run of small letters that begins otherwise is a name or the end of an address."""
_RUN = b"a" * 20
_AS_RUNS = bytes(
    ord("a") if bytes((byte,)).isalnum() or byte in b"-_" else ord(" ") for byte in range(256)
)
_REACH = 90
"""From the name of a secret to the last letter of its value."""

_PEM_START = re.compile(rb"-----BEGIN ((?:[A-Z0-9]+ )?PRIVATE KEY(?: BLOCK)?)-----")
_PEM_SIGN = b"PRIVATE KEY"
_PEM_HEADER = re.compile(rb"^[^\S\r\n]*[A-Za-z][A-Za-z-]*:[ \t][^\r\n]*$", re.MULTILINE)
_PEM_FILLING = re.compile(rb"\\[nr]|[\s\"'>+#|\\]")
_PEM_BODY = re.compile(rb"[A-Za-z0-9/=]{60,}")

_WORDS = re.compile(
    rb"""example | sample | redacted | placeholder | changeme | replace | dummy | secret | your
      | fake
      | 16C7e42F292c6912E7710c838347Ae178B4a | 17653672481  # published in their own manuals
    """,
    re.IGNORECASE | re.VERBOSE,
)
_REPEATED = re.compile(rb"[xX]{4}|0000|(.)\1{4}")
_OWN = 16
"""At least so many letters at the end of a key are its own, and not the mark of its kind."""
_LEAST_LETTERS = 7
"""A key has so many different ones among these; a made-up one often has not."""
_IN_ORDER = 6
"""`abcdef` and `123456` are no accident."""
_LINE = 64
"""A line of a private key: the first ones hold many zeros."""
_MOST = 100
"""More findings of one file are of no help to anyone."""


class _Secret(NamedTuple):
    """A stretch of the file that looks like a secret, and what it is taken for."""

    what: str
    start: int
    end: int


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each key, token or private key; its text goes into no message."""
    data = document.source.data
    if not document.source.text:
        return
    for what, start, end in islice(_found(data), _MOST):
        yield Finding(
            span=Span(start, end),
            message=f"This looks like {what}.",
            help="Revoke it: it is known to whoever has seen the file. Then take it out; an "
            "example may say `EXAMPLE` instead.",
            secret=data[start:end].decode(),
        )


def _found(data: bytes) -> Iterator[_Secret]:
    yield from _tokens(data)
    if _WEBHOOK_SIGN in data:
        for match in _WEBHOOK.finditer(data):
            if not _is_made_up(match[0].rpartition(b"/")[2]):
                yield _Secret("a Slack webhook", *match.span())
    if _PEM_SIGN in data:
        yield from _private_keys(data)


def _tokens(data: bytes) -> Iterator[_Secret]:
    """Those that are a long run of letters and digits: the search jumps from run to run."""
    runs = data.translate(_AS_RUNS)
    done = 0
    start = runs.find(_RUN)
    while start >= 0:
        end = runs.find(b" ", start)
        end = len(data) if end < 0 else end
        run = data[start:end]
        if not run.islower() or run.startswith(_LOWER_STARTS):
            for secret in _in_run(data, max(start - len(b"SG."), done), end):
                done = secret.end
                yield secret
        start = runs.find(_RUN, end)


def _in_run(data: bytes, start: int, end: int) -> Iterator[_Secret]:
    if (named := _AWS_SECRET.search(data, start, end + _REACH)) and named.start() < end:
        if not _is_made_up(named[1]):
            yield _Secret("an AWS secret key", *named.span(1))
        return
    for match in _KEY.finditer(data, start, end + _REACH):
        if match.start() >= end:
            return
        if not _is_made_up(match[0]):
            what, _ = _KINDS[(match.lastindex or 1) - 1]
            shown = match[0][:4].decode()
            yield _Secret(f"{what} (`{shown}…`)", *match.span())


def _is_made_up(key: bytes) -> bool:
    """True for an example: by its words, its few letters, or an order that no chance brings."""
    if _WORDS.search(key) or _REPEATED.search(key):
        return True
    own = key[-_OWN:]
    if len(set(own.lower())) < _LEAST_LETTERS:
        return True
    if any(own[step:] == own[:-step] for step in range(1, _OWN // 2 + 1)):
        return True
    return _is_in_order(own) or (_is_in_order(own[::2]) and _is_in_order(own[1::2]))


def _is_in_order(key: bytes) -> bool:
    """Whether six letters or digits beside each other are in the order of the alphabet."""
    length = 1
    for before, after in pairwise(key):
        length = length + 1 if after - before == 1 or (before, after) == (0x39, 0x30) else 1
        if length == _IN_ORDER:
            return True
    return False


def _private_keys(data: bytes) -> Iterator[_Secret]:
    """Whole blocks only: one that says `...` inside shows where a key would be."""
    for opening in _PEM_START.finditer(data):
        end = data.find(b"-----", opening.end())
        closing = b"-----END %s-----" % opening[1]
        if end < 0 or not data.startswith(closing, end):
            continue
        body = _PEM_FILLING.sub(b"", _PEM_HEADER.sub(b"", data[opening.end() : end]))
        if _PEM_BODY.fullmatch(body) and not (_WORDS.search(body) or _is_made_up(body[-_LINE:])):
            yield _Secret("a private key", opening.start(), end + len(closing))


RULE = Rule(
    code="SC004",
    name="secret-like",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    strict=True,
    suppressible=False,
)
