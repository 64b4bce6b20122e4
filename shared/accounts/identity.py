"""What a user is made of: their address, their name."""

import re
from typing import Annotated

import msgspec

from shared import ids, times
from shared.errors import InvalidRequest
from shared.store.users import User

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]+")
_EMAIL_LENGTH = 254  # RFC 5321, 4.5.3.1.3
_NAME_LENGTH = 100

Email = Annotated[
    str, msgspec.Meta(extra_json_schema={"format": "email", "maxLength": _EMAIL_LENGTH})
]


def email_address(email: str) -> str:
    """Trimmed and in lower case; InvalidRequest when it is not an address."""
    address = email.strip().lower()
    if len(address) > _EMAIL_LENGTH or not _EMAIL.fullmatch(address) or not address.isprintable():
        raise InvalidRequest("email_invalid", param="email")
    return address


def clean_name(name: str) -> str:
    """Trimmed; InvalidRequest when empty, too long, or with characters that do not print."""
    clean = name.strip()
    if not clean or len(clean) > _NAME_LENGTH or not clean.isprintable():
        raise InvalidRequest("name_invalid", param="name")
    return clean


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
