"""How the work of all instances is going, as far as the tables tell, part by part."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TypeVar

import msgspec

from shared import times
from shared.administration import providers
from shared.administration.providers import ProviderShown
from shared.database import transactions
from shared.errors import ApiError
from shared.inference import breakers
from shared.llm import catalogue
from shared.scheduling.leases import ALERT
from shared.scheduling.timers import Timer
from shared.store import answers, failures, leases, ledger, server, task_figures, tasks, usage
from shared.store.failures import Failure
from shared.store.leases import Lease


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """`status` is `ok`, or the reason why nothing else is known."""

    status: str = "ok"


P = TypeVar("P", bound=Part)

_MOST_FAILURES = 50  # that are shown


class Provider(msgspec.Struct, frozen=True):
    """`breakers` are this process's, by the provider's name of a model; calls are of the last hour,
    of all instances."""

    name: str
    key_set: bool
    breakers: dict[str, str]
    calls: int
    failed: int


class Providers(Part, frozen=True, kw_only=True):
    data: list[Provider] = []


class Reserved(Part, frozen=True, kw_only=True):
    count: int | None = None
    credits: int | None = None


class Queue(Part, frozen=True, kw_only=True):
    queued: int | None = None
    running: int | None = None
    oldest_due_seconds: int | None = None


class Endpoint(msgspec.Struct, frozen=True):
    """The last hour: `refused` were answered from 400 to 499, `failed` from 500 on."""

    endpoint: str
    calls: int
    refused: int
    failed: int
    error_rate: float
    mean_ms: int


class Endpoints(Part, frozen=True, kw_only=True):
    data: list[Endpoint] = []


class Job(msgspec.Struct, frozen=True):
    """`outcome` is of the last time, empty before the first; `next_at` is when its timer is due."""

    name: str
    running: bool
    started_at: str | None
    ended_at: str | None
    outcome: str
    next_at: str | None


class Jobs(Part, frozen=True, kw_only=True):
    data: list[Job] = []


class Held(msgspec.Struct, frozen=True):
    """A lease that is in force: by whom, since when, and until when at most."""

    name: str
    owner: str
    since: str | None
    until: str


class Leases(Part, frozen=True, kw_only=True):
    data: list[Held] = []


class FailedRequest(msgspec.Struct, frozen=True):
    """A request that was answered from 500 on; by its id its lines are found in the log."""

    endpoint: str
    status: int
    code: str
    request_id: str
    at: str


class FailedRequests(Part, frozen=True, kw_only=True):
    """The newest of the last hour."""

    data: list[FailedRequest] = []


def part(kind: type[P], ask: Callable[[], P]) -> P:
    """What a part says, or why it cannot."""
    try:
        return ask()
    except ApiError as e:
        return kind(status=e.reason)


def of_providers() -> Providers:
    known, states = providers.found(), _breakers()
    with transactions.asking() as tx:
        rows = usage.failures(tx, times.now() - usage.HOUR)
    calls = {row["provider"]: (int(row["calls"]), int(row["failed"])) for row in rows}
    return Providers(
        data=[
            _provider(one, states.get(one.name, {}), calls.get(one.name, (0, 0))) for one in known
        ]
    )


def of_reservations() -> Reserved:
    with transactions.asking() as tx:
        count, credits = ledger.count_set_aside(tx)
    return Reserved(count=count, credits=credits)


def of_tasks() -> Queue:
    with transactions.asking() as tx:
        found = tasks.count_unfinished(tx)
    with transactions.reading() as tx:
        now = server.now(tx)
        since = task_figures.oldest_due(tx, now)
    return Queue(
        queued=found.get("queued", 0),
        running=found.get("running", 0),
        oldest_due_seconds=0 if since is None else (now - since) // 1000,
    )


def of_endpoints() -> Endpoints:
    """The worst first."""
    calls: dict[str, Counter[str]] = {}
    with transactions.asking() as tx:
        rows = answers.since(tx, times.now() - usage.HOUR)
    for row in rows:
        sums = calls.setdefault(row["endpoint"], Counter())
        sums.update({"calls": row["calls"], "ms": row["total_ms"]})
        sums[f"{row['status'] // 100}xx"] += row["calls"]
    found = [_endpoint(name, sums) for name, sums in calls.items()]
    return Endpoints(data=sorted(found, key=lambda one: (-one.error_rate, -one.calls)))


def of_jobs(timers: Mapping[str, Timer]) -> Jobs:
    """Those that have a timer, or were done all the same, by their names."""
    with transactions.reading() as tx:
        found, now = leases.all(tx), server.now(tx)
    known = {lease.name: lease for lease in found if not lease.name.startswith(ALERT)}
    names = sorted(known.keys() | timers.keys())
    return Jobs(data=[_job(name, known.get(name), timers.get(name), now) for name in names])


def of_leases() -> Leases:
    with transactions.reading() as tx:
        found, now = leases.all(tx), server.now(tx)
    held = [lease for lease in found if lease.until > now and lease.owner]
    return Leases(
        data=[
            Held(lease.name, lease.owner, times.iso_if(lease.started_at), times.iso(lease.until))
            for lease in held
        ]
    )


def of_failures() -> FailedRequests:
    with transactions.asking() as tx:
        found = failures.newest(tx, times.now() - usage.HOUR, _MOST_FAILURES)
    return FailedRequests(data=[_failed(failure) for failure in found])


def _failed(one: Failure) -> FailedRequest:
    return FailedRequest(one.endpoint, one.status, one.code, one.request_id, times.iso(one.at))


def _breakers() -> dict[str, dict[str, str]]:
    """States by provider and its model."""
    found: dict[str, dict[str, str]] = {}
    states = breakers.states()
    for model in catalogue.current().models.values():
        provider, name = model.provider.name, model.upstream_name
        found.setdefault(provider, {})[name] = states.get(f"{provider}/{name}", "closed")
    return found


def _provider(one: ProviderShown, states: dict[str, str], calls: tuple[int, int]) -> Provider:
    return Provider(one.name, one.key_set, states, *calls)


def _endpoint(name: str, sums: Counter[str]) -> Endpoint:
    calls, failed = sums["calls"], sums["5xx"]
    rate = round(failed / calls, 4)
    return Endpoint(name, calls, sums["4xx"], failed, rate, round(sums["ms"] / calls))


def _job(name: str, lease: Lease | None, timer: Timer | None, now: int) -> Job:
    began, ended = (lease.started_at, lease.ended_at) if lease else (None, None)
    running = lease is not None and (began or 0) > (ended or 0) and lease.until > now
    due = timer.next(now, began) if timer else None
    outcome = lease.outcome if lease else ""
    return Job(name, running, times.iso_if(began), times.iso_if(ended), outcome, times.iso_if(due))
