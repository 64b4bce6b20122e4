"""/metrics: the numbers of this deployment, for Prometheus, and what it made of them."""

from shared.errors import NotFound, Unauthorized, UpstreamError, UpstreamTimeout
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.http.response import Response
from shared.observability import metrics
from shared.operations import notifications
from shared.operations.notifications import Notification


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


@endpoint(
    "POST",
    "/metrics/alerts",
    who=metrics.scraper,
    fails=(NotFound, Unauthorized, UpstreamError, UpstreamTimeout),
)
def tell(body: Notification) -> None:
    """What Alertmanager has to say, told to the group robot as text."""
    notifications.tell(body)


handler = Function(read, tell)
