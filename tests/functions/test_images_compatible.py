"""Pictures of an OpenAI-compatible API: asked once, taken as base64 or by link, paid by count."""

import base64
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.administering import balance, give
from tests.client import Account, Client
from tests.conftest import Clock, Configure
from tests.functions.painting import GIVEN, drawn, is_as_before, order, png
from tests.people import administrator
from tests.simulators.served import Served

PICTURE = png(32, 24)
BASE64 = {"b64_json": base64.b64encode(PICTURE).decode(), "revised_prompt": "a cat, blue"}
DATA_URL = f"data:image/png;base64,{base64.b64encode(PICTURE).decode()}"


class Api(Served):
    """An API whose `data` and `status` a test chooses."""

    def __init__(self) -> None:
        self.data: list[Any] | None = [BASE64]
        self.status, self.error = 200, {"error": {"message": "no", "code": "", "type": ""}}
        self.retry_after = ""
        self.breaks = False  # when a picture is fetched
        self.asked: list[tuple[str, str, bytes]] = []

    def listen(self) -> ThreadingHTTPServer:
        api = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                api.asked.append((self.path, self.headers["Content-Type"], raw))
                told = {"created": 1, "data": api.data} if api.status == 200 else api.error
                self._say(json.dumps(told).encode(), api.status)

            def do_GET(self) -> None:
                if not api.breaks:
                    self._say(PICTURE, 200)

            def _say(self, body: bytes, status: int) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Retry-After", api.retry_after)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                return

        return ThreadingHTTPServer(("127.0.0.1", 0), Handler)


@pytest.fixture
def api(client: Client, configure: Configure) -> Iterator[Api]:
    with Api() as served:
        configure(
            IMAGES_API_URL=f"{served.address}/v1",
            IMAGES_API_KEY="sk-images",
            IMAGES_MODEL="painter",
            IMAGES_PRICE="70",
            ENABLE_CREDIT_SYSTEM="true",
        )
        yield served


@pytest.fixture
def payer(client: Client, api: Api) -> Account:
    account = client.register()
    give(client, administrator(client), account, GIVEN)
    return account


def test_pictures_come_as_base64_and_are_paid_by_their_number(
    client: Client, payer: Account, api: Api, clock: Clock
) -> None:
    api.data = [BASE64, BASE64]
    shown = drawn(client, payer, clock, n=3, size="1024x1024")

    images = shown["result"]["images"]
    assert [(one["width"], one["actual_prompt"]) for one in images] == [(32, "a cat, blue")] * 2
    assert len(shown["result"]["failed"]) == 1
    assert balance(client, payer) == GIVEN - 140
    ((path, _, raw),) = api.asked
    assert path == "/v1/images/generations"
    assert json.loads(raw) == {
        "model": "painter",
        "prompt": "一只猫",
        "n": 3,
        "size": "1024x1024",
        "response_format": "b64_json",
    }


def test_links_to_the_api_itself_are_followed_and_others_only_to_the_internet(
    client: Client, payer: Account, api: Api, clock: Clock
) -> None:
    api.data = [{"url": f"{api.address}/a.png"}, {"url": "http://127.0.0.1:1/a.png"}]
    shown = drawn(client, payer, clock, n=2)

    assert (len(shown["result"]["images"]), len(shown["result"]["failed"])) == (1, 1)
    assert balance(client, payer) == GIVEN - 70


def test_a_picture_to_begin_from_goes_along_in_a_form(
    client: Client, payer: Account, api: Api, clock: Clock
) -> None:
    assert drawn(client, payer, clock, image=DATA_URL)["status"] == "succeeded"

    ((path, kind, raw),) = api.asked
    assert (path, kind.partition(";")[0]) == ("/v1/images/edits", "multipart/form-data")
    assert b'name="image"' in raw
    assert b"\xff\xd8\xff" in raw


@pytest.mark.parametrize(
    ("status", "error", "code", "asked"),
    [
        (400, {"code": "content_policy_violation", "message": "no"}, "content_refused", 1),
        (400, {"code": "invalid_size", "message": "no"}, "invalid_request", 1),
        (401, {"code": "invalid_api_key", "message": "no"}, "upstream_error", 1),
        (429, {"code": "rate_limit_exceeded", "message": "slow"}, "unavailable", 3),
        (500, {"code": "server_error", "message": "no"}, "upstream_error", 1),
    ],
)
def test_what_fails_is_free_and_asked_again_only_where_nothing_was_drawn(
    client: Client,
    payer: Account,
    api: Api,
    clock: Clock,
    status: int,
    error: dict[str, str],
    code: str,
    asked: int,
) -> None:
    api.status, api.error = status, {"error": {"type": "", **error}}
    shown = drawn(client, payer, clock)

    assert (shown["status"], shown["error"]["code"]) == ("failed", code)
    assert len(api.asked) == asked
    assert is_as_before(client, payer)


@pytest.mark.parametrize("data", [None, [], [{}], [{"b64_json": "!"}], [5]])
def test_an_answer_without_pictures_is_free(
    client: Client, payer: Account, api: Api, clock: Clock, data: Any
) -> None:
    api.data = data

    assert drawn(client, payer, clock)["error"]["code"] == "upstream_error"
    assert is_as_before(client, payer)


@pytest.mark.parametrize(
    ("status", "asked"), [(408, 1), (409, 1), (500, 1), (502, 1), (504, 1), (429, 3), (503, 3)]
)
def test_a_wait_that_is_asked_for_says_nothing_of_what_was_drawn(
    client: Client, payer: Account, api: Api, clock: Clock, status: int, asked: int
) -> None:
    api.status, api.retry_after = status, "1"
    drawn(client, payer, clock)

    assert len(api.asked) == asked
    assert is_as_before(client, payer)


def test_a_picture_that_cannot_be_fetched_is_not_drawn_again(
    client: Client, payer: Account, api: Api, clock: Clock
) -> None:
    api.data, api.breaks = [{"url": f"{api.address}/a.png"}], True
    shown = drawn(client, payer, clock)

    assert (shown["status"], shown["error"]["code"]) == ("failed", "upstream_error")
    assert len(api.asked) == 1
    assert is_as_before(client, payer)


def test_without_a_price_it_is_refused_where_credits_count(
    client: Client, payer: Account, api: Api, configure: Configure
) -> None:
    configure(IMAGES_PRICE="")

    assert order(client, payer).code == "unavailable"
    assert api.asked == []
