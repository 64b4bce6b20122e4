"""/api/auth: a forgotten password, and the confirmation of an address, by links in mails."""

from typing import Annotated

import msgspec

from shared.access import authentication, limits
from shared.access.authentication import Caller
from shared.accounts import confirmation, identity, recovery, visits
from shared.accounts.links import Asked
from shared.accounts.passwords import Chosen
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Body, Request
from shared.operations.mailing import behind_an_answer

LIMIT = limits.RECOVERY
SENDING, WHO = "/api/auth/confirm/send", authentication.newcomer
ASK, SEND = recovery.ASK_FAILS, confirmation.SEND_FAILS


class Forgotten(Body, kw_only=True):
    email: identity.Email


class Linked(Body, kw_only=True):
    token: Annotated[str, msgspec.Meta(max_length=100)]


class NewPassword(Linked, kw_only=True):
    password: Chosen


@endpoint("POST", "/api/auth/reset", limit=LIMIT, after=behind_an_answer, status=202, fails=ASK)
def ask(request: Request, body: Forgotten) -> Asked:
    """Have a link to set a new password sent, good for 30 minutes: the answer is the same whether
    or not anybody has that address."""
    return recovery.ask(body.email, visits.of(request))


@endpoint("POST", "/api/auth/reset/confirm", limit=LIMIT)
def set_password(body: NewPassword) -> None:
    """Set a new password by the `token` of a link, once; all sessions end."""
    recovery.set_password(body.token, body.password)


@endpoint("POST", "/api/auth/confirm", limit=LIMIT)
def confirm(body: Linked) -> None:
    """Confirm an address by the `token` of a link."""
    confirmation.confirm(body.token)


@endpoint("POST", SENDING, who=WHO, limit=LIMIT, after=behind_an_answer, status=202, fails=SEND)
def send(request: Request, caller: Caller) -> Asked:
    """Have the link to confirm one's address sent once more."""
    return confirmation.send(caller, visits.of(request))


handler = Function(ask, set_password, confirm, send)
