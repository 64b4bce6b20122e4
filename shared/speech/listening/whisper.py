"""Whisper on this machine, where it is installed (`make run` does so): a draft, not a record."""

import importlib.util
import os
from pathlib import Path
from typing import Any

from shared.config import environment
from shared.ffmpeg import binary
from shared.ffmpeg.process import Watch
from shared.speech import recordings, transcripts
from shared.speech.listening import whisper_process
from shared.speech.listening.wishes import Wish
from shared.speech.recordings import Recording
from shared.speech.transcripts import Segment, Transcript, Word

NAME = "whisper-base"
FILES = ("model.bin", "config.json", "tokenizer.json", "vocabulary.json")
LONGEST = 14_400.0  # seconds of a recording
_PIECE = 600.0  # seconds that are in memory at a time
PACKAGES = ("faster_whisper", "opencc")


def folder() -> Path:
    return Path(environment.settings().data_dir) / "models" / NAME


def has_packages() -> bool:
    return all(importlib.util.find_spec(name) for name in PACKAGES)


def installed() -> bool:
    """Whether all of it is there, and wanted."""
    return (
        environment.settings().local_speech
        and has_packages()
        and all((folder() / name).is_file() for name in FILES)
        and binary.find() is not None
    )


def transcribe(recording: Recording, wish: Wish, seconds: float, watch: Watch) -> Transcript:
    """What is said in it.

    Cancelled, TimedOut after `seconds`, TooHeavy, WhisperFailed. `watch` is told the seconds of the
    recording that were heard.
    """
    order = {
        "model": str(folder().resolve()),
        "sound": str(recording.path),
        "language": wish.language,
        "words": wish.words,
        "task": "translate" if wish.translate else "transcribe",
        "threads": os.cpu_count() or 1,
        "borders": recordings.borders(recording, _PIECE, watch),
    }
    segments, letters = list[Segment](), dict[str, int]()
    for said in whisper_process.lines(order, recording.path.parent, seconds, watch):
        watch.report(said.get("done") or said["end"])
        if "text" in said:
            segments.append(_segment(said))
            letters[said["language"]] = letters.get(said["language"], 0) + len(said["text"])
    spoken = max(letters, key=lambda name: letters[name], default=wish.language or None)
    return transcripts.of_segments(segments, spoken, recording.seconds)


def _segment(said: dict[str, Any]) -> Segment:
    words = tuple(Word(start, end, text.strip()) for start, end, text in said["words"])
    return Segment(said["start"], said["end"], said["text"], None, words)
