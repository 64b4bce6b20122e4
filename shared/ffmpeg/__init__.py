"""ffmpeg as a child process that is held to limits; it never gets a URL, only files of ours."""
