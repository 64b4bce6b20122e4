"""Speech by OpenAI's protocol: a text in, sound out, as it comes.

Source: OpenAI API reference, "Create speech" (2026-10).
"""

import base64
import contextlib
import functools
from collections.abc import Generator, Iterator
from typing import Annotated, Any, Literal

import msgspec

from shared import ids
from shared.access import audit
from shared.access.authentication import Caller
from shared.errors import (
    ApiError,
    InsufficientCredits,
    ModelNotFound,
    QuotaExceeded,
    Unavailable,
    UpstreamError,
    UpstreamTimeout,
)
from shared.http import sse
from shared.http.inputs import validation
from shared.http.request import Request
from shared.http.response import Response, refuse
from shared.inference.ask import Bill
from shared.labels import aigc, sounds, wishes
from shared.moderation import screen
from shared.moderation.records import Whose
from shared.speech.speaking import metered, speakers
from shared.speech.speaking.wire import Text

FAILS = (
    InsufficientCredits,
    QuotaExceeded,
    ModelNotFound,
    Unavailable,
    UpstreamError,
    UpstreamTimeout,
)
LARGEST_BODY = 262_144  # bytes
_TYPES = {"mp3": "audio/mpeg", "opus": "audio/ogg", "wav": "audio/wav", "pcm": "audio/pcm"}
ANSWERS = {200: {**dict.fromkeys(_TYPES.values(), bytes), sse.KIND: str}}


class Voice(msgspec.Struct, frozen=True):
    id: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class Question(msgspec.Struct, kw_only=True):
    """The body of POST /v1/audio/speech. Voices of OpenAI's have ours of the same sex; others are
    names of the model's own. `mark` is ours: without it nobody hears that it is generated."""

    model: str
    input: Annotated[str, msgspec.Meta(min_length=1, max_length=20_000)]
    voice: Annotated[str, msgspec.Meta(min_length=1, max_length=100)] | Voice = "alloy"
    response_format: Literal["mp3", "opus", "aac", "flac", "wav", "pcm"] = "mp3"
    speed: Annotated[float, msgspec.Meta(ge=0.25, le=4)] = 1.0
    instructions: Annotated[str, msgspec.Meta(max_length=1_600)] | None = None
    stream_format: Literal["audio", "sse"] = "audio"
    mark: bool | None = None


def answer(caller: Caller, question: Question, request: Request) -> Response:
    """InvalidRequest, ModelNotFound, Unavailable before anything is reserved."""
    wishes.require_allowed(question.mark)
    speaker = speakers.choose(question.model)
    speakers.require(speaker, question.input, question.response_format, question.speed)
    voice = question.voice if isinstance(question.voice, str) else question.voice.id
    told = (question.instructions or "") if speaker.family.cosy else ""
    text = Text(
        question.input, speaker.voice(voice), question.response_format, question.speed, told
    )
    whose = Whose(caller.user.id, request.id)
    screen.require([question.input, told], "prompt", whose, "input")
    produce_id = _noted(caller, question, request)
    spoken = metered.speak(caller, speaker, text, request.deadline, produce_id)
    bill = next(spoken)
    assert isinstance(bill, Bill)  # noqa: S101  comes first
    ignored = set(validation.others(request.body or b"", Question))
    ignored |= {"instructions"} if question.instructions and not told else set()
    headers = _headers(bill, ignored) | aigc.headers(produce_id)
    mark, form = question.mark is not False, question.response_format
    sound = sounds.labelled(_sound(spoken), form, produce_id, mark=mark)
    return _response(request, question, sound, headers)


def _noted(caller: Caller, question: Question, request: Request) -> str:
    """The id of a call, which is noted where nobody is to hear what it is."""
    produce_id = ids.make()
    if question.mark is False:
        wishes.note_now(audit.actor(caller, request), "speech", produce_id)
    return produce_id


def _headers(bill: Bill, ignored: set[str]) -> dict[str, str]:
    remaining = "" if bill.remaining is None else str(bill.remaining)
    told = {"X-Credits-Charged": str(bill.charged), "X-Credits-Remaining": remaining}
    return told | ({"X-Ignored-Fields": ", ".join(sorted(ignored))} if ignored else {})


def _response(
    request: Request,
    question: Question,
    sound: Iterator[bytes],
    headers: dict[str, str],
) -> Response:
    if question.stream_format == "sse":
        words = functools.partial(_last_words, request)
        return Response(200, _events(sound), {**sse.HEADERS, **headers}, words)
    kind = {"Content-Type": _TYPES[question.response_format]}
    return Response(200, sound, kind | headers, cut=True)


def _sound(spoken: Generator[Bill | bytes]) -> Iterator[bytes]:
    with contextlib.closing(spoken):
        for piece in spoken:
            if isinstance(piece, bytes):
                yield piece


def _events(sound: Iterator[bytes]) -> Iterator[bytes]:
    for piece in sound:
        yield _event({"type": "speech.audio.delta", "audio": base64.b64encode(piece).decode()})
    yield _event({"type": "speech.audio.done"})


def _event(told: dict[str, Any]) -> bytes:
    return b"data: " + msgspec.json.encode(told) + b"\n\n"


def _last_words(request: Request, error: ApiError) -> bytes:
    return b"data: " + bytes(refuse(error, request).body) + b"\n\n"  # type: ignore[arg-type]
