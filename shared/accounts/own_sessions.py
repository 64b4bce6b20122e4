"""One's own sessions: where one is logged in, and the end of it."""

import msgspec

from shared import ids, times
from shared.access.authentication import Caller
from shared.accounts import sessions as rules
from shared.database import transactions
from shared.errors import NotFound
from shared.http.inputs import pagination
from shared.http.inputs.pagination import Page, Paging
from shared.store import sessions
from shared.store.sessions import Session


class Shown(msgspec.Struct, frozen=True):
    """A log-in that goes on: on which `device`, since when, renewed when; `current` is the one
    that asks."""

    id: str
    device: str
    began_at: str
    renewed_at: str
    expires_at: str
    current: bool


def page(caller: Caller, paging: Paging) -> Page[Shown]:
    with transactions.asking() as tx:
        found = sessions.page(
            tx, caller.user.id, now=times.now(), before=paging.before, limit=paging.limit + 1
        )
    shown = [_shown(session, caller.session) for session in found]
    return pagination.page(shown, [session.id for session in found], paging.limit)


def end(caller: Caller, session_id: str) -> None:
    """End one of one's own; NotFound where there is none that goes on."""
    now = times.now()
    ended = transactions.atomically(
        lambda tx: sessions.end_one(tx, session_id, caller.user.id, now)
    )
    if not ended:
        raise NotFound()


def end_others(caller: Caller) -> None:
    """End all but the one that asks; all, where a token tells of none."""
    if not caller.session:
        rules.log_out_everywhere(caller)
        return
    now = times.now()
    transactions.atomically(lambda tx: sessions.end_others(tx, caller.session, caller.user.id, now))


def _shown(session: Session, current: str) -> Shown:
    return Shown(
        id=session.family,
        device=session.device,
        began_at=times.iso(ids.made_at(session.family)),
        renewed_at=times.iso(session.created_at),
        expires_at=times.iso(session.expires_at),
        current=session.family == current,
    )
