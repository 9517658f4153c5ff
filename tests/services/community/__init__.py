"""Community work: safety, teams, communities, volunteers."""
