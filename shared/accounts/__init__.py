"""Users' accounts: registration, log-in, sessions, keys, invites, and their end."""
