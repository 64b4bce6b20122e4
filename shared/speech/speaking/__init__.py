"""Who speaks a text: Qwen-TTS and CosyVoice at Model Studio, asked by HTTP, heard as they speak."""
