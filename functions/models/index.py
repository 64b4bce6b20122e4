"""GET /api/models: what can be asked, and what it costs."""

from shared import shelf
from shared.access import limits
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.response import JSON, Response


@endpoint("GET", "/api/models", limit=limits.READ, answers={200: {JSON: shelf.Shelf}})
def find() -> Response:
    return shelf.page()


handler = Function(find)
