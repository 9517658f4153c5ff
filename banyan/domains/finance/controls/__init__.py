"""What budgets, books and claims prove of the rules about money."""
