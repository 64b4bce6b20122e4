"""POST /api/recognize: what a picture shows."""

from shared import recognition, recognition_orders
from shared.access import authentication, idempotency, limits
from shared.access.authentication import Caller
from shared.errors import Conflict, NotFound
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.inference import calls
from shared.recognition_results import Recognised


@endpoint(
    "POST",
    "/api/recognize",
    who=authentication.user,
    limit=limits.RECOGNIZE,
    once=idempotency.once,
    max_body=recognition_orders.LARGEST_BODY,
    takes=recognition_orders.TAKES,
    fails=(*calls.FAILS, NotFound, Conflict),
)
def recognize(request: Request, caller: Caller, raw: bytes) -> Recognised:
    order = recognition_orders.read(request, raw, caller.user)
    return recognition.recognise(caller, order, request.deadline)


handler = Function(recognize)
