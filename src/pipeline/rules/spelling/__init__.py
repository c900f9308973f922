"""Whether words are spelled as English spells them: findings of typos."""
