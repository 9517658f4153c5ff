"""How the records of this room prove the clauses of the rulebook."""
