"""Everything into one sealed file, and back into an empty installation."""
