"""How the rulebook room is shown."""
