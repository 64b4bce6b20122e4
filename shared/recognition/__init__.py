"""A picture becomes facts."""
