"""API keys: made and shown once, listed by their prefix, removed at once."""

import secrets
from typing import Annotated

import msgspec

from shared import ids, times
from shared.access import authentication
from shared.accounts import identity
from shared.database import transactions
from shared.errors import Conflict, InvalidToken
from shared.http.inputs import pagination
from shared.http.inputs.pagination import Page, Paging
from shared.http.request import Body
from shared.store import api_keys, users
from shared.store.api_keys import ApiKey
from shared.store.users import User

Word = Annotated[str, msgspec.Meta(max_length=100)]
Quota = Annotated[int, msgspec.Meta(ge=1, le=10**12)]

MOST = 100  # keys of a user
_SHOWN = 10  # characters of a key that lists show


class Shown(msgspec.Struct, frozen=True):
    """A key in a list: everything but the key."""

    id: str
    name: str
    project: str | None
    prefix: str
    created_at: str
    expires_at: str | None
    last_used_at: str | None
    daily_tokens: int | None
    monthly_tokens: int | None


class Made(Shown, frozen=True):
    """A key just made, with the secret that is shown this once."""

    key: str


class Order(Body, kw_only=True):
    """What key to make; quotas are tokens per day and month."""

    name: Word
    project: Word | None = None
    expires_at: str | None = None
    daily_tokens: Quota | None = None
    monthly_tokens: Quota | None = None


def make(owner: User, order: Order) -> Made:
    """Conflict when there are as many as there may be, also of such that have expired."""
    for param, word in (("name", order.name), ("project", order.project)):
        identity.require_decent(word or "", owner.id, param)
    secret = authentication.KEY_START + secrets.token_urlsafe(32)
    key = ApiKey(
        id=ids.make(),
        user_id=owner.id,
        name=identity.clean_name(order.name),
        project=order.project.strip() or None if order.project else None,
        prefix=secret[:_SHOWN],
        key_hash=authentication.hash_of(secret),
        created_at=times.now(),
        expires_at=times.parse_future(order.expires_at, "expires_at"),
        last_used_at=None,
        daily_tokens=order.daily_tokens,
        monthly_tokens=order.monthly_tokens,
    )
    transactions.atomically(lambda tx: _add(tx, key))
    return Made(**msgspec.structs.asdict(_shown(key)), key=secret)


def _add(tx: transactions.Transaction, key: ApiKey) -> None:
    if not users.find_locked(tx, key.user_id):  # and two at once must not both be the last
        raise InvalidToken()  # they have left meanwhile
    if api_keys.count(tx, key.user_id) >= MOST:
        raise Conflict("keys_full", limit=MOST)
    api_keys.add(tx, key)


def page(owner: User, paging: Paging) -> Page[Shown]:
    with transactions.asking() as tx:
        found = api_keys.page(tx, owner.id, before=paging.before, limit=paging.limit + 1)
    return pagination.page([_shown(k) for k in found], [k.id for k in found], paging.limit)


def remove(owner: User, key_id: str) -> None:
    with transactions.writing() as tx:
        api_keys.remove(tx, key_id, owner.id)


def _shown(key: ApiKey) -> Shown:
    return Shown(
        id=key.id,
        name=key.name,
        project=key.project,
        prefix=key.prefix,
        created_at=times.iso(key.created_at),
        expires_at=times.iso_if(key.expires_at),
        last_used_at=times.iso_if(key.last_used_at),
        daily_tokens=key.daily_tokens,
        monthly_tokens=key.monthly_tokens,
    )
