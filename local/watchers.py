"""Who watches the workers of `make run`: whoever the settings name."""

import shutil
from multiprocessing.util import Finalize
from pathlib import Path

from shared import instrumentation, log
from shared.config import environment
from shared.observability import request_counts


def folder(data_dir: Path) -> Path:
    """An empty folder in which workers keep their numbers side by side."""
    made = (data_dir / "metrics").resolve()
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    return made


def start() -> None:
    """Let this worker be watched until it ends; workers end without `atexit`."""
    settings = environment.settings()
    Finalize(None, request_counts.bring, exitpriority=1)
    if settings.metrics_token:
        from shared.observability.prometheus import Prometheus  # takes 60 ms and 5 MB

        instrumentation.observers.append(Prometheus())
    if settings.otel_endpoint:
        _trace()


def _trace() -> None:
    try:
        from shared.observability.tracing import OpenTelemetry  # an extra
    except ModuleNotFoundError as e:
        cause = f"OTEL_EXPORTER_OTLP_ENDPOINT is set, requirements/otel.txt is not installed: {e}"
        log.write("warning", "no traces", cause=cause)
        return
    tracer = OpenTelemetry()
    instrumentation.tracers.append(tracer)
    Finalize(None, tracer.close, exitpriority=1)
