"""Model Studio fetches a recording and transcribes it as a task: Fun-ASR, Paraformer.

Wire: Alibaba Cloud Model Studio, "Fun-ASR recorded speech recognition HTTP API" and "Paraformer
recorded speech recognition RESTful API" (2026-10). The recording has one channel, since each is
billed; times are in milliseconds.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from shared.dashscope import client, errors, results
from shared.dashscope.client import Account, Task
from shared.dashscope.errors import DashScopeError, Said
from shared.errors import UpstreamError
from shared.speech import transcripts
from shared.speech.listening.wishes import Wish
from shared.speech.transcripts import Segment, Transcript, Word

PATH = "/services/audio/asr/transcription"
SILENCE = "SUCCESS_WITH_NO_VALID_FRAGMENT"  # a code of failures, and none
_LARGEST = 67_108_864  # bytes of a transcript
_SECONDS = 60.0  # to fetch one
# Else what its list of bad words has comes as asterisks, which nobody has said.
_NO_FILTER = '{"system_reserved_filter":false}'


class Transcribed(NamedTuple):
    """Where the transcript is ("" of silence), and the seconds that are billed."""

    link: str
    seconds: float


def create(account: Account, model: str, url: str, wish: Wish) -> str:
    """The id of a new task over the recording at `url`; DashScopeError, which may be ambiguous."""
    parameters: dict[str, Any] = {"channel_id": [0], "special_word_filter": _NO_FILTER}
    if wish.language:
        parameters["language_hints"] = [wish.language]
    if wish.diarize:
        parameters["diarization_enabled"] = True
    asked = {"model": model, "input": {"file_urls": [url]}, "parameters": parameters}
    return client.create(account, PATH, asked)


def outcome(task: Task) -> Transcribed:
    """Of a task that has ended; DashScopeError when nothing was transcribed.

    A task may have succeeded though its recording was not read, and have failed in silence.
    """
    found = task.answer.output.get("results")
    first = found[0] if isinstance(found, list) and found else task.answer.output
    said = errors.of_table(first)
    if SILENCE in (said.code, errors.of_table(task.answer.output).code):
        return Transcribed("", _billed(task))
    link = first.get("transcription_url") if isinstance(first, dict) else None
    if task.status != "succeeded" or not isinstance(link, str) or not link:
        raise errors.of_code(said) if said.code else _unexplained(task)
    return Transcribed(link, _billed(task))


def fetch(account: Account, link: str, seconds: float) -> Transcript:
    """The transcript at a link, of a recording of so many seconds; DashScopeError."""
    raw = results.fetch(account, link, seconds=_SECONDS, limit=_LARGEST)
    return read(raw, seconds)


def read(raw: bytes, seconds: float) -> Transcript:
    """DashScopeError for what is no transcript."""
    try:
        told = msgspec.json.decode(raw, type=_File)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as e:
        raise DashScopeError(
            UpstreamError(), f"a transcript that is none: {e}", retryable=True
        ) from e
    texts = [one.text for one in told.transcripts if one.text]
    segments = list(_segments(told))
    whole = transcripts.joined(texts) if texts else None
    return transcripts.of_segments(segments, None, seconds, whole)


class _Word(msgspec.Struct):
    text: str = ""
    punctuation: str | None = None
    begin_time: float = 0
    end_time: float = 0


class _Sentence(msgspec.Struct):
    text: str = ""
    begin_time: float = 0
    end_time: float = 0
    speaker_id: int | str | None = None
    words: list[_Word] | None = None


class _Channel(msgspec.Struct):
    text: str = ""
    sentences: list[_Sentence] | None = None


class _File(msgspec.Struct):
    transcripts: list[_Channel] = []


def _segments(told: _File) -> Iterator[Segment]:
    names = _names(told)
    for channel in told.transcripts:
        for one in channel.sentences or ():
            words = tuple(_word(word) for word in one.words or ())
            start, end = one.begin_time / 1000, one.end_time / 1000
            yield Segment(start, end, one.text, names.get(one.speaker_id), words)


def _names(told: _File) -> dict[int | str | None, str]:
    """Letters for speakers, in the order in which they are heard."""
    heard = (one.speaker_id for channel in told.transcripts for one in channel.sentences or ())
    known = dict.fromkeys(one for one in heard if one is not None)
    return {one: transcripts.speaker(number) for number, one in enumerate(known)}


def _word(word: _Word) -> Word:
    text = word.text + (word.punctuation or "")
    return Word(word.begin_time / 1000, word.end_time / 1000, text.strip())


def _billed(task: Task) -> float:
    """As the provider counted: `duration`, or `seconds` of some models."""
    usage = task.answer.usage
    counted = usage.get("duration", usage.get("seconds", 0))
    return float(counted) if isinstance(counted, int | float) and counted > 0 else 0.0


def _unexplained(task: Task) -> DashScopeError:
    said = Said("", "no reason given", task.answer.request_id)
    return DashScopeError(UpstreamError(), said.detail, retryable=False)
