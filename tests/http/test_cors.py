"""Which origins browsers may call from."""

import pytest

from shared.errors import Forbidden
from shared.http import cors
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.http.service import Service
from tests.conftest import Configure

MINE, OTHER = "https://app.example.com", "https://evil.example"
PREFLIGHT = {"access-control-request-method": "POST"}


@endpoint("POST", "/thing")
def make() -> None:
    pass


service = Service(make)


def asked(method: str, **headers: str) -> tuple[int, dict[str, str]]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    response = service.respond(Request(method, "/thing", headers=named))
    return response.status, response.headers


def test_preflight_of_another_origin_is_refused(configure: Configure) -> None:
    configure(ALLOWED_ORIGINS=MINE)

    status, headers = asked("OPTIONS", origin=OTHER, **PREFLIGHT)

    assert status == 403
    assert headers["Access-Control-Allow-Origin"] == cors.NOBODY
    assert "Access-Control-Allow-Methods" not in headers


def test_call_of_another_origin_is_answered_for_an_origin_that_nobody_has(
    configure: Configure,
) -> None:
    configure(ALLOWED_ORIGINS=MINE)

    status, headers = asked("POST", origin=OTHER)

    assert status == 204
    assert headers["Access-Control-Allow-Origin"] == cors.NOBODY
    assert headers["Vary"] == "Origin"


@pytest.mark.parametrize(
    "origin",
    ["https://app.example.com.evil.example", "http://app.example.com", "https://APP.example.com",
     "https://app.example.com/", "https://app.example.com:8443", "null", "*", MINE + "," + OTHER],
)  # fmt: skip
def test_origin_that_only_resembles_an_allowed_one_is_another(
    configure: Configure, origin: str
) -> None:
    configure(ALLOWED_ORIGINS=MINE)

    assert asked("POST", origin=origin)[1]["Access-Control-Allow-Origin"] == cors.NOBODY


def test_preflight_of_an_allowed_origin_says_what_the_contract_says(configure: Configure) -> None:
    configure(ALLOWED_ORIGINS=f"https://first.example, {MINE}")

    status, headers = asked("OPTIONS", origin=MINE, **PREFLIGHT)

    assert status == 204
    assert headers["Access-Control-Allow-Origin"] == MINE
    assert headers["Vary"] == "Origin"
    assert headers["Access-Control-Max-Age"] == "600"
    methods = set(headers["Access-Control-Allow-Methods"].split(", "))
    assert methods == {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}
    allowed = set(headers["Access-Control-Allow-Headers"].split(", "))
    assert allowed >= {"Authorization", "Content-Type", "Idempotency-Key", "X-Request-Id"}


def test_call_of_an_allowed_origin_may_read_our_headers(configure: Configure) -> None:
    configure(ALLOWED_ORIGINS=MINE)

    _, headers = asked("POST", origin=MINE)

    assert headers["Access-Control-Allow-Origin"] == MINE
    exposed = set(headers["Access-Control-Expose-Headers"].split(", "))
    assert exposed >= {"X-Request-Id", "Retry-After", "X-RateLimit-Remaining"}


@pytest.mark.parametrize("method", ["POST", "OPTIONS", "GET"])
def test_credentials_are_never_allowed(configure: Configure, method: str) -> None:
    configure(ALLOWED_ORIGINS=MINE)

    for origin in (MINE, OTHER):
        _, headers = asked(method, origin=origin, **PREFLIGHT)
        assert "Access-Control-Allow-Credentials" not in headers


def test_call_without_an_origin_gets_no_origin_and_is_not_cached_for_others() -> None:
    _, headers = asked("POST")

    assert "Access-Control-Allow-Origin" not in headers
    assert headers["Vary"] == "Origin"


def test_options_without_a_preflight_says_what_is_served(configure: Configure) -> None:
    configure(ALLOWED_ORIGINS=MINE)

    for headers in ({}, {"origin": OTHER}, PREFLIGHT):
        status, answered = asked("OPTIONS", **headers)
        assert status == 204
        assert answered["Allow"] == "OPTIONS, POST"


def test_a_page_may_read_that_a_path_is_not_served(configure: Configure) -> None:
    configure(ALLOWED_ORIGINS=MINE)

    response = service.respond(Request("OPTIONS", "/", headers={"origin": MINE, **PREFLIGHT}))
    answer = service.respond(Request("POST", "/", headers={"origin": MINE}))

    assert response.status == 204
    assert answer.status == 404
    assert answer.headers["Access-Control-Allow-Origin"] == MINE


def test_headers_of_sdks_are_allowed_as_they_ask(configure: Configure) -> None:
    configure(ALLOWED_ORIGINS=MINE)
    names = "authorization,x-stainless-os, OpenAI-Beta,traceparent,user-agent,bad name,x\r\ny,"

    _, headers = asked(
        "OPTIONS", origin=MINE, **PREFLIGHT, **{"access-control-request-headers": names}
    )

    allowed = headers["Access-Control-Allow-Headers"].split(", ")
    assert allowed[4:] == ["x-stainless-os", "openai-beta", "traceparent", "user-agent"]


def test_only_so_many_headers_are_allowed(configure: Configure) -> None:
    configure(ALLOWED_ORIGINS=MINE)
    names = ",".join(f"x-{number}" for number in range(10_000))

    _, headers = asked(
        "OPTIONS", origin=MINE, **PREFLIGHT, **{"access-control-request-headers": names}
    )

    assert len(headers["Access-Control-Allow-Headers"].split(", ")) == 68


@pytest.mark.parametrize("origin", ["capacitor://localhost", "tauri://localhost", "app://-"])
def test_apps_have_origins_too(configure: Configure, origin: str) -> None:
    configure(ALLOWED_ORIGINS=f"{origin},{MINE}")

    status, headers = asked("OPTIONS", origin=origin, **PREFLIGHT)

    assert (status, headers["Access-Control-Allow-Origin"]) == (204, origin)


def test_every_origin_is_let_in_on_a_laptop() -> None:
    _, headers = asked("OPTIONS", origin=OTHER, **PREFLIGHT)

    assert headers["Access-Control-Allow-Origin"] == OTHER


@pytest.mark.parametrize("origin", ["https://a\r\nSet-Cookie: x=1", "https://云.cn", "a\x00b"])
def test_origin_that_does_not_fit_into_a_header_is_never_echoed(origin: str) -> None:
    assert asked("POST", origin=origin)[1]["Access-Control-Allow-Origin"] == cors.NOBODY
    with pytest.raises(Forbidden):
        cors.preflight(origin, ("*",))


def test_nobody_is_let_in_while_the_configuration_is_wrong(configure: Configure) -> None:
    configure(ALLOWED_ORIGINS=MINE, PORT="wrong")

    assert asked("POST", origin=MINE)[1]["Access-Control-Allow-Origin"] == cors.NOBODY
    assert asked("OPTIONS", origin=MINE, **PREFLIGHT)[0] == 503
