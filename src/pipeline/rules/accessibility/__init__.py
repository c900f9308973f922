"""Whether those who do not see the page get what it says."""
