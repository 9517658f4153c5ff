"""What the quality room is asked."""
