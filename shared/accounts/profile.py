"""What a user may see of their account."""

import msgspec

from shared import times
from shared.files import quota
from shared.files.quota import Storage
from shared.store.users import User


class Profile(msgspec.Struct, frozen=True):
    id: str
    email: str
    name: str
    role: str
    credits: int
    created_at: str


class Own(Profile, frozen=True):
    """The same, with what one's files take of the storage."""

    storage: Storage


def seen(user: User) -> Own:
    return Own(**msgspec.structs.asdict(of(user)), storage=quota.of(user.id))


def of(user: User) -> Profile:
    return Profile(
        id=user.id,
        email=user.email,
        name=user.name,
        role=user.role,
        credits=user.credits,
        created_at=times.iso(user.created_at),
    )
