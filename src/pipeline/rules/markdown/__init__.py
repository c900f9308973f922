"""Whether Markdown becomes what its author meant: findings of rumdl that our reading confirms."""
