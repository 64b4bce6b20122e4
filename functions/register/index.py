"""POST /api/auth/register: make an account and log in."""

import msgspec

from shared import accounts
from shared.hosts.event import Function
from shared.http import endpoint


class Application(msgspec.Struct, forbid_unknown_fields=True):
    email: str
    password: str
    name: str = ""
    invite_code: str | None = None
    locale: str | None = None


@endpoint("POST", "/api/auth/register", status=201)
def register(body: Application) -> accounts.Tokens:
    return accounts.register(body.email, body.password, body.name, body.invite_code)


handler = Function(register)
