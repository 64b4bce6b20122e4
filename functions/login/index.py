"""POST /api/auth/login: trade an e-mail and a password for tokens."""

from shared.access import limits
from shared.accounts.login import LOG_IN_FAILS, log_in
from shared.accounts.sessions import Tokens
from shared.errors import InvalidRequest
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.inputs import fields
from shared.http.request import Body, Request


class Credentials(Body, kw_only=True):
    password: fields.AsItIs
    email: fields.AsItIs = ""
    username: fields.AsItIs = ""


@endpoint("POST", "/api/auth/login", limit=limits.LOGIN, fails=LOG_IN_FAILS)
def login(request: Request, body: Credentials) -> Tokens:
    """Trade an e-mail (or a `username`) and a password for tokens."""
    email = body.email or body.username
    if not email:
        raise InvalidRequest("field_missing", param="email", field="email")
    return log_in(email, body.password, request.ip)


handler = Function(login)
