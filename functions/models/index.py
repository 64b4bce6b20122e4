"""GET /api/models: what can be asked, and what it costs."""

from shared import limits, shelf
from shared.hosts.event import Function
from shared.http import JSON, Response, endpoint


@endpoint("GET", "/api/models", limit=limits.READ, answers={200: {JSON: shelf.Shelf}})
def find() -> Response:
    return shelf.page()


handler = Function(find)
