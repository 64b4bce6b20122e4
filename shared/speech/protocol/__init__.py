"""OpenAI's protocol of sound: transcriptions, translations and speech."""
