"""What this deployment is made of, and how it is doing, for who runs it."""

import functools
import os
import platform
import time
from collections.abc import Mapping
from pathlib import Path

import msgspec

from shared import ids, times
from shared.administration import system_work
from shared.administration.system_work import (
    Endpoints,
    FailedRequests,
    Jobs,
    Leases,
    Part,
    Providers,
    Queue,
    Reserved,
)
from shared.config import environment
from shared.database import transactions
from shared.errors import ApiError
from shared.scheduling.timers import Timer
from shared.storage import objects, place
from shared.store import server
from shared.version import VERSION

_PATIENCE = 5.0  # seconds for the storage


class Versions(msgspec.Struct, frozen=True):
    """`schema` is the migration that was applied last."""

    product: str
    python: str
    database: str
    schema: str | None


class Database(msgspec.Struct, frozen=True):
    """`latency_ms` is the time of one small question; `size_bytes` may not be known."""

    kind: str
    latency_ms: float
    size_bytes: int | None


class Storage(Part, frozen=True, kw_only=True):
    """Whether something could be kept just now, and removed."""

    kind: str


class System(msgspec.Struct, frozen=True):
    """Each part that may fail alone says how it is; calls are of the last hour. `log_queries` is
    the address of a query in the log, which stands for `{query}`; empty where it is not known."""

    versions: Versions
    uptime_seconds: int
    database: Database
    storage: Storage
    providers: Providers
    reservations: Reserved
    queue: Queue
    errors: Endpoints
    failures: FailedRequests
    jobs: Jobs
    leases: Leases
    log_queries: str


def look(timers: Mapping[str, Timer]) -> System:
    """DatabaseDown when there is no database; what else fails says so in its own place. `timers`
    are those of jobs."""
    versions, database = _database()
    return System(
        versions=versions,
        uptime_seconds=_uptime(),
        database=database,
        storage=_storage(),
        providers=system_work.part(Providers, system_work.of_providers),
        reservations=system_work.part(Reserved, system_work.of_reservations),
        queue=system_work.part(Queue, system_work.of_tasks),
        errors=system_work.part(Endpoints, system_work.of_endpoints),
        failures=system_work.part(FailedRequests, system_work.of_failures),
        jobs=system_work.part(Jobs, functools.partial(system_work.of_jobs, timers)),
        leases=system_work.part(Leases, system_work.of_leases),
        log_queries=environment.settings().log_queries,
    )


def _database() -> tuple[Versions, Database]:
    with transactions.reading() as tx:
        begun = time.perf_counter()
        version = server.version(tx)
        ms = (time.perf_counter() - begun) * 1000
        revision, size = server.revision(tx), server.size(tx)
    kind = "mariadb" if "mariadb" in version.lower() else tx.dialect
    versions = Versions(VERSION, platform.python_version(), f"{kind} {version}", revision)
    return versions, Database(kind, round(ms, 3), size)


def _uptime() -> int:
    """Seconds since this process began."""
    fields = Path("/proc/self/stat").read_text(encoding="ascii", errors="replace")
    began = int(fields.rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")
    return int(time.clock_gettime(time.CLOCK_BOOTTIME) - began)


def _storage() -> Storage:
    return Storage(kind=place.kind(environment.settings()), status=_storage_status())


def _storage_status() -> str:
    """A storage that is slower than we wait goes on trying, and nobody waits for it."""
    from concurrent.futures import ThreadPoolExecutor  # nothing else here needs it

    thread = ThreadPoolExecutor(1)
    try:
        thread.submit(_keep_and_remove).result(timeout=_PATIENCE)
    except TimeoutError:
        return "storage_unavailable"
    except ApiError as e:
        return e.reason
    finally:
        thread.shutdown(wait=False)
    return "ok"


def _keep_and_remove() -> None:
    key = f"{objects.TEMPORARY}check-{ids.make()}.txt"
    objects.put(key, times.iso(times.now()).encode(), "text/plain")
    objects.remove(key)
