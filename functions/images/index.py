"""/api/images, /v1/images: pictures from words, and pictures changed by words."""

from shared.access import authentication, idempotency, limits
from shared.access.authentication import Caller
from shared.hosts.event import Function
from shared.http.endpoint import Raw, endpoint
from shared.http.request import Request
from shared.http.response import JSON, Response
from shared.operations import maintenance
from shared.pictures import openai, requests
from shared.pictures.orders import Wish
from shared.protocols import offered
from shared.tasks import adding


@endpoint(
    "POST",
    "/api/images",
    who=authentication.user,
    limit=limits.WRITE,
    once=idempotency.once,
    after=maintenance.by_chance,
    max_body=requests.LARGEST_BODY,
    answers={202: {JSON: adding.Accepted}},
    fails=requests.FAILS,
)
def draw(request: Request, caller: Caller, body: Wish) -> Response:
    """Have pictures drawn from words and, with `image`, a picture: files in the task's `result`."""
    return adding.accepted(requests.draw(request, caller, body))


@endpoint(
    "POST",
    "/v1/images/generations",
    who=authentication.user,
    limit=limits.WRITE,
    after=maintenance.by_chance,
    max_body=requests.LARGEST_BODY,
    answers=openai.ANSWERS,
    fails=openai.FAILS,
)
def generate(request: Request, caller: Caller, body: openai.Question) -> Response:
    """Draw pictures and wait for them, at most 300 s: then 504, and the task in `X-Task-Id`, which
    the same question joins, goes on."""
    return openai.generate(request, caller, body)


@endpoint(
    "POST",
    "/v1/images/edits",
    who=authentication.user,
    limit=limits.WRITE,
    after=maintenance.by_chance,
    max_body=requests.LARGEST_BODY,
    takes=openai.TAKES_FORM,
    answers=openai.ANSWERS,
    fails=openai.FAILS,
)
def edit(request: Request, caller: Caller, raw: Raw) -> Response:
    """Change pictures by words, as `generations` draws them."""
    return openai.edit(request, caller, raw())


handler = Function(draw, generate, edit, offered=offered.PATHS)
