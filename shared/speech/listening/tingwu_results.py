"""What Tingwu has heard: words of sentences of paragraphs, each of one speaker."""

from collections.abc import Iterator
from itertools import groupby

import msgspec

from shared.dashscope import results
from shared.dashscope.client import Account
from shared.dashscope.errors import DashScopeError
from shared.errors import UpstreamError
from shared.speech import transcripts
from shared.speech.listening.tingwu import Tenant
from shared.speech.transcripts import Segment, Transcript, Word

NAME = "Transcription"  # among the links of a task
_LANGUAGES = {"cn": "zh"}  # others are called as everywhere
_LARGEST = 67_108_864  # bytes
_SECONDS = 60.0


def fetch(tenant: Tenant, link: str, seconds: float, *, diarized: bool) -> tuple[Transcript, float]:
    """The transcript, and the seconds of the recording as Tingwu counted them; DashScopeError."""
    account = Account(tenant.url, "")
    return read(results.fetch(account, link, seconds=_SECONDS, limit=_LARGEST), seconds, diarized)


def read(raw: bytes, seconds: float, diarized: bool) -> tuple[Transcript, float]:
    """Leniently: what is written about it does not say all. DashScopeError for no transcript."""
    try:
        told = msgspec.json.decode(raw, type=_File).transcription
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as e:
        raise DashScopeError(
            UpstreamError(), f"a transcript that is none: {e}", retryable=True
        ) from e
    info = told.info
    names = _names(told) if diarized else {}
    language = info.language and _LANGUAGES.get(info.language, info.language)
    counted = info.duration / 1000 or seconds
    segments = [one for part in told.paragraphs for one in _sentences(part, names)]
    return transcripts.of_segments(segments, language or None, seconds), counted


class _Word(msgspec.Struct, rename="pascal"):
    text: str = ""
    start: float = 0
    end: float = 0
    sentence_id: int | str = 0


class _Paragraph(msgspec.Struct, rename="pascal"):
    speaker_id: int | str | None = None
    words: list[_Word] = []


class _Info(msgspec.Struct, rename="pascal"):
    duration: float = 0  # milliseconds
    language: str = ""


class _Told(msgspec.Struct, rename="pascal"):
    paragraphs: list[_Paragraph] = []
    info: _Info = msgspec.field(name="AudioInfo", default_factory=_Info)


class _File(msgspec.Struct, rename="pascal"):
    transcription: _Told


def _names(told: _Told) -> dict[int | str | None, str]:
    known = dict.fromkeys(part.speaker_id for part in told.paragraphs if part.words)
    known.pop(None, None)
    return {one: transcripts.speaker(number) for number, one in enumerate(known)}


def _sentences(part: _Paragraph, names: dict[int | str | None, str]) -> Iterator[Segment]:
    for _, group in groupby(part.words, key=lambda word: word.sentence_id):
        words = tuple(Word(one.start / 1000, one.end / 1000, one.text) for one in group)
        start, end = min(w.start for w in words), max(w.end for w in words)
        text = "".join(word.text for word in words)
        yield Segment(start, end, text, names.get(part.speaker_id), words)
