"""/api/recognitions: list, read and remove one's own; administrators look at anybody's."""

from typing import Annotated

import msgspec

from shared.access import audit, authentication, limits
from shared.access.authentication import Caller
from shared.errors import UpstreamError
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.inputs.pagination import Page
from shared.http.request import Body, Request
from shared.recognition import history, inspection
from shared.recognition.history import Wanted
from shared.recognition.inspection import Filter, Heading
from shared.recognition.results import Recognised

ONE = "/api/recognitions/{recognition_id}"
EVERYBODYS = "/api/admin/recognitions"


class Look(Body, kw_only=True):
    """Why an administrator has to see what is somebody's own."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


@endpoint("GET", "/api/recognitions", who=authentication.user, limit=limits.READ)
def find(caller: Caller, query: Wanted) -> Page[Recognised]:
    """One's own recognitions."""
    return history.page(caller.user, query)


@endpoint("GET", ONE, who=authentication.user, limit=limits.READ, fails=(UpstreamError,))
def read(caller: Caller, recognition_id: str) -> Recognised:
    """One of one's own recognitions, with an address of its picture."""
    return history.get(caller.user, recognition_id)


@endpoint("DELETE", ONE, who=authentication.user, limit=limits.WRITE, fails=(UpstreamError,))
def remove(caller: Caller, recognition_id: str) -> None:
    """Remove one of one's own recognitions, with its picture."""
    history.remove(caller.user, recognition_id)


@endpoint("GET", EVERYBODYS, who=authentication.admin, limit=limits.ADMIN)
def find_all(query: Filter) -> Page[Heading]:
    """Everybody's recognitions, without what they say."""
    return inspection.page(query)


@endpoint(
    "POST",
    f"{EVERYBODYS}/{{recognition_id}}/look",
    who=authentication.admin,
    limit=limits.ADMIN,
    fails=(UpstreamError,),
)
def look(request: Request, caller: Caller, recognition_id: str, body: Look) -> Recognised:
    """One of anybody's, with its picture, for a `reason` that is audited."""
    return inspection.look(audit.actor(caller, request), recognition_id, body.reason)


handler = Function(find, read, remove, find_all, look)
