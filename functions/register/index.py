"""POST /api/auth/register: make an account and log in."""

import msgspec

from shared import accounts, idempotency, limits
from shared.hosts.event import Function
from shared.http import Request, endpoint
from shared.sessions import Tokens


class Application(msgspec.Struct, forbid_unknown_fields=True):
    email: str
    password: str
    name: str = ""
    invite_code: str | None = None
    locale: str | None = None


@endpoint("POST", "/api/auth/register", limit=limits.REGISTER, once=idempotency.once, status=201)
def register(request: Request, body: Application) -> Tokens:
    return accounts.register(body.email, body.password, body.name, body.invite_code, request.ip)


handler = Function(register)
