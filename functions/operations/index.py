"""/api/admin/settings, system, overview and connection: what runs, how, and what it allows."""

import msgspec

from shared.access import audit, authentication, limits
from shared.access.authentication import Caller
from shared.administration import connection, settings, system
from shared.errors import NotFound
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Body, Request
from shared.operations import overview

LONGEST_SETTING = 65_536  # bytes


class Choice(Body, kw_only=True):
    """`null` brings the default back."""

    value: msgspec.Raw


class Settings(msgspec.Struct, frozen=True):
    data: list[settings.Setting]


@endpoint("GET", "/api/admin/settings", who=authentication.admin, limit=limits.ADMIN)
def find_settings(request: Request) -> Settings:
    """What can be changed while the product runs."""
    return Settings(settings.found(request.locale))


@endpoint(
    "PUT",
    "/api/admin/settings/{key}",
    who=authentication.admin,
    limit=limits.ADMIN,
    max_body=LONGEST_SETTING,
    fails=(NotFound,),
)
def put_setting(request: Request, caller: Caller, key: str, body: Choice) -> settings.Setting:
    """Give a setting another value; `null` brings the default back."""
    return settings.put(audit.actor(caller, request), key, body.value, request.locale)


@endpoint("GET", "/api/admin/system", who=authentication.admin, limit=limits.ADMIN)
def read_system() -> system.System:
    """What runs, and how it is doing; a part that fails says so in its `status`."""
    return system.look()


@endpoint("GET", "/api/admin/overview", who=authentication.admin, limit=limits.ADMIN)
def read_overview(request: Request, query: overview.Query) -> overview.Overview:
    """The figures of some time beside those before, what waits, and what is wrong now."""
    return overview.look(query, request.locale)


@endpoint("GET", "/api/admin/connection", who=authentication.admin, limit=limits.ADMIN)
def read_connection(request: Request) -> connection.Connection:
    """What an event function sees of this call's way to it."""
    return connection.seen(request)


handler = Function(find_settings, put_setting, read_system, read_overview, read_connection)
