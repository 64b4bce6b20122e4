"""Stills of films, each at its moment."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from shared.ffmpeg import conversion
from shared.ffmpeg.conversion import Source
from shared.ffmpeg.errors import Unreadable
from shared.media import filters
from shared.media.films import Work
from shared.media.orders import ThumbnailOptions

_USUAL = 10.0  # percent of the duration
_ONE = ("-map", "0:V:0", "-frames:v", "1", "-update", "1", "-map_metadata", "-1")
_CODED = {
    "jpeg": ("-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p"),
    "png": ("-c:v", "png", "-pix_fmt", "rgb24"),
    "webp": ("-c:v", "libwebp", "-quality", "80", "-pix_fmt", "yuv420p"),
}
ENDINGS = {"jpeg": "jpg", "png": "png", "webp": "webp"}


def take(
    work: Work, options: ThumbnailOptions, folder: Path, report: Callable[[int], None]
) -> list[Path]:
    """One for each moment that was asked for, in that order; tells percents."""
    moments = _moments(options, work.duration)
    fitting = filters.fitting(work.video, options.width, options.height)
    coded = (*_ONE, "-vf", fitting, *_CODED[options.format])
    made = []
    for number, moment in enumerate(moments, 1):
        target = folder / f"still-{number}.{ENDINGS[options.format]}"
        _still(work, moment, target, coded)
        made.append(target)
        report(100 * number // len(moments))
    return made


def _still(work: Work, moment: float, target: Path, coded: tuple[str, ...]) -> None:
    """Behind the last picture there is none: then that of the middle, else the first."""
    for seconds in (moment, work.duration / 2):
        with suppress(Unreadable):
            return _shot(work, seconds, target, coded)
    return _shot(work, 0, target, coded)


def _shot(work: Work, seconds: float, target: Path, coded: tuple[str, ...]) -> None:
    source = Source(work.source, ("-ss", f"{seconds:.3f}"))
    conversion.convert(source, target, coded, work.limits, work.watch)


def _moments(options: ThumbnailOptions, duration: float) -> list[float]:
    shares = options.percent or ([] if options.at else [_USUAL])
    asked = [*options.at, *(share * duration / 100 for share in shares)]
    return [moment if moment < duration else duration / 2 for moment in asked]
