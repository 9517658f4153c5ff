"""How the communication room is shown."""
