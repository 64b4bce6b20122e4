"""Registration: a new user, by invite where one is asked for."""

import msgspec

from shared.access import policy
from shared.accounts import identity, invites, mails, passwords, sessions
from shared.accounts.identity import email_address, new_user
from shared.accounts.sessions import Tokens
from shared.accounts.visits import Visit
from shared.billing import credits
from shared.config import environment
from shared.database import transactions
from shared.errors import EmailTaken, InviteInvalid, InviteRequired
from shared.store import sessions as session_rows
from shared.store import users
from shared.store.users import User

REGISTER_FAILS = (InviteRequired, InviteInvalid, EmailTaken)


def register(email: str, password: str, name: str, invite_code: str | None, visit: Visit) -> Tokens:
    """Make a user and log them in; InvalidRequest, EmailTaken, InviteRequired, InviteInvalid."""
    address = email_address(email)
    identity.require_decent(name or address.partition("@")[0])
    passwords.require_strong(password, address)
    invites.require(invite_code)
    user = _user(address, password, name, visit)
    session, refresh_token = sessions.new(user.id, visit.device)
    gift = policy.current().signup_credits

    def keep(tx: transactions.Transaction) -> Tokens:
        invite = invites.take(tx, invite_code)
        users.add(tx, user)
        session_rows.add(tx, session)
        if invite:
            invites.note_use(tx, invite, user.id, visit.ip)
        if user.unconfirmed:
            mails.put(tx, address, "confirm", visit.locale)
        credits.grant(tx, user.id, gift, "signup", "")
        return sessions.granted(users.get(tx, user.id), session.family, refresh_token)

    return transactions.atomically(keep)


def _user(address: str, password: str, name: str, visit: Visit) -> User:
    """Mailed in the language of the visit; unconfirmed where that is asked for."""
    return msgspec.structs.replace(
        new_user(address, passwords.hashed(password), name),
        locale=visit.locale,
        unconfirmed=int(environment.settings().confirm_email),
    )
