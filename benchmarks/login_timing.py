"""Whether the time of a failed log-in tells if there is such a user (`-m benchmarks.login_timing`).

Log-ins of known and unknown users with a wrong password, in turn, through the function's entry.
"""

import contextlib
import io
import os
import secrets
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from statistics import median
from types import SimpleNamespace

from benchmarks.fresh import http_event
from benchmarks.report import Row, Target
from benchmarks.stage import Stage

ROUNDS = 200
NEAR = 1.05  # what the greater median may be of the smaller
_COST = "10"  # not 12, to be done in half a minute: both sides do the same work at any cost
_WRONG = "not the one"

Entry = Callable[[bytes, object], str]


def measure(_: Stage) -> list[Row]:
    """In a process of its own, whose configuration is not that of the other measurements."""
    command = [sys.executable, "-m", "benchmarks.login_timing"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    known, unknown = float(said[0]), float(said[1])
    far = max(known, unknown) / min(known, unknown)
    return [Row("Failed log-ins, known beside unknown user", "ratio", far, None, Target(NEAR))]


def medians(rounds: int) -> tuple[float, float]:
    """Milliseconds of a failed log-in of a known user, and of an unknown one."""
    known = _address()
    _call(_entry("register"), "/api/auth/register", known, secrets.token_urlsafe())
    entry = _entry("login")
    times: dict[bool, list[float]] = {True: [], False: []}
    for number in range(2 * rounds + 2):
        whether = number % 2 == 0
        times[whether].append(_call(entry, "/api/auth/login", known if whether else _address()))
    return median(times[True][1:]), median(times[False][1:])


def _call(entry: Entry, path: str, email: str, password: str = _WRONG) -> float:
    """Milliseconds of one call, from an address of its own: nobody is to be locked out."""
    event = http_event("POST", path, {"email": email, "password": password})
    address = f"10.{'.'.join(str(secrets.randbelow(256)) for _ in range(3))}".encode()
    context = SimpleNamespace(request_id=str(uuid.uuid4()))
    with contextlib.redirect_stdout(io.StringIO()):
        started = time.perf_counter()
        answer = entry(event.replace(b"203.0.113.7", address), context)
        took = (time.perf_counter() - started) * 1000
    if '"statusCode":201' not in answer and '"statusCode":401' not in answer:
        raise SystemExit(answer)
    return took


def _entry(name: str) -> Entry:
    from shared.hosts import gateway  # reads the configuration that main() has set

    return gateway.load(name)


def _address() -> str:
    return f"{uuid.uuid4().hex}@example.com"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="timing-") as folder:
        url = f"sqlite:///{Path(folder) / 'timing.db'}"
        os.environ.update(
            APP_ENV="test", DATABASE_URL=url, JWT_SECRET=secrets.token_hex(32), PASSWORD_COST=_COST
        )
        from migrations import upgrade

        upgrade.to_newest(url)
        known, unknown = medians(ROUNDS)
    far = max(known, unknown) / min(known, unknown) - 1
    sys.stdout.write(f"{known:.3f} {unknown:.3f}\n")
    sys.stderr.write(
        f"failed log-ins, medians of {ROUNDS}: {known:.2f} ms of a known user,"
        f" {unknown:.2f} ms of an unknown one: {far:.1%} apart (at most {NEAR - 1:.0%})\n"
    )


if __name__ == "__main__":
    main()
