"""What became of contents: counted by day and label, written into the audit trail without the text,
told to whoever watches. Nothing is refused, or let through unchecked, in silence."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from shared import instrumentation, log, times
from shared.access import audit
from shared.access.audit import Actor
from shared.config import environment
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import Unavailable
from shared.moderation.verdicts import Place, Verdict
from shared.store import moderation_counts, server

REFUSED, LET_THROUGH, HELD_BACK = "refused", "let_through", "held_back"
ACTION = "moderation.refuse"
_LONGEST_LABEL = 100  # characters


class Whose(msgspec.Struct, frozen=True):
    """Whose content it is, and in which call or request; nobody's user id is empty."""

    user_id: str = ""
    reference: str = ""


def refused(place: Place, verdict: Verdict, whose: Whose) -> None:
    label = verdict.label[:_LONGEST_LABEL]
    log.write("warning", "content refused", place=place, label=label, reference=whose.reference)

    def keep(tx: Transaction) -> None:
        now = server.now(tx)
        moderation_counts.add(tx, day(now), place, REFUSED, label, now)
        said = {"place": place, "label": label, "level": verdict.level}
        actor = Actor(whose.user_id, "", whose.reference)
        audit.note(tx, actor, ACTION, whose.user_id, None, said)

    _kept(keep)


def failed(place: Place, cause: str, whose: Whose, *, passed: bool) -> None:
    """Nobody could check it."""
    outcome = LET_THROUGH if passed else HELD_BACK
    told = {"place": place, "outcome": outcome, "reference": whose.reference}
    log.write("error", "content not checked", cause=cause, **told)

    def keep(tx: Transaction) -> None:
        now = server.now(tx)
        moderation_counts.add(tx, day(now), place, outcome, "", now)

    _kept(keep)


def observed(place: Place, outcome: str, seconds: float) -> None:
    for observer in instrumentation.observers:
        observer.checked(place, outcome, seconds)


def day(at: int) -> str:
    """The day of the deployment at an instant, such as 2026-11-28."""
    zone = ZoneInfo(environment.settings().time_zone)
    return f"{datetime.fromtimestamp(at / 1000, zone):%Y-%m-%d}"


def _kept(keep: Callable[[Transaction], None]) -> None:
    try:
        transactions.atomically(keep)
    except Unavailable as e:
        log.write("error", "moderation not counted", cause=str(e.__cause__ or e), at=times.now())
