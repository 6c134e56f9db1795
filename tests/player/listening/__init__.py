"""Hearing what a player really emits: a signal that tells its own time, and ears for it."""
