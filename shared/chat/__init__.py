"""Conversations with a model, by our own protocol."""
