"""The confirmation of an address: by a link in a mail, where the deployment asks for it."""

from shared.access import authentication
from shared.access.authentication import Caller
from shared.accounts import links, mails
from shared.accounts.visits import Visit
from shared.database import transactions
from shared.errors import Conflict, RateLimited, Unavailable
from shared.store import users

SEND_FAILS = (Unavailable, RateLimited, Conflict)


def send(caller: Caller, visit: Visit) -> links.Asked:
    """Have another link sent; Conflict where there is nothing to confirm."""
    if not caller.user.unconfirmed:
        raise Conflict("email_confirmed")
    mails.require_server()
    mails.ask(caller.user.email, "confirm", visit.locale)
    return links.asked("confirm")


def confirm(token: str) -> None:
    link = links.find(token, "confirm")

    def keep(tx: transactions.Transaction) -> None:
        links.use(tx, link)
        authentication.require_here(tx, link.user_id)
        users.confirm(tx, link.user_id)

    transactions.atomically(keep)
