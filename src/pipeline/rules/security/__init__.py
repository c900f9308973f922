"""Whether an article could harm its readers or the machine that builds it."""
