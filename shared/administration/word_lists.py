"""The setting `moderation_words`: lists that may be long, so that who needs none reads none."""

from typing import Annotated, Any

import msgspec

from shared.database.transactions import Transaction
from shared.errors import InvalidRequest
from shared.moderation.words import current, lists
from shared.store import settings, versions

NAME = current.NAME
_Meta = msgspec.Meta

Label = Annotated[str, _Meta(min_length=1, max_length=100)]
Line = Annotated[str, _Meta(min_length=1, max_length=200)]
Lists = dict[Label, Annotated[list[Line], _Meta(max_length=20_000)]]


def chosen(tx: Transaction) -> dict[str, Any]:
    """The value by the setting's name, if there is one."""
    text = settings.find(tx, NAME)
    return {NAME: msgspec.json.decode(text, type=Lists)} if text else {}


def require_readable(value: dict[str, list[str]]) -> None:
    """InvalidRequest names the first line of which nothing can be made."""
    _, wrong = lists.made(value)
    for one in wrong:
        path = f"value.{one.label}[{one.line}]"
        raise InvalidRequest("word_unreadable", param=path, number=one.line + 1, why=one.reason)


def changed(tx: Transaction) -> None:
    """All processes will read it again."""
    versions.add(tx, NAME, 1)


def refresh() -> None:
    current.refresh()


def counted(value: dict[str, list[str]]) -> dict[str, int]:
    """What the trail shows: how many there are."""
    return {label: len(lines) for label, lines in value.items()}
