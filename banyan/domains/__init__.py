"""The rooms: each knows its own work and stands on the rooms below it."""
