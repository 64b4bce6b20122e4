"""The ways in: FC's events and timers, WSGI, and the gateway of all functions."""
