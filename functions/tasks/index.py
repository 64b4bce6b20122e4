"""/api/tasks: list, read, watch and cancel one's own; administrators anybody's."""

import msgspec

from shared.access import audit, authentication, idempotency, limits
from shared.access.authentication import Caller
from shared.errors import Conflict, NotFound
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.inputs.pagination import Page
from shared.http.request import Request
from shared.http.response import Response
from shared.labels import records
from shared.labels.records import Record
from shared.tasks import cancelling, listing, looking, retrying, watching
from shared.tasks.listing import (
    Failures,
    Filter,
    Heading,
    Lately,
    ListedHeading,
    Mine,
    OwnedTask,
    Task,
)

ONE, ANYBODYS = "/api/tasks/{task_id}", "/api/admin/tasks/{task_id}"


class Failed(msgspec.Struct, frozen=True):
    data: list[Failures]


@endpoint("GET", "/api/tasks", who=authentication.user, limit=limits.READ)
def find(request: Request, caller: Caller, query: Mine) -> Page[Heading]:
    """One's own tasks, without their results."""
    return listing.page_of(caller.user.id, query, request.locale)


@endpoint(
    "GET",
    ONE,
    who=authentication.user,
    limit=limits.READ,
    answers={200: {"application/json": Task}},
)
def read(request: Request, caller: Caller, task_id: str) -> Response:
    """One of one's own tasks; while it has not ended, `Retry-After` says when to ask again."""
    return looking.look(caller.user.id, task_id, request.locale)


@endpoint(
    "GET",
    "/api/tasks/{task_id}/events",
    who=authentication.user,
    limit=limits.READ,
    answers=watching.ANSWERS,
)
def watch(request: Request, caller: Caller, task_id: str) -> Response:
    """How far one of one's own tasks is, as server-sent events: `progress` at each change, `done`
    at its end. A stream that ends without `done` is to be asked for again."""
    return watching.watch(caller.user.id, task_id, request)


@endpoint("DELETE", ONE, who=authentication.user, limit=limits.WRITE, fails=(Conflict,))
def cancel(request: Request, caller: Caller, task_id: str) -> Task:
    """Have a task cancelled that has not ended. What a provider has already made of it is paid for:
    `credits.charged` says it when that is known."""
    return cancelling.cancel(caller.user.id, task_id, request.locale)


@endpoint("GET", "/api/admin/tasks", who=authentication.admin, limit=limits.ADMIN)
def find_all(request: Request, query: Filter) -> Page[ListedHeading]:
    """Everybody's tasks, without their results: of a `status`, a `kind` or a `user`, or failed by
    an `error`."""
    return listing.page(query, request.locale)


@endpoint("GET", "/api/admin/tasks/failures", who=authentication.admin, limit=limits.ADMIN)
def find_failures(query: Lately) -> Failed:
    """How many tasks failed in the last `hours`, by kind and code."""
    return Failed(listing.failures(query))


@endpoint("GET", ANYBODYS, who=authentication.admin, limit=limits.ADMIN)
def read_any(request: Request, task_id: str) -> OwnedTask:
    """Anybody's task, without its result."""
    return listing.get_any(task_id, request.locale)


@endpoint(
    "DELETE", ANYBODYS, who=authentication.admin, limit=limits.ADMIN, fails=(NotFound, Conflict)
)
def cancel_any(request: Request, caller: Caller, task_id: str) -> OwnedTask:
    """Have anybody's task cancelled that has not ended."""
    return cancelling.cancel_any(audit.actor(caller, request), task_id, request.locale)


@endpoint(
    "POST",
    f"{ANYBODYS}/retry",
    who=authentication.admin,
    limit=limits.ADMIN,
    once=idempotency.once,
    status=201,
    fails=retrying.FAILS,
)
def retry_any(request: Request, caller: Caller, task_id: str) -> OwnedTask:
    """Begin anybody's task once more that failed or was cancelled, as a new one."""
    return retrying.retry(audit.actor(caller, request), task_id, request.locale)


@endpoint("GET", "/api/labels/{produce_id}", who=authentication.user, limit=limits.READ)
def read_label(caller: Caller, produce_id: str) -> Record:
    """What the label of something generated leads to, for its owner and administrators: what it
    was, when, by which model."""
    return records.find(caller, produce_id)


handler = Function(
    find, read, watch, cancel, find_all, find_failures, read_any, cancel_any, retry_any, read_label
)
