"""Every function behind the routes of template.yml: a small FC for a laptop, or all in one.

As FC it calls event functions with an event's bytes and lets its consequences show. Directly, for
containers and Kubernetes, it asks each function over WSGI.
"""

import functools
import importlib
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from shared.config import environment
from shared.hosts import local_fc, routes, web, wsgi
from shared.hosts.asgi import Terms
from shared.hosts.bodies import LARGEST
from shared.hosts.event import Function
from shared.hosts.routes import Deployed, Routes
from shared.hosts.wsgi import Application, Environ, StartResponse
from shared.http.service import Service
from shared.storage import folder

TEMPLATE = Path("template.yml")
_nowhere = wsgi.application(Service().respond)


def application(found: Routes, host: Callable[[Deployed], Application]) -> Application:
    """Send each request to the function of its route, hosted by `host`."""
    hosted = functools.cache(host)
    at_storage = functools.cache(direct)  # a folder stands for OSS, which is not behind FC

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = wsgi.path(environ)
        route = found.find(environ["REQUEST_METHOD"], path)
        ours = at_storage if path.startswith(folder.PATH) else hosted
        answer = ours(route.function) if route else _nowhere
        return answer(environ, start_response)

    return app


def terms(environ: Environ, *, like_fc: bool) -> Terms:
    """Web functions wait for models, or stream; how much one takes, it says itself, and of the
    others FC takes what goes into an event."""
    route = _routes().find(environ["REQUEST_METHOD"], wsgi.path(environ))
    if not route:
        return Terms(waits=False, largest=0)
    if like_fc and not route.function.web:
        return Terms(waits=False)
    loaded = sys.modules.get(f"functions.{route.function.name}.index")
    handler = getattr(loaded, "handler", None)  # none yet while another thread imports it
    return Terms(route.function.web, handler.largest_body if handler else LARGEST)


def direct(deployed: Deployed) -> Application:
    """The function over WSGI, whatever its runtime on FC."""
    return wsgi.application(load(deployed.name).respond, deployed.timeout)


def like_fc(deployed: Deployed) -> Application:
    """The function as FC would call it."""
    function = load(deployed.name)
    if deployed.web:
        return local_fc.platform(web.application(function, deployed.timeout))
    timeout = environment.function_timeout(deployed.timeout)
    return local_fc.application(function, msgspec.structs.replace(deployed, timeout=timeout))


def load(name: str) -> Function:
    function: Function = importlib.import_module(f"functions.{name}.index").handler
    return function


@functools.cache
def _routes() -> Routes:
    return routes.read(TEMPLATE)


def __getattr__(name: str) -> Application:
    """`direct_app` and `fc_app`, made in the worker: granian imports them by these names."""
    hosts = {"direct_app": direct, "fc_app": like_fc}
    if name not in hosts:
        raise AttributeError(name)
    environment.require_complete(environment.settings())
    return application(_routes(), hosts[name])
