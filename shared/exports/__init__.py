"""Datasets taken away as files."""
