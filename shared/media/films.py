"""Films and sound made into others by ffmpeg."""

import re
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from shared.ffmpeg import conversion, probe
from shared.ffmpeg.conversion import Source
from shared.ffmpeg.errors import Unreadable
from shared.ffmpeg.probe import Media, Video
from shared.ffmpeg.process import Limits, Watch
from shared.labels import films as labels
from shared.labels.found import NOTHING, Found
from shared.media import filters
from shared.media.errors import MediaError
from shared.media.orders import MOST_SECONDS, AudioOptions, CompressOptions, TranscodeOptions

_COLOURS = re.compile(r"color ?space|colorspace", re.IGNORECASE)
_BARE = ("-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1", "-threads", "2")
_STREAMS = ("-map", "0:V:0", "-map", "0:a:0?")
_H264 = ("-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high", "-pix_fmt", "yuv420p")
_VP9: tuple[str, ...] = (
    *("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "7", "-row-mt", "1"),
    *("-pix_fmt", "yuv420p", "-crf", "34", "-b:v", "0"),
)
_MP4 = ("-movflags", f"+faststart+{labels.OWN_TAGS}")
_OPUS = ("-c:a", "libopus", "-b:a", "96k", "-ac", "2")
_SHARE, _AGAIN = 0.93, 0.8  # of the bytes that a film may have: what its container leaves
_LEAST_RATE = 60_000  # bit/s, below which nothing is to be seen
_RATES = ((300_000, 360), (800_000, 480), (2_000_000, 720), (5_000_000, 1080))
_ATTEMPTS = 2


class Work(msgspec.Struct, frozen=True):
    """A film or sound in a file of ours, what is in it, and who waits for another."""

    source: Path
    media: Media
    duration: float
    ends_at: float  # of time.monotonic(), for all of its runs together
    file_bytes: int
    watch: Watch
    label: Found = NOTHING  # of what is made

    @property
    def limits(self) -> Limits:
        seconds = max(0.0, self.ends_at - time.monotonic())
        return Limits(seconds=seconds, file_bytes=self.file_bytes)

    @property
    def video(self) -> Video:
        if not self.media.video:
            raise MediaError("media_no_film")
        return self.media.video


def look(source: Path, limits: Limits, watch: Watch) -> Work:
    """MediaError for one that is too long; the errors of shared.ffmpeg."""
    media = probe.look(source, is_cancelled=watch.is_cancelled)
    duration = media.duration
    if duration is None:  # as browsers record it
        duration = conversion.length(source, limits, watch)
    if duration > MOST_SECONDS:
        raise MediaError("media_long")
    ends_at = time.monotonic() + conversion.seconds_for(duration, limits.seconds)
    return Work(source, media, duration, ends_at, limits.file_bytes, watch)


def transcode(work: Work, options: TranscodeOptions, folder: Path) -> Path:
    target = folder / f"film.{options.format}"
    coded: tuple[str, ...] = (*_H264, "-crf", "26", *_aac(128), *_MP4)
    if options.format == "webm":
        coded = (*_VP9, *_OPUS)
    _film(work, target, filters.fitting(work.video, height=options.height), coded)
    return target


def compress(work: Work, options: CompressOptions, folder: Path) -> Path:
    """MediaError when it cannot be as small as it should."""
    target = folder / "film.mp4"
    if options.max_bytes:
        _within_bytes(work, target, options.max_bytes, options.height)
    else:
        coded = (*_H264, "-crf", "28", *_aac(96), *_MP4)
        _film(work, target, filters.fitting(work.video, height=options.height), coded)
    return target


def sound(work: Work, options: AudioOptions, folder: Path) -> Path:
    if not work.media.audio:
        raise MediaError("media_no_sound")
    target = folder / "sound.m4a"
    coded = ("-map", "0:a:0", "-vn", *_aac(options.bitrate), *_MP4)
    _convert(work, target, coded)
    return target


def _within_bytes(work: Work, target: Path, most: int, height: int | None) -> None:
    bytes_for_sound = work.duration * 64_000 / 8 if work.media.audio else 0
    share = _SHARE
    for _ in range(_ATTEMPTS):
        rate = int((most * share - bytes_for_sound) * 8 / max(work.duration, 0.1))
        if rate < _LEAST_RATE:
            break
        box = min(height or filters.LONGEST, _height_for(rate))
        coded = (*_H264, *_at_rate(rate), *_aac(64), *_MP4)
        _film(work, target, filters.fitting(work.video, height=box), coded)
        if target.stat().st_size <= most:
            return
        share *= _AGAIN
    raise MediaError("media_bytes")


def _height_for(rate: int) -> int:
    """What can be seen at so many bit/s."""
    return next((height for most, height in _RATES if rate < most), filters.LONGEST)


def _at_rate(rate: int) -> tuple[str, ...]:
    return ("-b:v", str(rate), "-maxrate", str(rate), "-bufsize", str(rate * 2))


def _aac(kilobits: int) -> tuple[str, ...]:
    return ("-c:a", "aac", "-b:a", f"{kilobits}k", "-ac", "2")


def _film(work: Work, target: Path, fitting: str, coded: Sequence[str]) -> None:
    """Tried again where tags of colours, which no filter knows, were all that was wrong."""
    rest = ("-fpsmax", "60", *coded)
    try:
        _convert(work, target, (*_STREAMS, "-vf", fitting, *rest))
    except Unreadable as e:
        if not _COLOURS.search(e.said):
            raise
        fitting = f"{filters.PLAIN_COLOURS},{fitting}"
        _convert(work, target, (*_STREAMS, "-vf", fitting, *rest))


def _convert(work: Work, target: Path, options: Sequence[str]) -> None:
    """No longer than it was expected to be: that is what it is charged for."""
    most = ("-t", f"{work.duration + 1:.3f}")
    source = Source(work.source)
    conversion.convert(
        source,
        target,
        (*options, *_BARE, *labels.options(work.label), *most),
        work.limits,
        work.watch,
    )
