"""What a task that has listened shows: the transcript, and the same as files of the owner's."""

from typing import Any

import msgspec

from shared.labels import aigc
from shared.labels.aigc import Aigc
from shared.speech import subtitles
from shared.speech.orders import Order
from shared.speech.summaries import Summary
from shared.speech.transcripts import Segment, Transcript
from shared.tasks.kinds import Run

JSON = "application/json"
LARGEST = 65_536  # bytes of a result; beyond it, the segments are in its file alone
_LONGEST_TEXT = 20_000  # characters that are shown of a long one


class Files(msgspec.Struct, frozen=True):
    """Ids of files, by the format of each."""

    srt: str
    vtt: str
    json: str


class Result(msgspec.Struct, frozen=True, omit_defaults=True):
    """Times in seconds. Of a long recording `segments` is null and `text` is its beginning: the
    file `json` has all. `summary` is null where none was asked for, or none was given, and
    `summary_error` then says why. `aigc` is the label of it all."""

    text: str
    language: str | None
    duration: float
    speakers: list[str]
    segments: tuple[Segment, ...] | None
    files: Files | None = None
    truncated: bool = False
    summary: Summary | None = None
    summary_error: str | None = None
    aigc: Aigc | None = None


def keep(
    run: Run[Order], transcript: Transcript, summary: Summary | None, error: str | None
) -> Result:
    """The result, its files kept: all three, or of a call of OpenAI's protocol the whole alone,
    where it does not fit."""
    whole = Result(
        text=transcript.text,
        language=transcript.language,
        duration=transcript.duration,
        speakers=transcript.speakers,
        segments=transcript.segments,
        summary=summary,
        summary_error=error,
        aigc=aigc.of(run.id),
    )
    raw = msgspec.json.encode(whole)
    fits = len(raw) <= LARGEST
    files = None
    if run.request.keeps_files or not fits:
        files = _files(run, transcript, raw)
    shown = whole if fits else _shortened(whole)
    return msgspec.structs.replace(shown, files=files)


def read(raw: Any) -> Result:
    """As a row of a task, or its file, has it."""
    return msgspec.convert(raw, Result)


def _files(run: Run[Order], transcript: Transcript, raw: bytes) -> Files:
    name = run.request.name
    kept = {"json": run.keep(f"{name}.json", JSON, raw), "srt": "", "vtt": ""}
    if run.request.keeps_files:
        for kind, form, made in (
            ("srt", subtitles.SRT, subtitles.srt(transcript, run.id)),
            ("vtt", subtitles.VTT, subtitles.vtt(transcript, run.id)),
        ):
            kept[kind] = run.keep(f"{name}.{kind}", form, made.encode())
    return Files(**kept)


def _shortened(whole: Result) -> Result:
    return msgspec.structs.replace(
        whole, text=whole.text[:_LONGEST_TEXT], segments=None, truncated=True
    )
