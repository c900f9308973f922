"""Rules about the front matter: what an article states about itself."""
