"""What the contract says, in plain Python: no clock, no database."""
