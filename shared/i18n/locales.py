"""Messages for people, in Chinese and English, and the choice between the two."""

import re
from typing import Literal

from shared.i18n.messages import (
    accounts,
    alerts,
    callers,
    drawing,
    kinds,
    labels,
    mails,
    media,
    models,
    operations,
    personas,
    pictures,
    speech,
    tasks,
)

Locale = Literal["zh", "en"]
DEFAULT: Locale = "zh"
_WEIGHT = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*$")

_MESSAGES: dict[str, tuple[str, str]] = {
    key: message
    for about in (
        *(
            accounts,
            alerts,
            callers,
            drawing,
            labels,
            mails,
            media,
            models,
            operations,
            personas,
            pictures,
            speech,
            tasks,
        ),
    )
    for key, message in about.MESSAGES.items()
}


class OneOf:
    """A fact in words: kinds of JSON values, as msgspec calls them, of which one is meant."""

    def __init__(self, *kinds: str) -> None:
        self._kinds = kinds

    def spoken(self, locale: Locale) -> str:
        words = [kinds.KINDS.get(kind, (kind, kind))[locale == "en"] for kind in self._kinds]
        return (" or " if locale == "en" else "或").join(words)


def say(key: str, locale: Locale, **facts: object) -> str:
    """The message `key` in `locale`, its blanks filled with `facts`."""
    chinese, english = _MESSAGES[key]
    spoken = {n: f.spoken(locale) if isinstance(f, OneOf) else f for n, f in facts.items()}
    return (english if locale == "en" else chinese).format(**spoken)


def read(tag: str | None) -> Locale | None:
    """The locale that a language tag (RFC 5646) or an Accept-Language list asks for most."""
    for choice in sorted((tag or "").lower().split(","), key=_weight, reverse=True):
        language = choice.strip()[:2] if _weight(choice) else ""
        if language == "zh":
            return "zh"
        if language == "en":
            return "en"
    return None


def _weight(choice: str) -> float:
    """Of one choice in the list (RFC 9110, 12.5.4): 1 where it says none."""
    found = _WEIGHT.search(choice)
    return float(found[1]) if found else 1
