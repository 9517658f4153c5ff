"""What the rulebook room decides: how a text is read, which version is in force, who has signed."""
