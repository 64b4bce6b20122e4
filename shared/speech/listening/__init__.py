"""Who listens to a recording: Whisper on this machine, Model Studio, or Tingwu."""
