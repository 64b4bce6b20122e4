"""What is in a file, as ffmpeg tells it when it is asked for nothing else.

It tells it as text, with what the file says of itself in between. So numbers here decide what is
expected of a run, and never what is charged: that is counted from what a run has put out.
"""

import re
from collections.abc import Callable
from pathlib import Path

import msgspec

from shared.ffmpeg import inputs, process
from shared.ffmpeg.errors import Unreadable
from shared.ffmpeg.process import Limits, Watch
from shared.labels import found as labels
from shared.labels.found import NOTHING, Found

_SECONDS = 20.0  # 20 ms are usual
_DURATION = re.compile(r"^  Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)", re.MULTILINE)
_STREAM = re.compile(
    r"^  Stream #0:\d+[^:\n]*: (?P<kind>Video|Audio): (?P<facts>[^\n]*)"
    r"(?P<more>(?:\n    [^\n]*)*)",
    re.MULTILINE,
)
_SIZE = re.compile(r", (\d{1,5})x(\d{1,5})\b")
_RATE = re.compile(r", (\d+(?:\.\d+)?)(k?) fps\b")
_HERTZ = re.compile(r", (\d+) Hz, ([^,\n]+)")
_TURN = re.compile(r"\n      (?:Display Matrix|displaymatrix): rotation of (-?\d+)")
_HDR = re.compile(r"\b(smpte2084|arib-std-b67)\b")
_STILL = "(attached pic)"
_CHANNELS = {"mono": 1, "stereo": 2}


class Video(msgspec.Struct, frozen=True, kw_only=True):
    """Width and height as they are seen, after its turn."""

    codec: str
    width: int
    height: int
    rate: float  # pictures in a second; 0 when it does not say
    is_hdr: bool


class Audio(msgspec.Struct, frozen=True, kw_only=True):
    codec: str
    rate: int  # Hz
    channels: int  # 0 when they are more than two, or unknown


class Media(msgspec.Struct, frozen=True, kw_only=True):
    """`duration` in seconds, None when the file does not say; `label` is what its tags say of
    having been generated."""

    duration: float | None
    label: Found = NOTHING
    video: Video | None
    audio: Audio | None


def look(source: Path, *, is_cancelled: Callable[[], bool] = lambda: False) -> Media:
    """Unreadable when there is neither sound nor film in it; TimedOut, Cancelled."""
    limits = Limits(seconds=_SECONDS, file_bytes=0)
    asked = ("-loglevel", "info", *inputs.arguments(source))
    said = process.run(asked, source.parent, limits, Watch(is_cancelled=is_cancelled)).said
    media = _read(said)
    if not (media.video or media.audio):
        raise Unreadable(said)
    return media


def _read(said: str) -> Media:
    found = list(_STREAM.finditer(said))
    return Media(
        duration=max(map(_seconds, _DURATION.finditer(said)), default=None),
        label=labels.read(said.encode()),
        video=next((video for f in found if (video := _video(f))), None),
        audio=next((audio for f in found if (audio := _audio(f))), None),
    )


def look_at_own(source: Path) -> Media:
    """The same of what ffmpeg has made itself, which may be a picture too."""
    limits = Limits(seconds=_SECONDS, file_bytes=0)
    asked = ("-loglevel", "info", *inputs.own(source))
    return _read(process.run(asked, source.parent, limits, Watch()).said)


def _seconds(found: re.Match[str]) -> float:
    return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3])


def _video(found: re.Match[str]) -> Video | None:
    """Not the picture on the cover of a song."""
    facts, size = found["facts"], _SIZE.search(found["facts"])
    if found["kind"] != "Video" or not size or _STILL in facts:
        return None
    turn = _TURN.search(found["more"])
    sides = [int(size[1]), int(size[2])]
    if turn and round(int(turn[1]) / 90) % 2:
        sides.reverse()
    return Video(
        codec=_codec(facts),
        width=sides[0],
        height=sides[1],
        rate=_pictures(facts),
        is_hdr=bool(_HDR.search(facts)),
    )


def _pictures(facts: str) -> float:
    found = _RATE.search(facts)
    return float(found[1]) * (1000 if found[2] else 1) if found else 0.0


def _audio(found: re.Match[str]) -> Audio | None:
    facts, said = found["facts"], _HERTZ.search(found["facts"])
    if found["kind"] != "Audio" or not said:
        return None
    channels = _CHANNELS.get(said[2].strip(), 0)
    return Audio(codec=_codec(facts), rate=int(said[1]), channels=channels)


def _codec(facts: str) -> str:
    return re.split(r"[ ,]", facts, maxsplit=1)[0]
