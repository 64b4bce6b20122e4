"""/api/tasks: list and read one's own, watch them, and have them cancelled."""

from shared.access import authentication, limits
from shared.access.authentication import Caller
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.inputs.pagination import Page
from shared.http.request import Request
from shared.http.response import Response
from shared.tasks import cancelling, listing, looking
from shared.tasks.listing import Heading, Mine, Task

ONE = "/api/tasks/{task_id}"


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


@endpoint("DELETE", ONE, who=authentication.user, limit=limits.WRITE)
def cancel(request: Request, caller: Caller, task_id: str) -> Task:
    """Have a task cancelled that has not ended. What a provider has already made of it is paid for:
    `credits.charged` says it when that is known."""
    return cancelling.cancel(caller.user.id, task_id, request.locale)


handler = Function(find, read, cancel)
