"""What this deployment is."""

import msgspec

from shared.access import policy
from shared.chat import personas
from shared.chat.personas import Persona
from shared.config import environment
from shared.errors import Unavailable
from shared.ffmpeg import binary
from shared.i18n.locales import Locale
from shared.llm import catalogue
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
        "mail": settings.mail_server is not None,
        "email_confirmation": settings.confirm_email,
        "media": binary.is_offered(),
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


def _of_models() -> dict[str, bool]:
    """What some model does beside words: nothing while the database, which knows them, is away."""
    try:
        policy.certain()  # or a database that has just been waited for in vain is waited for again
        kinds = {model.kind for model in catalogue.current().enabled()}
        speech, synthesis = bool(engines.offered()), bool(speakers.offered())
    except Unavailable:
        kinds, speech, synthesis = set(), False, False
    return {
        "speech": speech,
        "speech_synthesis": synthesis,
        "images": "image" in kinds,
        "videos": "video" in kinds,
        "rerank": "rerank" in kinds,
    }
