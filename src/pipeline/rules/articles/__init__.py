"""Whether articles and pages can be told from each other."""
