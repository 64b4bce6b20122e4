"""Conversations with a model, by our own protocol and by OpenAI's."""
