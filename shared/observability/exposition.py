"""The page of numbers in the text formats of Prometheus."""

from collections.abc import Callable, Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from shared import instrumentation
from shared.config import environment
from shared.observability.prometheus import Prometheus, of_all_workers
from shared.observability.table_counts import TableCounts, TaskFigures

_MODEL = ("model", "status")
_ENDPOINT = ("endpoint", "method", "status")
_OVERDUE = "Credits still set aside for calls that must have ended."
_USAGE = {
    "calls": "Calls to models that were metered.",
    "input_tokens": "Tokens that models were asked with.",
    "output_tokens": "Tokens that models answered with.",
    "credits": "Credits that calls to models took.",
}


def write(counts: TableCounts | None, accept: str) -> tuple[bytes, str]:
    """The page and its content type, in the format that `accept` asks for; None of the database
    when it could not be asked."""
    encode, kind = _encoder(accept)
    return encode(_Page(counts)), kind


def _encoder(accept: str) -> tuple[Callable[[Collector], bytes], str]:
    """The plain format for those whose wish the library cannot read."""
    try:
        return choose_encoder(accept)
    except (TypeError, ValueError):
        return choose_encoder("")


class _Page(Collector):
    def __init__(self, counts: TableCounts | None) -> None:
        self._counts = counts

    def collect(self) -> Iterator[Metric]:
        for observer in instrumentation.observers:
            if isinstance(observer, Prometheus):
                folder = environment.settings().metrics_dir
                yield from (of_all_workers(folder) if folder else observer.registry).collect()
        up = int(self._counts is not None)
        yield GaugeMetricFamily("yunzhan_database_up", "Whether the database answers.", up)
        if self._counts:
            yield _users(self._counts)
            yield _tasks(self._counts)
            yield from _task_figures(self._counts.task_figures)
            yield GaugeMetricFamily("yunzhan_credits_overdue", _OVERDUE, self._counts.overdue)
            yield from _usage(self._counts)
            yield from _answers(self._counts)


def _users(counts: TableCounts) -> Metric:
    users = GaugeMetricFamily("yunzhan_users", "Accounts.", labels=("role", "disabled"))
    for row in counts.users:
        users.add_metric((row["role"], "true" if row["disabled"] else "false"), row["n"])
    return users


def _tasks(counts: TableCounts) -> Metric:
    tasks = GaugeMetricFamily("yunzhan_tasks", "Tasks.", labels=("status",))
    for status, count in counts.tasks.items():
        tasks.add_metric((status,), count)
    return tasks


def _task_figures(figures: TaskFigures) -> Iterator[Metric]:
    yield GaugeMetricFamily(
        "yunzhan_tasks_oldest_due_seconds",
        "How long the task has been due that waits for a worker for longest.",
        figures.oldest_due / 1000,
    )
    failed = GaugeMetricFamily(
        "yunzhan_tasks_failed", "Tasks that failed in the last hour.", labels=("kind", "error")
    )
    for row in figures.failures:
        failed.add_metric((row["kind"], row["error"] or ""), row["n"])
    yield failed
    yield GaugeMetricFamily(
        "yunzhan_tasks_ambiguous",
        "Tasks of the last hour that failed in a paid call of which nobody knows what it made.",
        sum(int(row["ambiguous"]) for row in figures.failures),
    )
    yield GaugeMetricFamily(
        "yunzhan_tasks_lost_leases",
        "How often a worker of tasks that ended in the last hour died or was too slow.",
        figures.lost_leases,
    )


def _usage(counts: TableCounts) -> Iterator[Metric]:
    for name, meaning in _USAGE.items():
        family = CounterMetricFamily(f"yunzhan_usage_{name}", meaning, labels=_MODEL)
        for (model, status, summed), amount in sorted(counts.usage.items()):
            if summed == name:
                family.add_metric((model, status), amount)
        yield family


def _answers(counts: TableCounts) -> Iterator[Metric]:
    """What instances that nobody can ask have brought to the database."""
    calls = GaugeMetricFamily("yunzhan_answers", "Answers of the last hour.", labels=_ENDPOINT)
    seconds = GaugeMetricFamily(
        "yunzhan_answers_seconds", "Seconds that they took together.", labels=_ENDPOINT
    )
    for row in counts.answers:
        method, _, path = row["endpoint"].partition(" ")
        calls.add_metric((path, method, str(row["status"])), row["calls"])
        seconds.add_metric((path, method, str(row["status"])), row["total_ms"] / 1000)
    yield calls
    yield seconds
