"""A forgotten password: a link by mail, and a new password by that link."""

from shared.access import lockout
from shared.accounts import links, mails, passwords
from shared.accounts.identity import email_address
from shared.accounts.visits import Visit
from shared.database import transactions
from shared.errors import InvalidRequest, RateLimited, Unavailable
from shared.store import users

ASK_FAILS = (Unavailable, RateLimited)


def ask(email: str, visit: Visit) -> links.Asked:
    """Have a link sent. Whether anybody has the address is looked up when it is sent, not here."""
    mails.require_server()
    mails.ask(email_address(email), "reset", visit.locale)
    return links.asked("reset")


def set_password(token: str, password: str) -> None:
    """Set it by a link; all sessions end, and failed log-ins are forgotten."""
    link = links.find(token, "reset")
    with transactions.asking() as tx:
        user = users.find(tx, link.user_id)
    if not user or user.disabled:
        raise InvalidRequest("link_invalid", param="token")
    passwords.require_strong(password, user.email)
    password_hash = passwords.hashed(password)

    def keep(tx: transactions.Transaction) -> None:
        users.find_locked(tx, user.id)
        links.use(tx, link)
        passwords.replace(tx, user.id, password_hash)
        users.confirm(tx, user.id)
        lockout.unlock(tx, user.email, user.id)

    transactions.atomically(keep)
