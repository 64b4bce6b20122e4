"""GET /api/info: name, version and features."""

from shared import about
from shared.hosts.event import Function
from shared.http import endpoint


@endpoint("GET", "/api/info")
def info() -> about.Info:
    return about.info()


handler = Function(info)
