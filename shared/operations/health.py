"""Whether the service can do its work."""

import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from shared.config import environment
from shared.database import transactions
from shared.errors import ApiError, ServerEnds, Unavailable
from shared.http.response import JSON, Response, render
from shared.llm import catalogue
from shared.storage import place
from shared.store import users

_LATELY = 60.0  # seconds


class Life(msgspec.Struct, frozen=True):
    status: str = "ok"


class Readiness(msgspec.Struct, frozen=True):
    """Each part is `ok`, or the reason why it is not.

    Without a model accounts, files and history still work, and a process that is started anew
    would not have one either: `model` is told and decides nothing.
    """

    status: str
    checks: dict[str, str]


ANSWERS = {200: {JSON: Readiness}, 503: {JSON: Readiness}}


class _Server:
    """What a server that runs for long knows of itself."""

    ends = False
    asked_at = 0.0  # by time.monotonic()


def end() -> bool:
    """Be ready no more, since the server ends; whether anybody has asked for it lately."""
    _Server.ends = True
    return bool(_Server.asked_at) and time.monotonic() - _Server.asked_at < _LATELY


def readiness() -> Response:
    """200 when the database and the storage are at hand, else 503 that says which is not, as it
    does while the server ends."""
    _Server.asked_at = time.monotonic()
    checks = {name: _outcome(check) for name, check in _CHECKS.items()}
    ready = all(checks[name] == "ok" for name in _DECISIVE)
    status = "ok" if ready else "unavailable"
    return render(Readiness(status, checks), 200 if ready else 503)


def _outcome(check: Callable[[], None]) -> str:
    try:
        check()
    except ApiError as e:
        return e.reason
    return "ok"


def _database() -> None:
    with transactions.asking() as tx:
        users.find(tx, "")


def _model() -> None:
    if not environment.settings().openai_url and not catalogue.current().enabled():
        raise Unavailable("no_model")


def _storage() -> None:
    settings = environment.settings()
    place.require(settings)
    folder = Path(settings.upload_dir or settings.data_dir)
    if not settings.has_bucket and not folder.is_dir():
        raise Unavailable("unavailable")


def _server() -> None:
    if _Server.ends:
        raise ServerEnds()


_DECISIVE = ("server", "database", "storage")
_CHECKS: dict[str, Callable[[], None]] = {
    "server": _server,
    "database": _database,
    "model": _model,
    "storage": _storage,
}
