"""The messages, by what they are about, each in Chinese and English."""
