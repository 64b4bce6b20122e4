"""Messages for people, in Chinese and English, and the choice between the two."""

from typing import Literal

from shared.i18n.messages import alerts, callers, models, operations, pictures

Locale = Literal["zh", "en"]
DEFAULT: Locale = "zh"

_MESSAGES = (
    alerts.MESSAGES | callers.MESSAGES | models.MESSAGES | operations.MESSAGES | pictures.MESSAGES
)


def say(key: str, locale: Locale, **facts: object) -> str:
    """The message `key` in `locale`, its blanks filled with `facts`."""
    chinese, english = _MESSAGES[key]
    return (english if locale == "en" else chinese).format(**facts)


def read(tag: str | None) -> Locale | None:
    """The locale that a language tag (RFC 5646) or an Accept-Language list asks for first."""
    for choice in (tag or "").lower().split(","):
        language = choice.strip()[:2]
        if language == "zh":
            return "zh"
        if language == "en":
            return "en"
    return None
