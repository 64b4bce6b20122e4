"""What this deployment is."""

import functools
from collections.abc import Callable

import msgspec

from shared.access import policy
from shared.chat import personas
from shared.chat.personas import Persona
from shared.config import environment
from shared.errors import Unavailable
from shared.ffmpeg import binary
from shared.i18n.locales import Locale
from shared.llm import catalogue
from shared.llm.catalogue import Model
from shared.speech import engines
from shared.speech.speaking import speakers
from shared.version import NAME, VERSION


class Info(msgspec.Struct, frozen=True):
    """`anonymous_chats_per_day` are those of one address; 0 is none."""

    name: str
    version: str
    mode: str
    features: dict[str, bool]
    personas: list[Persona]
    anonymous_chats_per_day: int
    announcement: str | None


def info(locale: Locale) -> Info:
    settings, rules = environment.settings(), policy.current()
    features = {
        "chat": bool(settings.openai_url),
        "anonymous_chat": rules.anonymous_chats_per_day > 0,
        "invite_codes": rules.enable_invite_codes,
        "credits": rules.enable_credit_system,
        "history": settings.store_history,
        "media": binary.is_offered(),
        "speech": _is_offered(engines.offered),
        "speech_synthesis": _is_offered(speakers.offered),
        **_of_models(),
    }
    words = rules.announcement
    announcement = words.spoken(locale) if words else None
    return Info(
        name=NAME,
        version=VERSION,
        mode=settings.mode,
        features=features,
        personas=personas.all_in(locale),
        anonymous_chats_per_day=rules.anonymous_chats_per_day,
        announcement=announcement,
    )


def _is_offered(offered: Callable[[], object]) -> bool:
    """Also while the database, which knows the models, is away: then nothing of it is."""
    try:
        return bool(offered())
    except Unavailable:
        return False


def _of_models() -> dict[str, bool]:
    """What some model does beside words."""
    words = {"images": "image", "videos": "video", "rerank": "rerank"}
    return {name: _is_offered(functools.partial(_models, kind)) for name, kind in words.items()}


def _models(kind: str) -> list[Model]:
    return [model for model in catalogue.current().enabled() if model.kind == kind]
