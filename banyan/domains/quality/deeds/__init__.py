"""What changes something in the quality room."""
