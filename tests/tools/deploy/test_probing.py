"""`make fc-probe` and the smoke test, against the product behind proxies of several kinds."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from shared.hosts import gateway
from tests.client import ROUTES, Client, EventClient
from tests.conftest import Configure
from tests.people import administrator
from tools.deploy import __main__ as command
from tools.deploy import probe, smoke
from tools.deploy.probe import NotProbed

App = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(app: App) -> Iterator[str]:
    with make_server("127.0.0.1", 0, app, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def behind(*proxies: str, forgets: bool = False) -> App:
    """The product behind proxies that append what they were called from, or write anew."""
    app = gateway.application(ROUTES, gateway.direct)

    def changed(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        given = "" if forgets else environ.get("HTTP_X_FORWARDED_FOR", "")
        entries = [entry for entry in (given, *proxies) if entry]
        if entries:
            environ["HTTP_X_FORWARDED_FOR"] = ", ".join(entries)
        return app(environ, start_response)

    return changed


@pytest.fixture
def token(sqlite: str, configure: Configure) -> str:
    client: Client = EventClient()
    return administrator(client).token


@pytest.mark.parametrize(
    ("proxies", "forgets", "wanted"),
    [
        ((), False, 0),
        (("203.0.113.9",), False, 1),
        (("203.0.113.9", "10.0.0.7"), False, 2),
        (("203.0.113.9",), True, 1),
    ],
)
def test_it_says_how_many_proxies_there_are(
    token: str, configure: Configure, proxies: tuple[str, ...], forgets: bool, wanted: int
) -> None:
    configure(TRUSTED_PROXIES=str(wanted))
    with served(behind(*proxies, forgets=forgets)) as url:
        found = probe.run(url, token)

    assert [(f.variable, f.wanted, f.right) for f in found] == [
        ("TRUSTED_PROXIES", wanted, True),
        ("TRUSTED_PROXIES_WEB", wanted, True),
    ]


@pytest.mark.parametrize("trusted", ["0", "3"])
def test_a_wrong_number_is_told(
    token: str,
    configure: Configure,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    trusted: str,
) -> None:
    """Too few: all callers are one; too many: a caller is who it says it is."""
    configure(TRUSTED_PROXIES=trusted)
    monkeypatch.setenv("TOKEN", token)
    with served(behind("203.0.113.9")) as url:
        assert command.main(["probe", url]) == 1

    assert capsys.readouterr().out.count("=1   # WRONG now") == 2


def test_nobody_but_an_administrator_may_ask(token: str) -> None:
    with served(behind()) as url, pytest.raises(NotProbed, match="401"):
        probe.run(url, "nonsense")


def test_an_address_that_nobody_listens_at_is_told() -> None:
    with pytest.raises(NotProbed):
        probe.run("http://127.0.0.1:1", "x")


def test_a_deployment_that_answers_is_well(sqlite: str, model: object) -> None:
    with served(behind()) as url:
        assert smoke.run(url, patience=0) == []


def test_what_does_not_answer_as_it_should_is_named(sqlite: str, configure: Configure) -> None:
    configure(APP_ENV="test", PASSWORD_COST="10", UPLOAD_DIR="", OSS_BUCKET_NAME="")
    with served(behind()) as url:
        wrong = smoke.run(url, patience=0)

    assert [line.partition(": ")[0].removeprefix(url) for line in wrong] == ["/api/health/ready"]


def test_a_page_of_the_platform_is_not_taken_for_an_answer() -> None:
    def refused(_environ: object, start_response: Any) -> Iterable[bytes]:
        start_response("404 Not Found", [("Content-Type", "application/json")])
        return [b'{"Code": "PathNotFound"}']

    with served(refused) as url:
        assert len(smoke.run(url, patience=0)) == len(smoke._CHECKS)
    assert len(smoke.run("http://127.0.0.1:1", patience=0)) == len(smoke._CHECKS)


def test_it_is_asked_again_while_instances_start() -> None:
    asked: list[str] = []
    app = behind()

    def starting(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        asked.append(environ["PATH_INFO"])
        if len(asked) <= len(smoke._CHECKS):
            start_response("502 Bad Gateway", [])
            return [b""]
        return app(environ, start_response)

    with served(starting) as url:
        smoke.run(url, patience=0.5, pause=0.01)
    assert len(asked) > len(smoke._CHECKS)
