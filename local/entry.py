"""What a container or a unit is started as: `python -m local.entry serve`, `migrate`, …"""

import http.client
import os
import sys
from collections.abc import Sequence

from local.greeting import reached
from shared.config import environment

_PROGRAMS = {
    "serve": ("local", "--direct"),
    "worker": ("local.celery_workers",),
    "migrate": ("migrations",),
    "backup": ("tools.backup",),
    "restore": ("tools.restore",),
    "cost": ("tools.cost",),
    "relay": ("local.relay",),
}
_LIVES, _IS_READY = "/api/health", "/api/health/ready"
_PATIENCE = 3.0  # seconds


def main(words: Sequence[str]) -> int:
    """Become the program that the first word names; 2 when it names none."""
    command, arguments = (words[0], words[1:]) if words else ("", [])
    if command == "healthcheck":
        return healthcheck(_IS_READY if "ready" in arguments else _LIVES)
    if command in _PROGRAMS:
        line = [sys.executable, "-m", *_PROGRAMS[command], *arguments]
        os.execv(sys.executable, line)  # noqa: S606 - signals are for the program itself
    sys.stderr.write(f"One of these is needed: {', '.join(_PROGRAMS)}, healthcheck [ready].\n")
    return 2


def healthcheck(path: str) -> int:
    """0 where the server of this machine answers 200, else 1 and the reason."""
    try:
        settings = environment.settings()
        address = (reached(settings.host), settings.port)
        connection = http.client.HTTPConnection(*address, timeout=_PATIENCE)
        connection.request("GET", path)
        answer = connection.getresponse()
        said = f"{answer.status} {answer.read(1000).decode(errors='replace')}"
    except (environment.ConfigError, OSError, http.client.HTTPException) as e:
        sys.stderr.write(f"{e or type(e).__name__}\n")
        return 1
    sys.stdout.write(f"{said}\n")
    return 0 if answer.status == 200 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
