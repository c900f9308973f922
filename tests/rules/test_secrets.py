"""SC004, secret-like. No key stands in this file: each is put together when the test runs."""

from __future__ import annotations

import base64
import random
import string
from pathlib import Path

import pytest

from pipeline.model import Finding, Severity, Span
from pipeline.rules.security.secret_like import RULE
from tests.blog import make_blog, note
from tests.rules.examples import PATH, article, findings, mutant, said_by
from tests.test_cli import codeloom

UPPER = string.ascii_uppercase + "234567"
LETTERS = string.ascii_letters + string.digits
WIDE = LETTERS + "_-"
HEX = "0123456789abcdef"


def made(length: int, alphabet: str = LETTERS, seed: int = 7) -> str:
    """Letters without an order: the same in every run; a letter first and last."""
    dice = random.Random(seed)
    middle = "".join(dice.choice(alphabet) for _ in range(length - 2))
    ends = [each for each in alphabet if each.isalnum()]
    return dice.choice(ends) + middle + dice.choice(ends)


def pem(kind: str, body: str) -> str:
    lines = [body[at : at + 64] for at in range(0, len(body), 64)]
    return "\n".join([f"-----BEGIN {kind}-----", *lines, f"-----END {kind}-----"])


PEM_BODY = base64.b64encode(random.Random(3).randbytes(300)).decode()

SECRETS = {
    "an AWS access key": "AK" + "IA" + made(16, UPPER),
    "an AWS session key": "AS" + "IA" + made(16, UPPER),
    "a GitHub token": "gh" + "p_" + made(36),
    "a GitHub server token": "gh" + "s_" + made(36),
    "a fine GitHub token": "github" + "_pat_" + made(22) + "_" + made(59),
    "a GitLab token": "gl" + "pat-" + made(20, WIDE),
    "a Slack bot token": "xo" + "xb-" + "4829104857-5920384710293-" + made(24),
    "a Slack user token": "xo" + "xp-" + "4829104857-5920384710-4928374650-" + made(32, HEX),
    "a Slack webhook": "https://hooks.slack" + ".com/services/T02KD93LS/B03ME84MT/" + made(24),
    "a Stripe key": "sk" + "_live_" + made(24),
    "a Google key": "AI" + "za" + made(35, WIDE),
    "a Google client secret": "GOC" + "SPX-" + made(28, WIDE),
    "an npm token": "np" + "m_" + made(36),
    "a PyPI token": "py" + "pi-AgEIcHlwaS5vcmc" + made(120, WIDE),
    "an Anthropic key": "sk" + "-ant-api03-" + made(95, WIDE),
    "an OpenAI key": "sk" + "-" + made(48),
    "an OpenAI project key": "sk" + "-proj-" + made(120, WIDE),
    "a Hugging Face token": "h" + "f_" + made(34, string.ascii_letters),
    "a SendGrid key": "S" + "G." + made(22, WIDE) + "." + made(43, WIDE),
    "a DigitalOcean token": "do" + "p_v1_" + made(64, HEX),
    "a Docker token": "dckr" + "_pat_" + made(27, WIDE),
    "a Shopify token": "shp" + "at_" + made(32, HEX),
    "a RubyGems key": "ruby" + "gems_" + made(48, HEX),
    "a private key": pem("RSA PRIVATE" + " KEY", PEM_BODY),
    "an OpenSSH key": pem("OPENSSH PRIVATE" + " KEY", PEM_BODY),
    "a key without a kind": pem("PRIVATE" + " KEY", PEM_BODY[:64]),
}


def guide(body: str) -> str:
    """The guide with `body` as the whole of one of its sections."""
    return mutant("The owner does, and says why in the commit.", body)


