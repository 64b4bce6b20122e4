"""Codes with uses, expiry and a trail: invites, a gate to registration, and redemptions."""

from typing import Annotated, Literal

import msgspec

from shared import ids, times
from shared.access import audit, policy
from shared.access.audit import Actor
from shared.accounts import codes
from shared.billing import credits
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import InviteInvalid, InviteRequired
from shared.http.inputs import fields, pagination
from shared.http.inputs.pagination import LOOKED_AT, Page, Paging, Search
from shared.http.request import Body
from shared.store import invites, rows, users
from shared.store.invites import Invite, Use

Code = fields.AsItIs
Kind = Literal["invite", "redemption"]

MOST_AT_ONCE = 1000
_GROUPS, _GROUP = 4, 5  # 99 bits
_SHOWN = 5  # characters of a code that lists show


class Order(Body, kw_only=True):
    """What codes to make: invites open registration, redemptions are for who has an account."""

    kind: Kind = "invite"
    count: Annotated[int, msgspec.Meta(ge=1, le=MOST_AT_ONCE)] = 1
    max_uses: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 1
    credits: Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)] = 0
    note: Annotated[str, msgspec.Meta(max_length=200)] = ""
    expires_at: str | None = None


class Shown(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A code of a `kind`; the `code` itself only in the answer that made it."""

    id: str
    kind: str
    prefix: str
    max_uses: int
    uses: int
    credits: int
    note: str
    expires_at: str | None
    disabled: bool
    created_at: str
    code: str | None = None


class InviteUse(msgspec.Struct, frozen=True):
    """Who used a code; `email` is null when they have left."""

    id: str
    user_id: str
    email: str | None
    ip: str
    used_at: str


class Filter(Search, frozen=True, forbid_unknown_fields=True):
    """The query of the list; an empty `kind` is any."""

    kind: Literal["", "invite", "redemption"] = ""


def require(code: str | None) -> None:
    """InviteRequired where registration needs a code and there is none."""
    if policy.certain().enable_invite_codes and not code:
        raise InviteRequired()


def take(tx: Transaction, code: str | None) -> Invite | None:
    """Take one use of `code`, if one is given; InviteInvalid.

    Asked first, so that who has no code does not learn whether an e-mail is registered.
    """
    if not code:
        return None
    invite = invites.take(tx, codes.hash_of(code), "invite", times.now())
    if not invite:
        raise InviteInvalid(param="invite_code")
    return invite


def note_use(tx: Transaction, invite: Invite, user_id: str, ip: str) -> None:
    """Say who used a code, and give them its credits."""
    invites.add_use(tx, Use(ids.make(), invite.id, user_id, ip, times.now()))
    credits.grant(tx, user_id, invite.credits, invite.kind, invite.prefix)


def make(actor: Actor, order: Order) -> list[Shown]:
    """New codes, shown this once."""
    secrets = [codes.make(_GROUPS, _GROUP) for _ in range(order.count)]
    expires_at = times.parse_future(order.expires_at, "expires_at")
    made = [_invite(code, order, expires_at) for code in secrets]
    with transactions.writing() as tx:
        for invite in made:
            invites.add(tx, invite)
        audit.note(tx, actor, "invites.make", made[0].id, None, msgspec.structs.asdict(order))
    return [_shown(invite, code) for invite, code in zip(made, secrets, strict=True)]


def page(paging: Filter) -> Page[Shown]:
    with transactions.reading() as tx:
        since = rows.before_some(tx, "invites", paging.before, LOOKED_AT) if paging.q else ""
        found = invites.page(
            tx,
            before=paging.before,
            since=since,
            like=paging.like,
            kind=paging.kind,
            limit=paging.limit + 1,
        )
    return pagination.page([_shown(i) for i in found], [i.id for i in found], paging.limit, since)


def disable(actor: Actor, invite_id: str, *, disabled: bool) -> Shown:
    with transactions.writing() as tx:
        before = invites.get(tx, invite_id)
        invites.disable(tx, invite_id, disabled=disabled)
        after = invites.get(tx, invite_id)
        audit.note(tx, actor, "invites.change", invite_id, _seen(before), _seen(after))
    return _shown(after)


def uses(invite_id: str, paging: Paging) -> Page[InviteUse]:
    with transactions.reading() as tx:
        invites.get(tx, invite_id)
        found = invites.uses(tx, invite_id, before=paging.before, limit=paging.limit + 1)
        emails = users.emails(tx, sorted({use.user_id for use in found}))
    shown = [
        InviteUse(u.id, u.user_id, emails.get(u.user_id), u.ip, times.iso(u.used_at)) for u in found
    ]
    return pagination.page(shown, [u.id for u in found], paging.limit)


def _invite(code: str, order: Order, expires_at: int | None) -> Invite:
    return Invite(
        id=ids.make(),
        prefix=code[:_SHOWN],
        code_hash=codes.hash_of(code),
        max_uses=order.max_uses,
        uses=0,
        credits=order.credits,
        note=order.note,
        expires_at=expires_at,
        disabled=0,
        created_at=times.now(),
        kind=order.kind,
    )


def _seen(invite: Invite) -> dict[str, object]:
    return {"disabled": bool(invite.disabled)}


def _shown(invite: Invite, code: str | None = None) -> Shown:
    return Shown(
        id=invite.id,
        kind=invite.kind,
        code=code,
        prefix=invite.prefix,
        max_uses=invite.max_uses,
        uses=invite.uses,
        credits=invite.credits,
        note=invite.note,
        expires_at=times.iso_if(invite.expires_at),
        disabled=bool(invite.disabled),
        created_at=times.iso(invite.created_at),
    )
