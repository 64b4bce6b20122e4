"""Users as administrators see and change them."""

import msgspec

from shared import times
from shared.access import audit, lockout
from shared.access.audit import Actor
from shared.accounts import addresses, administrators, identity, passwords, second_factor, sessions
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import Conflict, NotFound
from shared.files import quota
from shared.store import files, users
from shared.store.users import User


class Used(msgspec.Struct, frozen=True):
    """What a user's files take of the storage."""

    bytes: int
    files: int


class UserShown(msgspec.Struct, frozen=True):
    id: str
    email: str
    name: str
    role: str
    credits: int
    disabled: bool
    confirmed: bool
    second_factor: bool
    created_at: str
    storage: Used


def get(user_id: str) -> UserShown:
    with transactions.reading() as tx:
        return shown(tx, [users.get(tx, user_id)])[0]


def change(
    actor: Actor, user_id: str, *, role: str | None, disabled: bool | None, name: str | None
) -> UserShown:
    """Change what is not None. Who is disabled or gets another role is logged out everywhere."""
    clean = None if name is None else identity.clean_name(name)
    if clean:
        identity.require_decent(clean, actor.actor_id)

    def keep(tx: Transaction) -> UserShown:
        before, after = _changed(tx, user_id, role, disabled, clean)
        audit.note(tx, actor, "users.change", user_id, _seen(before), _seen(after))
        return shown(tx, [after])[0]

    return transactions.atomically(keep)


def change_many(actor: Actor, user_ids: list[str], *, disabled: bool) -> int:
    """Disable users or let them in again, all of them or none; returns how many were otherwise."""

    def keep(tx: Transaction) -> int:
        done = [_changed(tx, user_id, None, disabled, None) for user_id in sorted(set(user_ids))]
        others = [(before, after) for before, after in done if before != after]
        for before, after in others:
            audit.note(tx, actor, "users.change", after.id, _seen(before), _seen(after))
        return len(others)

    return transactions.atomically(keep)


def _changed(
    tx: Transaction, user_id: str, role: str | None, disabled: bool | None, name: str | None
) -> tuple[User, User]:
    """A user before and after; NotFound, Conflict for the last administrator."""
    last = administrators.is_last(tx, user_id)
    before = users.find_locked(tx, user_id)
    if not before:
        raise NotFound()
    after = _with(before, role, disabled, name)
    if last and (after.role != "admin" or after.disabled):
        raise Conflict("last_administrator")
    users.change(tx, user_id, name=after.name, role=after.role, disabled=bool(after.disabled))
    if (after.role, after.disabled) != (before.role, before.disabled):
        sessions.end_all(tx, user_id)
    return before, after


def _with(user: User, role: str | None, disabled: bool | None, name: str | None) -> User:
    return msgspec.structs.replace(
        user,
        role=role or user.role,
        disabled=user.disabled if disabled is None else int(disabled),
        name=name or user.name,
    )


def set_password(actor: Actor, user_id: str, password: str) -> None:
    """Give a user a new password, which ends their sessions."""
    with transactions.asking() as tx:
        user = users.get(tx, user_id)
    passwords.require_strong(password, user.email)
    password_hash = passwords.hashed(password)

    def keep(tx: Transaction) -> None:
        passwords.replace(tx, user_id, password_hash)
        audit.note(tx, actor, "users.password", user_id, None, None)

    transactions.atomically(keep)


def end_second_factor(actor: Actor, user_id: str) -> None:
    """Take it from a user who has lost the device and the recovery codes."""

    def keep(tx: Transaction) -> None:
        before = {"second_factor": bool(users.get(tx, user_id).second_factor)}
        second_factor.drop(tx, user_id)
        audit.note(tx, actor, "users.second_factor", user_id, before, {"second_factor": False})

    transactions.atomically(keep)


def confirm(actor: Actor, user_id: str) -> None:
    """Take a user's address for confirmed, where no mail reaches them."""

    def keep(tx: Transaction) -> None:
        before = {"confirmed": not users.get(tx, user_id).unconfirmed}
        users.confirm(tx, user_id)
        audit.note(tx, actor, "users.confirm", user_id, before, {"confirmed": True})

    transactions.atomically(keep)


def unlock(actor: Actor, user_id: str) -> None:
    """Let a user try to log in again at once, from everywhere."""

    def keep(tx: Transaction) -> None:
        lockout.unlock(tx, addresses.canonical(users.get(tx, user_id).email), user_id)
        audit.note(tx, actor, "users.unlock", user_id, None, None)

    transactions.atomically(keep)


def _seen(user: User) -> dict[str, object]:
    return {"name": user.name, "role": user.role, "disabled": bool(user.disabled)}


def shown(tx: Transaction, found: list[User]) -> list[UserShown]:
    """With what their files take of the storage."""
    taken = files.taken_by(tx, [user.id for user in found], quota.unsettled_since())
    return [_member(user, taken.get(user.id, files.Taken(0, 0))) for user in found]


def _member(user: User, taken: files.Taken) -> UserShown:
    return UserShown(
        id=user.id,
        email=user.email,
        name=user.name,
        role=user.role,
        credits=user.credits,
        disabled=bool(user.disabled),
        confirmed=not user.unconfirmed,
        second_factor=bool(user.second_factor),
        created_at=times.iso(user.created_at),
        storage=Used(taken.bytes, taken.files),
    )
