"""Who could listen to a recording here, and who does it: asked before anything is reserved."""

import math
from collections.abc import Iterator
from typing import Literal

import msgspec

from shared.config import environment
from shared.errors import DiarizeUnavailable, InvalidRequest, ModelNotFound, Unavailable
from shared.ffmpeg import binary
from shared.llm import catalogue
from shared.llm.catalogue import Model
from shared.speech import languages
from shared.speech.listening import whisper
from shared.speech.listening.wishes import Wish

Way = Literal["whisper", "fetched", "pieces", "tingwu"]
TINGWU = "tingwu"
KIND = "transcription"  # of models in the catalogue
# What stock clients of OpenAI's ask for, and often cannot be told otherwise: the one of ours.
ALIASES = frozenset(
    "whisper-1 gpt-4o-transcribe gpt-4o-mini-transcribe gpt-4o-transcribe-diarize".split()
)
_HOURS = 3_600.0
_LONGEST_FETCHED, _LONGEST_DIARIZED = 12 * _HOURS, 2 * _HOURS
_LONGEST_TINGWU, _LONGEST_IN_PIECES = 6 * _HOURS, 3 * _HOURS
_MILLION = 1_000_000


class Engine(msgspec.Struct, frozen=True):
    """`rate` is in credits for a million seconds, None where nobody knows it; `languages` of None
    are all."""

    name: str
    way: Way
    provider: str
    rate: int | None
    longest: float  # seconds
    diarizes: bool = False
    translates: bool = False
    languages: frozenset[str] | None = None

    def price(self, seconds: float) -> int:
        """Credits for so many seconds, each begun one counted; Unavailable where it is unknown."""
        if self.rate is None:
            raise Unavailable("price_unknown", name=self.name)
        return -(-math.ceil(seconds) * self.rate // _MILLION)

    def can(self, wish: Wish) -> bool:
        return (
            (self.diarizes or not wish.diarize)
            and (self.translates or not wish.translate)
            and (self.languages is None or not wish.language or wish.language in self.languages)
        )

    def longest_for(self, wish: Wish) -> float:
        """Seconds of a recording that it takes."""
        return min(self.longest, _LONGEST_DIARIZED) if wish.diarize else self.longest


def offered() -> list[Engine]:
    """Those that can be asked now, the one that is asked unless told otherwise first."""
    wanted = environment.settings().speech_provider
    if _is_here() and not binary.find():
        return []
    found = {
        "dashscope": lambda: list(_of_studio()),
        "tingwu": lambda: list(_of_tingwu()),
        "local": lambda: list(_of_this_machine()),
    }
    names = (wanted,) if wanted else ("dashscope", "local")
    return [engine for name in names for engine in found[name]()]


def choose(name: str | None, wish: Wish) -> Engine:
    """Unavailable when nobody listens at all; ModelNotFound; InvalidRequest for what whoever there
    is cannot do."""
    known = offered()
    if not known:
        raise Unavailable("no_listener")
    asked = None if name in ALIASES else name
    candidates = [one for one in known if asked in (None, one.name)]
    if not candidates:
        names = ", ".join(one.name for one in known)
        raise ModelNotFound("no_such_listener", param="model", name=name, offered=names)
    able = next((one for one in candidates if one.can(wish)), None)
    if not able:
        raise _unable(candidates, wish)
    return able


def _unable(candidates: list[Engine], wish: Wish) -> InvalidRequest:
    if wish.diarize and not any(one.diarizes for one in candidates):
        return DiarizeUnavailable()
    if wish.translate and not any(one.translates for one in candidates):
        return InvalidRequest("no_translation", param="model")
    known = {language for one in candidates for language in one.languages or ()}
    return InvalidRequest(
        "language_unheard", param="language", name=wish.language, offered=", ".join(sorted(known))
    )


def _is_here() -> bool:
    """Whether workers run on this machine, and not as functions with a layer of their own."""
    return environment.settings().task_carrier != "fc"


def _of_studio() -> Iterator[Engine]:
    """Without OSS, whatever has to fetch its recording cannot: nobody reaches a folder of ours."""
    fetches = environment.settings().has_bucket
    for model in catalogue.current().enabled():
        if model.kind == KIND and model.is_of_studio:
            engine = _studio_engine(model)
            if fetches or engine.way == "pieces":
                yield engine


def _studio_engine(model: Model) -> Engine:
    at_once = model.upstream_name.startswith("qwen3-asr-flash")
    return Engine(
        name=model.name,
        way="pieces" if at_once else "fetched",
        provider=model.provider.name,
        rate=model.tiers[0].input,
        longest=_LONGEST_IN_PIECES if at_once else _LONGEST_FETCHED,
        diarizes=model.upstream_name.startswith("fun-asr"),  # "Only fun-asr* separates speakers"
        languages=languages.OF_QWEN if at_once else None,
    )


def _of_tingwu() -> Iterator[Engine]:
    settings = environment.settings()
    if settings.tingwu_app_key and environment.tingwu_key() and settings.has_bucket:
        hour = settings.tingwu_price
        yield Engine(
            name=TINGWU,
            way="tingwu",
            provider=TINGWU,
            rate=None if hour is None else -(-hour * _MILLION // 3_600),
            longest=_LONGEST_TINGWU,
            diarizes=True,
            languages=frozenset(filter(None, languages.OF_TINGWU)),
        )


def _of_this_machine() -> Iterator[Engine]:
    if whisper.installed():
        yield Engine(
            name=whisper.NAME,
            way="whisper",
            provider="local",
            rate=0,
            longest=whisper.LONGEST,
            translates=True,
            languages=languages.OF_WHISPER,
        )
