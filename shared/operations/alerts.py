"""Administrators are told what is wrong: once in a while, and once more when it is over."""

from shared import log
from shared.access import policy
from shared.config import environment
from shared.database import transactions
from shared.errors import ApiError
from shared.i18n import locales
from shared.operations import alert_conditions, wecom
from shared.operations.alert_conditions import Late
from shared.scheduling import leases
from shared.scheduling.leases import Term
from shared.store import leases as lease_rows
from shared.store import server

_OVER = "over"
_LINES = 10  # of one message
_LONGEST = 60  # seconds that one message may take to be sent
_DAY = 86_400  # seconds: who is low is low for long


def run(late: Late) -> dict[str, int]:
    """Tell of all that is wrong, or over; returns how many messages were due.

    One that cannot be sent does not hold up the others; the next run tries it again.
    """
    found, open_alerts = _look(late)
    done = {"told": 0, "over": 0}
    failure: ApiError | None = None
    for kind, lines in found.items():
        try:
            if lines:
                done["told"] += _tell(kind, lines)
            elif _lease(kind) in open_alerts:
                done["over"] += _tell_end(kind)
        except ApiError as e:
            log.write("error", "alert not sent", kind=kind, cause=str(e.__cause__ or e))
            failure = e
    if failure:
        raise failure
    return done


def tell(kind: str, lines: list[str]) -> str:
    """Tell of what a job of its own found, or that it is over: `told`, `over`, or nothing."""
    if lines:
        return "told" if _tell(kind, lines) else ""
    with transactions.reading() as tx:
        told = any(
            _lease(kind) == row.name and row.outcome == leases.DONE for row in lease_rows.all(tx)
        )
    return "over" if told and _tell_end(kind) else ""


def _look(late: Late) -> tuple[dict[str, list[str]], set[str]]:
    """What is wrong, and which alerts were told and not ended."""
    charges = policy.current().enable_credit_system
    locale = environment.settings().alert_locale
    with transactions.writing() as tx:
        for name in late:
            lease_rows.expect(tx, name, server.now(tx))
    with transactions.reading() as tx:
        leases_now = lease_rows.all(tx)
        return alert_conditions.find(tx, late, locale, charges=charges), {
            lease.name for lease in leases_now if lease.outcome == leases.DONE
        }


def _tell(kind: str, lines: list[str]) -> bool:
    """Whether it was time to tell: not again within the pause, whatever instance told last."""
    pause = environment.settings().alert_pause
    term = Term(_LONGEST, rest=max(pause, _DAY) if kind == "credits" else pause)
    with leases.held(_lease(kind), term) as due:
        if due:
            _send("alert_told", kind, lines)
    return due


def _tell_end(kind: str) -> bool:
    _send("alert_over", kind, [])
    with transactions.writing() as tx:
        lease_rows.change_outcome(tx, _lease(kind), _OVER, server.now(tx))
    return True


def _send(sentence: str, kind: str, lines: list[str]) -> None:
    """To the log, and to the robot where there is one."""
    settings = environment.settings()
    locale = settings.alert_locale
    title = locales.say(f"alert_{kind}", locale)
    text = [locales.say(sentence, locale, title=title, mode=settings.mode), *lines[:_LINES]]
    if len(lines) > _LINES:
        text.append(locales.say("alert_more", locale, count=len(lines) - _LINES))
    log.write("warning", "alert", kind=kind, over=not lines, text="\n".join(text))
    if settings.wecom_webhook:
        wecom.send("\n".join(text))


def _lease(kind: str) -> str:
    return f"{leases.ALERT}{kind}"
