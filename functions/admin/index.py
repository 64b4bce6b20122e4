"""/api/admin: codes, credits, usage and the audit trail, for administrators."""

from typing import Annotated

import msgspec

from shared.access import audit, authentication, idempotency, limits
from shared.access.audit import AuditEntry
from shared.access.authentication import Caller
from shared.accounts import invites
from shared.accounts.invites import InviteUse, Order, Shown
from shared.billing import books, calls, usage
from shared.billing.books import Check, OwnedEntry
from shared.billing.calls import CallShown
from shared.errors import NotFound
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.inputs.pagination import Page, Paging
from shared.http.request import Body, Request


class Switch(Body, kw_only=True):
    disabled: bool


class Batch(msgspec.Struct, frozen=True):
    data: Annotated[list[Shown], msgspec.Meta(description="each with its code, this once")]


@endpoint("GET", "/api/admin/ledger", who=authentication.admin, limit=limits.ADMIN)
def find_movements(query: books.Wanted) -> Page[OwnedEntry]:
    """Movements of credits: of all users, of one, or of one request; of a `kind`; or `open`, what
    is set aside and not settled."""
    return books.page(query)


@endpoint(
    "GET",
    "/api/admin/ledger/check",
    who=authentication.admin,
    limit=limits.ADMIN,
    fails=(NotFound,),
)
def check_ledger(query: books.Asked) -> Check:
    """Whether balances are the sums of their movements: of one user, or of as many as fit in a
    second, from `cursor` on."""
    return books.check(query)


@endpoint("GET", "/api/admin/calls", who=authentication.admin, limit=limits.ADMIN)
def find_calls(query: calls.Wanted) -> Page[CallShown]:
    """Calls of models one by one, without what was said."""
    return calls.page(query)


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
    """Make codes of a `kind`: each `code` is shown this once."""
    return Batch(invites.make(audit.actor(caller, request), body))


@endpoint("GET", "/api/admin/invites", who=authentication.admin, limit=limits.ADMIN)
def find_invites(query: invites.Filter) -> Page[Shown]:
    """All codes, or those of a `kind`; `q` searches notes and the beginnings of codes."""
    return invites.page(query)


@endpoint("PATCH", "/api/admin/invites/{invite_id}", who=authentication.admin, limit=limits.ADMIN)
def change_invite(request: Request, caller: Caller, invite_id: str, body: Switch) -> Shown:
    """Switch a code off or on."""
    return invites.disable(audit.actor(caller, request), invite_id, disabled=body.disabled)


@endpoint(
    "GET", "/api/admin/invites/{invite_id}/uses", who=authentication.admin, limit=limits.ADMIN
)
def find_uses(invite_id: str, query: Paging) -> Page[InviteUse]:
    """Who used a code."""
    return invites.uses(invite_id, query)


@endpoint("GET", "/api/admin/audit", who=authentication.admin, limit=limits.ADMIN)
def find_audit(query: audit.Filter) -> Page[AuditEntry]:
    """What administrators changed."""
    return audit.page(query)


handler = Function(
    find_movements,
    check_ledger,
    find_calls,
    find_usage,
    make_invites,
    find_invites,
    change_invite,
    find_uses,
    find_audit,
)
