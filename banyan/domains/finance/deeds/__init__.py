"""What is done to budgets, books and bank statements."""
