"""How the records of this room prove clauses: talk inside, contacts outside, the desk."""
