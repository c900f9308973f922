"""SR and FM: the file itself, and its front matter."""

from __future__ import annotations

from tests.rules.examples import GUIDE, PATH
from tests.rules.mutants.cases import Case, Cases, adds, blog, guide, note, says

TITLE = "title: Write a Flag That You Can Delete\n"
DESCRIPTION = (
    "description: A feature flag is easy to add and hard to lose. "
    "Give it an owner and a last day.\n"
)
DATE = "date: 2026-01-05\n"
CATEGORY = "category: Tooling\n"
LEVEL = "level: Beginner\n"
TIME = "reading_time: 2\n"
LEARN = "learn:\n  - What a flag is for\n  - How to give it an end\n  - Where old flags hide\n"
TAGS = "tags: [flags]\n"
START = "---\ntitle: Write"
END = "tags: [flags]\n---\n"
FRONT_MATTER = GUIDE[: GUIDE.index("\n## What")]
MOST = 1_000_000
MOST_OF_FRONT_MATTER = 65_536


def named(path: str) -> Case:
    """The guide under another name."""
    return blog((path, GUIDE))


def of_size(size: int) -> Case:
    """The guide, so many bytes long by what no reader sees."""
    room = size - len(GUIDE.encode()) - len("\n<!--  -->\n")
    return blog((PATH, GUIDE + "\n<!-- " + "x" * room + " -->\n"))


MUTANTS: Cases = {
    "SR001": (
        says("The owner says why«\0» in the commit."),
        says("The owner says why in the caf«\udce9»."),
        guide(TITLE, "title: Write a Flag That You Can «\udcff»\udcfeDelete\n"),
        of_size(MOST + 1),
    ),
    "FM001": (
        guide(START, "«\n»" + START),
        guide(START, "«\ufeff»" + START),
        guide(FRONT_MATTER, "«»", "\n## What and Why", "## What and Why"),
        guide(FRONT_MATTER, '«+++»\ntitle = "Write a Flag That You Can Delete"\n+++\n'),
    ),
    "FM002": (
        guide(START, "«---»\ntitle: Write", END, "tags: [flags]\n"),
        guide(END, "tags: [flags]\n«----»\n"),
        guide(FRONT_MATTER, "---\n«- Write a Flag\n- That You Can Delete»\n---\n"),
        guide(FRONT_MATTER, "---\n«Write a Flag That You Can Delete»\n---\n"),
    ),
    "FM003": (
        guide(TITLE, "title: Flags«:» How to Delete Them\n"),
        guide(TITLE, "title: 'It«'»s a Flag That You Can Delete'\n"),
        guide("  - What a flag is for", "«\t»- What a flag is for"),
        guide(TAGS, "tags: «[»flags\n"),
    ),
    "FM004": (
        adds("«title»: Another Title for It"),
        guide(CATEGORY, CATEGORY + "«category»: Web\n"),
        note("image:\n  src: https://example.com/a.png\n  alt: Red over green\n  «alt»: Green"),
        guide(LEVEL, "level: Beginner\n«level»: Beginner\n"),
    ),
    "FM005": (
        guide(START, "«---»\ntitle: Write", CATEGORY, ""),
        guide(START, "«---»\ntitle: Write", LEVEL, ""),
        guide(START, "«---»\ntitle: Write", LEARN, ""),
        adds("«image»:\n  src: https://example.com/a.png"),
    ),
    "FM006": (
        adds("«tag»: flags"),
        adds("«keywords»: [flags, releases]"),
        adds("image: {src: https://example.com/a.png, alt: Red over green, «width»: 3}"),
        guide(CATEGORY, "«catgory»: Tooling\n", also=("FM005",)),
    ),
    "FM007": (
        guide(TIME, 'reading_time: «"2"»\n'),
        guide(TAGS, "tags: «flags»\n"),
        guide("  - How to give it an end", "  - «How: to give it an end»"),
        adds('draft: «"true"»'),
        guide(TITLE, "title: «[Write a Flag]»\n"),
    ),
    "FM008": (
        guide(CATEGORY, "category: «tooling»\n"),
        guide(CATEGORY, "category: «Flags»\n"),
        guide(LEVEL, "level: «Easy»\n"),
        adds("kind: «guidd»"),
    ),
    "FM009": (
        guide(TITLE, "title: «Flag»\n"),
        guide(DESCRIPTION, "description: «A flag is easy to add.»\n"),
        guide(TIME, "reading_time: «0»\n"),
        guide(
            "  - Where old flags hide\n",
            "",
            "learn:\n  - What a flag is for\n  - How to give it an end\n",
            "learn:\n  «- What a flag is for\n  - How to give it an end»\n",
        ),
        guide(TAGS, "tags: «[one, two, three, four, five, six]»\n"),
    ),
    "FM010": (
        guide(DATE, "date: «2026-02-30»\n"),
        guide(DATE, "date: «05.01.2026»\n"),
        guide(TAGS, "tags: [«Feature Flags»]\n"),
        adds("aliases: [«articles/old-flag»]"),
        guide(DATE, 'date: «"2026-03-29T02:30:00"»\n', timezone="Europe/Berlin"),
    ),
    "FM011": (
        guide(TAGS, "tags: [flags, releases, «flags»]\n"),
        guide("  - Where old flags hide\n", "  - Where old flags hide\n  - «What a flag is for»\n"),
        guide("prerequisites: []", 'prerequisites: [Git, A shell, «"Git"»]'),
        adds("author: [Ada Example, Grace Example, «Ada Example»]"),
    ),
    "FM012": (
        guide(TITLE, "title: «!upper» Write a Flag That You Can Delete\n"),
        guide(TAGS, "tags: " + "[" * 19 + "«[»flags" + "]" * 20 + "\n"),
        guide(TAGS, "tags: «!!python/object/apply:os.system» [flags]\n"),
        guide(TAGS, "tags: [&a flags" + ", *a" * 50 + ", «*a»]\n"),
        guide(START, "«---»\n# " + "x" * MOST_OF_FRONT_MATTER + "\ntitle: Write"),
    ),
    "FM013": (
        adds("updated: «2025-12-31»"),
        adds("updated: «2025-01-05»"),
        guide(DATE, "date: 2026-01-05T12:00:00Z\nupdated: «2026-01-05T11:59:59Z»\n"),
        guide(DATE, "date: 2026-01-05T12:00:00+02:00\nupdated: «2026-01-05T11:30:00+03:00»\n"),
    ),
    "FM014": (
        guide(TAGS, "tags: [flags, «on»]\n"),
        adds("series: «1.10»"),
        guide("prerequisites: []", "prerequisites:\n  - «no»"),
        guide("  - What a flag is for", "  - «12:30:00»"),
    ),
    "FM015": (
        guide(DATE + CATEGORY, "category: Tooling\n«date»: 2026-01-05\n"),
        guide(TITLE + DESCRIPTION, DESCRIPTION + TITLE.replace("title", "«title»")),
        guide(TIME, "", LEVEL, "reading_time: 2\n«level»: Beginner\n"),
    ),
    "FM016": (
        named("content/articles/Delete-a-Flag.md"),
        named("content/articles/delete_a_flag.md"),
        named("content/articles/delete--a-flag.md"),
        named("content/articles/löschen/index.md"),
        named("content/articles/aux.md"),
        named(f"content/articles/{'f' * 81}.md"),
    ),
}

