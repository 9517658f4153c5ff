"""How the quality room is shown."""
