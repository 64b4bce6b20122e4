"""Models that speak, what they take, and their voices."""

import re

import msgspec

from shared.errors import InvalidRequest, ModelNotFound, Unavailable
from shared.llm import catalogue
from shared.llm.catalogue import Model

KIND = "speech"  # of models in the catalogue
# What stock clients of OpenAI's ask for: the first of ours.
ALIASES = frozenset(("tts-1", "tts-1-hd", "gpt-4o-mini-tts"))
_MEN = frozenset("ash ballad cedar echo fable onyx verse".split())
_WOMEN = frozenset("alloy coral marin nova sage shimmer".split())
_DEAR = re.compile(r"[㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]")


class Family(msgspec.Struct, frozen=True):
    """`voices` are of a woman and a man; `formats` are OpenAI's names of what comes."""

    cosy: bool
    formats: tuple[str, ...]
    voices: tuple[str, str]
    speeds: tuple[float, float]


# Model Studio: "CosyVoice HTTP API" and "Qwen-TTS API" (2026-10).
COSYVOICE = Family(True, ("mp3", "opus", "wav", "pcm"), ("longanhuan", "longanyang"), (0.5, 2.0))
QWEN = Family(False, ("wav", "pcm"), ("Cherry", "Ethan"), (1.0, 1.0))


class Speaker(msgspec.Struct, frozen=True):
    model: Model
    family: Family

    def voice(self, name: str) -> str:
        """Voices of OpenAI's are ours of the same sex; others are the model's own."""
        woman, man = self.family.voices
        return man if name in _MEN else woman if name in _WOMEN else name


def offered() -> list[Model]:
    """Those that can be asked, the one that is asked unless told otherwise first."""
    return [m for m in catalogue.current().enabled() if m.kind == KIND and m.is_of_studio]


def choose(name: str) -> Speaker:
    """Unavailable when nobody speaks at all; ModelNotFound."""
    known = offered()
    if not known:
        raise Unavailable("no_speaker")
    found = [m for m in known if name in ALIASES or m.name == name]
    if not found:
        names = ", ".join(model.name for model in known)
        raise ModelNotFound("no_such_speaker", param="model", name=name, offered=names)
    cosy = found[0].upstream_name.startswith("cosyvoice")
    return Speaker(found[0], COSYVOICE if cosy else QWEN)


def characters(text: str) -> int:
    """As they are billed: a Chinese one counts as two."""
    return len(text) + len(_DEAR.findall(text))


def require(speaker: Speaker, text: str, form: str, speed: float) -> None:
    """InvalidRequest for what the model does not take: a longer text would be cut silently."""
    name, family, limit = speaker.model.name, speaker.family, speaker.model.context_length
    if limit and characters(text) > limit:
        raise InvalidRequest("speech_too_long", param="input", name=name, limit=limit)
    if form not in family.formats:
        offered = ", ".join(family.formats)
        raise InvalidRequest(
            "speech_format", param="response_format", name=name, format=form, offered=offered
        )
    least, most = family.speeds
    if not least <= speed <= most:
        raise InvalidRequest("speech_speed", param="speed", name=name, least=least, most=most)
