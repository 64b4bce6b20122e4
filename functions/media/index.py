"""POST /api/media: pictures, films and sound, made into others behind the request."""

from shared.access import authentication, idempotency, limits
from shared.access.authentication import Caller
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.http.response import Response
from shared.media import kind
from shared.media.orders import Asked
from shared.tasks import adding
from shared.tasks.adding import Accepted


@endpoint(
    "POST",
    "/api/media",
    who=authentication.user,
    limit=limits.WRITE,
    once=idempotency.once,
    status=202,
    answers={202: {"application/json": Accepted}},
    fails=kind.FAILS,
)
def make(request: Request, caller: Caller, body: Asked) -> Response:
    """Have a file of one's own made into others by a task: `operation` is `compress`, `convert`,
    `thumbnail`, `watermark`, `transcode` or `audio`, and `options` are those of it."""
    return adding.accepted(kind.ask(request, caller, body))


handler = Function(make)
