"""GET /api/models: what can be asked, and what it costs."""

from shared import limits, shelf
from shared.hosts.event import Function
from shared.http import Response, endpoint


@endpoint("GET", "/api/models", limit=limits.READ)
def find() -> Response:
    return shelf.page()


handler = Function(find)
