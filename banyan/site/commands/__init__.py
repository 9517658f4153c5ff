"""What each command of the shell does: answers (exit code, JSON-ready dict)."""
