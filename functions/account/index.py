"""/api/auth: sessions, one's own account, and API keys."""

from shared.access import authentication, idempotency, limits
from shared.access.authentication import Caller
from shared.accounts import api_keys, changes, erasure, leaving, login, profile, sessions
from shared.accounts.api_keys import Made, Order, Shown
from shared.accounts.passwords import Chosen
from shared.accounts.profile import Own
from shared.accounts.sessions import Tokens
from shared.billing import credits, usage
from shared.billing.credits import Balance
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.inputs import fields
from shared.http.inputs.pagination import Page, Paging, Ranged
from shared.http.request import Body, Request

LEFT = sessions.LEAVING_FAILS
GUESSED = login.GUESS_FAILS


class Refresh(Body, kw_only=True):
    refresh_token: fields.AsItIs


class LogOut(Body, kw_only=True):
    refresh_token: fields.AsItIs | None = None
    all: bool = False


class Change(Body, kw_only=True):
    name: fields.AsItIs | None = None
    password: Chosen | None = None
    current_password: fields.AsItIs | None = None


class Goodbye(Body, kw_only=True):
    password: fields.AsItIs


@endpoint("POST", "/api/auth/refresh", limit=limits.REFRESH, fails=sessions.FAILS)
def refresh(body: Refresh) -> Tokens:
    """Trade a refresh token for new tokens: it ends; used again it gets the same for 10 s, and
    later ends all that follow it."""
    return sessions.refresh(body.refresh_token)


@endpoint("POST", "/api/auth/logout", limit=limits.REFRESH, fails=LEFT)
def log_out(request: Request, body: LogOut) -> None:
    """End the session of a `refresh_token`, which alone is enough; with `all`, every session."""
    if body.all:
        sessions.log_out_everywhere(authentication.person(request))
    sessions.log_out(body.refresh_token)


@endpoint("GET", "/api/auth/me", who=profile.owner, limit=limits.READ)
def me(caller: Caller) -> Own:
    """One's own account."""
    return profile.seen(caller)


@endpoint("PATCH", "/api/auth/me", who=authentication.person, limit=limits.ACCOUNT, fails=GUESSED)
def change(request: Request, caller: Caller, body: Change) -> changes.Changed:
    """Change one's name or password: a new password ends all sessions, and brings new `tokens`."""
    wanted = (body.name, body.password, body.current_password)
    return changes.change(caller, *wanted, request.ip)


@endpoint(
    "DELETE",
    "/api/auth/me",
    who=authentication.person,
    limit=limits.ACCOUNT,
    after=erasure.behind_an_answer,
    fails=leaving.FAILS,
)
def remove(request: Request, caller: Caller, body: Goodbye) -> None:
    """End one's account, and have all that is one's own erased; the password is asked for."""
    leaving.leave(caller, body.password, request.ip)


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


@endpoint("GET", "/api/auth/credits", who=authentication.user, limit=limits.READ)
def find_credits(caller: Caller, query: Ranged) -> Balance:
    """One's own `balance`, and what changed it."""
    return credits.balance(caller.user, query)


@endpoint("GET", "/api/auth/usage", who=authentication.user, limit=limits.READ)
def find_usage(caller: Caller, query: usage.Query) -> usage.Report:
    """Sums of one's own calls, by day, model, …: `group_by`."""
    return usage.report(query, caller.user.id)


handler = Function(
    refresh,
    log_out,
    me,
    change,
    remove,
    find_keys,
    make_key,
    remove_key,
    find_credits,
    find_usage,
)
