"""/api/admin/settings, system, overview, connection, moderation: what runs, how, what it allows."""

import msgspec

from shared.access import audit, authentication, limits
from shared.access.authentication import Caller
from shared.administration import connection, settings, system
from shared.administration.settings import Settings
from shared.errors import Conflict, NotFound, UpstreamError
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Body, Request
from shared.moderation import report
from shared.operations import backups, jobs, overview

LONGEST_SETTING = 1_048_576  # bytes: lists of words
BACKUPS = "/api/admin/backups"


class Choice(Body, kw_only=True):
    """`null` brings the default back."""

    value: msgspec.Raw


@endpoint("GET", "/api/admin/settings", who=authentication.admin, limit=limits.ADMIN)
def find_settings(request: Request) -> Settings:
    """What can be changed while the product runs."""
    return settings.found(request.locale)


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
    return system.look(jobs.TIMERS)


@endpoint("GET", "/api/admin/overview", who=authentication.admin, limit=limits.ADMIN)
def read_overview(request: Request, query: overview.Query) -> overview.Overview:
    """The figures of some time beside those before, what waits, and what is wrong now."""
    return overview.look(query, request.locale)


@endpoint("GET", "/api/admin/connection", who=authentication.admin, limit=limits.ADMIN)
def read_connection(request: Request) -> connection.Connection:
    """What an event function sees of this call's way to it."""
    return connection.seen(request)


@endpoint("GET", "/api/admin/moderation", who=authentication.admin, limit=limits.ADMIN)
def find_refusals(query: report.Days) -> report.Report:
    """How often contents were refused, or not checked, by day and label: 30 days unless `from` and
    `to` say which."""
    return report.of(query)


@endpoint("GET", BACKUPS, who=authentication.admin, limit=limits.ADMIN, fails=(UpstreamError,))
def find_backups() -> backups.Backups:
    """The back-ups that are kept."""
    return backups.found()


@endpoint(
    "POST",
    BACKUPS,
    who=authentication.admin,
    limit=limits.ADMIN,
    status=201,
    fails=(Conflict, UpstreamError),
)
def make_backup(request: Request, caller: Caller) -> backups.BackupShown:
    """Make a back-up now."""
    return backups.make(audit.actor(caller, request))


@endpoint(
    "POST",
    f"{BACKUPS}/fetch",
    who=authentication.admin,
    limit=limits.ADMIN,
    fails=(NotFound, UpstreamError),
)
def fetch_backup(request: Request, caller: Caller, body: backups.Wish) -> backups.Address:
    """Where a back-up can be fetched for ten minutes, for a `reason`, which is audited."""
    return backups.give(audit.actor(caller, request), body)


handler = Function(
    find_settings,
    put_setting,
    read_system,
    read_overview,
    read_connection,
    find_backups,
    make_backup,
    fetch_backup,
    find_refusals,
)
