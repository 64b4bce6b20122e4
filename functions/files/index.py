"""/api/files: announce, list, read and remove one's own, and the contents of a local folder;
administrators look at anybody's."""

from typing import Annotated

import msgspec

from shared.access import audit, authentication, limits
from shared.access.authentication import Caller
from shared.errors import Conflict, Forbidden, StorageFull, UpstreamError
from shared.files import inspection, library, local_host
from shared.files.inspection import Filter, Heading
from shared.files.library import Begun, Shown
from shared.files.local_host import Words
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.inputs import fields
from shared.http.inputs.pagination import Page, Paging
from shared.http.request import Body, Request
from shared.http.response import Response

ALL, ONE = "/api/files", "/api/files/{file_id}"
EVERYBODYS = "/api/admin/files"


class Announced(Body, kw_only=True):
    filename: Annotated[fields.AsItIs, msgspec.Meta(min_length=1, max_length=1000)]
    content_type: Annotated[str, msgspec.Meta(max_length=200)]
    size: Annotated[int, msgspec.Meta(gt=0)]


class Look(Body, kw_only=True):
    """Why an administrator has to do with what is somebody's own."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


@endpoint(
    "POST",
    ALL,
    who=authentication.user,
    limit=limits.WRITE,
    status=201,
    fails=(StorageFull,),
)
def begin(caller: Caller, body: Announced) -> Begun:
    """Announce a file: `upload` is the request that sends it, within 15 minutes."""
    return library.begin(caller.user, body.filename, body.content_type, body.size)


@endpoint("GET", ALL, who=authentication.user, limit=limits.READ)
def find(caller: Caller, query: Paging) -> Page[Shown]:
    """One's own files."""
    return library.page(caller.user, query)


@endpoint("GET", ONE, who=authentication.user, limit=limits.READ, fails=(UpstreamError,))
def read(caller: Caller, file_id: str) -> Shown:
    """One of one's own files, with a `url` for 10 minutes once it was sent."""
    return library.get(caller.user, file_id)


@endpoint("DELETE", ONE, who=authentication.user, limit=limits.WRITE, fails=(UpstreamError,))
def remove(caller: Caller, file_id: str) -> None:
    """Remove one of one's own files."""
    library.remove(caller.user, file_id)


@endpoint("GET", local_host.ONE, answers={200: {"*/*": bytes}}, fails=(Forbidden,))
def serve(key: str, query: Words, request: Request) -> Response:
    """What such a `url` gives, where there is no OSS."""
    return local_host.serve(key, query, request)


@endpoint(
    "PUT",
    local_host.ONE,
    takes={"*/*": bytes},
    answers={200: {}},
    fails=(Forbidden, Conflict),
)
def receive(key: str, query: Words, request: Request) -> Response:
    """Where such an `upload` goes, once, where there is no OSS."""
    return local_host.receive(key, query, request)


@endpoint("GET", EVERYBODYS, who=authentication.admin, limit=limits.ADMIN)
def find_all(query: Filter) -> Page[Heading]:
    """Everybody's files, without their names."""
    return inspection.page(query)


@endpoint(
    "POST",
    f"{EVERYBODYS}/{{file_id}}/look",
    who=authentication.admin,
    limit=limits.ADMIN,
    fails=(UpstreamError,),
)
def look(request: Request, caller: Caller, file_id: str, body: Look) -> Shown:
    """Anybody's, with its name and a `url` for 10 minutes, for a `reason` that is audited."""
    return inspection.look(audit.actor(caller, request), file_id, body.reason)


@endpoint(
    "POST",
    f"{EVERYBODYS}/{{file_id}}/remove",
    who=authentication.admin,
    limit=limits.ADMIN,
    fails=(UpstreamError,),
)
def remove_any(request: Request, caller: Caller, file_id: str, body: Look) -> None:
    """Remove one of anybody's, for a `reason` that is audited."""
    inspection.remove(audit.actor(caller, request), file_id, body.reason)


handler = Function(begin, find, read, remove, serve, receive, find_all, look, remove_any)
