"""Letters to users are sent: by whoever is woken for it, and by a job every minute.

Nothing is lost without a word: what cannot be sent is tried again while its link would be of use,
and the log and the metrics tell of each end.
"""

from email.errors import MessageError
from email.message import EmailMessage

from shared import instrumentation, log, times
from shared.accounts import addresses, links
from shared.config import environment
from shared.database import transactions
from shared.i18n import locales
from shared.i18n.locales import Locale
from shared.mail import delivery, letters
from shared.mail.errors import NotDelivered
from shared.mail.letters import Letter
from shared.scheduling import batches
from shared.scheduling.batches import Budget
from shared.store import mails, users
from shared.store.mails import Mail
from shared.store.users import User

_SENDING = 120_000  # milliseconds that sending one may take
_PAUSES = (60_000, 180_000, 360_000, 600_000)  # milliseconds before each further try
_AT_ONCE = 50
_TAGS: dict[Locale, str] = {"zh": "zh-CN", "en": "en"}


def send_due(budget: Budget = batches.ENDLESS) -> dict[str, int]:
    """Send what is due, until nothing is; returns how many ended how."""
    done = {"sent": 0, "dropped": 0, "put_off": 0}
    while found := _due():
        for mail in found:
            if outcome := _send(mail):
                done[outcome] += 1
            if budget.is_used:
                return done
    return done


def _due() -> list[Mail]:
    with transactions.asking() as tx:
        return mails.due(tx, times.now(), _AT_ONCE)


def _send(mail: Mail) -> str:
    """How it ended; empty when somebody else sends it."""
    if not transactions.atomically(lambda tx: mails.take(tx, mail, times.now() + _SENDING)):
        return ""
    with transactions.asking() as tx:
        user = users.find_by_email(tx, mail.email, addresses.earlier(mail.email))
    if not user or user.disabled or (mail.purpose == "confirm" and not user.unconfirmed):
        return _ended(mail, "nobody")
    try:
        _deliver(mail, user)
    except NotDelivered as e:
        return _failed(mail, e)
    return _ended(mail, "sent")


def _deliver(mail: Mail, user: User) -> None:
    settings = environment.settings()
    if settings.mail_server is None:
        raise NotDelivered("unreachable", "SMTP_URL is not set")
    delivery.deliver(_letter(mail, user), settings.mail_server)


def _failed(mail: Mail, failure: NotDelivered) -> str:
    """Put off while the link would be of use; else given up."""
    pause = _PAUSES[mail.tries] if mail.tries < len(_PAUSES) else None
    facts = {"mail": mail.id, "purpose": mail.purpose, "cause": str(failure)}
    instrumentation.mail_ended(mail.purpose, failure.reason)
    if failure.final or pause is None:
        log.write("error", "mail given up", **facts)
        return _ended(mail, "given_up")
    log.write("warning", "mail not sent yet", **facts)
    transactions.atomically(lambda tx: mails.put_off(tx, mail.id, times.now() + pause))
    return "put_off"


def _ended(mail: Mail, outcome: str) -> str:
    transactions.atomically(lambda tx: mails.remove(tx, mail.id))
    instrumentation.mail_ended(mail.purpose, outcome)
    log.write("info", "mail", mail=mail.id, purpose=mail.purpose, outcome=outcome)
    return "sent" if outcome == "sent" else "dropped"


def _letter(mail: Mail, user: User) -> EmailMessage:
    """A letter with a new link; NotDelivered where no letter can be sent to that address."""
    settings = environment.settings()
    token = links.new(user.id, mail.purpose)
    locale: Locale = "en" if (user.locale or mail.locale) == "en" else "zh"
    made = Letter(
        lang=_TAGS[locale],
        subject=locales.say(f"mail_{mail.purpose}_subject", locale),
        paragraphs=(
            locales.say(f"mail_{mail.purpose}_first", locale),
            locales.say(f"mail_{mail.purpose}_last", locale),
        ),
        link=f"{environment.site_url()}/#/{mail.purpose}?token={token}",
    )
    try:
        return letters.message(made, addresses.in_ascii(user.email), settings.mail_from)
    except (ValueError, MessageError) as e:
        raise NotDelivered("refused", f"no address for a mail: {e}", final=True) from e
