"""Codeloom's pipeline: Markdown with front matter in, a checked blog and its feeds out.

The map of the house, from the top floor down; an import only ever goes down.

- `cli` turns a command line into an exit code.
- `build` tells the story: examine, judge, assemble, render, publish. `work` is what a process does
  with its articles; `move` gives one of them a new name; `output` holds the formats that findings
  are shown in.
- The verbs do not know each other: `examine` (one article, pure), `shards` (who does that work),
  `judge` (severity, suppressions, and what may not be built), `fix` (edits to new text),
  `assemble` (the site), `render` (its pages, each kind in a module:
  `articles`, `lists`, `notices`, `search_page`, `subscribe_page`, `machines`, all of them in a
  `frame`; and its feeds, `feed` and `json_feed`, which say what `syndication` makes of an article,
  with a `lead` above its text), `search` (the index of Pagefind), `publish` (staged by its `desk`,
  verified by its `checks`, put in place by its `swapping`).
- `read` makes a document of a file, `rules` says what is wrong with it, `engines` asks other
  linters (rumdl, typos), `html` makes its body for the page and its body for feeds.
- Doors and pure functions: `schema` (jsonschema), `prose` (textstat), `highlight` (Pygments),
  `sanitise` (nh3), `markup` (selectolax), `pictures` and `cards` (Pillow), `svg` (lxml), `git` (the
  program), `syntax` (the grammars of code), `permalink` (every address), `slug`, `shelves` (the
  pages of a list), `related`, `raw_html`, `moments`, `nearest`, `proper_names`, `wording`,
  `baseline`, `settings` and `manifest` (what is online, for the next build to be held against).
  Each third-party package is imported by one module, and its types stay there.
- `formats` takes picture files apart, byte by byte; `errors` are the operator's troubles; `model`
  holds the nouns that all of them share.
"""

__version__ = "0.1.0"
