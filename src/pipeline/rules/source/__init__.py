"""Rules about the file as it is stored."""
