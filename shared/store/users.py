"""Table `users`.

Who has left is in no answer of these but `leavers`: their row, which says nothing of them any more,
stays until all that was theirs is erased.
"""

from collections.abc import Sequence

import msgspec

from shared.database.errors import Duplicate
from shared.database.transactions import Row, Transaction
from shared.errors import EmailTaken, NotFound
from shared.store import rows


class User(msgspec.Struct, frozen=True):
    id: str
    email: str
    name: str
    password_hash: str
    role: str
    credits: int
    disabled: int
    token_version: int
    created_at: int
    locale: str = ""  # of the mails to them; empty where they never said one
    unconfirmed: int = 0
    second_factor: int = 0


COLUMNS = rows.columns(User)
_LOCK = {"sqlite": "", "mysql": " FOR UPDATE"}  # a writer of SQLite is alone anyway
_SHARED = {"sqlite": "", "mysql": " LOCK IN SHARE MODE"}
# Who counts administrators locks what follows them in the index of roles: this stands further on.
HERE = "role <> 'withdrawn'"
NOBODY = "0" * 26  # whose rows of the ledger, of usage and of invites have no owner any more


def add(tx: Transaction, user: User) -> None:
    """Insert; EmailTaken when another user has the e-mail."""
    try:
        rows.add(tx, "users", user)
    except Duplicate as e:
        raise EmailTaken(param="email") from e


def find(tx: Transaction, user_id: str) -> User | None:
    row = tx.one(f"SELECT {COLUMNS} FROM users WHERE id = :id AND {HERE}", id=user_id)  # noqa: S608
    return User(**row) if row else None


def find_locked(tx: Transaction, user_id: str) -> User | None:
    """As they are now; nobody else changes them until the commit."""
    row = tx.one(
        f"SELECT {COLUMNS} FROM users WHERE id = :id AND {HERE}{_LOCK[tx.dialect]}",  # noqa: S608
        id=user_id,
    )
    return User(**row) if row else None


def hold(tx: Transaction, user_id: str) -> bool:
    """Whether they are there, and then they do not leave until the commit."""
    row = tx.one(
        f"SELECT id FROM users WHERE id = :id AND {HERE}{_SHARED[tx.dialect]}",  # noqa: S608
        id=user_id,
    )
    return row is not None


def find_by_email(tx: Transaction, email: str, earlier: str = "") -> User | None:
    """Whose e-mail it is; of two accounts, the one that still has its `earlier` form."""
    row = tx.one(
        f"SELECT {COLUMNS} FROM users WHERE email IN (:email, :earlier) AND {HERE}"  # noqa: S608
        " ORDER BY CASE WHEN email = :earlier THEN 0 ELSE 1 END LIMIT 1",
        email=email,
        earlier=earlier,
    )
    return User(**row) if row else None


def get(tx: Transaction, user_id: str) -> User:
    user = find(tx, user_id)
    if not user:
        raise NotFound()
    return user


def emails(tx: Transaction, ids: Sequence[str]) -> dict[str, str]:
    """The e-mails of those of the users who are there, by their ids."""
    places, values = rows.listed(ids)
    found = tx.all(f"SELECT id, email FROM users WHERE id IN ({places}) AND {HERE}", **values)  # noqa: S608
    return {row["id"]: row["email"] for row in found}


def change(tx: Transaction, user_id: str, *, name: str, role: str, disabled: bool) -> None:
    tx.run(
        "UPDATE users SET name = :name, role = :role, disabled = :disabled WHERE id = :id",
        id=user_id,
        name=name,
        role=role,
        disabled=int(disabled),
    )


def rename(tx: Transaction, user_id: str, name: str) -> None:
    tx.run(
        f"UPDATE users SET name = :name WHERE id = :id AND {HERE}",  # noqa: S608
        id=user_id,
        name=name,
    )


def change_password(tx: Transaction, user_id: str, password_hash: str) -> None:
    tx.run(
        f"UPDATE users SET password_hash = :password_hash WHERE id = :id AND {HERE}",  # noqa: S608
        id=user_id,
        password_hash=password_hash,
    )


def replace_hash(tx: Transaction, user_id: str, known: str, newer: str) -> None:
    """Another hash of the same password, if it still is the same."""
    tx.run(
        "UPDATE users SET password_hash = :newer WHERE id = :id AND password_hash = :known",
        id=user_id,
        known=known,
        newer=newer,
    )


def change_token_version(tx: Transaction, user_id: str) -> None:
    """No access token that was issued before is valid from here on."""
    tx.run("UPDATE users SET token_version = token_version + 1 WHERE id = :id", id=user_id)


def leave(tx: Transaction, user_id: str) -> bool:
    """Erase who they are, and nobody finds them from here on; False when they have left already."""
    return bool(
        tx.run(
            "UPDATE users SET email = id, name = '', password_hash = '', role = 'withdrawn',"  # noqa: S608
            f" disabled = 1, token_version = token_version + 1 WHERE id = :id AND {HERE}",
            id=user_id,
        )
    )


def leavers(tx: Transaction, limit: int) -> list[str]:
    """The ids of some who have left, and of whom not all is erased."""
    found = tx.all("SELECT id FROM users WHERE role = 'withdrawn' LIMIT :limit", limit=limit)
    return [row["id"] for row in found]


def remove(tx: Transaction, user_id: str) -> int:
    """Remove the row of who has left, when nothing else is left of them."""
    return tx.run("DELETE FROM users WHERE id = :id AND role = 'withdrawn'", id=user_id)


def lock_administrators(tx: Transaction) -> list[str]:
    """The ids of those who can administrate; nobody else changes them until the commit."""
    found = tx.all(
        f"SELECT id FROM users WHERE role = 'admin' AND disabled = 0{_LOCK[tx.dialect]}"  # noqa: S608
    )
    return [row["id"] for row in found]


def counts(tx: Transaction) -> list[Row]:
    """How many (`n`) there are of each `role`, `disabled` or not."""
    return tx.all(
        "SELECT role, disabled, COUNT(*) AS n FROM users"  # noqa: S608
        f" WHERE {HERE} GROUP BY role, disabled"
    )


def confirm(tx: Transaction, user_id: str) -> None:
    """Their address is theirs."""
    tx.run("UPDATE users SET unconfirmed = 0 WHERE id = :id", id=user_id)


def change_second_factor(tx: Transaction, user_id: str, *, has: bool) -> None:
    tx.run("UPDATE users SET second_factor = :has WHERE id = :id", id=user_id, has=int(has))
