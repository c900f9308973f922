"""MD and SP: what other linters find."""

from __future__ import annotations

from tests.rules.mutants.cases import OWNER, Cases, guide, says
from tests.rules.mutants.front_matter import TITLE

END = "each of them a last day.\n"
TABLE = "| Flag | Owner |\n| ---- | ----- |\n| cart | Ada |\n"

MUTANTS: Cases = {
    "MD011": (
        says("The owner says why in «(the log)[https://example.com/log]»."),
        says("- Über flags: «(the list)[/articles/flags/]» is long."),
        says("| Flag |\n| --- |\n| «(cart)[../cart.md]» |"),
    ),
    "MD018": (
        guide("## Practical Tips\n\n", "## Practical Tips\n\n«###»On names\n\n"),
        says("«##»Who moves it\n\nThe owner does."),
        says("The owner does.\n\n«####»Über *alles*"),
    ),
    "MD037": (
        says("«**Who: **» the owner does."),
        says("- The «__ owner__» does."),
        says("> Say «**why **» in the commit."),
    ),
    "MD052": (
        says("The owner says why in «[the log][log]»."),
        says("- See «[`flags`][]» first."),
        says("> «![Red over green][chart]»"),
    ),
    "MD056": (
        says(TABLE + "| page | Grace | «since 2025» |"),
        says(TABLE + "| `a | b` | «Grace» |"),
        says("> | Flag |\n> | ---- |\n> | cart | «Ada | Grace» |"),
    ),
    "MD066": (
        says("The owner does«[^1]», and says why."),
        says("The owner does.\n\n«[^1]:» And says why."),
        says("- The owner does[^a] and says so«[^b]».\n\n[^a]: She does."),
    ),
    "MD070": (
        guide(END, END + "\n«```markdown»\nRun it:\n```bash\nmake\n```\nThen look at it.\n```\n"),
        guide(END, END + "\n«~~~md»\n~~~python\nFLAGS = {}\n~~~\nThen look.\n~~~\n"),
        says("- So:\n\n  «```md»\n  ```sh\n  make\n  ```\n  Then look.\n  ```"),
    ),
    "MD075": (
        says(TABLE + "\n«| page | Grace |\n| shop | Ada |»"),
        says("«| cart | Ada |\n| page | Grace |»"),
        says("The owner:\n\n«| *cart* | `Ada` |\n| page | Grace |»"),
    ),
    "MD077": (
        says("1. The owner does.\n\n  «And says why.»\n\n2. In the commit."),
        says("1. The owner does:\n\n  «```bash»\n  git commit\n  ```\n\n2. And says why."),
        says("10. The owner does.\n\n   «And says why.»\n\n11. In the commit."),
    ),
    "MD083": (
        says("The owner doesn«â€™»t."),
        says("The caf«Ã©» is open."),
        says("- The owner «â€”» and nobody else."),
    ),
    "MD086": (
        says("The owner does «<!--» or not."),
        says("- The owner does «<!--» or not -- >\n- And says why."),
        says("> Über «<!--» flags."),
    ),
    "MD091": (
        says("<div>\nThe owner says why in «[the log](https://example.com/log)».\n</div>"),
        says("<details>\n<summary>More</summary>\nSee «[the log](/)».\n</details>"),
        says("<section>\n<p>See «[the log](/)» and «[this](#mental-model)».</p>\n</section>"),
    ),
    "MD092": (
        says("«<<<<<<<» HEAD\nThe owner does.\n\n>>>>>>> main"),
        guide(OWNER, "«<<<<<<<» ours\n" + OWNER + "\nNobody does.\n>>>>>>> theirs\n"),
        says("The owner does.\n«<<<<<<<» HEAD\nand says why."),
    ),
    "SP001": (
        says("The owner does, and «recieves» a mail."),
        guide("### Who moves the day", "### Who moves a «seperate» day"),
        guide(TITLE, "title: Write a Flag That You «definately» Delete\n"),
        says("- «Teh» owner does."),
    ),
}

NEIGHBOURS: Cases = {
    "MD011": (
        says("Call flags(row)[0] and (all of them)[^1].\n\n[^1]: Of this month."),
        says("Type `(the log)[https://example.com/]`."),
        says("See [the log](https://example.com/log) (and more)."),
    ),
    "MD018": (
        says("#flags and #releases are where to ask, and #12 is done."),
        says("```sh\n##not a heading\n```"),
        says("It is written in C## or `##x`."),
    ),
    "MD037": (
        says("Two to the tenth is 2 ** 10, and its square is 2 ** 20."),
        says("**Who:** the owner does, and __says__ why."),
        says("Pass `**flags **`, *args and **kwargs."),
    ),
    "MD052": (
        says("The cell is grid[row][column], and [sic] is what was said."),
        says("See [the log][log].\n\n[log]: https://example.com/log"),
        says("- [ ] One is open.\n- [x] One is done."),
    ),
    "MD056": (
        says(TABLE + "| page |\n| shop | Ada |"),
        says(TABLE + "| `a \\| b` | \\| |"),
        says("```text\nflag, owner | one, two | three\n```"),
    ),
    "MD066": (
        says("The owner does[^1].\n\n[^1]: And says why."),
        says("In a pattern, `[^1]` and [^/]+ mean something else."),
        says("The owner[^a] and again[^a].\n\n[^a]: She does."),
    ),
    "MD070": (
        says("````markdown\n```bash\nmake\n```\n````"),
        says("~~~markdown\n```bash\nmake\n```\n~~~"),
        says("```text\none\n```\n\n```text\ntwo\n```"),
    ),
    "MD075": (
        says(TABLE),
        says("Between words, a | b means either\nof c | d."),
        says("```md\n| cart | Ada |\n| page | Grace |\n```"),
    ),
    "MD077": (
        says("1. The owner does.\n\n   And says why.\n\n2. In the commit."),
        says("- The owner does.\n\n    And says why.\n\n- In the commit."),
        says("The owner does.\n\n  And says why."),
    ),
    "MD083": (
        says("The café's owner is naïve; in São Paulo it costs £5."),
        says("`â€™` is what a wrong decoding makes of it."),
        says("\u201cQuotes\u201d \u2013 and dashes\u2026 at Ålesund."),
    ),
    "MD086": (
        says("The owner does <!-- or\nnot --> it."),
        says("A comment begins with `<!--`, or \\<!-- here."),
        says("<!-- One. -->\n\nThe owner does. <!-- Two. -->"),
    ),
    "MD091": (
        says("<div>\n\nSee [the log](https://example.com/log).\n\n</div>"),
        says("<!-- [the log](/) -->\n\nThe owner does."),
        says("<pre>\n[the log](/)\n</pre>"),
    ),
    "MD092": (
        says("```text\n<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> main\n```"),
        says("`<<<<<<< HEAD` is a mark of Git's."),
        says(OWNER + "\nWho else\n--------\n\nOne << 7 and one <<< two."),
    ),
    "SP001": (
        says("A colour or a color, to organise or to organize."),
        says("`teh` and `recieve` in code, and <https://teh.example/>."),
        says("The paper by Andreas Linz says \u201cteh\u201d."),
        says("Set recieve_all, recieveAll and lib/teh."),
        says("The owner recieves a mail.", vocabulary=("recieves",)),
    ),
}
