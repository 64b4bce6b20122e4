"""One file made into another: it has its name when it is whole, and not before."""

import math
import re
from collections.abc import Sequence
from pathlib import Path

import msgspec

from shared.ffmpeg import inputs, process
from shared.ffmpeg.errors import FfmpegError, OutputTooLarge, TimedOut, TooHeavy, Unreadable
from shared.ffmpeg.process import Ended, Limits, Watch

_START, _FACTOR = 60.0, 20.0  # seconds, and times the duration: nobody waits longer
_CAUSES: tuple[tuple[re.Pattern[str], type[FfmpegError]], ...] = (
    (re.compile(r"received signal 24\b|> 3 system signals"), TimedOut),  # SIGXCPU, each second
    (re.compile(r"File too large"), OutputTooLarge),
    (re.compile(r"Cannot allocate memory|Error while opening encoder.*memory"), TooHeavy),
)
_BY_SIGNAL = {-24: TimedOut, -25: OutputTooLarge}  # others: the kernel's, or where memory ended


class Source(msgspec.Struct, frozen=True):
    """A file of ours, with options that stand before it, such as `-ss`."""

    path: Path
    options: tuple[str, ...] = ()


def seconds_for(duration: float | None, most: float) -> float:
    """How long a run over so many seconds may take, and never more than `most`."""
    return min(most, _START + _FACTOR * duration) if duration is not None else most


def convert(
    source: Source,
    target: Path,
    options: Sequence[str],
    limits: Limits,
    watch: Watch | None = None,
) -> float:
    """Make `target` of `source`; returns the seconds of output. All errors of this package.

    `options` stand between the input and the output, whose ending says its format.
    """
    part = target.with_name(f"part-{target.name}")
    asked = (
        *("-loglevel", "error"),
        *inputs.arguments(source.path, *source.options),
        *options,
        *("-y", f"file:{part}"),
    )
    try:
        ended = process.run(asked, target.parent, limits, watch or Watch())
        _require_well(ended, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return ended.seconds


def length(source: Path, limits: Limits, watch: Watch) -> float:
    """Seconds of a film or sound whose file does not say it: all of it is read."""
    nowhere = ("-map", "0:V:0?", "-map", "0:a:0?", "-c", "copy", "-f", "null", "-")
    asked = ("-loglevel", "error", *inputs.arguments(source), *nowhere)
    ended = process.run(asked, source.parent, limits, watch)
    if ended.status != 0:
        raise Unreadable(ended.said)
    return ended.seconds


def percent(seconds: float, duration: float | None) -> int:
    """How much of it is done: less than all of it until it has ended."""
    return min(99, math.floor(100 * seconds / duration)) if duration else 0


def _require_well(ended: Ended, part: Path) -> None:
    if ended.status == 0 and part.is_file() and part.stat().st_size:
        return
    for pattern, error in _CAUSES:
        if pattern.search(ended.said):
            raise error(ended.said)
    raise _BY_SIGNAL.get(ended.status, TooHeavy if ended.status < 0 else Unreadable)(ended.said)
