"""The bench: articles made for it, the same blog for Hugo, and what is measured of both."""
