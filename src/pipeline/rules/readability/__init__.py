"""Whether the prose of an article is as easy to read as its level promises."""
