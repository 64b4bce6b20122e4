"""POST /api/videos: films of a few seconds, from words or a first picture."""

from shared.access import authentication, idempotency, limits
from shared.access.authentication import Caller
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.http.response import JSON, Response
from shared.operations import maintenance
from shared.pictures import requests
from shared.pictures.videos.orders import Wish
from shared.tasks import adding


@endpoint(
    "POST",
    "/api/videos",
    who=authentication.user,
    limit=limits.WRITE,
    once=idempotency.once,
    after=maintenance.by_chance,
    max_body=requests.LARGEST_BODY,
    answers={202: {JSON: adding.Accepted}},
    fails=requests.FAILS,
)
def film(request: Request, caller: Caller, body: Wish) -> Response:
    """Have a video made in the background, of some `seconds`, from words and, with `image`, its
    first frame; its file is in the task's `result`."""
    return adding.accepted(requests.film(request, caller, body))


handler = Function(film)
