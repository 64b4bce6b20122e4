"""Tasks as they are shown: to their owners, and to administrators."""

from typing import Annotated, Any, Literal

import msgspec

from shared import times
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import NotFound
from shared.http.inputs import pagination
from shared.http.inputs.pagination import LOOKED_AT, Page, Ranged
from shared.i18n import locales
from shared.i18n.locales import Locale
from shared.labels import aigc
from shared.labels.aigc import Aigc
from shared.store import rows, server, task_figures, task_work, tasks, users
from shared.tasks import subjects

_GENERATING = frozenset(("image", "video", "speech"))  # kinds of tasks

Status = Literal["", "queued", "running", "succeeded", "failed", "cancelled"]
KindName = Annotated[str, msgspec.Meta(max_length=20)]


class Failure(msgspec.Struct, frozen=True):
    """`code` is one of the contract's, or `too_heavy`, `content_refused`."""

    code: str
    message: str


class Charge(msgspec.Struct, frozen=True):
    """Credits that were set aside, and that were taken in the end."""

    reserved: int
    charged: int


class _Facts(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    kind: str
    status: str
    progress: int
    model: str | None
    error: Failure | None
    credits: Charge
    created_at: str
    started_at: str | None
    ended_at: str | None


class Heading(_Facts, frozen=True, kw_only=True):
    """A task in a list; `progress` is in percent. `subject` is what was asked for: how a prompt
    begins, or the name of a file, and `operation` what is done to that; empty where it is not
    kept."""

    subject: str
    operation: str


class Task(Heading, frozen=True, kw_only=True):
    """`result` is null until there is one; what it says depends on the kind. `aigc` is the label of
    one that a model has made."""

    result: msgspec.Raw
    aigc: Aigc | None


class OwnedHeading(_Facts, frozen=True, kw_only=True):
    """As administrators see it; `upstream_request` is the provider's id of its last request."""

    user_id: str
    attempts: int
    upstream_request: str | None


class ListedHeading(OwnedHeading, frozen=True, kw_only=True):
    """The same in everybody's list; `email` is null when its owner has left."""

    email: str | None


class OwnedTask(OwnedHeading, frozen=True, kw_only=True):
    """One of them, whose result is its owner's; `units` say what was paid for."""

    aigc: Aigc | None
    units: msgspec.Raw


class Failures(msgspec.Struct, frozen=True):
    """How many tasks of a `kind` failed by a `code`; nobody knows what `ambiguous` ones made."""

    kind: str
    code: str
    failed: int
    ambiguous: int


class Lately(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The query of what failed: in the last so many hours."""

    hours: Annotated[int, msgspec.Meta(ge=1, le=24 * 92)] = 24


class Mine(Ranged, frozen=True, forbid_unknown_fields=True):
    """The query of one's own list; an empty word is any."""

    status: Status = ""
    kind: KindName = ""


class Filter(Mine, frozen=True, forbid_unknown_fields=True):
    """The query of everybody's list."""

    user: Annotated[str, msgspec.Meta(max_length=26)] = ""
    error: Annotated[str, msgspec.Meta(max_length=50)] = ""


def page(wanted: Filter, locale: Locale) -> Page[ListedHeading]:
    """The newest; by an error, those among the next ten thousand."""
    (first, before), since = wanted.span, ""
    with transactions.reading() as tx:
        if wanted.error:
            since = rows.before_some(tx, "tasks", before, LOOKED_AT, user_id=wanted.user)
        found = _found(tx, wanted, wanted.user, since, wanted.error)
        emails = users.emails(tx, sorted({row.user_id for row in found}))
    shown = [
        ListedHeading(email=emails.get(row.user_id), **_owned(row), **_facts(row, locale))
        for row in found
    ]
    looked_until = since if since > first else ""
    return pagination.page(shown, [row.id for row in found], wanted.limit, looked_until)


def page_of(user_id: str, wanted: Mine, locale: Locale) -> Page[Heading]:
    with transactions.asking() as tx:
        found = _found(tx, wanted, user_id)
    shown = [Heading(**_facts(row, locale), **_subject(row)) for row in found]
    return pagination.page(shown, [row.id for row in found], wanted.limit)


def failures(wanted: Lately) -> list[Failures]:
    """What came to nothing, by kind and code, the most frequent first."""
    with transactions.reading() as tx:
        since = server.now(tx) - wanted.hours * 3_600_000
        found = task_figures.failures(tx, since)
    shown = [Failures(r["kind"], r["error"] or "", r["n"], int(r["ambiguous"])) for r in found]
    return sorted(shown, key=lambda each: (-each.failed, each.kind, each.code))


def get(user_id: str, task_id: str, locale: Locale) -> Task:
    """One of theirs; NotFound."""
    with transactions.asking() as tx:
        row = task_work.find(tx, task_id)
    if not row or row.user_id != user_id:
        raise NotFound()
    return shown(row, locale)


def get_any(task_id: str, locale: Locale) -> OwnedTask:
    """Anybody's; NotFound."""
    with transactions.asking() as tx:
        row = task_work.find(tx, task_id)
    if not row:
        raise NotFound()
    return shown_whole(row, locale)


def shown_whole(row: task_work.Row, locale: Locale) -> OwnedTask:
    return OwnedTask(
        aigc=_label(row),
        units=msgspec.Raw((row.units_json or "{}").encode()),
        **_owned(row),
        **_facts(row, locale),
    )


def shown(row: task_work.Row, locale: Locale) -> Task:
    result = msgspec.Raw(row.result_json.encode())
    return Task(result=result, aigc=_label(row), **_facts(row, locale), **_subject(row))


def _label(row: task_work.Row) -> Aigc | None:
    """Media keep those of the files that they are made of."""
    return (
        aigc.of(row.id) if row.status == task_work.SUCCEEDED and row.kind in _GENERATING else None
    )


def _found(
    tx: Transaction, wanted: Mine, user_id: str, since: str = "", error: str = ""
) -> list[tasks.Row]:
    first, before = wanted.span
    return tasks.page(
        tx,
        since=max(first, since),
        before=before,
        status=wanted.status,
        kind=wanted.kind,
        user_id=user_id,
        error=error,
        limit=wanted.limit + 1,
    )


def _facts(row: task_work.Row | tasks.Row, locale: Locale) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "status": row.status,
        "progress": row.progress,
        "model": row.model or None,
        "error": _failure(row, locale),
        "credits": Charge(row.reserved, row.credits if row.ended_at else 0),
        "created_at": times.iso(row.created_at),
        "started_at": times.iso_if(row.started_at),
        "ended_at": times.iso_if(row.ended_at),
    }


def _subject(row: task_work.Row | tasks.Row) -> dict[str, Any]:
    found = subjects.of(row.request_json)
    return {"subject": found.words, "operation": found.operation}


def _owned(row: task_work.Row | tasks.Row) -> dict[str, Any]:
    return {
        "user_id": row.user_id,
        "attempts": row.attempt,
        "upstream_request": row.upstream_request or None,
    }


def _failure(row: task_work.Row | tasks.Row, locale: Locale) -> Failure | None:
    if not row.error:
        return None
    reason, facts = msgspec.json.decode(row.error_json or "null") or (row.error, {})
    return Failure(row.error, locales.say(reason, locale, **facts))
