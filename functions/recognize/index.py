"""POST /api/recognize: what a picture shows."""

from shared.access import authentication, idempotency, limits
from shared.access.authentication import Caller
from shared.errors import Conflict, NotFound, StorageFull
from shared.hosts.event import Function
from shared.http.endpoint import Raw, endpoint
from shared.http.request import Request
from shared.http.response import JSON, Response
from shared.inference import calls
from shared.labels import answers
from shared.operations import maintenance
from shared.recognition import recognise, requests
from shared.recognition.results import Recognised


@endpoint(
    "POST",
    "/api/recognize",
    who=authentication.user,
    limit=limits.RECOGNIZE,
    once=idempotency.once,
    after=maintenance.by_chance,
    max_body=requests.LARGEST_BODY,
    takes=requests.TAKES,
    answers={200: {JSON: Recognised}},
    fails=(*calls.FAILS, NotFound, Conflict, StorageFull),
)
def recognize(request: Request, caller: Caller, raw: Raw) -> Response:
    """Say what a picture shows: the `file` of a form, or an `image` (data URL, https address, id of
    a file) in JSON; `kind` is `drug`, `antique` or `general`."""
    order = requests.read(request, raw, caller.user)
    found = recognise.recognise(caller, order, request.deadline)
    return answers.labelled(found, found.id if found.aigc else "")


handler = Function(recognize)
