"""`make load`: what a user's pages read, by as many as there are connections, held to thresholds.

By default of a server of this machine with MariaDB and Valkey, in the way that compose.yml has it;
with URL and TOKEN of a deployment of your own. Limits of one address would end every such run:
LIMITS=read=10000000/60 there.
"""

import argparse
import contextlib
import http.client
import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from benchmarks import load
from migrations import upgrade
from tests.engines import mariadb
from tests.engines.mariadb import MariaDB
from tests.engines.valkey import Valkey
from tests.hosts.granian import ROOT, free_port, launched, wait_until_ready

MIX = {"/api/models": 4, "/api/auth/me": 3, "/api/conversations": 2, "/api/info": 1}
LEAST_A_SECOND, MOST_P95, MOST_ERRORS = 1000.0, 200.0, 0.001  # requests; milliseconds; a part
_BUSY = 0.5  # load of each processor before, from which on figures say little
_SCRIPT = Path(__file__).with_name("mix.lua")


class Target(NamedTuple):
    url: str
    token: str


class Found(msgspec.Struct, frozen=True):
    """What wrk has counted; times in milliseconds."""

    requests: int
    seconds: float
    failed: int
    p50: float
    p95: float
    p99: float
    statuses: dict[str, int]

    @property
    def a_second(self) -> float:
        return self.requests / self.seconds

    @property
    def errors(self) -> float:
        good = sum(count for status, count in self.statuses.items() if status < "400")
        return 1 - good / max(self.requests + self.failed, 1)

    def missed(self) -> list[str]:
        """The thresholds that do not hold, as sentences."""
        checks = {
            f"{self.a_second:,.0f} requests a second, of {LEAST_A_SECOND:,.0f}": self.a_second
            > LEAST_A_SECOND,
            f"P95 {self.p95:.0f} ms, of {MOST_P95:.0f} ms": self.p95 < MOST_P95,
            f"{self.errors:.2%} errors, of {MOST_ERRORS:.1%}": self.errors < MOST_ERRORS,
        }
        return [said for said, holds in checks.items() if not holds]


def main() -> int:
    """0 when the thresholds hold; 1 when not; 2 where the machine is too busy to tell."""
    given = _options()
    if not load.wrk():
        raise SystemExit("wrk is needed: apt-get install wrk")
    before = os.getloadavg()[0]
    print(_machine(before))
    if before > _BUSY * (os.cpu_count() or 1) and not given.anyway:
        print("The machine does other work: figures of now would say nothing. --anyway measures.")
        return 2
    if given.url:
        return _judged(_measured(Target(given.url.rstrip("/"), given.token), given))
    with _server(given.workers) as target:
        return _judged(_measured(target, given))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mix", description=__doc__)
    parser.add_argument(
        "--url", default="", help="of a deployment; a server of this machine without"
    )
    parser.add_argument("--token", default="", help="an access token there")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--workers", type=int, default=2, help="processes of the server here")
    parser.add_argument("--anyway", action="store_true", help="also on a busy machine")
    return parser.parse_args()


def _machine(before: float) -> str:
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        "unknown",
    )
    return f"{os.cpu_count()} processors ({model}), load before: {before:.2f}"


def _measured(target: Target, given: argparse.Namespace) -> Found:
    paths = [path for path, times in MIX.items() for _ in range(times)]
    line = [load.wrk() or "wrk", "-t1", f"-c{given.connections}", f"-d{given.seconds}s"]
    line += ["--timeout=10s", "-s", str(_SCRIPT), target.url, "--", target.token, *paths]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    told = next((row for row in done.stdout.splitlines() if row.startswith("{")), "")
    if done.returncode or not told:
        raise SystemExit(f"wrk failed:\n{done.stdout}{done.stderr}")
    return msgspec.json.decode(told, type=Found)


def _judged(found: Found) -> int:
    shares = ", ".join(f"{path} {times * 10} %" for path, times in MIX.items())
    print(f"mix: {shares}")
    print(f"{found.requests:,} requests in {found.seconds:.0f} s: {found.a_second:,.0f} a second")
    print(f"statuses: {found.statuses}; {found.failed} without an answer")
    print(f"P50 {found.p50:.0f} ms, P95 {found.p95:.0f} ms, P99 {found.p99:.0f} ms")
    missed = found.missed()
    print("\n".join(f"MISSED: {said}" for said in missed) or "All thresholds hold.")
    return 1 if missed else 0


@contextmanager
def _server(workers: int) -> Iterator[Target]:
    """MariaDB, Valkey, and the product with processes of its own."""
    if not mariadb.find_or_install():
        raise SystemExit("MariaDB is needed: apt-get install mariadb-server")
    port = free_port()
    with MariaDB() as database, Valkey() as counter, tempfile.TemporaryDirectory() as folder:
        upgrade.to_newest(database.url)
        with launched(
            "local.entry", "serve", folder=ROOT, log=Path(folder, "log"), port=port,
            PORT=str(port), WORKERS=str(workers), DATABASE_URL=database.url, REDIS_URL=counter.url,
            JWT_SECRET=secrets.token_hex(32), DATA_DIR=folder, LOCAL_MODEL="off", LOCAL_OCR="off",
            LOCAL_EMBEDDINGS="off", LIMITS="read=10000000/60", MIGRATE="off", APP_ENV="local",
        ) as server:  # fmt: skip
            wait_until_ready(server)
            yield Target(f"http://127.0.0.1:{port}", _registered(port))


def _registered(port: int) -> str:
    """The token of somebody new."""
    credentials = {"email": "load@example.com", "password": secrets.token_urlsafe(20)}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    kind = {"Content-Type": "application/json"}
    connection.request("POST", "/api/auth/register", json.dumps(credentials), kind)
    with contextlib.closing(connection):
        token: str = json.load(connection.getresponse())["access_token"]
    return token


if __name__ == "__main__":
    sys.exit(main())
