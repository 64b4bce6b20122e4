"""What a worker of `make run` loads to be watched: what its settings name, and no more."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from local import watchers

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
from local import watchers
from shared.hosts import gateway, routes
for name in {route.function.name for route in routes.read(gateway.TEMPLATE).routes}:
    gateway.load(name)
watchers.start()
print(sorted({name.split(".")[0] for name in sys.modules} & {"prometheus_client", "opentelemetry"}))
"""


@pytest.mark.parametrize(
    ("variables", "loaded"),
    [
        ({}, []),
        ({"METRICS_TOKEN": "a token"}, ["prometheus_client"]),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1"}, ["opentelemetry"]),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:1/a/b"}, ["opentelemetry"]),
    ],
)
def test_worker_loads_what_its_settings_name(variables: dict[str, str], loaded: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert done.stdout.strip() == str(loaded)


def test_folder_of_numbers_is_empty_at_every_start(tmp_path: Path) -> None:
    made = watchers.folder(tmp_path)
    (made / "counter_1.db").write_bytes(b"x")

    assert watchers.folder(tmp_path) == made
    assert list(made.iterdir()) == []
