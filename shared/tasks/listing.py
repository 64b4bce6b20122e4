"""Tasks: work that outlives its request, as it is shown."""

from typing import Annotated, Literal

import msgspec

from shared import times
from shared.database import transactions
from shared.http.inputs import pagination
from shared.http.inputs.pagination import Page, Paging
from shared.store import tasks
from shared.store.tasks import Row


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """`progress` is in percent; `error` is a code of errors."""

    id: str
    kind: str
    status: str
    progress: int
    result: msgspec.Raw
    error: str | None
    created_at: str
    started_at: str | None
    ended_at: str | None


class OwnedTask(Task, frozen=True, kw_only=True):
    """As administrators see it."""

    user_id: str


class Filter(Paging, frozen=True, forbid_unknown_fields=True):
    """The query of the list; an empty word is any."""

    status: Literal["", "queued", "running", "succeeded", "failed", "cancelled"] = ""
    kind: Annotated[str, msgspec.Meta(max_length=20)] = ""
    user: Annotated[str, msgspec.Meta(max_length=26)] = ""


def page(wanted: Filter) -> Page[OwnedTask]:
    with transactions.asking() as tx:
        found = tasks.page(
            tx,
            before=wanted.before,
            status=wanted.status,
            kind=wanted.kind,
            user_id=wanted.user,
            limit=wanted.limit + 1,
        )
    return pagination.page([_owned(row) for row in found], [row.id for row in found], wanted.limit)


def _owned(row: Row) -> OwnedTask:
    return OwnedTask(
        id=row.id,
        user_id=row.user_id,
        kind=row.kind,
        status=row.status,
        progress=row.progress,
        result=msgspec.Raw(row.result_json.encode()),
        error=row.error,
        created_at=times.iso(row.created_at),
        started_at=times.iso_if(row.started_at),
        ended_at=times.iso_if(row.ended_at),
    )
