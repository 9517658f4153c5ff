"""The law of casework: stages, papers, goals, deadlines, who may read."""
