"""GET /api/info: name, version, features, personas and announcement."""

from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.operations import about


@endpoint("GET", "/api/info")
def info(request: Request) -> about.Info:
    """What this is, what it can do, and what it has to say."""
    return about.info(request.locale)


handler = Function(info)
