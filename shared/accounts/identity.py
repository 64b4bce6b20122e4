"""What a user is made of: their address, their name."""

import re
from typing import Annotated

import msgspec

from shared import ids, plain_text, times
from shared.accounts import addresses
from shared.errors import InvalidRequest
from shared.http.inputs import fields
from shared.moderation import screen
from shared.moderation.records import Whose
from shared.store.users import User

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]+")
_EMAIL_LENGTH = 254  # RFC 5321, 4.5.3.1.3
_NAME_LENGTH = 100

Name = fields.AsItIs
Email = Annotated[
    fields.AsItIs, msgspec.Meta(extra_json_schema={"format": "email", "maxLength": _EMAIL_LENGTH})
]


def email_address(email: str) -> str:
    """In its one form; InvalidRequest when it is not an address."""
    address = addresses.canonical(email)
    hidden = plain_text.line(address) is None or plain_text.has_unseen(address)
    if hidden or len(address) > _EMAIL_LENGTH or not _EMAIL.fullmatch(address):
        raise InvalidRequest("email_invalid", param="email")
    return address


def clean_name(name: str) -> str:
    """As a line is kept; InvalidRequest when nothing shows, it is too long, or refused."""
    clean = plain_text.line(name)
    if clean is None or plain_text.is_blank(clean) or len(clean) > _NAME_LENGTH:
        raise InvalidRequest("name_invalid", param="name")
    return clean


def require_decent(name: str, user_id: str = "", param: str = "name") -> None:
    """Moderated for a name that others should not have to read; NotModerated."""
    screen.require([name], "name", Whose(user_id), param)


def new_user(email: str, password_hash: str, name: str, role: str = "user") -> User:
    return User(
        id=ids.make(),
        email=email,
        name=clean_name(name) if name else email.partition("@")[0],
        password_hash=password_hash,
        role=role,
        credits=0,
        disabled=0,
        token_version=1,
        created_at=times.now(),
    )
