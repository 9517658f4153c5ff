"""How the records of the staff prove clauses."""
