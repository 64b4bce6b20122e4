"""Users as administrators see and change them."""

from typing import Literal

import msgspec

from shared import times
from shared.access import audit, lockout
from shared.access.audit import Actor
from shared.accounts import administrators, identity, passwords, sessions
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import Conflict, NotFound
from shared.http import pagination
from shared.http.pagination import Page, Search
from shared.store import users
from shared.store.users import User


class UserShown(msgspec.Struct, frozen=True):
    id: str
    email: str
    name: str
    role: str
    credits: int
    disabled: bool
    created_at: str


class Filter(Search, frozen=True, forbid_unknown_fields=True):
    role: Literal["", "user", "admin"] = ""
    disabled: bool | None = None


def page(wanted: Filter) -> Page[UserShown]:
    with transactions.reading() as tx:
        found = users.page(
            tx,
            before=wanted.before,
            like=wanted.like,
            role=wanted.role,
            disabled=wanted.disabled,
            limit=wanted.limit + 1,
        )
    return pagination.page([_member(u) for u in found], [u.id for u in found], wanted.limit)


def get(user_id: str) -> UserShown:
    with transactions.reading() as tx:
        return _member(users.get(tx, user_id))


def change(
    actor: Actor, user_id: str, *, role: str | None, disabled: bool | None, name: str | None
) -> UserShown:
    """Change what is not None. Who is disabled or gets another role is logged out everywhere."""
    clean = None if name is None else identity.clean_name(name)

    def keep(tx: Transaction) -> User:
        last = administrators.is_last(tx, user_id)
        before = users.find_locked(tx, user_id)
        if not before:
            raise NotFound()
        after = _with(before, role, disabled, clean)
        if last and (after.role != "admin" or after.disabled):
            raise Conflict("last_administrator")
        users.change(tx, user_id, name=after.name, role=after.role, disabled=bool(after.disabled))
        if (after.role, after.disabled) != (before.role, before.disabled):
            sessions.end_all(tx, user_id)
        audit.note(tx, actor, "users.change", user_id, _seen(before), _seen(after))
        return after

    return _member(transactions.atomically(keep))


def _with(user: User, role: str | None, disabled: bool | None, name: str | None) -> User:
    return msgspec.structs.replace(
        user,
        role=role or user.role,
        disabled=user.disabled if disabled is None else int(disabled),
        name=name or user.name,
    )


def set_password(actor: Actor, user_id: str, password: str) -> None:
    """Give a user a new password, which ends their sessions."""
    with transactions.reading() as tx:
        user = users.get(tx, user_id)
    passwords.require_strong(password, user.email)
    password_hash = passwords.hashed(password)

    def keep(tx: Transaction) -> None:
        users.change_password(tx, user_id, password_hash)
        sessions.end_all(tx, user_id)
        audit.note(tx, actor, "users.password", user_id, None, None)

    transactions.atomically(keep)


def unlock(actor: Actor, user_id: str) -> None:
    """Let a user try to log in again at once, from everywhere."""

    def keep(tx: Transaction) -> None:
        lockout.unlock(tx, users.get(tx, user_id).email)
        audit.note(tx, actor, "users.unlock", user_id, None, None)

    transactions.atomically(keep)


def _seen(user: User) -> dict[str, object]:
    return {"name": user.name, "role": user.role, "disabled": bool(user.disabled)}


def _member(user: User) -> UserShown:
    return UserShown(
        id=user.id,
        email=user.email,
        name=user.name,
        role=user.role,
        credits=user.credits,
        disabled=bool(user.disabled),
        created_at=times.iso(user.created_at),
    )
