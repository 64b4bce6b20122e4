"""All tables into one file, and back."""
