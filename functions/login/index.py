"""POST /api/auth/login: trade an e-mail and a password for tokens."""

import msgspec

from shared import accounts
from shared.hosts.event import Function
from shared.http import endpoint


class Credentials(msgspec.Struct, forbid_unknown_fields=True):
    password: str
    email: str = ""
    username: str = ""
    locale: str | None = None


@endpoint("POST", "/api/auth/login")
def login(body: Credentials) -> accounts.Tokens:
    return accounts.log_in(body.email or body.username, body.password)


handler = Function(login)
