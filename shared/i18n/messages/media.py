"""Messages about media, in Chinese and English."""

MESSAGES = {
    "ffmpeg_missing": (
        "本机没有 ffmpeg，无法处理音视频：请安装 requirements/media.txt，或用 FFMPEG 指定其路径。",
        "There is no ffmpeg here for sound and film: install requirements/media.txt, or let FFMPEG"
        " name one.",
    ),
}
