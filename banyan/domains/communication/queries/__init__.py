"""What the communication room is asked."""
