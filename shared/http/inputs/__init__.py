"""What comes in, read and refused: JSON, forms, pages, ranges of time."""
