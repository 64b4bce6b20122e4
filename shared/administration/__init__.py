"""Users, models, providers, settings and the system as administrators see and change them."""
