"""/api/auth: sessions, renewed and ended."""

from shared.access import authentication, limits
from shared.accounts import sessions
from shared.accounts.sessions import Tokens
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.inputs import fields
from shared.http.request import Body, Request


class Refresh(Body, kw_only=True):
    refresh_token: fields.AsItIs


class LogOut(Body, kw_only=True):
    refresh_token: fields.AsItIs | None = None
    all: bool = False


@endpoint("POST", "/api/auth/refresh", limit=limits.REFRESH, fails=sessions.FAILS)
def refresh(body: Refresh) -> Tokens:
    """Trade a refresh token for new tokens: it ends; used again it gets the same for 10 s, and
    later ends all that follow it."""
    return sessions.refresh(body.refresh_token)


@endpoint("POST", "/api/auth/logout", limit=limits.REFRESH, fails=sessions.LEAVING_FAILS)
def log_out(request: Request, body: LogOut) -> None:
    """End the session of a `refresh_token`, which alone is enough; with `all`, every session."""
    if body.all:
        sessions.log_out_everywhere(authentication.person(request))
    sessions.log_out(body.refresh_token)


handler = Function(refresh, log_out)
