"""Tables `second_factors`, the secrets of authenticators, encrypted; and `recovery_codes`, by the
SHA-256 of each, which are removed as they are used.

A secret counts while its user's `second_factor` is 1: until then it is about to be set up.
"""

from collections.abc import Sequence

import msgspec

from shared.database.transactions import Transaction
from shared.store import rows


class SecondFactor(msgspec.Struct, frozen=True):
    user_id: str
    secret: str
    used_step: int
    created_at: int


class RecoveryCode(msgspec.Struct, frozen=True):
    user_id: str
    code_hash: str


_COLUMNS = rows.columns(SecondFactor)


def find(tx: Transaction, user_id: str) -> SecondFactor | None:
    row = tx.one(
        f"SELECT {_COLUMNS} FROM second_factors WHERE user_id = :user_id",  # noqa: S608
        user_id=user_id,
    )
    return SecondFactor(**row) if row else None


def add(tx: Transaction, factor: SecondFactor) -> None:
    rows.add(tx, "second_factors", factor)


def use(tx: Transaction, user_id: str, step: int) -> bool:
    """Note that the code of a step of time was used; False when it, or a later one, was before."""
    return bool(
        tx.run(
            "UPDATE second_factors SET used_step = :step"
            " WHERE user_id = :user_id AND used_step < :step",
            user_id=user_id,
            step=step,
        )
    )


def change_secret(tx: Transaction, user_id: str, known: str, newer: str) -> None:
    """The same secret under another key."""
    tx.run(
        "UPDATE second_factors SET secret = :newer WHERE user_id = :user_id AND secret = :known",
        user_id=user_id,
        known=known,
        newer=newer,
    )


def remove(tx: Transaction, user_id: str) -> None:
    tx.run("DELETE FROM second_factors WHERE user_id = :user_id", user_id=user_id)
    tx.run("DELETE FROM recovery_codes WHERE user_id = :user_id", user_id=user_id)


def replace_codes(tx: Transaction, user_id: str, hashes: Sequence[str]) -> None:
    tx.run("DELETE FROM recovery_codes WHERE user_id = :user_id", user_id=user_id)
    for code_hash in hashes:
        rows.add_later(tx, "recovery_codes", RecoveryCode(user_id, code_hash))


def use_code(tx: Transaction, user_id: str, code_hash: str) -> bool:
    """Use a recovery code up; False when there is no such one (any more)."""
    return bool(
        tx.run(
            "DELETE FROM recovery_codes WHERE user_id = :user_id AND code_hash = :code_hash",
            user_id=user_id,
            code_hash=code_hash,
        )
    )


def codes_left(tx: Transaction, user_id: str) -> int:
    row = tx.one(
        "SELECT COUNT(*) AS n FROM recovery_codes WHERE user_id = :user_id", user_id=user_id
    )
    return int(row["n"]) if row else 0
