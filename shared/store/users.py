"""Table `users`."""

from dataclasses import dataclass

from shared.db import Duplicate, Transaction
from shared.errors import EmailTaken

_COLUMNS = "id, email, name, password_hash, role, credits, disabled, token_version, created_at"


@dataclass(frozen=True, slots=True)
class User:
    id: str
    email: str
    name: str
    password_hash: str
    role: str
    credits: int
    disabled: int
    token_version: int
    created_at: int


def add(tx: Transaction, user: User) -> None:
    """Insert; EmailTaken when another user has the e-mail."""
    try:
        tx.run(
            f"INSERT INTO users ({_COLUMNS})"  # noqa: S608
            " VALUES (:id, :email, :name, :password_hash, :role, :credits, :disabled,"
            " :token_version, :created_at)",
            **{name: getattr(user, name) for name in User.__slots__},
        )
    except Duplicate as e:
        raise EmailTaken(param="email") from e


def find(tx: Transaction, user_id: str) -> User | None:
    row = tx.one(f"SELECT {_COLUMNS} FROM users WHERE id = :id", id=user_id)  # noqa: S608
    return User(**row) if row else None


def find_by_email(tx: Transaction, email: str) -> User | None:
    row = tx.one(f"SELECT {_COLUMNS} FROM users WHERE email = :email", email=email)  # noqa: S608
    return User(**row) if row else None
