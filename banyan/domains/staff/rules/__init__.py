"""The law of the establishment, in plain Python: no clock, no database."""
