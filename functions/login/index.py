"""POST /api/auth/login: trade an e-mail and a password for tokens."""

from shared.access import limits
from shared.accounts import login as rule
from shared.accounts import visits
from shared.accounts.sessions import Tokens
from shared.errors import InvalidRequest
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.inputs import fields
from shared.http.request import Body, Request


class Application(Body, kw_only=True):
    password: fields.AsItIs
    email: fields.AsItIs = ""
    username: fields.AsItIs = ""
    code: fields.AsItIs = ""
    stay: bool = True


@endpoint("POST", "/api/auth/login", limit=limits.LOGIN, fails=rule.LOG_IN_FAILS)
def login(request: Request, body: Application) -> Tokens:
    """Trade an e-mail (or a `username`) and a password for tokens; `code` is of the second factor,
    where there is one. Who does not `stay` is asked again after 12 hours."""
    email = body.email or body.username
    if not email:
        raise InvalidRequest("field_missing", param="email", field="email")
    given = rule.Credentials(email, body.password, body.code, body.stay)
    return rule.log_in(given, visits.of(request))


handler = Function(login)
