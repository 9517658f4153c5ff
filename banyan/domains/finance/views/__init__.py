"""Pages of money that a register cannot say."""
