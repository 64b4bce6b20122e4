"""Redemption codes: credits for somebody who has an account, once for each account."""

import msgspec

from shared import instrumentation, times
from shared.accounts import codes, invites
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import Conflict, InvalidToken, InviteInvalid
from shared.store import invites as rows
from shared.store import users
from shared.store.invites import Invite
from shared.store.users import User

FAILS = (InviteInvalid, Conflict)


class Redeemed(msgspec.Struct, frozen=True):
    """The `credits` that a code gave, and the balance with them."""

    credits: int
    balance: int


def redeem(owner: User, code: str, ip: str) -> Redeemed:
    """Trade one use of a code for its credits.

    InviteInvalid for one that is not known, used up, too old or switched off; Conflict when this
    account has used it before.
    """

    def keep(tx: Transaction) -> Redeemed:
        taken = _take(tx, owner.id, codes.hash_of(code))
        invites.note_use(tx, taken, owner.id, ip)
        return Redeemed(taken.credits, users.get(tx, owner.id).credits)

    redeemed = transactions.atomically(keep)
    instrumentation.credits_moved("granted", redeemed.credits)
    return redeemed


def _take(tx: Transaction, user_id: str, code_hash: str) -> Invite:
    if not users.find_locked(tx, user_id):  # and of two at once one sees the other's use
        raise InvalidToken()
    known = rows.find(tx, code_hash)
    if known and rows.has_used(tx, known.id, user_id):
        raise Conflict("code_redeemed", param="code")
    taken = rows.take(tx, code_hash, "redemption", times.now())
    if not taken:
        raise InviteInvalid("code_invalid", param="code")
    return taken
