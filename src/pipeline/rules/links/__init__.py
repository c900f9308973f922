"""Whether every link leads somewhere, for the reader and not only for the author."""
