"""`python -m local.entry relay`: tells the robot what Alertmanager notices, by itself.

It needs no database and serves nothing else: it speaks while the product cannot.
"""

import sys

from shared.config import environment
from shared.hosts import drain, gateway, web, wsgi
from shared.hosts.asgi import Server, Terms
from shared.hosts.wsgi import Environ

_STREAMS = 8  # of which it has none


def main() -> int:
    try:
        settings = environment.settings()
        environment.require_complete(settings)
    except environment.ConfigError as e:
        sys.stderr.write(f"{e}\n")
        return 1
    web.serve("local.relay:app", settings.host, settings.port)
    return 0


def _terms(_: Environ) -> Terms:
    return Terms(waits=False)


def __getattr__(name: str) -> Server:
    """`app`, made in the worker: granian imports it by this name."""
    if name != "app":
        raise AttributeError(name)
    server = Server(wsgi.application(gateway.load("metrics").respond), _terms, _STREAMS)
    drain.prepare(server, environment.settings().drain_seconds)
    return server


if __name__ == "__main__":
    sys.exit(main())
