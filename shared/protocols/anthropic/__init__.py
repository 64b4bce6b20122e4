"""Anthropic's protocol, as Claude Code and its kin speak it, over the same calls as OpenAI's."""
