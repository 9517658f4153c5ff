"""Everything that changes something in the communication room."""
