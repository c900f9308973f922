"""RD005: names in the wrong case; which names there are, and where they are let be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Edit, Finding, Fix
from pipeline.proper_names import PROPER_NAMES, known_names
from pipeline.rules.readability import proper_name_case
from tests.rules.examples import (
    GUIDE,
    PATH,
    SETTINGS,
    article,
    marked,
    mended,
    mutant,
    places,
    said_by,
)


def wrong(body: str, *vocabulary: str) -> list[str]:
    """How each name that was found is written."""
    settings = replace(SETTINGS, vocabulary=vocabulary)
    text = article(body=body)
    return [
        text.encode()[finding.span.start : finding.span.end].decode()
        for finding in said_by(proper_name_case.RULE, text, settings)
        if finding.span
    ]


@pytest.mark.parametrize(
    "text",
    [
        mutant("That makes a release calm.", "That makes «Github» calm."),
        mutant("### Who moves the day", "### Who moves the «Javascript»"),
        mutant("- A flag inside a flag.", "- [A *«postgresql»* flag](#wrap-up)."),
        mutant("The owner does", "Öfter 🎉 **«MacOS»**'s owner does"),
        mutant("  - How to give it an end", "  - How «Pypi» ends"),
        mutant("  - How to give it an end", "  - 'Über «Pypi»: an end'"),
        mutant("title: Write a Flag That You Can Delete", 'title: "A Flag for «node.js»"'),
        mutant("That makes a release calm.", "That makes «raspberry pi» calm."),
    ],
)
def test_a_name_in_the_wrong_case_is_found_where_it_stands(text: str) -> None:
    plain, spans = marked(text)
    assert places(plain) == [("RD005", span) for span in spans]


def test_the_finding_says_the_right_spelling_and_its_fix_writes_it() -> None:
    text, (span,) = marked(article(body="Ärger 🎉 on «Github»,\r\nagain.\r\n"))
    (finding,) = said_by(proper_name_case.RULE, text)
    assert finding == Finding(
        span=span,
        message="The name `Github` is spelled `GitHub`.",
        help="Write `GitHub`.",
        fix=Fix(safe=True, edits=(Edit(span, "GitHub"),)),
    )
    after = mended({PATH: text.encode()}, PATH, finding)[PATH].decode()
    assert after == text.replace("Github", "GitHub")
    assert said_by(proper_name_case.RULE, after) == []


def test_every_mention_is_found_in_every_kind_of_block() -> None:
    body = (
        "## github\n\n> Github\n\n- GITHUB is big\n\n| GitHUB | a |\n|---|---|\n| b | gitHub |\n\n"
        "See.[^n]\n\n[^n]: Github.\n"
    )
    assert wrong(body) == ["github", "Github", "GITHUB", "GitHUB", "gitHub", "Github"]


@pytest.mark.parametrize(
    "body",
    [
        "GitHub, JavaScript and Node.js on macOS, iOS and Linux, with npm.\n",
        "Use `github` and\n\n```javascript\nimport github\n```\n",
        "See https://github.com/linux/ and <https://python.example/>.\n",
        "See github.com, docs.python.org and linux.example/python.\n",
        "Write to me@github or ada@linux.example; ask @github, #linux and r/python.\n",
        "Run python3, docker-compose, python-frontmatter and my_python, open a.json and json5.\n",
        "Read ~/linux/docker, node.js@18, python:3.11, sqlite::memory and javascript/typescript.\n",
        "Call docker() where cfg(unix) holds, $docker and --docker.\n",
        'Set the type to "javascript" or ‘python’.\n',
        "Type docker run hello, docker -v, pip install numpy or sudo docker.\n",
        "# GITHUB AND LINUX\n\nText.\n",
        "Npm is old. JQuery is older! MacOS too. (Pytest not.)\n",
        "Keep the cmake and eslint commands, FORTRAN, JIRA and IOS routers.\n",
        "Go on, rust away, be swift, react, make a flask, git going.\n",
        "Enter <code>docker</code>, <kbd>linux</kbd> and <samp>a python</samp>.\n",
        "<!-- github -->\n\n<div>github</div>\n\nText.\n",
        "![A github page](a.png)\n",
        "See [the page](https://github.com/a) or [it][github].\n\n[github]: https://github.com/\n",
        "Curiosities, epochs and jsons of IPython and CPython.\n",
        "Write git&#104;ub.\n",
    ],
)
def test_what_is_right_or_is_no_name_in_prose_is_left_alone(body: str) -> None:
    assert wrong(body) == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("In (javascript), on github: yes. Or github.\n", ["javascript", "github", "github"]),
        ("It is github's. Use Npm and NPM.\n", ["github", "Npm", "NPM"]),
        ("<code>docker</code> and docker are python.\n", ["docker", "python"]),
    ],
)
def test_marks_around_a_name_do_not_hide_it(body: str, found: list[str]) -> None:
    assert wrong(body) == found


@pytest.mark.parametrize(
    "value",
    [
        "title: >\n  A flag for\n  Github\n",
        'title: "A flag \\x66or Github and more"\n',
        "title: 'A flag''s day on Github'\n",
        "tags: [github, linux]\n",
        "category: Github\n",
        "learn: Github\n",
    ],
)
def test_a_value_that_is_not_written_as_it_is_read_or_not_shown_is_left_alone(value: str) -> None:
    found = said_by(proper_name_case.RULE, article(front_matter=value))
    assert len(found) == value.startswith("learn")


def test_broken_front_matter_does_not_hide_the_body() -> None:
    found = said_by(proper_name_case.RULE, "---\ntitle: [\n---\n\nOn Github.\n")
    assert [finding.message for finding in found] == ["The name `Github` is spelled `GitHub`."]


def test_the_vocabulary_adds_names_and_wins() -> None:
    assert wrong("Use codeloom and Zürich, and ZÜRICH.\n", "CodeLoom", "Zürich") == [
        "codeloom",
        "ZÜRICH",
    ]
    assert wrong("GitHub is GITHUB and github.\n", "GITHUB", "github") == ["GitHub"]
    assert wrong("Kubectl runs. Then KubeCtl does.\n", "kubectl") == ["KubeCtl"]


def test_of_two_names_in_one_place_the_longer_counts() -> None:
    assert wrong("Use github Actions on github.\n", "Github Actions") == [
        "github Actions",
        "github",
    ]
    assert wrong("Use Github Actions.\n", "Github Actions") == []


def test_documents_judged_in_turn_do_not_mix() -> None:
    empty = article(front_matter='title: "A Day on Github"\n', body="<!-- nothing -->\n")
    other = article(front_matter='title: "A Day on Gitlab"\n', body="<!-- nothing -->\n")
    for text, name in ((empty, "Github"), (other, "Gitlab"), (empty, "Github")):
        (finding,) = said_by(proper_name_case.RULE, text)
        assert finding.message.startswith(f"The name `{name}` ")


def test_the_default_names_are_each_given_once_and_have_one_spelling_to_write() -> None:
    names = known_names(())
    assert len(names) == len(PROPER_NAMES) == len({name.lower() for name in PROPER_NAMES})
    assert all(spelling.lower() == small for small in names for spelling in names[small])
    assert known_names(("Github",))["github"] == ("Github",)
    assert known_names(("nginx", "NGINX"))["nginx"] == ("nginx", "NGINX")


@pytest.mark.parametrize("name", PROPER_NAMES)
def test_each_default_name_is_right_in_a_sentence(name: str) -> None:
    assert wrong(f"We like {name}. {name} is what we use, and {name}'s page says so.\n") == []


def test_the_guide_is_silent() -> None:
    assert said_by(proper_name_case.RULE, GUIDE) == []
