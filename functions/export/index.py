"""/api/admin/export: what is kept, as a file for administrators."""

from shared.access import audit, authentication, limits
from shared.access.authentication import Caller
from shared.administration import connection
from shared.administration.connection import Connection
from shared.errors import PayloadTooLarge, UpstreamError
from shared.exports import datasets
from shared.exports.datasets import Link, Query
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.http.response import Response


@endpoint(
    "GET",
    "/api/admin/export",
    who=authentication.admin,
    limit=limits.ADMIN,
    answers=datasets.ANSWERS,
    fails=(PayloadTooLarge, UpstreamError),
)
def export(request: Request, caller: Caller, query: Query) -> Response | Link:
    """Take a dataset away as a file; with `delivery=link`, as its `url` for 6 hours."""
    return datasets.answer(request, audit.actor(caller, request), query)


@endpoint("GET", "/api/admin/export/connection", who=authentication.admin, limit=limits.ADMIN)
def read_connection(request: Request) -> Connection:
    """What a Web function sees of this call's way to it."""
    return connection.seen(request)


handler = Function(export, read_connection)
