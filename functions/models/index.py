"""GET /api/models: what can be asked, and what it costs."""

from shared.access import limits
from shared.chat import models
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.response import JSON, Response


@endpoint("GET", "/api/models", limit=limits.READ, answers={200: {JSON: models.ModelList}})
def find() -> Response:
    return models.page()


handler = Function(find)
