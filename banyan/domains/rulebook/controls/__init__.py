"""What the rulebook's own records prove: that there are rules, that they are known, and that they are kept up."""
