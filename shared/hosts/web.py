"""One function as an FC Web function: `python -m shared.hosts.web` beside its index.py.

FC's page "Web functions" (custom runtime) is the contract: listen on 0.0.0.0 at
FC_CUSTOM_LISTEN_PORT, tell an invocation by the API from HTTP by `x-fc-control-path`, say by
`x-fc-status` that a call failed, and frame each call's log lines.
"""

import importlib
import resource
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from types import SimpleNamespace
from typing import Any

from shared import log
from shared.config import environment
from shared.errors import ApiError
from shared.hosts import asgi, drain, wsgi
from shared.hosts.event import Function
from shared.hosts.wsgi import Application, Environ, StartResponse

_FAILED = ("x-fc-status", "404")
_LARGEST_EVENT = 33_554_432  # bytes; FC's limit of a synchronous call
_CONNECTIONS = 16_384  # of one process; most of them only wait
_FC_KEEPS = 1_200  # seconds; FC keeps idle lines to an instance for 15 minutes
_PROXIES_KEEP = 90  # seconds; nginx keeps idle lines for 60
_TO_SETTLE = 10  # seconds that a worker has beyond what its open answers have


def application(function: Function, timeout: int | None = None) -> Application:
    """The function as a WSGI application behind FC's HTTP protocol of custom runtimes."""
    over_http = wsgi.application(function.respond, timeout)

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        control = _control_path(environ)
        if control == "/initialize":
            start_response("200 OK", [])
            return [b""]
        request_id = environ.get("HTTP_X_FC_REQUEST_ID", "")
        _frame("Start", request_id)
        if control == "/invoke":
            body = _invoke(function, environ, start_response)
        else:
            body = over_http(environ, _reporting(start_response))
        if isinstance(body, list):
            _frame("End", request_id)
            return body
        return _Framed(body, lambda: _frame("End", request_id))

    return app


def main() -> None:
    """Serve the index.py in the working directory until SIGTERM."""
    environment.require_complete(environment.settings())
    port = environment.settings().web_port
    serve("shared.hosts.web:app", "0.0.0.0", port, idle=_FC_KEEPS)  # noqa: S104


def serve(
    target: str, host: str, port: int, workers: int = 1, *, idle: int = _PROXIES_KEEP
) -> None:
    """Run granian on an `asgi.Server` until SIGTERM or SIGINT; `drain` says how it ends.

    A line waits `idle` seconds for a request: longer than whoever stands in front keeps it, or
    what that one sends over it at the wrong moment is lost.
    """
    from granian import Granian  # a worker needs only the application

    Granian(target, address=host, port=port, workers=workers, **_options(idle)).serve()


def _options(idle: int) -> dict[str, Any]:
    """Of every server of ours, as granian takes them."""
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    return {
        "interface": Interfaces.ASGINL,
        "http": HTTPModes.http1,  # in HTTP/2 a body need not say that it comes
        "http1_settings": HTTP1Settings(header_read_timeout=idle * 1000),
        "websockets": False,
        "backlog": 1024,
        "log_access": False,
        "log_level": LogLevels.error,
        "backpressure": _allow_connections(),
        "respawn_failed_workers": True,
        "workers_kill_timeout": environment.settings().drain_seconds + _TO_SETTLE,
    }


def _allow_connections() -> int:
    """As many as the system lets a process have, which is often more than it gives at first."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * _CONNECTIONS if hard == resource.RLIM_INFINITY else min(hard, 2 * _CONNECTIONS)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    return _CONNECTIONS


def _terms(function: Function, environ: Environ) -> asgi.Terms:
    event = _control_path(environ) == "/invoke"
    return asgi.Terms(waits=True, largest=_LARGEST_EVENT if event else function.largest_body)


def _control_path(environ: Environ) -> str:
    """What FC itself wants, which it also asks as the path: the header alone is no proof."""
    control: str = environ.get("HTTP_X_FC_CONTROL_PATH", "")
    return control if control == environ.get("PATH_INFO") else ""


def _invoke(function: Function, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """An event through the InvokeFunction API; only the answer's body reaches the caller."""
    try:
        event = wsgi.read(environ).read(_LARGEST_EVENT)
    except ApiError:
        event = b""  # which is no event: the function says so
    context = SimpleNamespace(request_id=environ.get("HTTP_X_FC_REQUEST_ID", ""))
    answer = function(event, context).encode()
    failed = answer.startswith(b'{"statusCode":5')
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))]
    start_response("200 OK", [*headers, _FAILED] if failed else headers)
    return [answer]


def _reporting(start_response: StartResponse) -> StartResponse:
    def start(status: str, headers: list[tuple[str, str]]) -> object:
        return start_response(status, [*headers, _FAILED] if status.startswith("5") else headers)

    return start


class _Framed:
    """A body after whose end the call's last log line is written."""

    def __init__(self, body: Iterable[bytes], at_end: Callable[[], None]) -> None:
        self._body = body
        self._at_end = at_end
        self.beat = getattr(body, "beat", b"")

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def close(self) -> None:
        if hasattr(self._body, "close"):
            self._body.close()
        self._at_end()


def _frame(edge: str, request_id: str) -> None:
    log.write_line(f"FC Invoke {edge} RequestId: {request_id}")


def __getattr__(name: str) -> asgi.Server:
    """`app`, made in the worker: granian imports it by this name."""
    if name != "app":
        raise AttributeError(name)
    function: Function = importlib.import_module("index").handler
    settings = environment.settings()
    server = asgi.Server(application(function), partial(_terms, function), settings.max_streams)
    drain.prepare(server, settings.drain_seconds)
    return server


if __name__ == "__main__":
    main()
