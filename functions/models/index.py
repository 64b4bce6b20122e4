"""GET /api/models: what can be asked, and what it costs."""

from shared.access import limits
from shared.chat import models
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.response import JSON, Response


@endpoint("GET", "/api/models", limit=limits.READ, answers={200: {JSON: models.ModelList}})
def find() -> Response:
    """What can be asked, and credits per million tokens; may be kept for 300 s."""
    return models.page()


handler = Function(find)
