"""/api/admin/users: who has an account, and what is theirs, for administrators."""

from typing import Annotated, Literal

import msgspec

from shared.access import audit, authentication, idempotency, limits
from shared.access.authentication import Caller
from shared.accounts import api_keys, identity
from shared.accounts.passwords import Chosen
from shared.administration import belongings, user_lists, users
from shared.administration.belongings import Belongings, SessionShown
from shared.administration.users import UserShown
from shared.billing import credits
from shared.errors import Conflict, NotFound
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.inputs.pagination import Page, Paging
from shared.http.request import Body, Request

USERS, USER = "/api/admin/users", "/api/admin/users/{user_id}"
Id = Annotated[str, msgspec.Meta(max_length=26)]


class Change(Body, kw_only=True):
    role: Literal["user", "admin"] | None = None
    disabled: bool | None = None
    name: identity.Name | None = None


class Many(Body, kw_only=True):
    ids: Annotated[list[Id], msgspec.Meta(min_length=1, max_length=100)]
    disabled: bool


class Changed(msgspec.Struct, frozen=True):
    """How many are now other than they were."""

    changed: int


class NewPassword(Body, kw_only=True):
    password: Chosen


class Gift(Body, kw_only=True):
    amount: Annotated[int, msgspec.Meta(ge=-(10**12), le=10**12)]
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class Given(msgspec.Struct, frozen=True):
    credits: int


@endpoint("GET", USERS, who=authentication.admin, limit=limits.ADMIN)
def find(query: user_lists.Filter) -> Page[UserShown]:
    """All users; `q` searches e-mails and names, `code_note` has who used codes of that note,
    `sort` is `email` or `created_at`, or with `-` before it."""
    return user_lists.page(query)


@endpoint("PATCH", USERS, who=authentication.admin, limit=limits.ADMIN, fails=(NotFound, Conflict))
def change_many(request: Request, caller: Caller, body: Many) -> Changed:
    """Disable some users, or let them in again: all of them, or none."""
    actor = audit.actor(caller, request)
    return Changed(users.change_many(actor, body.ids, disabled=body.disabled))


@endpoint("GET", USER, who=authentication.admin, limit=limits.ADMIN)
def read(user_id: str) -> UserShown:
    """A user."""
    return users.get(user_id)


@endpoint("PATCH", USER, who=authentication.admin, limit=limits.ADMIN, fails=(Conflict,))
def change(request: Request, caller: Caller, user_id: str, body: Change) -> UserShown:
    """Change a user's `role` or `name`, or whether they are `disabled`."""
    actor = audit.actor(caller, request)
    return users.change(actor, user_id, role=body.role, disabled=body.disabled, name=body.name)


@endpoint("POST", f"{USER}/password", who=authentication.admin, limit=limits.ADMIN)
def set_password(request: Request, caller: Caller, user_id: str, body: NewPassword) -> None:
    """Give a user another password; their sessions end."""
    users.set_password(audit.actor(caller, request), user_id, body.password)


@endpoint("POST", f"{USER}/unlock", who=authentication.admin, limit=limits.ADMIN)
def unlock(request: Request, caller: Caller, user_id: str) -> None:
    """Forget the failed log-ins of a user."""
    users.unlock(audit.actor(caller, request), user_id)


@endpoint("DELETE", f"{USER}/second-factor", who=authentication.admin, limit=limits.ADMIN)
def end_second_factor(request: Request, caller: Caller, user_id: str) -> None:
    """Take the second factor from a user who has lost it."""
    users.end_second_factor(audit.actor(caller, request), user_id)


@endpoint("POST", f"{USER}/confirm", who=authentication.admin, limit=limits.ADMIN)
def confirm(request: Request, caller: Caller, user_id: str) -> None:
    """Take a user's address for confirmed, without a mail."""
    users.confirm(audit.actor(caller, request), user_id)


@endpoint(
    "POST",
    f"{USER}/credits",
    who=authentication.admin,
    limit=limits.ADMIN,
    once=idempotency.once,
    fails=(Conflict,),
)
def change_credits(request: Request, caller: Caller, user_id: str, body: Gift) -> Given:
    """Give a user credits, or take them with a negative `amount`, for a `reason`."""
    actor = audit.actor(caller, request)
    return Given(credits.change(actor, user_id, body.amount, body.reason))


@endpoint("GET", f"{USER}/belongings", who=authentication.admin, limit=limits.ADMIN)
def count_belongings(user_id: str) -> Belongings:
    """How much of everything a user has; nothing of what it says."""
    return belongings.count(user_id)


@endpoint("GET", f"{USER}/keys", who=authentication.admin, limit=limits.ADMIN)
def find_keys(user_id: str, query: Paging) -> Page[api_keys.Shown]:
    """The API keys of a user, without the keys."""
    return belongings.keys(user_id, query)


@endpoint("DELETE", f"{USER}/keys/{{key_id}}", who=authentication.admin, limit=limits.ADMIN)
def remove_key(request: Request, caller: Caller, user_id: str, key_id: str) -> None:
    """Remove an API key of a user, which ends at once."""
    belongings.remove_key(audit.actor(caller, request), user_id, key_id)


@endpoint("GET", f"{USER}/sessions", who=authentication.admin, limit=limits.ADMIN)
def find_sessions(user_id: str, query: Paging) -> Page[SessionShown]:
    """Where a user is logged in: the last renewal of each log-in that has not ended."""
    return belongings.sessions_of(user_id, query)


@endpoint("DELETE", f"{USER}/sessions", who=authentication.admin, limit=limits.ADMIN)
def end_sessions(request: Request, caller: Caller, user_id: str) -> None:
    """Log a user out everywhere."""
    belongings.end_sessions(audit.actor(caller, request), user_id)


handler = Function(
    find,
    change_many,
    read,
    change,
    set_password,
    unlock,
    end_second_factor,
    confirm,
    change_credits,
    count_belongings,
    find_keys,
    remove_key,
    find_sessions,
    end_sessions,
)
