"""/api/health: whether the process lives, and whether it has what it needs."""

from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.response import Response
from shared.operations import health


@endpoint("GET", "/api/health")
def live() -> health.Life:
    """Whether the process lives; asks nothing of anybody."""
    return health.Life()


@endpoint("GET", "/api/health/ready", answers=health.ANSWERS)
def ready() -> Response:
    """Whether all that it needs answers; 503 with the reason in `checks` when not."""
    return health.readiness()


handler = Function(live, ready)
