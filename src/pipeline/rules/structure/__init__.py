"""Whether the headings, sections and diagrams of an article are what its kind and its page need."""
