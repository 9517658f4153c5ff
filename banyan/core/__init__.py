"""How things are kept, shown, changed, signed, counted and remembered; knows no domain."""
