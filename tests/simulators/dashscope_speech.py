"""Transcription of the DashScope simulator: it fetches the recordings itself, from loopback.

Source: Alibaba Cloud Model Studio, "Fun-ASR / Paraformer recorded speech recognition" and
"Qwen-ASR". The name of a file, or `hearing` of the simulator, chooses what is heard: `[silent]` is
nothing, `[no-fragment]` nothing either, `[FILE_TOO_LARGE]` (or another code) fails so.
"""

import base64
import binascii
import re
import time
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import unquote, urlsplit

Json = dict[str, Any]

SERVICE = "audio/asr/transcription"
SECONDS = 8  # of every recording
_MODE = re.compile(r"\[([\w.-]+)\]")
_SAID = (  # begin, end (ms), speaker, words
    (0, 2_600, 0, "大家好，今天讨论云栈的发布计划。"),
    (2_900, 5_400, 1, "我负责语音转写，周五之前完成。"),
    (5_600, 7_900, 0, "好的，散会。"),
)


def wrong(body: dict[str, Any]) -> str | None:
    """What is wrong with a creation's input."""
    given = body.get("input", {})
    urls = given.get("file_urls", [given["file_url"]] if "file_url" in given else [])
    alone = body["model"].endswith("filetrans")
    if not urls or alone != ("file_url" in given) or len(urls) > 100:
        return "input.file_urls (or input.file_url of filetrans) must be set"
    return None if all(u.startswith(("http://", "https://")) for u in urls) else "url error"


def wrong_piece(body: dict[str, Any]) -> str | None:
    """What is wrong with a recording that is sent along: Opus in Ogg, at most 5 minutes."""
    raw = _piece(body)
    if not raw:
        return "input.messages must have one audio, as a data URL"
    if not raw.startswith(b"OggS") or b"OpusHead" not in raw[:200]:
        return "The audio is empty or its format is not supported"
    return "The audio is too long" if _seconds(raw) > 300 or len(raw) > 7_500_000 else None


def piece(body: dict[str, Any], number: int, hearing: str) -> tuple[Json, Json]:
    """The output and usage of a recording that was sent along, the `number`th of all."""
    text = "" if hearing == "silent" else f"第{number}段。"
    language = body.get("parameters", {}).get("asr_options", {}).get("language", "zh")
    message = {
        "role": "assistant",
        "annotations": [{"language": language, "type": "audio_info", "emotion": "neutral"}],
        "content": [{"text": text}] if text else [],
    }
    usage = {"output_tokens_details": {"text_tokens": 6}, "seconds": _seconds(_piece(body))}
    return {"choices": [{"finish_reason": "stop", "message": message}]}, usage


def _piece(body: dict[str, Any]) -> bytes:
    messages = body.get("input", {}).get("messages", [])
    parts = [part for message in messages for part in message.get("content", [])]
    said = parts[0].get("audio", "") if len(parts) == 1 else ""
    try:
        return base64.b64decode(said.partition(";base64,")[2], validate=True)
    except binascii.Error:
        return b""


def _seconds(ogg: bytes) -> int:
    """By the position in its last page (RFC 3533), of Opus in 1/48000 s; each begun one counts."""
    at = ogg.rfind(b"OggS")
    return -(-int.from_bytes(ogg[at + 6 : at + 14], "little") // 48_000)


def result(body: Json, address: str, hearing: str = "") -> tuple[Json, Json]:
    """The output and usage of a transcription that has ended."""
    given, wanted = body["input"], body.get("parameters", {})
    alone = "file_url" in given
    urls = [given["file_url"]] if alone else given["file_urls"]
    diarized = bool(wanted.get("diarization_enabled"))
    results = [_heard(url, address, diarized, hearing) for url in urls]
    heard = [one for one in results if one["subtask_status"] == "SUCCEEDED"]
    if not heard:
        return {"code": results[0]["code"], "message": results[0]["message"]}, {}
    seconds = SECONDS * len(heard) * len(wanted.get("channel_id", [0]))
    if alone:
        return {"result": {"transcription_url": heard[0]["transcription_url"]}}, {
            "seconds": seconds
        }
    metrics = {"TOTAL": len(urls), "SUCCEEDED": len(heard), "FAILED": len(urls) - len(heard)}
    return {"results": results, "task_metrics": metrics}, {"duration": seconds}


def transcription(name: str) -> dict[str, Any]:
    """The file behind a `transcription_url`; its name says how it was asked for."""
    said = () if "silent" in name else _SAID
    sentences = [
        _sentence(number, *spoken, diarized="diarized" in name)
        for number, spoken in enumerate(said, 1)
    ]
    return {
        "file_url": "https://example.com/recording.wav",
        "properties": {
            "audio_format": "pcm_s16le",
            "channels": [0],
            "original_sampling_rate": 16_000,
            "original_duration_in_milliseconds": SECONDS * 1000,
        },
        "transcripts": [
            {
                "channel_id": 0,
                "content_duration_in_milliseconds": sum(end - begin for begin, end, *_ in said),
                "text": "".join(words for *_, words in said),
                "sentences": sentences,
            }
        ],
    }


def _sentence(
    number: int, begin: int, end: int, speaker: int, words: str, *, diarized: bool
) -> dict[str, Any]:
    each = (end - begin) // len(words)
    spelled = [
        {"begin_time": begin + at * each, "end_time": begin + (at + 1) * each, "text": letter}
        for at, letter in enumerate(words[:-1])
    ]
    spelled[-1]["punctuation"] = words[-1]
    told = {"begin_time": begin, "end_time": end, "text": words, "sentence_id": number}
    return told | ({"speaker_id": speaker} if diarized else {}) | {"words": spelled}


def _heard(url: str, address: str, diarized: bool, hearing: str) -> Json:
    """One file's part of the result: fetched, as the provider does it."""
    found = _MODE.search(unquote(urlsplit(url).path))
    mode = hearing or (found[1] if found else "")
    code = _fetch_code(url) if not mode.isupper() else mode
    if mode == "no-fragment":
        code = "SUCCESS_WITH_NO_VALID_FRAGMENT"
    if code:
        told = {"code": code, "message": f"{code}: the file could not be transcribed"}
        return {"file_url": url, "subtask_status": "FAILED", **told}
    name = f"0x0.{mode or 'ok'}{'-diarized' if diarized else ''}.json"
    words = f"Expires={int(time.time()) + 86_400}&Signature=speech"
    link = f"{address}/result/transcript-{name}?{words}"
    return {"file_url": url, "subtask_status": "SUCCEEDED", "transcription_url": link}


def _fetch_code(url: str) -> str:
    if urlsplit(url).hostname not in ("127.0.0.1", "localhost"):
        return "FILE_DOWNLOAD_FAILED"
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310
            return "" if answer.read(16) else "FILE_PARSE_FAILED"
    except urllib.error.HTTPError as e:
        e.close()
        return {403: "FILE_403_FORBIDDEN", 404: "FILE_404_NOT_FOUND"}.get(
            e.code, "FILE_SERVER_ERROR"
        )
    except OSError:
        return "FILE_DOWNLOAD_FAILED"
