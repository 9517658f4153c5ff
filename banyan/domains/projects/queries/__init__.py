"""The questions that the projects room answers."""
