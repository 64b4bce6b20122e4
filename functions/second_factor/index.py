"""/api/auth/second-factor: a second factor at log-in, switched on and off."""

from shared.access import authentication, limits
from shared.access.authentication import Caller
from shared.accounts import authenticators, login
from shared.accounts.authenticators import Begun, Codes, State
from shared.errors import Conflict
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.inputs import fields
from shared.http.request import Body, Request

PATH = "/api/auth/second-factor"
WHO, LIMIT = authentication.person, limits.ACCOUNT
GUESSED = (*login.GUESS_FAILS, Conflict)


class Password(Body, kw_only=True):
    password: fields.AsItIs


class Code(Body, kw_only=True):
    code: fields.AsItIs


@endpoint("GET", PATH, who=WHO, limit=limits.READ)
def read(caller: Caller) -> State:
    """Whether one has a second factor, and how many recovery codes are left."""
    return authenticators.state(caller)


@endpoint("POST", PATH, who=WHO, limit=LIMIT, status=201, fails=GUESSED)
def begin(request: Request, caller: Caller, body: Password) -> Begun:
    """A new secret for an authenticator (RFC 6238); it counts once its first code is confirmed."""
    return authenticators.begin(caller, body.password, request.ip)


@endpoint("POST", f"{PATH}/confirm", who=WHO, limit=LIMIT, fails=authenticators.CONFIRM_FAILS)
def confirm(caller: Caller, body: Code) -> Codes:
    """Switch it on by a code of the authenticator: ten recovery codes are shown this once."""
    return authenticators.confirm(caller, body.code)


@endpoint("POST", f"{PATH}/recovery-codes", who=WHO, limit=LIMIT, fails=GUESSED)
def renew_codes(request: Request, caller: Caller, body: Password) -> Codes:
    """Ten new recovery codes; the old ones are good no more."""
    return authenticators.renew_codes(caller, body.password, request.ip)


@endpoint("DELETE", PATH, who=WHO, limit=LIMIT, fails=login.GUESS_FAILS)
def end(request: Request, caller: Caller, body: Password) -> None:
    """Switch it off."""
    authenticators.end(caller, body.password, request.ip)


handler = Function(read, begin, confirm, renew_codes, end)
