"""Whether an article takes as long to read as it says, and is long enough for its kind."""
