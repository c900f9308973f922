"""Whether articles can be told from each other."""
