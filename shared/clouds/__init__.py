"""How clouds are asked: calls of their APIs, signed as each wants it."""
