"""Speech of the DashScope simulator: server-sent events of sound, as long as the text.

Source: Alibaba Cloud Model Studio, "Non-realtime speech synthesis Qwen-Audio-TTS/CosyVoice HTTP
API" and "Qwen-TTS API" (2026-10). `[no-sound]` in a text gives none, `[cut]` an error after some.
"""

import base64
import json
from typing import Any

COSYVOICE = "audio/tts/SpeechSynthesizer"
KIND = "text/event-stream"
FORMATS = ("mp3", "pcm", "wav", "opus")
_BEGINNINGS = {"mp3": b"ID3", "wav": b"RIFF", "opus": b"OggS", "pcm": b""}
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
    beginning = _BEGINNINGS[given.get("format", "pcm")]
    sound = [] if mode == "no-sound" else [beginning + PIECE, *[PIECE] * (len(text) - 1)]
    said = [_event({"type": "sentence-begin", "audio": {"data": ""}}, count)]
    said += [_event({"audio": {"data": base64.b64encode(one).decode()}}, count) for one in sound]
    if mode == "cut":
        error = {"code": "InternalError.Algo", "message": "An error has occurred."}
        return b"".join([*said[:3], b"data:" + json.dumps(error).encode() + b"\n\n"])
    end = {"finish_reason": "stop", "audio": {"data": "", "url": "http://x.aliyuncs.com/a.wav"}}
    return b"".join([*said, _event(end, count)])


def _event(output: dict[str, Any], characters: int) -> bytes:
    told = {"output": output, "usage": {"characters": characters}, "request_id": "r"}
    return b"id:1\nevent:result\n:HTTP_STATUS/200\ndata:" + json.dumps(told).encode() + b"\n\n"
