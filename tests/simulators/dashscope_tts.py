"""Speech of the DashScope simulator: server-sent events of sound, as long as the text.

Source: Alibaba Cloud Model Studio, "Non-realtime speech synthesis Qwen-Audio-TTS/CosyVoice HTTP
API" and "Qwen-TTS API" (2026-10). `[no-sound]` in a text gives none, `[cut]` an error after some.
"""

import base64
import functools
import json
import tempfile
from pathlib import Path
from typing import Any

from tests.engines import ffmpeg

COSYVOICE = "audio/tts/SpeechSynthesizer"
KIND = "text/event-stream"
FORMATS = ("mp3", "pcm", "wav", "opus")
_CODED = {"mp3": "mp3", "wav": "wav", "opus": "opus"}  # what a file of each format ends in
PIECE = b"\x01\x02" * 50  # of sound, for each character


def is_speech(body: dict[str, Any]) -> bool:
    return str(body.get("model")).startswith(("cosyvoice", "qwen3-tts"))


def wrong(body: dict[str, Any], sse: bool) -> str | None:
    given = body.get("input", {})
    if not given.get("text") or not given.get("voice"):
        return "input.text and input.voice must be set"
    if not sse:
        return "only streams are simulated"
    if str(body["model"]).startswith("qwen3-tts"):
        return None if set(given) <= {"text", "voice", "language_type"} else "unknown input"
    fits = given.get("format") in FORMATS and 0.5 <= given.get("rate", 1) <= 2
    return None if fits else "format or rate is not supported"


def events(body: dict[str, Any], mode: str) -> bytes:
    given = body["input"]
    text = given["text"]
    count = sum(2 if "一" <= letter <= "鿿" else 1 for letter in text)
    sound = [] if mode == "no-sound" else _sound(given.get("format", "pcm"), len(text))
    said = [_event({"type": "sentence-begin", "audio": {"data": ""}}, count)]
    said += [_event({"audio": {"data": base64.b64encode(one).decode()}}, count) for one in sound]
    if mode == "cut":
        error = {"code": "InternalError.Algo", "message": "An error has occurred."}
        return b"".join([*said[:3], b"data:" + json.dumps(error).encode() + b"\n\n"])
    end = {"finish_reason": "stop", "audio": {"data": "", "url": "http://x.aliyuncs.com/a.wav"}}
    return b"".join([*said, _event(end, count)])


def _sound(form: str, count: int) -> list[bytes]:
    """Pieces, as many as there are letters: of a tone, where it is coded."""
    if form == "pcm":
        return [PIECE] * count
    whole = tone(form)
    size = -(-len(whole) // count)
    return [whole[begin : begin + size] for begin in range(0, len(whole), size)]


@functools.cache
def tone(form: str) -> bytes:
    """A second of it, of 24 kHz and one channel."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"tone.{_CODED[form]}")
        return ffmpeg.tone(path, "-ar", "24000", "-ac", "1").read_bytes()


def _event(output: dict[str, Any], characters: int) -> bytes:
    told = {"output": output, "usage": {"characters": characters}, "request_id": "r"}
    return b"id:1\nevent:result\n:HTTP_STATUS/200\ndata:" + json.dumps(told).encode() + b"\n\n"
