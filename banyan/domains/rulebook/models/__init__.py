"""What the rulebook room keeps."""
