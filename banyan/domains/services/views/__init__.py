"""Pages of the third rung: the activity, its sign-in, its sheets on screen and paper, the renewals."""
