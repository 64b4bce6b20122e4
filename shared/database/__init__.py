"""Connections and transactions on SQLite or MySQL."""