def shown(text: str) -> list[str]:
    """The bytes that the rule marks, which must be the secret that it hands over."""
    data = text.encode()
    found = said_by(RULE, text)
    cut = [data[each.span.start : each.span.end].decode() for each in found if each.span]
    assert cut == [each.secret for each in found]
    return cut


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
@pytest.mark.parametrize(
    "around",
    [
        "é 🙂 The key is SECRET.",
        "`SECRET`",
        '```python\nkey = "SECRET"\n```',
        "```sh\ncurl -H 'Authorization: Bearer SECRET' https://x.org\n```",
        "<!-- SECRET -->",
        "[a](https://x.org/?token=SECRET&b=c)",
        "SECRET",
    ],
)
def test_a_key_is_found_wherever_it_stands(around: str, secret: str) -> None:
    assert shown(guide(around.replace("SECRET", secret))) == [secret]


@pytest.mark.parametrize("secret", [each for each in SECRETS.values() if "\n" not in each])
def test_so_is_one_in_the_front_matter_and_in_a_file_without_any(secret: str) -> None:
    assert shown(article(front_matter=f"series: {secret}\n")) == [secret]
    assert shown(f"{secret}\n") == [secret]
    assert shown(article(body=f"{secret}\r\n\r\n{secret}\r\n")) == [secret, secret]


def test_a_private_key_may_be_indented_quoted_or_escaped() -> None:
    key = SECRETS["a private key"]
    indented = key.replace("\n", "\n    ")
    assert shown(article(body=f"```yaml\nkey: |\n    {indented}\n```\n")) == [indented]
    quoted = key.replace("\n", "\n> ")
    assert shown(article(body=f"> {quoted}\n")) == [quoted]
    escaped = key.replace("\n", "\\n")
    assert shown(article(body=f'```json\n{{"key": "{escaped}\\n"}}\n```\n')) == [escaped]
    headed = key.replace("-----\n", "-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES,0A\n\n", 1)
    assert shown(article(body=f"```text\n{headed}\n```\n")) == [headed]


@pytest.mark.parametrize(
    "line",
    [
        "aws_secret_access_key = VALUE",
        "export AWS_SECRET_ACCESS_KEY=VALUE",
        'AWS_SECRET_ACCESS_KEY: "VALUE"',
        '"aws_secret_access_key": "VALUE"',
    ],
)
def test_an_aws_secret_is_known_by_its_name(line: str) -> None:
    secret = made(20) + "/" + made(19)
    assert shown(guide(f"```ini\n{line.replace('VALUE', secret)}\n```")) == [secret]


def test_the_whole_finding_shows_no_more_than_the_kind() -> None:
    secret = SECRETS["a GitHub token"]
    assert findings({PATH: article(body=f"It is `{secret}`.\n").encode()})[-1:] == [
        (
            "SC004",
            PATH,
            Finding(
                Span((start := len(article(body="It is `").encode())), start + len(secret)),
                "This looks like a GitHub token (`ghp_…`).",
                "Revoke it: it is known to whoever has seen the file. Then take it out; an "
                "example may say `EXAMPLE` instead.",
                secret=secret,
            ),
        )
    ]


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
def test_no_message_holds_the_secret(secret: str) -> None:
    (finding,) = said_by(RULE, article(body=f"```text\n{secret}\n```\n"))
    assert secret[5:] not in finding.message + finding.help
    assert len(set(finding.message) & {"…"}) <= 1


