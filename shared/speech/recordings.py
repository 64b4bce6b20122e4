"""A recording of any kind becomes one that every engine hears: mono, 16 kHz, without tags."""

import itertools
import re
import wave
from pathlib import Path

import msgspec

from shared.ffmpeg import conversion, inputs, process
from shared.ffmpeg.conversion import Source
from shared.ffmpeg.process import Limits, Watch

RATE = 16_000  # Hz
_ONE_VOICE = ("-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1")
_WAV = (*_ONE_VOICE, "-ac", "1", "-ar", str(RATE), "-c:a", "pcm_s16le")
_OPUS = ("-c:a", "libopus", "-b:a", "24k", "-application", "voip")
MOST_SECONDS = 3_600.0  # that any of these runs may take
_VOICE = "voice.wav"
_A_SECOND = RATE * 2  # bytes
_HEADERS = 1_048_576  # bytes
_SILENCE = re.compile(r"silence_(start|end): (\d+(?:\.\d+)?)")
_QUIET = "silencedetect=noise=-35dB:d=0.3"
_WINDOW = 0.25  # of a piece, at its end, is searched for a pause to cut in


class Recording(msgspec.Struct, frozen=True):
    """A WAV file of ours, whose seconds were counted and not believed."""

    path: Path
    seconds: float


def prepare(source: Path, longest: float, watch: Watch, seconds: float = MOST_SECONDS) -> Recording:
    """The voice of a recording or film; what lasts more than `longest` seconds is cut a second
    behind it, so that it shows. All errors of shared.ffmpeg, TimedOut after `seconds`."""
    target = source.with_name(_VOICE)
    limits = Limits(seconds=seconds, file_bytes=int((longest + 2) * _A_SECOND) + _HEADERS)
    cut = ("-t", str(longest + 1))
    conversion.convert(Source(source), target, (*_WAV, *cut), limits, watch)
    return prepared(source.parent)


def prepared(folder: Path) -> Recording:
    """What `prepare` has made there; FileNotFoundError."""
    path = folder / _VOICE
    with wave.open(str(path)) as made:
        return Recording(path, made.getnframes() / RATE)


def encode(
    recording: Recording,
    target: Path,
    watch: Watch,
    start: float = 0.0,
    end: float | None = None,
    seconds: float = MOST_SECONDS,
) -> Path:
    """As Opus (`.ogg`), a tenth of the size: what is sent to a provider."""
    until = recording.seconds if end is None else end
    limits = Limits(seconds=seconds, file_bytes=int((until - start) * _A_SECOND) + _HEADERS)
    source = Source(recording.path, ("-ss", f"{start:.3f}", "-t", f"{until - start:.3f}"))
    conversion.convert(source, target, (*_ONE_VOICE, *_OPUS), limits, watch)
    return target


def borders(
    recording: Recording, longest: float, watch: Watch, seconds: float = MOST_SECONDS
) -> list[float]:
    """Where to cut so that no piece has more than `longest` seconds; each cut in `seconds`."""
    found = [0.0, border(recording, 0.0, longest, watch, seconds)]
    while found[-1] < recording.seconds:
        found.append(border(recording, found[-1], longest, watch, seconds))
    return found


def border(
    recording: Recording, start: float, longest: float, watch: Watch, seconds: float = MOST_SECONDS
) -> float:
    """Where a piece that begins at `start` ends: in the last pause before it is too long, if there
    is one, since a word that is cut is heard in neither piece."""
    latest = start + longest
    if recording.seconds <= latest:
        return recording.seconds
    quiet = Watch(is_cancelled=watch.is_cancelled)
    pauses = _pauses(recording, latest - longest * _WINDOW, latest, quiet, seconds)
    return pauses[-1] if pauses else latest


def _pauses(
    recording: Recording, start: float, end: float, watch: Watch, seconds: float
) -> list[float]:
    """The middles of the pauses between two times, the last of which may not have ended."""
    before = ("-ss", f"{start:.3f}", "-t", f"{end - start:.3f}")
    asked = (
        *("-loglevel", "info", *inputs.arguments(recording.path, *before)),
        *("-af", _QUIET, "-f", "null", "-"),
    )
    limits = Limits(seconds=seconds, file_bytes=0)
    said = process.run(asked, recording.path.parent, limits, watch).said
    marks = [(kind, float(at)) for kind, at in _SILENCE.findall(said)]
    pairs = itertools.pairwise([*marks, ("end", end - start)])
    return [start + (at + after) / 2 for (kind, at), (_, after) in pairs if kind == "start"]
