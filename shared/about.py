"""What this deployment is."""

import msgspec

from shared import config, personas

NAME = "Yunzhan"
VERSION = "0.1.0"


class Info(msgspec.Struct, frozen=True):
    name: str
    version: str
    mode: str
    features: dict[str, bool]
    personas: list[str]


def info() -> Info:
    settings = config.settings()
    features = {
        "chat": bool(settings.openai_url),
        "anonymous_chat": settings.anonymous_chats_per_day > 0,
        "invite_codes": settings.enable_invite_codes,
        "credits": settings.enable_credit_system,
        "history": settings.store_history,
    }
    return Info(NAME, VERSION, settings.mode, features, personas.names())
