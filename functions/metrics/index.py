"""/metrics: the numbers of this deployment, for Prometheus."""

from shared.errors import NotFound, Unauthorized
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.http.response import Response
from shared.observability import metrics


@endpoint(
    "GET",
    "/metrics",
    who=metrics.scraper,
    answers=metrics.ANSWERS,
    fails=(NotFound, Unauthorized),
)
def read(request: Request) -> Response:
    """Numbers for Prometheus."""
    return metrics.page(request.headers.get("accept", ""))


handler = Function(read)
