"""Whether blocks of code say what they are, can be read and can be copied."""