NEIGHBOURS: Cases = {
    "SR001": (
        says("The café is open ☕, and `\\x00` and ␀ are names of a NUL."),
        says("Ünïcödé, 日本語 and 🎉 are UTF-8."),
        of_size(MOST),
    ),
    "FM001": (
        blog((PATH, GUIDE.replace("\n", "\r\n"))),
        guide(START, "---\n# The fields of a guide\ntitle: Write"),
        guide(START, "--- \ntitle: Write"),
        says("One thing.\n\n---\n\nAnother thing."),
    ),
    "FM002": (
        guide(END, "tags: [flags]\n--- \n"),
        guide(TITLE, "title: Write a Flag --- and Delete It\n"),
        guide(FRONT_MATTER, FRONT_MATTER + "\n---\n\nA flag is a loan, and here is its day.\n"),
        guide(
            DESCRIPTION,
            "description: >-\n  A feature flag is easy to add and hard to lose.\n"
            "  Give it an owner --- and a last day.\n",
        ),
    ),
    "FM003": (
        guide(TITLE, 'title: "Flags: How to Delete Them"\n'),
        guide(TITLE, "title: 'It''s a Flag That You Can Delete'\n"),
        guide(TITLE, "title: It's a Flag:That You Can Delete  # a comment: with a colon\n"),
        guide(TAGS, "tags:\n- flags\n"),
        guide(
            DESCRIPTION,
            "description: |-\n  A feature flag: easy to add, and hard to lose.\n"
            "  Give it 'an owner.\n",
        ),
    ),
    "FM004": (
        adds("image:\n  src: https://example.com/a.png\n  alt: Red over green"),
        guide(TITLE, TITLE + "# title: Another Title\n"),
        guide(TITLE, 'title: "title: A Flag That You Can Delete"\n'),
    ),
    "FM005": (
        note("category: Web"),
        guide("prerequisites: []", "prerequisites: [Git]"),
        note('title: "A Note Needs No Level and No Time"', "A flag is a loan."),
        adds("image:\n  src: https://example.com/a.png\n  alt: Red over green"),
    ),
    "FM006": (
        adds("author: Ada Example\nseries: Flags\npart: 1\ndraft: false\nguid: a-flag"),
        adds("# keywords: [flags]"),
        adds("image: {src: https://example.com/a.png, alt: Red over green}"),
    ),
    "FM007": (
        adds("draft: false"),
        adds("author: Ada Example"),
        adds("author: [Ada Example, Grace Example]"),
        guide(TITLE, "title: '20262'\n"),
        guide("  - How to give it an end", '  - "How: to give it an end"'),
    ),
    "FM008": (
        guide(CATEGORY, "category: 'Tooling'\n"),
        guide(CATEGORY, "category: Web  # and not Tooling\n"),
        adds("kind: guide"),
        note("kind: recipe", "## Ingredients\n\nA server.\n\n## Method\n\nStart it."),
    ),
    "FM009": (
        guide(TITLE, "title: Flags\n"),
        guide(DESCRIPTION, "description: A flag is easy to add, and is hard to take away...\n"),
        guide(TAGS, "tags: [one, two, three, four, five]\n"),
        guide(DESCRIPTION, "description: " + "Look at flags now. " * 10 + "Then rest.\n"),
    ),
    "FM010": (
        guide(DATE, "date: 2024-02-29\n"),
        guide(DATE, "date: 2026-01-05T09:00:00+01:00\n"),
        guide(TAGS, "tags: [feature-flags, web2]\n"),
        adds("aliases: [/articles/old-flag/, /2025/flag.html]"),
        guide(DATE, 'date: "2026-03-29T03:30:00"\n', timezone="Europe/Berlin"),
    ),
    "FM011": (
        guide(TAGS, "tags: [flags, flag-days]\n"),
        guide("  - Where old flags hide\n", "  - Where old flags hide\n  - Where flags hide\n"),
        guide("prerequisites: []", "prerequisites: [What a flag is for]"),
        adds("author: [Ada Example, Ada Exemplar]"),
    ),
    "FM012": (
        guide(TITLE, "title: Write a Flag! That You Can !Delete\n"),
        guide(TAGS, "tags: &flags [flags]\n"),
        guide(TITLE, 'title: "!upper Write a Flag That You Can Delete"\n'),
        guide("prerequisites: []", "prerequisites:\n  - &git Git\n  - Flags in *git and &c"),
        guide(START, "---\n# " + "x" * 60_000 + "\ntitle: Write"),
    ),
    "FM013": (
        adds("updated: 2026-01-05"),
        adds("updated: 2026-01-06"),
        guide(DATE, "date: 2026-01-05T12:00:00Z\nupdated: 2026-01-05\n"),
        guide(DATE, "date: 2026-01-05T12:00:00+02:00\nupdated: 2026-01-05T11:30:00+01:00\n"),
    ),
    "FM014": (
        guide(TAGS, 'tags: [flags, "on"]\n'),
        adds("series: '1.10'"),
        adds("series: 1.10.2"),
        guide("  - What a flag is for", "  - 12:30 is no time for a release"),
        guide("prerequisites: []", "prerequisites: [No flags at all]"),
        adds("part: 1\ndraft: false\nseries: Flags"),
    ),
    "FM015": (
        guide(DATE, "date: 2026-01-05\nupdated: 2026-01-06\n"),
        adds("image:\n  alt: Red over green\n  src: https://example.com/a.png"),
        guide(DATE, "# a comment: on the date\ndate: 2026-01-05\n"),
        guide(TAGS, ""),
    ),
    "FM016": (
        named("content/articles/delete-a-flag.md"),
        named("content/articles/delete-a-flag/index.md"),
        named("content/articles/2026.md"),
        named("content/articles/console.md"),
        named(f"content/articles/{'f' * 80}.md"),
    ),
}
