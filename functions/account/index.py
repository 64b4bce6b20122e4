"""/api/auth/me: one's own account."""

from shared.access import authentication, limits
from shared.access.authentication import Caller
from shared.accounts import changes, erasure, leaving, login, profile, visits
from shared.accounts.passwords import Chosen
from shared.accounts.profile import Own
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.inputs import fields
from shared.http.request import Body, Request

GUESSED = login.GUESS_FAILS


class Change(Body, kw_only=True):
    name: fields.AsItIs | None = None
    password: Chosen | None = None
    current_password: fields.AsItIs | None = None


class Goodbye(Body, kw_only=True):
    password: fields.AsItIs


@endpoint("GET", "/api/auth/me", who=profile.owner, limit=limits.READ)
def me(caller: Caller) -> Own:
    """One's own account."""
    return profile.seen(caller)


@endpoint("PATCH", "/api/auth/me", who=authentication.person, limit=limits.ACCOUNT, fails=GUESSED)
def change(request: Request, caller: Caller, body: Change) -> changes.Changed:
    """Change one's name or password: a new password ends all sessions, and brings new `tokens`."""
    wanted = (body.name, body.password, body.current_password)
    return changes.change(caller, *wanted, visits.of(request))


@endpoint(
    "DELETE",
    "/api/auth/me",
    who=authentication.newcomer,
    limit=limits.ACCOUNT,
    after=erasure.behind_an_answer,
    fails=leaving.FAILS,
)
def remove(request: Request, caller: Caller, body: Goodbye) -> None:
    """End one's account, and have all that is one's own erased; the password is asked for."""
    leaving.leave(caller, body.password, request.ip)


handler = Function(me, change, remove)