KNOWN = [
    "AKIA" + "IOSFODNN7EXAMPLE",
    "AKIA" + "I44QH8DHBEXAMPLE",
    "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCY" + "EXAMPLEKEY",
    "gho" + "_16C7e42F292c6912E7710c838347Ae178B4a",
    "xoxb" + "-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy",
    "https://hooks.slack" + ".com/services/T00000000/B00000000/" + "X" * 24,
    "sk_test" + "_" + made(24),
    "pk_live" + "_" + made(24),
]
MADE_UP = [
    "ghp" + "_" + "x" * 36,
    "ghp" + "_" + "1234567890abcdefghijABCDEFGHIJ123456",
    "ghp" + "_" + "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6",
    "ghp" + "_" + "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8",
    "ghp" + "_" + "abc123" * 6,
    "ghp" + "_" + "0" * 36,
    "ghp" + "_" + "REDACTED" + made(28),
    "ghp" + "_" + "YourTokenGoesHere" + made(19),
    "AKIA" + "XXXXXXXXXXXXXXXX",
    "AKIA" + "ABCDEFGHIJKLMNOP",
    "AKIA" + "1234567890123456",
    "glpat" + "-" + "abcdefghij1234567890",
    "sk" + "-ant-api03-" + "..." + made(60),
    "sk" + "-" + "your-key-here-" + made(34),
    "npm" + "_" + "placeholder" + made(25),
    "AIza" + "SyExampleExampleExampleExampleExample",
    "-----BEGIN PRIVATE" + " KEY-----\n...\n-----END PRIVATE KEY-----",
    "-----BEGIN RSA PRIVATE" + " KEY-----\nMIIEow...\n-----END RSA PRIVATE KEY-----",
    "-----BEGIN RSA PRIVATE" + " KEY-----\n" + PEM_BODY,
    "-----BEGIN PUBLIC KEY-----\n" + PEM_BODY + "\n-----END PUBLIC KEY-----",
    "-----BEGIN CERTIFICATE-----\n" + PEM_BODY + "\n-----END CERTIFICATE-----",
]
NO_KEYS = [
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ." + made(43, WIDE),
    "sha256: " + made(64, HEX) + " and commit " + made(40, HEX),
    "ghp" + "_" + made(35),
    "ghp" + "_" + made(38),
    "a" + SECRETS["an AWS access key"],
    SECRETS["an AWS access key"] + "Q",
    "9f1c2d3e-" + made(4, HEX) + "-4b5a-8c7d-" + made(12, HEX),
    "https://x.org/a-very-long-slug-of-an-article-about-sk-something-and-npm_packages",
    "task-" + made(48) + " and disk-" + made(48),
    "A snake_case_name_that_is_long and CONSTANT_NAMES_THAT_ARE_LONG_TOO",
    "data:image/png;base64," + PEM_BODY,
    "é" * 40 + " " + "日本" * 30,
]


@pytest.mark.parametrize("text", [*KNOWN, *MADE_UP, *NO_KEYS])
def test_examples_of_manuals_and_what_is_no_key_are_left_alone(text: str) -> None:
    assert said_by(RULE, guide(f"It is `{text}`.")) == []
    assert said_by(RULE, guide(f"```text\n{text}\n```")) == []


def test_the_marks_of_what_is_made_up_hide_no_draw_of_letters() -> None:
    for seed in range(300):
        token = "gh" + "p_" + made(36, seed=seed)
        assert [each.secret for each in said_by(RULE, f"{token}\n")] == [token]


def test_nothing_silences_it_and_a_draft_is_no_excuse() -> None:
    assert (RULE.severity, RULE.strict, RULE.suppressible) == (Severity.ERROR, True, False)


def test_a_hundred_are_enough() -> None:
    assert len(said_by(RULE, article(body=f"{SECRETS['a GitHub token']}\n" * 300))) == 100


@pytest.mark.parametrize("text", ["", "---\n", "-----BEGIN PRIVATE" + " KEY-----", "\udcff", "a\0"])
def test_broken_files_are_no_trouble(text: str) -> None:
    assert said_by(RULE, text) == []


@pytest.mark.parametrize("style", ["full", "concise", "json", "github"])
def test_no_output_shows_a_secret_that_a_fix_would_write_elsewhere(
    tmp_path: Path, style: str
) -> None:
    token = "gh" + "p_" + made(36)
    title = "A short note"
    text = note(title=title).replace(f"title: {title}\n", "") + f"\nUse {token} here.\n"
    text = text.replace("kind: note\n", f"kind: note\ntitle: Use {token}\n")
    make_blog(tmp_path, {PATH: text})
    run = codeloom(tmp_path, "check", "--format", style, "--select", "FM015", "--now", "2026-11-22")
    assert "FM015" in run.stdout
    assert token not in run.stdout + run.stderr
