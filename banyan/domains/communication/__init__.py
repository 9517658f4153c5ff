"""Who talks to whom: stakeholders and their feedback, papers in and out, suggestions, hand-overs, "
"urgent calls."""
