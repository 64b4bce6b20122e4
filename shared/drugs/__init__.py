"""The catalogue of drugs, and how their names and numbers are written."""
