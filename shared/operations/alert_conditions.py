"""What is wrong now, as far as the tables tell: the alerts' reasons, each a sentence."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from shared import times
from shared.config import environment
from shared.database.transactions import Transaction
from shared.i18n import locales
from shared.i18n.locales import Locale
from shared.moderation import records
from shared.scheduling.leases import FAILED
from shared.store import (
    answers,
    balances,
    leases,
    moderation_counts,
    server,
    task_figures,
    usage,
)
from shared.store.leases import Lease

_MINUTE = 60_000  # milliseconds
_WINDOW = 15  # minutes that rates are of
_FEWEST = 20  # calls that a rate needs
_WAITED = 5 * _MINUTE  # that a task may be due before it is told
_LATELY = 7 * 24 * 60 * _MINUTE
_CALLS = 20_000  # of the last, whose callers' balances are looked at
_MOST = 100  # balances that are told
_NOT_OF_A_HOST = re.compile(r"[^\w.-]")
_LONGEST_HOST = 40  # characters

Late = Mapping[str, int]  # seconds after which a job is missed, by its name


class _Look(NamedTuple):
    tx: Transaction
    now: int
    late: Late
    charges: bool
    locale: Locale

    def say(self, sentence: str, **facts: object) -> str:
        return locales.say(sentence, self.locale, **facts)


def find(tx: Transaction, late: Late, locale: Locale, *, charges: bool) -> dict[str, list[str]]:
    """The sentences of each kind of alert in a language; none where all is well."""
    look = _Look(tx, server.now(tx), late, charges, locale)
    return {kind: check(look) for kind, check in _CHECKS.items()}


def _errors(look: _Look) -> list[str]:
    calls: dict[str, int] = {}
    failed: dict[str, int] = {}
    for row in answers.since(look.tx, look.now - _WINDOW * _MINUTE):
        endpoint = row["endpoint"]
        calls[endpoint] = calls.get(endpoint, 0) + row["calls"]
        if row["status"] >= 500:
            failed[endpoint] = failed.get(endpoint, 0) + row["calls"]
    return [
        look.say("alert_errors_line", endpoint=endpoint, **_rate(calls[endpoint], count))
        for endpoint, count in failed.items()
        if _too_many(calls[endpoint], count)
    ]


def _providers(look: _Look) -> list[str]:
    rows = usage.failures(look.tx, look.now - _WINDOW * _MINUTE)
    found = [(row["provider"], int(row["calls"]), int(row["failed"])) for row in rows]
    return [
        look.say("alert_providers_line", provider=provider, **_rate(calls, failed))
        for provider, calls, failed in found
        if _too_many(calls, failed)
    ]


def _credits(look: _Look) -> list[str]:
    least = environment.settings().alert_low_credits
    if not look.charges or not least:
        return []
    low = balances.low(look.tx, least, look.now - _LATELY, _CALLS, _MOST)
    return [
        look.say("alert_credits_line", who=masked(row["email"]), credits=row["credits"])
        for row in low
    ]


def _jobs(look: _Look) -> list[str]:
    found = [_job(look, lease) for lease in leases.all(look.tx) if lease.name in look.late]
    return [line for line in found if line]


def _job(look: _Look, lease: Lease) -> str:
    """What is wrong with one; nothing while it is being done."""
    began, ended = lease.started_at or 0, lease.ended_at or 0
    last = lease.ended_at or lease.until
    if began > ended:
        if lease.until > look.now:
            return ""
        return look.say("alert_job_died", job=lease.name, at=times.iso(began))
    if lease.outcome.startswith(FAILED):
        cause = lease.outcome.removeprefix(f"{FAILED}: ")
        return look.say("alert_job_failed", job=lease.name, at=times.iso(last), cause=cause)
    if look.now - last > look.late[lease.name] * 1000:
        return look.say("alert_job_late", job=lease.name, at=times.iso(last))
    return ""


def _tasks(look: _Look) -> list[str]:
    since = task_figures.oldest_due(look.tx, look.now)
    if since is None or look.now - since <= _WAITED:
        return []
    return [look.say("alert_tasks_line", minutes=(look.now - since) // _MINUTE)]


def _moderation(look: _Look) -> list[str]:
    since = look.now - _WINDOW * _MINUTE
    failed = moderation_counts.failed_since(look.tx, records.day(since), since)
    return [
        look.say(
            "alert_moderation_line",
            place=found.place,
            hits=found.hits,
            outcome=look.say(f"alert_moderation_{found.outcome}"),
            at=times.iso(found.last_at),
        )
        for found in failed
    ]


def masked(email: str) -> str:
    """`m***@example.com`: enough to know whom to ask, and nothing that a robot reads as its own."""
    name, _, host = email.partition("@")
    first = _NOT_OF_A_HOST.sub("", name[:1])
    return f"{first}***@{_NOT_OF_A_HOST.sub('', host)[:_LONGEST_HOST]}"


def _too_many(calls: int, failed: int) -> bool:
    most = environment.settings().alert_error_rate
    return most > 0 and calls >= _FEWEST and failed * 100 >= calls * most


def _rate(calls: int, failed: int) -> dict[str, int]:
    percent = round(failed * 100 / calls)
    return {"minutes": _WINDOW, "calls": calls, "failed": failed, "percent": percent}


_CHECKS: dict[str, Callable[[_Look], list[str]]] = {
    "errors": _errors,
    "providers": _providers,
    "credits": _credits,
    "jobs": _jobs,
    "tasks": _tasks,
    "moderation": _moderation,
}
