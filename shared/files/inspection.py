"""Everybody's files, for administrators: what one is called and holds is shown for a reason, which
is kept."""

import msgspec

from shared import times
from shared.access import audit
from shared.access.audit import Actor
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.files import library
from shared.files.library import Shown
from shared.http.inputs import pagination
from shared.http.inputs.pagination import Page, Ranged, Word
from shared.store import files, users
from shared.store.files import File
from shared.store.users import User


class Filter(Ranged, frozen=True, forbid_unknown_fields=True):
    """The query of everybody's list; an empty word is any."""

    user: Word = ""


class Heading(msgspec.Struct, frozen=True):
    """A file in everybody's list, without its name, which its owner chose. `email` is null when
    they have left."""

    id: str
    user_id: str
    email: str | None
    content_type: str
    size: int
    status: str
    created_at: str


def page(wanted: Filter) -> Page[Heading]:
    since, before = wanted.span
    with transactions.reading() as tx:
        found = files.page_of_all(
            tx, since=since, before=before, user_id=wanted.user, limit=wanted.limit + 1
        )
        emails = users.emails(tx, sorted({file.user_id for file in found}))
    shown = [_heading(file, emails.get(file.user_id)) for file in found]
    return pagination.page(shown, [file.id for file in found], wanted.limit)


def look(actor: Actor, file_id: str, reason: str) -> Shown:
    """Anybody's with its address, after it was written down who wanted to see it, and why."""
    return library.get(_owner(actor, "files.look", file_id, reason), file_id)


def remove(actor: Actor, file_id: str, reason: str) -> None:
    library.remove(_owner(actor, "files.remove", file_id, reason), file_id)


def _owner(actor: Actor, action: str, file_id: str, reason: str) -> User:
    def note(tx: Transaction) -> User:
        owner = users.get(tx, files.owner(tx, file_id))
        audit.note(tx, actor, action, file_id, None, {"user_id": owner.id, "reason": reason})
        return owner

    return transactions.atomically(note)


def _heading(file: File, email: str | None) -> Heading:
    return Heading(
        id=file.id,
        user_id=file.user_id,
        email=email,
        content_type=file.content_type,
        size=file.size,
        status=file.status,
        created_at=times.iso(file.created_at),
    )
