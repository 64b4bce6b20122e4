"""OpenAI's Responses: items in, items out, whole or as events, kept so that others can go on."""
