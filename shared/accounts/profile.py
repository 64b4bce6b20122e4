"""What a user may see of their account."""

import msgspec

from shared import times
from shared.store.users import User


class Profile(msgspec.Struct, frozen=True):
    id: str
    email: str
    name: str
    role: str
    credits: int
    created_at: str


def of(user: User) -> Profile:
    return Profile(
        id=user.id,
        email=user.email,
        name=user.name,
        role=user.role,
        credits=user.credits,
        created_at=times.iso(user.created_at),
    )
