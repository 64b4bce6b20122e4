"""Where the lines of a picture stand, and to which section each belongs."""
