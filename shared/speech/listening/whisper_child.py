"""Whisper as a program of its own: its memory goes when it ends, and it ends when it is told to.

Takes what is asked as JSON, says lines of JSON: one for each sentence, one at each piece's end.
"""

import importlib
import json
import sys
import wave
from collections.abc import Iterator
from typing import Any

_RATE = 16_000  # Hz
_CHINESE = ("zh", "yue")
# Without it punctuation is rare; what is said in silence is no sentence of it, thanks to the VAD.
_PROMPTS = {"zh": "以下是普通话的句子。", "yue": "以下係廣東話嘅句子。"}
_SILENCE = 0.5  # seconds: with words, it goes on after the last one, and makes something up
_TEMPERATURES = (0.0, 0.4)  # the second where the first repeats itself: more take minutes on noise


def main(asked: str) -> None:
    order = json.loads(asked)
    model = importlib.import_module("faster_whisper").WhisperModel(
        order["model"], device="cpu", compute_type="int8", cpu_threads=order["threads"]
    )
    with wave.open(order["sound"]) as sound:
        for start, end in zip(order["borders"], order["borders"][1:], strict=False):
            for said in _heard(model, order, _samples(sound, start, end)):
                _say(said | {"start": said["start"] + start, "end": said["end"] + start})
            _say({"done": end})


def _samples(sound: wave.Wave_read, start: float, end: float) -> Any:
    sound.setpos(min(round(start * _RATE), sound.getnframes()))
    raw = sound.readframes(round((end - start) * _RATE))
    numpy = importlib.import_module("numpy")
    return numpy.frombuffer(raw, numpy.int16).astype(numpy.float32) / 32768


def _heard(model: Any, order: dict[str, Any], samples: Any) -> Iterator[dict[str, Any]]:
    language = order["language"] or model.detect_language(samples, vad_filter=True)[0]
    translates = order["task"] == "translate"
    segments, _ = model.transcribe(
        samples,
        language=language,
        task=order["task"],
        beam_size=1,
        temperature=_TEMPERATURES,
        vad_filter=True,
        condition_on_previous_text=False,
        initial_prompt=None if translates else _PROMPTS.get(language),
        word_timestamps=order["words"],
        hallucination_silence_threshold=_SILENCE if order["words"] else None,
    )
    write = _writer(language)
    for one in segments:
        words = [(word.start, word.end, write(word.word)) for word in one.words or ()]
        times = {"start": one.start, "end": one.end}
        yield {**times, "text": write(one.text), "words": words, "language": language}


def _writer(language: str) -> Any:
    """Whisper writes Chinese in characters of either kind: here in simplified ones."""
    if language not in _CHINESE:
        return str
    return importlib.import_module("opencc").OpenCC("t2s").convert


def _say(said: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
