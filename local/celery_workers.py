"""`make worker`: Celery's workers, one program for each queue, on REDIS_URL."""

import signal
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from dotenv import load_dotenv

from shared.config import environment

_QUEUES = {"worker": 2, "media_worker": 1}  # processes of each
_OPTIONS = "-O fair --without-gossip --without-mingle --without-heartbeat -l WARNING".split()
_END = 30.0  # seconds


def main() -> int:
    load_dotenv()
    try:
        settings = environment.settings()
        environment.require_complete(settings)
    except environment.ConfigError as e:
        sys.stderr.write(f"{e}\n")
        return 1
    if not settings.redis_url:
        sys.stderr.write("REDIS_URL is missing: it says where messages for workers are.\n")
        return 1
    children = start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        return max(child.wait() for child in children)
    except KeyboardInterrupt:
        return 0
    finally:
        stop(children)


def start() -> Sequence[subprocess.Popen[bytes]]:
    """A program for each queue, which fork as many as work at once."""
    return [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "celery", "--quiet", "-A", "local.celery_app", "worker"),
                *("-Q", queue, "-c", str(count), "-n", f"{queue}@%h", *_OPTIONS),
            ],
            start_new_session=True,
        )
        for queue, count in _QUEUES.items()
    ]


def stop(children: Sequence[subprocess.Popen[Any]]) -> None:
    """Let them end what they are at, for a while."""
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(_END)
        except subprocess.TimeoutExpired:
            child.kill()


if __name__ == "__main__":
    sys.exit(main())
