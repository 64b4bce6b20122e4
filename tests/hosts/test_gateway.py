"""Every function behind the routes of template.yml."""

import io
import json
import time
from pathlib import Path
from typing import Any

import pytest

from shared.config.environment import ConfigError
from shared.hosts import gateway, routes
from shared.hosts.event import Function
from shared.hosts.gateway import direct, like_fc
from shared.hosts.routes import Deployed
from shared.http.endpoint import endpoint
from shared.http.request import Request
from tests.client import ROUTES, WsgiClient
from tests.conftest import Configure
from tests.simulators.openai import OpenAISimulator

QUESTION = {"messages": [{"role": "user", "content": "你好"}]}


def client_of(host: Any) -> WsgiClient:
    client = WsgiClient()
    client.app = gateway.application(ROUTES, host)
    return client


@pytest.fixture(params=[direct, like_fc])
def served(request: pytest.FixtureRequest) -> WsgiClient:
    return client_of(request.param)


@pytest.mark.parametrize("path", ["/nowhere", "/api/health/", "/API/health", "/docs//", "/api/云"])
def test_path_without_a_route_is_not_found_in_the_shape_of_the_contract(
    served: WsgiClient, path: str
) -> None:
    answer = served.call("GET", path)

    assert answer.status == 404
    assert answer.code == "not_found"
    assert answer.headers["x-request-id"] == answer.json["error"]["request_id"]


def test_method_that_no_route_lists_is_not_found_as_on_fc(served: WsgiClient) -> None:
    assert served.call("TRACE", "/api/health").status == 404


@pytest.mark.parametrize("path", ["/api/health", "/api/info"])
def test_each_route_leads_to_its_function(served: WsgiClient, path: str) -> None:
    assert served.call("GET", path).status == 200


def test_every_function_of_the_template_answers(served: WsgiClient) -> None:
    for route in ROUTES.routes:
        if not route.path.endswith("*"):
            assert served.call("OPTIONS", route.path).status == 204


def test_path_that_is_not_utf_8_is_not_found(served: WsgiClient) -> None:
    started: list[Any] = []
    given = {"REQUEST_METHOD": "GET", "PATH_INFO": "/\xff", "wsgi.input": io.BytesIO()}

    served.app(given, lambda *said: started.append(said))

    assert started[0][0] == "404 Not Found"


@pytest.mark.usefixtures("sqlite")
@pytest.mark.parametrize("spoofed", ["/invoke", "/initialize"])
def test_spoofed_control_path_does_nothing(model: OpenAISimulator, spoofed: str) -> None:
    headers = {"X-Fc-Control-Path": spoofed, "X-Fc-Request-Id": "made-up"}

    answer = client_of(like_fc).call("POST", "/api/chat", QUESTION, headers=headers)

    assert answer.status == 200
    assert answer.json["message"]["role"] == "assistant"
    assert answer.headers["x-request-id"] != "made-up"


@pytest.mark.usefixtures("sqlite", "model")
def test_web_function_streams_through_both_hosts(served: WsgiClient) -> None:
    answer = served.call("POST", "/api/chat", QUESTION | {"stream": True})

    assert [name for name, _ in answer.events][0 :: len(answer.events) - 1] == ["start", "done"]


def test_platforms_frames_stand_around_the_log_of_a_web_function(
    capsys: pytest.CaptureFixture[str],
) -> None:
    client_of(like_fc).call("GET", "/api/chat")

    first, line, last = capsys.readouterr().out.splitlines()
    assert first.startswith("FC Invoke Start")
    assert json.loads(line)["status"] == 405
    assert last.startswith("FC Invoke End")


@endpoint("GET", "/left")
def left(request: Request) -> dict[str, float]:
    return {"left": request.deadline - time.monotonic()}


@pytest.mark.parametrize("host", [direct, like_fc])
@pytest.mark.parametrize(
    ("deployed", "variables", "seconds"),
    [
        (Deployed("probe", True, 300), {}, 300),
        (Deployed("probe", True, 120), {}, 120),
        (Deployed("probe", False, 15), {}, 15),
        (Deployed("probe", True, 120), {"LLM_TIMEOUT": "30"}, 120),
        (Deployed("probe", True, 120), {"LLM_TIMEOUT": "300"}, 320),
        (Deployed("probe", False, 60), {"LLM_TIMEOUT": "300"}, 320),
        (Deployed("probe", True, 120), {"FUNCTION_TIMEOUT": "600", "LLM_TIMEOUT": "30"}, 600),
        (Deployed("probe", False, 15), {"FUNCTION_TIMEOUT": "600"}, 600),
    ],
)
def test_each_function_has_its_own_time_out_and_the_model_its_time(
    host: Any,
    deployed: Deployed,
    variables: dict[str, str],
    seconds: int,
    configure: Configure,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    configure(**variables)
    monkeypatch.setattr(gateway, "load", lambda _name: Function(left))
    client = WsgiClient()
    client.app = host(deployed)

    found = client.call("GET", "/left").json["left"]

    assert seconds - 5 < found < seconds


@pytest.mark.parametrize("name", ["direct_app", "fc_app"])
def test_servers_find_their_application_by_name(name: str) -> None:
    client = WsgiClient()
    client.app = getattr(gateway, name)

    assert client.call("GET", "/api/health").status == 200


def test_other_names_are_not_made_up() -> None:
    with pytest.raises(AttributeError):
        _ = gateway.nothing


def test_deployment_without_a_secret_is_not_served(configure: Configure) -> None:
    configure(
        APP_ENV="production", JWT_SECRET="", PASSWORD_COST="12", ALLOWED_ORIGINS="https://a.cn"
    )

    with pytest.raises(ConfigError, match="JWT_SECRET"):
        _ = gateway.direct_app


def test_every_function_has_a_folder_and_a_route_unless_we_call_it_ourselves() -> None:
    folders = {path.parent.name for path in Path("functions").glob("*/index.py")}
    routed = {route.function.name for route in routes.read(gateway.TEMPLATE).routes}

    assert routed == folders - {"scheduler", "worker", "media_worker"}
