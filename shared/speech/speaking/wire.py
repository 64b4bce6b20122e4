"""A text on its way to a model that speaks, and sound on its way back, as server-sent events.

Wire: Alibaba Cloud Model Studio, "Non-realtime speech synthesis Qwen-Audio-TTS/CosyVoice HTTP API"
and "Qwen-TTS API" (2026-10): base64 in `output.audio.data`, PCM of 24 kHz from Qwen.
"""

import base64
import binascii
from collections.abc import Generator, Iterator
from typing import Any

import msgspec

from shared.dashscope import errors, wire
from shared.dashscope.client import Account
from shared.dashscope.errors import DashScopeError
from shared.errors import UpstreamError
from shared.http import sse
from shared.speech.speaking.speakers import Speaker

Json = dict[str, Any]

RATE = 24_000  # Hz, as OpenAI's
_COSYVOICE = "/services/audio/tts/SpeechSynthesizer"
_QWEN = "/services/aigc/multimodal-generation/generation"
_LARGEST, _LARGEST_ERROR = 134_217_728, 1_048_576  # bytes
_ENDLESS = 0xFFFFFFFF - 36  # bytes, of a WAV file that is written as it comes


class Text(msgspec.Struct, frozen=True):
    text: str
    voice: str
    form: str  # mp3, opus, wav, pcm
    speed: float
    instructions: str


def speak(speaker: Speaker, text: Text, seconds: float) -> Generator[bytes]:
    """The sound as it comes; DashScopeError, at the first piece when nothing was made."""
    provider = speaker.model.provider
    account = Account(provider.base_url, provider.key)
    path = _COSYVOICE if speaker.family.cosy else _QWEN
    asked = {"model": speaker.model.upstream_name, "input": _input(speaker, text)}
    headers = {
        "Authorization": f"Bearer {account.key}",
        "Content-Type": "application/json",
        "X-DashScope-SSE": "enable",
    }
    url, body = f"{account.url}/api/v1{path}", msgspec.json.encode(asked)
    with wire.opened("POST", url, headers, body, seconds=seconds) as answer:
        if answer.status != 200:
            raw = b"".join(answer.pieces(_LARGEST_ERROR))
            raise errors.of_status(answer.status, raw, answer.headers.get("Retry-After"))
        pieces = _pieces(answer.pieces(_LARGEST))
        first = next(pieces, None)
        if first is None:
            raise DashScopeError(UpstreamError(), "an answer without sound", retryable=False)
        if text.form == "wav" and not first.startswith(b"RIFF"):
            yield _head()
        yield first
        yield from pieces


def _input(speaker: Speaker, text: Text) -> Json:
    told: Json = {"text": text.text, "voice": text.voice}
    if not speaker.family.cosy:
        return told
    told |= {"format": text.form, "sample_rate": RATE, "rate": text.speed}
    return told | ({"instruction": text.instructions} if text.instructions else {})


def _pieces(raw: Iterator[bytes]) -> Iterator[bytes]:
    for said in sse.data(raw):
        try:
            told = msgspec.json.decode(said, type=Json)
            output = told.get("output")
            audio = output.get("audio") if isinstance(output, dict) else None
            if not isinstance(output, dict):
                raise errors.of_code(errors.of_table(told))
            data = audio.get("data") if isinstance(audio, dict) else None
            piece = base64.b64decode(data or "", validate=True)
        except (msgspec.MsgspecError, binascii.Error, TypeError, RecursionError) as e:
            raise DashScopeError(UpstreamError(), "no event of sound", retryable=False) from e
        if piece:
            yield piece


def _head() -> bytes:
    """Of a WAV file of PCM whose length is not known yet."""
    size, align = _ENDLESS, 2
    numbers = (1).to_bytes(2, "little") * 2 + RATE.to_bytes(4, "little")
    numbers += (RATE * align).to_bytes(4, "little") + align.to_bytes(2, "little")
    form = b"fmt " + (16).to_bytes(4, "little") + numbers + (16).to_bytes(2, "little")
    whole = b"RIFF" + (size + 36).to_bytes(4, "little") + b"WAVE" + form
    return whole + b"data" + size.to_bytes(4, "little")
