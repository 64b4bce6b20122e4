"""What a model answers, whole or in pieces: read, joined, counted."""
