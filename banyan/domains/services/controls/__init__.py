"""How the records of services prove clauses."""
