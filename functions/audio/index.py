"""/v1/audio: transcriptions, translations and speech, as OpenAI's API has them."""

from shared.access import authentication, idempotency, limits
from shared.access.authentication import Caller
from shared.hosts.event import Function
from shared.http.endpoint import Raw, endpoint
from shared.http.request import Request
from shared.http.response import Response
from shared.operations import maintenance
from shared.protocols import offered
from shared.speech.protocol import forms, speech, transcriptions


@endpoint(
    "POST",
    "/v1/audio/transcriptions",
    who=authentication.user,
    limit=limits.SPEECH,
    after=maintenance.by_chance,
    max_body=forms.LARGEST_BODY,
    takes=transcriptions.TAKES,
    answers=transcriptions.ANSWERS,
    fails=transcriptions.FAILS,
)
def transcribe(request: Request, caller: Caller, raw: Raw) -> Response:
    """Have a recording of at most 25 MB transcribed and wait for it, at most 300 s: then 504, and
    the task in `X-Task-Id` goes on. Longer ones: `POST /api/speech`."""
    return transcriptions.transcribe(request, caller, raw)


@endpoint(
    "POST",
    "/v1/audio/translations",
    who=authentication.user,
    limit=limits.SPEECH,
    after=maintenance.by_chance,
    max_body=forms.LARGEST_BODY,
    takes=transcriptions.TAKES,
    answers=transcriptions.ANSWERS,
    fails=transcriptions.FAILS,
)
def translate(request: Request, caller: Caller, raw: Raw) -> Response:
    """The same in English, where who listens can translate: Whisper on the own machine."""
    return transcriptions.translate(request, caller, raw)


@endpoint(
    "POST",
    "/v1/audio/speech",
    who=authentication.user,
    limit=limits.SPEECH,
    once=idempotency.once,
    after=maintenance.by_chance,
    max_body=speech.LARGEST_BODY,
    answers=speech.ANSWERS,
    fails=speech.FAILS,
)
def speak(request: Request, caller: Caller, body: speech.Question) -> Response:
    """Speak a text; the sound comes as it is made. `X-Credits-Charged` tells the cost, which is by
    the characters of the text."""
    return speech.answer(caller, body, request)


handler = Function(transcribe, translate, speak, offered=offered.PATHS)
