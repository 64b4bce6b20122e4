"""What a worker of `make run` serves: every function, and the timers of template.yml beside."""

from local import schedule, watchers, workers
from shared.hosts import gateway
from shared.hosts.asgi import Server
from shared.hosts.wsgi import Application


def __getattr__(name: str) -> Server:
    """`direct_app` and `fc_app`, made in the worker: granian imports them by these names."""
    if name not in ("direct_app", "fc_app"):
        raise AttributeError(name)
    app: Application = getattr(gateway, name)
    watchers.start()
    schedule.start(gateway.TEMPLATE)
    workers.start()
    return Server(app, gateway.THREADS)
