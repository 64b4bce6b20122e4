"""/api/admin: users, invites and the audit trail, for administrators."""

from typing import Annotated, Literal

import msgspec

from shared.access import audit, authentication, idempotency, limits
from shared.access.audit import AuditEntry
from shared.access.authentication import Caller
from shared.accounts import identity, invites
from shared.accounts.invites import InviteUse, Order, Shown
from shared.accounts.passwords import Chosen
from shared.administration import users
from shared.administration.users import UserShown
from shared.billing import credits, usage
from shared.billing.credits import Entry
from shared.errors import Conflict
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.inputs.pagination import Page, Paging, Ranged, Search
from shared.http.request import Body, Request

USER = "/api/admin/users/{user_id}"


class Change(Body, kw_only=True):
    role: Literal["user", "admin"] | None = None
    disabled: bool | None = None
    name: identity.Name | None = None


class NewPassword(Body, kw_only=True):
    password: Chosen


class Switch(Body, kw_only=True):
    disabled: bool


class Gift(Body, kw_only=True):
    amount: Annotated[int, msgspec.Meta(ge=-(10**12), le=10**12)]
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class Given(msgspec.Struct, frozen=True):
    credits: int


class LedgerOf(Ranged, frozen=True, forbid_unknown_fields=True):
    user: Annotated[str, msgspec.Meta(max_length=26)] = ""


class Batch(msgspec.Struct, frozen=True):
    data: Annotated[list[Shown], msgspec.Meta(description="each with its code, this once")]


@endpoint("GET", "/api/admin/users", who=authentication.admin, limit=limits.ADMIN)
def find_users(query: users.Filter) -> Page[UserShown]:
    """All users; `q` searches e-mails and names."""
    return users.page(query)


@endpoint("GET", USER, who=authentication.admin, limit=limits.ADMIN)
def read_user(user_id: str) -> UserShown:
    """A user."""
    return users.get(user_id)


@endpoint("PATCH", USER, who=authentication.admin, limit=limits.ADMIN, fails=(Conflict,))
def change_user(request: Request, caller: Caller, user_id: str, body: Change) -> UserShown:
    """Change a user's `role` or `name`, or whether they are `disabled`."""
    actor = audit.actor(caller, request)
    return users.change(actor, user_id, role=body.role, disabled=body.disabled, name=body.name)


@endpoint(
    "POST", "/api/admin/users/{user_id}/password", who=authentication.admin, limit=limits.ADMIN
)
def set_password(request: Request, caller: Caller, user_id: str, body: NewPassword) -> None:
    """Give a user another password; their sessions end."""
    users.set_password(audit.actor(caller, request), user_id, body.password)


@endpoint("POST", "/api/admin/users/{user_id}/unlock", who=authentication.admin, limit=limits.ADMIN)
def unlock(request: Request, caller: Caller, user_id: str) -> None:
    """Forget the failed log-ins of a user."""
    users.unlock(audit.actor(caller, request), user_id)


@endpoint(
    "POST",
    "/api/admin/users/{user_id}/credits",
    who=authentication.admin,
    limit=limits.ADMIN,
    once=idempotency.once,
    fails=(Conflict,),
)
def change_credits(request: Request, caller: Caller, user_id: str, body: Gift) -> Given:
    """Give a user credits, or take them with a negative `amount`, for a `reason`."""
    actor = audit.actor(caller, request)
    return Given(credits.change(actor, user_id, body.amount, body.reason))


@endpoint("GET", "/api/admin/ledger", who=authentication.admin, limit=limits.ADMIN)
def find_movements(query: LedgerOf) -> Page[Entry]:
    """Movements of credits, of all users or of one."""
    return credits.page(query.user, query)


@endpoint("GET", "/api/admin/usage", who=authentication.admin, limit=limits.ADMIN)
def find_usage(query: usage.Query) -> usage.Report:
    """Sums of all calls, and totals."""
    return usage.report(query)


@endpoint(
    "POST",
    "/api/admin/invites",
    who=authentication.admin,
    limit=limits.ADMIN,
    once=idempotency.once,
    status=201,
)
def make_invites(request: Request, caller: Caller, body: Order) -> Batch:
    """Make invite codes; each `code` is shown this once."""
    return Batch(invites.make(audit.actor(caller, request), body))


@endpoint("GET", "/api/admin/invites", who=authentication.admin, limit=limits.ADMIN)
def find_invites(query: Search) -> Page[Shown]:
    """All invites; `q` searches notes and the beginnings of codes."""
    return invites.page(query)


@endpoint("PATCH", "/api/admin/invites/{invite_id}", who=authentication.admin, limit=limits.ADMIN)
def change_invite(request: Request, caller: Caller, invite_id: str, body: Switch) -> Shown:
    """Switch an invite off or on."""
    return invites.disable(audit.actor(caller, request), invite_id, disabled=body.disabled)


@endpoint(
    "GET", "/api/admin/invites/{invite_id}/uses", who=authentication.admin, limit=limits.ADMIN
)
def find_uses(invite_id: str, query: Paging) -> Page[InviteUse]:
    """Who came with an invite."""
    return invites.uses(invite_id, query)


@endpoint("GET", "/api/admin/audit", who=authentication.admin, limit=limits.ADMIN)
def find_audit(query: audit.Filter) -> Page[AuditEntry]:
    """What administrators changed."""
    return audit.page(query)


handler = Function(
    find_users,
    read_user,
    change_user,
    set_password,
    unlock,
    change_credits,
    find_movements,
    find_usage,
    make_invites,
    find_invites,
    change_invite,
    find_uses,
    find_audit,
)
