"""Numbers of this process and of the workers beside it, as Prometheus reads them."""

import contextlib
import os
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

_SECONDS = (0.01, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 120)  # each is a line of every series
_REQUEST = ("endpoint", "method", "status")
_UPSTREAM = ("provider", "model", "outcome")


class Prometheus:
    """An observer. What it keeps lies in memory, or in files that workers share.

    A full disk must not fail a request: then a number is not counted.
    """

    def __init__(self) -> None:
        self.registry = own = CollectorRegistry()
        self._requests = Counter("yunzhan_requests", "Requests answered.", _REQUEST, registry=own)
        told = "Seconds from a request to the end of its answer."
        self._seconds = _histogram("yunzhan_request_seconds", told, _REQUEST, own)
        told = "Requests being answered."
        self._in_flight = Gauge(
            "yunzhan_requests_in_flight", told, registry=own, multiprocess_mode="livesum"
        )
        told = "Seconds that a model took to answer, retries included."
        self._upstream = _histogram("yunzhan_upstream_seconds", told, _UPSTREAM, own)
        self._credits = Counter("yunzhan_credits", "Credits moved.", ("kind",), registry=own)
        told = "Seconds that a check of a content took: cleared, refused, or failed."
        self._checks = _histogram("yunzhan_moderation_seconds", told, ("place", "outcome"), own)
        told = "Hits that no counter could count."
        self._not_counted = Counter("yunzhan_limits_not_counted", told, ("limit",), registry=own)
        told = "Mails sent, or not."
        self._mails = Counter("yunzhan_mails", told, ("purpose", "outcome"), registry=own)

    def in_flight(self, change: int) -> None:
        with contextlib.suppress(OSError):
            self._in_flight.inc(change)

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        with contextlib.suppress(OSError):
            self._requests.labels(route, method, status).inc()
            self._seconds.labels(route, method, status).observe(seconds)

    def asked(self, provider: str, model: str, outcome: str, seconds: float) -> None:
        with contextlib.suppress(OSError):
            self._upstream.labels(provider, model, outcome).observe(seconds)

    def credits_moved(self, kind: str, amount: int) -> None:
        with contextlib.suppress(OSError):
            self._credits.labels(kind).inc(amount)

    def limit_not_counted(self, name: str) -> None:
        with contextlib.suppress(OSError):
            self._not_counted.labels(name).inc()

    def checked(self, place: str, outcome: str, seconds: float) -> None:
        with contextlib.suppress(OSError):
            self._checks.labels(place, outcome).observe(seconds)

    def mail_ended(self, purpose: str, outcome: str) -> None:
        with contextlib.suppress(OSError):
            self._mails.labels(purpose, outcome).inc()


def _histogram(
    name: str, told: str, labels: tuple[str, ...], registry: CollectorRegistry
) -> Histogram:
    return Histogram(name, told, labels, registry=registry, buckets=_SECONDS)


def of_all_workers(folder: str) -> CollectorRegistry:
    """What the workers that share a folder have counted; the dead have nothing in flight."""
    for file in Path(folder).glob("gauge_live*.db"):
        pid = int(file.stem.rpartition("_")[2])
        if not _lives(pid):
            mark_process_dead(pid, folder)  # type: ignore[no-untyped-call]
    registry = CollectorRegistry()
    MultiProcessCollector(registry, folder)  # type: ignore[no-untyped-call]
    return registry


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
