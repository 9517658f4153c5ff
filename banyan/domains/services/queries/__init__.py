"""Questions that a register cannot say."""
