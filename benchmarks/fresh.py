"""New processes that import, answer one event, and end: what FC does on a cold start."""

import json
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_CHILD = Path(__file__).with_name("child.py")


@dataclass(frozen=True, slots=True)
class Fresh:
    """What one process took: seconds to import, seconds from its start to the end, memory."""

    import_seconds: float
    seconds: float
    resident_bytes: int


def run(
    python: Path,
    modules: Sequence[str],
    *,
    folder: Path | None = None,
    environment: Mapping[str, str],
    event: bytes = b"",
) -> Fresh:
    """Import `modules` of `folder` in a new process; with an `event`, `index` answers it."""
    command = [python, "-I", _CHILD, folder or "", *modules]
    spawned = time.monotonic()
    done = subprocess.run(command, env=environment, input=event, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"{modules} failed:\n{done.stderr.decode()}")
    imported, ended, resident = done.stdout.split()[-3:]
    return Fresh(float(imported), float(ended) - spawned, int(resident))


def http_event(method: str, path: str, body: Mapping[str, str] | None = None) -> bytes:
    """The event of an HTTP trigger, with what the handlers read of it."""
    http = {"method": method, "path": path, "sourceIp": "203.0.113.7"}
    event = {
        "version": "v1",
        "rawPath": path,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(body) if body else "",
        "isBase64Encoded": False,
        "requestContext": {"http": http, "requestId": "1-benchmark"},
    }
    return json.dumps(event).encode()
