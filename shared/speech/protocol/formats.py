"""A transcript in the formats of OpenAI's protocol. Its times are in seconds."""

from typing import Any, NamedTuple

import msgspec

from shared.http.response import JSON
from shared.speech import subtitles
from shared.speech.transcripts import Segment, Transcript

Json = dict[str, Any]

TEXT = "text/plain; charset=utf-8"
_DIARIZED = "transcript.text.segment"


class Answered(msgspec.Struct, frozen=True):
    content_type: str
    body: bytes


class Wanted(NamedTuple):
    """`task` is transcribe or translate."""

    form: str
    granularities: frozenset[str]
    task: str


def render(transcript: Transcript, wanted: Wanted, produce_id: str) -> Answered:
    """In the form that is wanted; subtitles with the label of this id."""
    form, granularities, task = wanted
    if form in ("text", "srt", "vtt"):
        return Answered(TEXT, _plain(transcript, form, produce_id).encode())
    if form == "diarized_json":
        told = _diarized(transcript, task)
    elif form == "verbose_json":
        told = _verbose(transcript, granularities, task)
    else:
        told = {"text": transcript.text, "usage": usage(transcript)}
    return Answered(JSON, msgspec.json.encode(told))


def usage(transcript: Transcript) -> Json:
    """By the length of the recording, each begun second counted."""
    return {"type": "duration", "seconds": -(-transcript.duration // 1)}


def events(transcript: Transcript) -> list[Json]:
    """As OpenAI streams a transcript: its sentences, then the whole."""
    pieces = [one.text for one in transcript.segments] or [transcript.text]
    deltas = [{"type": "transcript.text.delta", "delta": piece} for piece in pieces if piece]
    done = {"type": "transcript.text.done", "text": transcript.text, "usage": usage(transcript)}
    return [*deltas, done]


def _plain(transcript: Transcript, form: str, produce_id: str) -> str:
    if form == "text":
        return f"{transcript.text}\n"
    return (subtitles.srt if form == "srt" else subtitles.vtt)(transcript, produce_id)


def _verbose(transcript: Transcript, granularities: frozenset[str], task: str) -> Json:
    told: Json = {
        "task": task,
        "language": transcript.language or "",
        "duration": transcript.duration,
        "text": transcript.text,
    }
    if "segment" in granularities or not granularities:
        told["segments"] = [
            {"id": number, **_times(one), "text": one.text}
            for number, one in enumerate(transcript.segments)
        ]
    if "word" in granularities:
        told["words"] = [
            {"word": word.text, "start": word.start, "end": word.end}
            for one in transcript.segments
            for word in one.words
        ]
    return told | {"usage": usage(transcript)}


def _diarized(transcript: Transcript, task: str) -> Json:
    segments = [
        {
            "id": f"seg_{number:03}",
            "type": _DIARIZED,
            "speaker": one.speaker or "",
            **_times(one),
            "text": one.text,
        }
        for number, one in enumerate(transcript.segments)
    ]
    return {
        "task": task,
        "duration": transcript.duration,
        "text": transcript.text,
        "segments": segments,
        "usage": usage(transcript),
    }


def _times(segment: Segment) -> Json:
    return {"start": segment.start, "end": segment.end}
