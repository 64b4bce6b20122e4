"""POST /api/auth/register: make an account and log in."""

from shared.access import idempotency, limits
from shared.accounts import identity, invites, passwords, registration, visits
from shared.accounts.sessions import Tokens
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Body, Request
from shared.operations import mailing


class Application(Body, kw_only=True):
    email: identity.Email
    password: passwords.Chosen
    name: identity.Name = ""
    invite_code: invites.Code | None = None


@endpoint(
    "POST",
    "/api/auth/register",
    limit=limits.REGISTER,
    once=idempotency.once,
    status=201,
    after=mailing.behind_an_answer,
    fails=registration.REGISTER_FAILS,
)
def register(request: Request, body: Application) -> Tokens:
    """Make an account and log in; while `ENABLE_INVITE_CODES` is on, an `invite_code` is needed."""
    visit = visits.of(request)
    return registration.register(body.email, body.password, body.name, body.invite_code, visit)


handler = Function(register)
