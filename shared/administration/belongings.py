"""What a user has, as administrators see and end it: never what it says."""

import msgspec

from shared import times
from shared.access import audit
from shared.access.audit import Actor
from shared.accounts import api_keys, sessions
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.http.inputs import pagination
from shared.http.inputs.pagination import Page, Paging
from shared.store import api_keys as key_rows
from shared.store import belongings, users
from shared.store import sessions as session_rows


class Belongings(msgspec.Struct, frozen=True):
    """How many there are of each."""

    conversations: int
    recognitions: int
    files: int
    tasks: int
    api_keys: int
    sessions: int


class SessionShown(msgspec.Struct, frozen=True):
    """A log-in that goes on: when it was renewed last, and until when it may be again."""

    id: str
    renewed_at: str
    expires_at: str


def count(user_id: str) -> Belongings:
    with transactions.reading() as tx:
        users.get(tx, user_id)
        return Belongings(**belongings.count(tx, user_id, times.now()))


def keys(user_id: str, paging: Paging) -> Page[api_keys.Shown]:
    with transactions.reading() as tx:
        owner = users.get(tx, user_id)
    return api_keys.page(owner, paging)


def remove_key(actor: Actor, user_id: str, key_id: str) -> None:
    def drop(tx: Transaction) -> None:
        key_rows.remove(tx, key_id, users.get(tx, user_id).id)
        audit.note(tx, actor, "users.remove_key", user_id, {"id": key_id}, None)

    transactions.atomically(drop)


def sessions_of(user_id: str, paging: Paging) -> Page[SessionShown]:
    with transactions.reading() as tx:
        users.get(tx, user_id)
        found = session_rows.page(
            tx, user_id, now=times.now(), before=paging.before, limit=paging.limit + 1
        )
    shown = [SessionShown(s.id, times.iso(s.created_at), times.iso(s.expires_at)) for s in found]
    return pagination.page(shown, [session.id for session in found], paging.limit)


def end_sessions(actor: Actor, user_id: str) -> None:
    def end(tx: Transaction) -> None:
        sessions.end_all(tx, users.get(tx, user_id).id)
        audit.note(tx, actor, "users.end_sessions", user_id, None, None)

    transactions.atomically(end)
