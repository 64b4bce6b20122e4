"""What a user may see of their account."""

import msgspec

from shared import times
from shared.access import authentication
from shared.access.authentication import Caller
from shared.accounts import allowed
from shared.accounts.allowed import Limits
from shared.files import quota
from shared.files.quota import Storage
from shared.http.request import Request
from shared.store.users import User


class Profile(msgspec.Struct, frozen=True):
    id: str
    email: str
    name: str
    role: str
    credits: int
    created_at: str
    confirmed: bool
    second_factor: bool


class Own(Profile, frozen=True):
    """The same, with what one's files take of the storage, and what else one may use."""

    storage: Storage
    limits: Limits


def owner(request: Request) -> Caller:
    """Who is calling, asked together with what their files take: one statement for both."""
    return authentication.known(request, quota.unsettled_since())


def seen(caller: Caller) -> Own:
    """Of an `owner`."""
    assert caller.taken  # noqa: S101  it was asked for
    return Own(
        **msgspec.structs.asdict(of(caller.user)),
        storage=quota.of(caller.taken),
        limits=allowed.of(caller),
    )


def of(user: User) -> Profile:
    return Profile(
        id=user.id,
        email=user.email,
        name=user.name,
        role=user.role,
        credits=user.credits,
        created_at=times.iso(user.created_at),
        confirmed=not user.unconfirmed,
        second_factor=bool(user.second_factor),
    )
