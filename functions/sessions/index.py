"""/api/auth: sessions, renewed, listed and ended."""

from shared.access import authentication, limits
from shared.access.authentication import Caller
from shared.accounts import own_sessions, sessions
from shared.accounts.own_sessions import Shown
from shared.accounts.sessions import Tokens
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.inputs import fields
from shared.http.inputs.pagination import Page, Paging
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
        sessions.log_out_everywhere(authentication.newcomer(request))
    sessions.log_out(body.refresh_token)


@endpoint("GET", "/api/auth/sessions", who=authentication.person, limit=limits.READ)
def find_sessions(caller: Caller, query: Paging) -> Page[Shown]:
    """Where one is logged in; `current` is the session that asks."""
    return own_sessions.page(caller, query)


@endpoint("DELETE", "/api/auth/sessions", who=authentication.person, limit=limits.ACCOUNT)
def end_sessions(caller: Caller) -> None:
    """End all of one's own sessions but the one that asks."""
    own_sessions.end_others(caller)


@endpoint(
    "DELETE", "/api/auth/sessions/{session_id}", who=authentication.person, limit=limits.ACCOUNT
)
def end_session(caller: Caller, session_id: str) -> None:
    """End one of one's own sessions, with all its tokens."""
    own_sessions.end(caller, session_id)


handler = Function(refresh, log_out, find_sessions, end_sessions, end_session)
