"""The audit trail: who changed what, from where, with what before and after."""

from collections.abc import Mapping
from typing import Any

import msgspec

from shared import ids, times
from shared.access.authentication import Caller
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.http.inputs import pagination
from shared.http.inputs.pagination import LOOKED_AT, Page, Ranged, Word
from shared.http.request import Request
from shared.store import audit, rows, users
from shared.store.audit import Entry

_SECRET_WORDS = ("password", "secret", "token", "hash", "key")
_REDACTED = "(redacted)"


class Actor(msgspec.Struct, frozen=True):
    """An administrator doing something: who, from where, in which request."""

    actor_id: str
    ip: str
    request_id: str


class Filter(Ranged, frozen=True, forbid_unknown_fields=True):
    """The query of the trail; an empty word is any."""

    q: Word = ""
    action: Word = ""
    target: Word = ""
    actor: Word = ""


class AuditEntry(msgspec.Struct, frozen=True):
    """An entry of the trail. `actor_email` and `target_email` are of users who are still there."""

    id: str
    at: str
    actor_id: str
    actor_email: str | None
    ip: str
    request_id: str
    action: str
    target: str
    target_email: str | None
    before: msgspec.Raw
    after: msgspec.Raw


def actor(caller: Caller, request: Request) -> Actor:
    return Actor(caller.user.id, request.ip, request.id)


def note(tx: Transaction, actor: Actor, action: str, target: str, before: Any, after: Any) -> None:
    """Add to the trail, in the transaction of the change itself. Secrets are left out."""
    entry = Entry(
        id=ids.make(),
        actor_id=actor.actor_id,
        ip=actor.ip,
        request_id=actor.request_id,
        action=action,
        target=target,
        before_json=_json(before),
        after_json=_json(after),
        at=times.now(),
    )
    audit.add(tx, entry)


def page(wanted: Filter) -> Page[AuditEntry]:
    first, before = wanted.span
    with transactions.reading() as tx:
        since = rows.before_some(tx, "audit", before, LOOKED_AT) if wanted.q else ""
        found = audit.page(
            tx,
            before=before,
            since=max(first, since),
            like=pagination.like(wanted.q),
            action=wanted.action,
            target=wanted.target,
            actor_id=wanted.actor,
            limit=wanted.limit + 1,
        )
        named = {name for entry in found for name in (entry.actor_id, entry.target)}
        emails = users.emails(tx, sorted(named))
    return pagination.page(
        [_shown(e, emails) for e in found],
        [e.id for e in found],
        wanted.limit,
        since if since > first else "",
    )


def _json(state: Any) -> str:
    return msgspec.json.encode(_redacted(state)).decode()


def _redacted(state: Any) -> Any:
    if isinstance(state, dict):
        return {
            name: _REDACTED if any(word in name for word in _SECRET_WORDS) else _redacted(value)
            for name, value in state.items()
        }
    return state


def _shown(entry: Entry, emails: Mapping[str, str]) -> AuditEntry:
    return AuditEntry(
        id=entry.id,
        at=times.iso(entry.at),
        actor_id=entry.actor_id,
        actor_email=emails.get(entry.actor_id),
        ip=entry.ip,
        request_id=entry.request_id,
        action=entry.action,
        target=entry.target,
        target_email=emails.get(entry.target),
        before=msgspec.Raw(entry.before_json.encode()),
        after=msgspec.Raw(entry.after_json.encode()),
    )
