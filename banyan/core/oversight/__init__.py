"""Looking over the whole installation: the page of its trail, and what was last proven of it."""
