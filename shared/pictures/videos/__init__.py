"""Films of a few seconds, from words or a first picture."""
