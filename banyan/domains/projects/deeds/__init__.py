"""Everything that changes something in the projects room."""
