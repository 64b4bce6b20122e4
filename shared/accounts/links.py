"""Links in mails: good once, for a while, kept as hashes; a newer one ends the one before."""

import secrets
from typing import Literal

import msgspec

from shared import times
from shared.access import authentication
from shared.database import transactions
from shared.errors import InvalidRequest
from shared.store import mails
from shared.store.mails import Link

Purpose = Literal["reset", "confirm"]


class Asked(msgspec.Struct, frozen=True):
    """A link is on its way, if anybody has the address; it is good for `expires_in` seconds."""

    expires_in: int


LIFE = {"reset": 30 * 60_000, "confirm": 24 * 3_600_000}  # milliseconds


def asked(purpose: Purpose) -> Asked:
    return Asked(LIFE[purpose] // 1000)


def find(token: str, purpose: Purpose) -> Link:
    """InvalidRequest for one that is not known, too old, used, or followed by a newer one."""
    token_hash = authentication.hash_of(token)
    with transactions.asking() as tx:
        found = mails.find_link(tx, token_hash, purpose, times.now())
    if not found:
        raise InvalidRequest("link_invalid", param="token")
    return found


def use(tx: transactions.Transaction, link: Link) -> None:
    """Once; InvalidRequest when somebody was quicker."""
    if not mails.use_link(tx, link):
        raise InvalidRequest("link_invalid", param="token")


def new(user_id: str, purpose: str) -> str:
    """The token of a new link, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    link = Link(user_id, purpose, authentication.hash_of(token), times.now() + LIFE[purpose])
    transactions.atomically(lambda tx: mails.put_link(tx, link))
    return token
