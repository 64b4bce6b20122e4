"""Pictures and films from words: what models take, how they are asked, what is kept of it."""
