"""Speed as ratios: the product beside a minimal Django with the same data, in one run."""
