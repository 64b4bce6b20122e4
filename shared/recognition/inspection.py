"""Everybody's recognitions, for administrators: what one says is shown for a reason, audited."""

from typing import Literal

import msgspec

from shared import times
from shared.access import audit
from shared.access.audit import Actor
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.http.inputs import pagination
from shared.http.inputs.pagination import Page, Ranged, Word
from shared.recognition import history
from shared.recognition.results import Recognised
from shared.store import recognitions, users
from shared.store.recognitions import Recognition
from shared.store.users import User


class Filter(Ranged, frozen=True, forbid_unknown_fields=True):
    """The query of everybody's list; an empty word is any."""

    kind: Literal["", "drug", "antique", "general"] = ""
    user: Word = ""


class Heading(msgspec.Struct, frozen=True):
    """A recognition in everybody's list: nothing of its picture. `email` is null when its owner has
    left."""

    id: str
    user_id: str
    email: str | None
    kind: str
    engine: str
    model: str | None
    credits: int
    has_picture: bool
    created_at: str


def page(wanted: Filter) -> Page[Heading]:
    since, before = wanted.span
    with transactions.reading() as tx:
        found = recognitions.page_of_all(
            tx,
            since=since,
            before=before,
            kind=wanted.kind,
            user_id=wanted.user,
            limit=wanted.limit + 1,
        )
        emails = users.emails(tx, sorted({row.user_id for row in found}))
    shown = [_heading(row, emails.get(row.user_id)) for row in found]
    return pagination.page(shown, [row.id for row in found], wanted.limit)


def look(actor: Actor, recognition_id: str, reason: str) -> Recognised:
    """Anybody's with its picture, after it was written down who wanted to see it, and why."""

    def note(tx: Transaction) -> User:
        owner = users.get(tx, recognitions.owner(tx, recognition_id))
        seen = {"user_id": owner.id, "reason": reason}
        audit.note(tx, actor, "recognitions.look", recognition_id, None, seen)
        return owner

    return history.get(transactions.atomically(note), recognition_id)


def _heading(row: Recognition, email: str | None) -> Heading:
    return Heading(
        id=row.id,
        user_id=row.user_id,
        email=email,
        kind=row.kind,
        engine=row.engine,
        model=row.model or None,
        credits=row.credits,
        has_picture=row.file_id is not None,
        created_at=times.iso(row.created_at),
    )
