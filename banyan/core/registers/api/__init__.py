"""The registers for programs: the same door, forms and deeds as on screen, in JSON."""
