"""Speech becomes text with times and speakers, and text becomes speech."""
