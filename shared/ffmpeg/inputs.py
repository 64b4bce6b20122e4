"""What ffmpeg may open: a file of ours, of formats that name no other file and no address.

Without the list of formats, a "video" may be a playlist or a list of files: with `file` alone as
protocol, ffmpeg 9 still opens what such a list names on this machine.
"""

from pathlib import Path

FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,flv,mpegts,mpeg,asf,"
    "mp3,wav,flac,ogg,aac,amr,gif"
)  # fmt: skip
MOST_PIXELS = 36_000_000  # of a picture of a film: 8K
_LIMITS = (
    *("-protocol_whitelist", "file", "-format_whitelist", FORMATS),
    *("-max_pixels", str(MOST_PIXELS)),
)


def own(source: Path) -> tuple[str, ...]:
    """Those that open what ffmpeg has made itself, also a picture."""
    return ("-protocol_whitelist", "file", "-i", f"file:{source}")


def arguments(source: Path, *before: str) -> tuple[str, ...]:
    """Those that open `source`, with options that stand before it, such as `-ss`."""
    return (*_LIMITS, *before, "-i", f"file:{source}")
