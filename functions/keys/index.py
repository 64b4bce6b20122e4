"""/api/auth/keys: the API keys of a user."""

from shared.access import authentication, idempotency, limits
from shared.access.authentication import Caller
from shared.accounts import api_keys
from shared.accounts.api_keys import Made, Order, Shown
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.inputs.pagination import Page, Paging


@endpoint("GET", "/api/auth/keys", who=authentication.person, limit=limits.READ)
def find_keys(caller: Caller, query: Paging) -> Page[Shown]:
    """One's own API keys, without the keys themselves."""
    return api_keys.page(caller.user, query)


@endpoint(
    "POST",
    "/api/auth/keys",
    who=authentication.person,
    limit=limits.ACCOUNT,
    once=idempotency.once,
    status=201,
)
def make_key(caller: Caller, body: Order) -> Made:
    """Make an API key; `key` is shown this once."""
    return api_keys.make(caller.user, body)


@endpoint("DELETE", "/api/auth/keys/{key_id}", who=authentication.person, limit=limits.ACCOUNT)
def remove_key(caller: Caller, key_id: str) -> None:
    """End an API key."""
    api_keys.remove(caller.user, key_id)


handler = Function(find_keys, make_key, remove_key)
