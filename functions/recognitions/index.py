"""/api/recognitions: list, read and remove one's own."""

from shared.access import authentication, limits
from shared.access.authentication import Caller
from shared.errors import UpstreamError
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.inputs.pagination import Page
from shared.recognition import history
from shared.recognition.history import Wanted
from shared.recognition.results import Recognised

ONE = "/api/recognitions/{recognition_id}"


@endpoint("GET", "/api/recognitions", who=authentication.user, limit=limits.READ)
def find(caller: Caller, query: Wanted) -> Page[Recognised]:
    """One's own recognitions."""
    return history.page(caller.user, query)


@endpoint("GET", ONE, who=authentication.user, limit=limits.READ, fails=(UpstreamError,))
def read(caller: Caller, recognition_id: str) -> Recognised:
    """One of one's own recognitions, with an address of its picture."""
    return history.get(caller.user, recognition_id)


@endpoint("DELETE", ONE, who=authentication.user, limit=limits.WRITE, fails=(UpstreamError,))
def remove(caller: Caller, recognition_id: str) -> None:
    """Remove one of one's own recognitions, with its picture."""
    history.remove(caller.user, recognition_id)


handler = Function(find, read, remove)
