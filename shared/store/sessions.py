"""Table `sessions`: refresh tokens, by the SHA-256 of each."""

from dataclasses import dataclass

from shared.db import Transaction


@dataclass(frozen=True, slots=True)
class Session:
    id: str
    user_id: str
    family: str
    token_hash: str
    created_at: int
    expires_at: int
    ended_at: int | None


def add(tx: Transaction, session: Session) -> None:
    tx.run(
        "INSERT INTO sessions (id, user_id, family, token_hash, created_at, expires_at, ended_at)"
        " VALUES (:id, :user_id, :family, :token_hash, :created_at, :expires_at, :ended_at)",
        **{name: getattr(session, name) for name in Session.__slots__},
    )
