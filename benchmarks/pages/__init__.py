"""How the pages feel: what they weigh, when they show, and what they cost while they are used."""
