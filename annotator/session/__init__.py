"""What is open now: the session, the target rule, the tagging keys, playback, imports."""
