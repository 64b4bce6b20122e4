"""Letters to users, asked for in one moment and sent in another: so no answer waits for a mail
server, or tells by its time whether an address is known."""

from shared import ids, times
from shared.access import authentication, limits
from shared.accounts.links import Purpose
from shared.config import environment
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import RateLimited, Unavailable
from shared.i18n.locales import Locale
from shared.store import mails
from shared.store.mails import Mail

_PER_ADDRESS, _HOUR = 5, 3600  # letters to one address in so many seconds


def require_server() -> None:
    """Unavailable where no mail can be sent."""
    if environment.settings().mail_server is None:
        raise Unavailable("no_mail")


def ask(email: str, purpose: Purpose, locale: Locale) -> None:
    """Have a letter sent to an address, known or not; RateLimited after too many."""
    if limits.hit("mail", authentication.hash_of(email)[:32], _HOUR) > _PER_ADDRESS:
        raise RateLimited("mails_sent", retry_after=_HOUR)
    transactions.atomically(lambda tx: put(tx, email, purpose, locale))


def put(tx: Transaction, email: str, purpose: Purpose, locale: Locale) -> None:
    """The same within a transaction, and whatever was sent before."""
    now = times.now()
    mails.add(tx, Mail(ids.make(), purpose, email, locale, now, now))
