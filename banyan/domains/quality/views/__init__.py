"""The pages of the quality room that people live in."""
