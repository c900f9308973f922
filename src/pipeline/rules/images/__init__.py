"""Whether images are what a page can carry."""
