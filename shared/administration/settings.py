"""The policy as administrators see and change it, a setting at a time."""

from typing import Any, Optional

import msgspec

from shared import plain_text, times
from shared.access import audit, limits, policy
from shared.access.audit import Actor
from shared.administration import word_lists
from shared.chat import personas
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import InvalidRequest, NotFound
from shared.http.inputs import validation
from shared.i18n import locales
from shared.i18n.locales import Locale
from shared.moderation import screen
from shared.moderation.records import Whose
from shared.store import settings

_WAY_BACK = ("login", "refresh", "admin")  # what an administrator needs to change a setting
_LEAST = policy.Rate(hits=10, seconds=60)


class Setting(msgspec.Struct, frozen=True):
    """`changed` says whether an administrator chose it; `schema` is a JSON schema. `built_in` is
    what holds, by name, where the value leaves a name out: rates of limits, and personas."""

    key: str
    value: Any
    default: Any
    changed: bool
    schema: dict[str, Any]
    meaning: str
    built_in: dict[str, Any]


class Settings(msgspec.Struct, frozen=True):
    data: list[Setting]


def found(locale: Locale) -> Settings:
    with transactions.reading() as tx:
        chosen = _chosen(tx)
    return Settings([_setting(key, chosen, locale) for key in _shapes()])


def put(actor: Actor, key: str, given: msgspec.Raw, locale: Locale) -> Setting:
    """Choose a value, or with `null` none; NotFound, InvalidRequest."""
    value = _value(key, given)
    _require_decent(actor, key, value)

    def keep(tx: Transaction) -> dict[str, Any]:
        before = _chosen(tx)
        if value is None:
            settings.remove(tx, key)
        else:
            settings.put(tx, key, msgspec.json.encode(value).decode(), times.now())
        after = _chosen(tx)
        audit.note(tx, actor, "settings.change", key, _seen(key, before), _seen(key, after))
        if key == word_lists.NAME:
            word_lists.changed(tx)
        return after

    after = transactions.atomically(keep)
    policy.refresh()
    word_lists.refresh()
    return _setting(key, after, locale)


def _value(key: str, given: msgspec.Raw) -> Any:
    shape = _shapes().get(key)
    if shape is None:
        raise NotFound()
    wanted = msgspec.defstruct("Wanted", [("value", Optional[shape])])  # noqa: UP045
    read = validation.body(b'{"value":' + bytes(given) + b"}", wanted)
    value = _typed(msgspec.structs.asdict(read)["value"], "value")
    if key == "limits" and value:
        _require_way_back(value)
    if key == word_lists.NAME and value:
        word_lists.require_readable(value)
    if key == "personas" and value:
        return {name: words for name, words in value.items() if words}
    return value


def _shapes() -> dict[str, Any]:
    return policy.shapes() | {word_lists.NAME: word_lists.Lists}


def _chosen(tx: Transaction) -> dict[str, Any]:
    return policy.chosen(settings.all(tx, but=word_lists.NAME)) | word_lists.chosen(tx)


def _require_decent(actor: Actor, key: str, value: Any) -> None:
    """Moderated for words that everybody will read, or the model go by."""
    if key in ("personas", "announcement") and value:
        words = value if key == "personas" else {"": value}
        said = [text for one in words.values() if one for text in one.texts]
        whose = Whose(actor.actor_id, actor.request_id)
        screen.require([name for name in words if name], "name", whose, "value")
        screen.require(said, "input", whose, "value")


def _typed(value: Any, path: str, *, is_line: bool = False) -> Any:
    """A setting with its texts as they are kept."""
    if isinstance(value, str):
        return _text(value, path, is_line=is_line)
    if isinstance(value, policy.Words):
        parts, is_line = msgspec.structs.asdict(value), isinstance(value, policy.Line)
        return type(value)(
            **{n: _typed(p, f"{path}.{n}", is_line=is_line) for n, p in parts.items()}
        )
    if isinstance(value, dict):
        return {name: _typed(part, f"{path}.{name}") for name, part in value.items()}
    return value


def _text(text: str, path: str, *, is_line: bool) -> str:
    kept = plain_text.line(text) if is_line else plain_text.lines(text)
    if kept is None or plain_text.is_blank(kept):
        raise InvalidRequest("text_refused", param=path, field=path)
    return kept


def _require_way_back(rates: dict[str, policy.Rate]) -> None:
    for name in _WAY_BACK:
        rate = rates.get(name, _LEAST)
        if rate.hits < _LEAST.hits or rate.seconds > _LEAST.seconds:
            raise InvalidRequest(
                "limit_least",
                param=f"value.{name}",
                field=name,
                hits=_LEAST.hits,
                period=_LEAST.seconds,
            )


def _setting(key: str, chosen: dict[str, Any], locale: Locale) -> Setting:
    default = {} if key == word_lists.NAME else getattr(policy.defaults(), key)
    return Setting(
        key=key,
        value=chosen.get(key, default),
        default=default,
        changed=key in chosen,
        schema=msgspec.json.schema(_shapes()[key]),
        meaning=locales.say(f"setting_{key}", locale),
        built_in=_built_in(key),
    )


def _built_in(key: str) -> dict[str, Any]:
    if key == "limits":
        return limits.usual()
    return personas.built_in() if key == "personas" else {}


def _seen(key: str, chosen: dict[str, Any]) -> dict[str, Any] | None:
    """What the audit shows: nothing where nothing is chosen.

    Encoded, or it would hide personas whose names sound like secrets; no setting holds one.
    """
    if key not in chosen:
        return None
    value = word_lists.counted(chosen[key]) if key == word_lists.NAME else chosen[key]
    return {"value": msgspec.Raw(msgspec.json.encode(value))}
