"""Tasks on threads of a server: how soon they begin, what that weighs, who follows the dead."""

import json
import os
import subprocess
import sys

from benchmarks.report import Row, Target
from benchmarks.stage import ROOT, Stage

_LEASE = 1.5  # seconds, as tests.tasks.slain has it
_SECONDS = 300


def measure(ready: Stage) -> list[Row]:
    found = _measured(ready)
    return [
        Row("a task is added, p50", "ms", found["add_ms"], None, Target(50)),
        Row("a task begins on a thread, p50", "ms", found["start_ms"], None, Target(100)),
        Row("threads of workers add to a server", "MB", found["threads_mb"], None, Target(3)),
        Row("an idle process of workers", "MB", found["idle_mb"], None, Target(30)),
        Row("taken over after kill -9, beyond the lease", "s", found["late_s"], None, Target(1)),
    ]


def _measured(ready: Stage) -> dict[str, float]:
    """By a process of its own, on a database of its own."""
    environment = {**os.environ, **ready.environment, "ENABLE_CREDIT_SYSTEM": "true"}
    environment["DATABASE_URL"] = f"{ready.environment['DATABASE_URL']}.tasks"
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.tasks_child", str(_LEASE)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=_SECONDS,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
