"""Whether the service can do its work."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from shared.config import environment
from shared.database import transactions
from shared.errors import ApiError, Unavailable
from shared.http.response import JSON, Response, render
from shared.llm import catalogue
from shared.storage import place
from shared.store import users


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


def readiness() -> Response:
    """200 when the database and the storage are at hand, else 503 that says which is not."""
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
    if not settings.oss_bucket and not folder.is_dir():
        raise Unavailable("unavailable")


_DECISIVE = ("database", "storage")
_CHECKS: dict[str, Callable[[], None]] = {
    "database": _database,
    "model": _model,
    "storage": _storage,
}
