"""POST /api/speech: a recording becomes text with times and speakers, as a task."""

from shared.access import authentication, idempotency, limits
from shared.access.authentication import Caller
from shared.errors import (
    DiarizeUnavailable,
    ModelNotFound,
    NotFound,
    StorageFull,
    Unavailable,
    UnsupportedMediaType,
)
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.http.response import JSON, Response
from shared.operations import maintenance
from shared.speech import orders
from shared.tasks import adding
from shared.tasks.adding import Accepted


@endpoint(
    "POST",
    "/api/speech",
    who=authentication.user,
    limit=limits.SPEECH,
    once=idempotency.once,
    after=maintenance.by_chance,
    status=202,
    answers={202: {JSON: Accepted}},
    fails=(
        *adding.FAILS,
        StorageFull,
        NotFound,
        ModelNotFound,
        UnsupportedMediaType,
        DiarizeUnavailable,
        Unavailable,
    ),
)
def transcribe(request: Request, caller: Caller, body: orders.Asked) -> Response:
    """Have a recording transcribed: a `file_id` of one's own, or a public `url`. The task's result
    has the text, its segments with times and speakers, and files to download."""
    return adding.accepted(orders.add(request, caller, body))


handler = Function(transcribe)
