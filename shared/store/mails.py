"""Tables `mails`, letters that are not sent yet, and `mail_links`, the links in those that were.

A letter has only the address that was asked for: whether anybody has it is seen when it is sent. A
link is kept as its SHA-256, and a user has one of each purpose.
"""

from collections.abc import Sequence

import msgspec

from shared.database.transactions import Transaction
from shared.store import rows


class Mail(msgspec.Struct, frozen=True):
    id: str
    purpose: str
    email: str
    locale: str
    created_at: int
    due_at: int
    tries: int = 0


class Link(msgspec.Struct, frozen=True):
    user_id: str
    purpose: str
    token_hash: str
    expires_at: int


_COLUMNS, _LINK_COLUMNS = rows.columns(Mail), rows.columns(Link)
_AGEING = rows.Ageing("mail_links", ("user_id", "purpose"), "expires_at", "mail_links_old")


def add(tx: Transaction, mail: Mail) -> None:
    rows.add(tx, "mails", mail)


def due(tx: Transaction, now: int, limit: int) -> list[Mail]:
    found = tx.all(
        f"SELECT {_COLUMNS} FROM mails WHERE due_at <= :now"  # noqa: S608
        " ORDER BY due_at LIMIT :limit",
        now=now,
        limit=limit,
    )
    return [Mail(**row) for row in found]


def take(tx: Transaction, mail: Mail, until: int) -> bool:
    """Nobody else sends it until then; False when somebody else does."""
    return bool(
        tx.run(
            "UPDATE mails SET due_at = :until, tries = tries + 1 WHERE id = :id AND tries = :tries",
            id=mail.id,
            tries=mail.tries,
            until=until,
        )
    )


def put_off(tx: Transaction, mail_id: str, until: int) -> None:
    tx.run("UPDATE mails SET due_at = :until WHERE id = :id", id=mail_id, until=until)


def remove(tx: Transaction, mail_id: str) -> None:
    tx.run("DELETE FROM mails WHERE id = :id", id=mail_id)


def remove_to(tx: Transaction, emails: Sequence[str]) -> None:
    """Those to some addresses, which are looked for first: a DELETE would lock all that wait."""
    places, values = rows.listed(emails)
    for row in tx.all(f"SELECT id FROM mails WHERE email IN ({places})", **values):  # noqa: S608
        remove(tx, row["id"])


def put_link(tx: Transaction, link: Link) -> None:
    """Add a link, which ends an older one of the same purpose."""
    remove_link(tx, link.user_id, link.purpose)
    rows.add(tx, "mail_links", link)


def find_link(tx: Transaction, token_hash: str, purpose: str, now: int) -> Link | None:
    row = tx.one(
        f"SELECT {_LINK_COLUMNS} FROM mail_links"  # noqa: S608
        " WHERE token_hash = :token_hash AND purpose = :purpose AND expires_at > :now",
        token_hash=token_hash,
        purpose=purpose,
        now=now,
    )
    return Link(**row) if row else None


def use_link(tx: Transaction, link: Link) -> bool:
    """Use it up; False when somebody else has."""
    return bool(
        tx.run("DELETE FROM mail_links WHERE token_hash = :token_hash", token_hash=link.token_hash)
    )


def remove_link(tx: Transaction, user_id: str, purpose: str) -> None:
    tx.run(
        "DELETE FROM mail_links WHERE user_id = :user_id AND purpose = :purpose",
        user_id=user_id,
        purpose=purpose,
    )


def remove_old_links(tx: Transaction, now: int, *, most: int) -> int:
    return rows.remove_below(tx, _AGEING, now, most)
