"""Observers of the product for tests, and pages of numbers as Prometheus would read them."""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from shared import instrumentation
from shared.observability.prometheus import Prometheus

Labels = dict[str, str]


@contextmanager
def recording() -> Iterator[Prometheus]:
    """This process is watched until the end of the block."""
    observer = Prometheus()
    instrumentation.observers.append(observer)
    try:
        yield observer
    finally:
        instrumentation.observers.remove(observer)


class Page:
    """What stands on a page; a label that is not asked for may be anything."""

    def __init__(self, raw: bytes) -> None:
        self.families = list(text_string_to_metric_families(raw.decode()))
        self._samples = [sample for family in self.families for sample in family.samples]

    @classmethod
    def of(cls, observer: Prometheus) -> "Page":
        return cls(generate_latest(observer.registry))

    def value(self, name: str, **labels: str) -> float:
        """The sum of the samples with these labels."""
        found = [s for s in self._samples if s.name == name and labels.items() <= s.labels.items()]
        return sum(sample.value for sample in found)

    def labels(self, name: str) -> list[Labels]:
        return [dict(sample.labels) for sample in self._samples if sample.name == name]
