"""What a worker of `make run` serves: every function, and the timers of template.yml beside."""

import functools

from local import schedule, watchers, workers
from shared.config import environment
from shared.hosts import drain, gateway
from shared.hosts.asgi import Server
from shared.hosts.wsgi import Application
from shared.operations import health


def __getattr__(name: str) -> Server:
    """`direct_app` and `fc_app`, made in the worker: granian imports them by these names."""
    if name not in ("direct_app", "fc_app"):
        raise AttributeError(name)
    app: Application = getattr(gateway, name)
    settings = environment.settings()
    watchers.start()
    schedule.start(gateway.TEMPLATE)
    workers.start()
    terms = functools.partial(gateway.terms, like_fc=name == "fc_app")
    server = Server(app, terms, settings.max_streams)
    drain.prepare(server, settings.drain_seconds, health.end)
    return server
