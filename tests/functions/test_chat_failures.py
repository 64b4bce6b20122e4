"""POST /api/chat when the model fails: the caller learns it, nothing is kept, the next goes on."""

import json
import time

import pytest

from shared.hosts import gateway
from shared.llm.transport import targets
from tests.client import Client, WsgiClient, http_event, read_answer
from tests.conftest import Configure
from tests.functions.questions import ask, question, titles
from tests.hosts.sample import context
from tests.simulators.openai import (
    Cut,
    DataPrefixed400,
    Drip,
    Fault,
    HugeBody,
    OpenAISimulator,
    Stall,
    StallAfter,
    Status,
    WrongJson,
)
from tests.simulators.openai_statuses import (
    ARK_OVERDUE,
    BAD_GATEWAY,
    FREE_TIER_ONLY,
    INTERNAL_ERROR,
    INVALID_API_KEY,
    LIMIT_REQUESTS,
    MODEL_NOT_FOUND,
    MODEL_UNAVAILABLE,
)

TOO_LONG = Status(400, "invalid_parameter_error", "Range of input length should be [1, 30720]")
BUSY = Status(429, "Throttling", "slow down", headers={"Retry-After": "7"})


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "_BACKOFF", 0.01)


def fails(client: Client, model: OpenAISimulator, *faults: Fault) -> tuple[int, str]:
    """The status and code of a question that meets the faults; then all is as before."""
    account = client.register()
    model.script(*faults)

    answer = ask(client, account=account)

    assert titles(client, account) == []
    assert answer.json["error"]["request_id"] == answer.headers["x-request-id"]
    assert ask(client, account=account).status == 200
    assert len(titles(client, account)) == 1
    return answer.status, answer.code


@pytest.mark.parametrize(
    "fault",
    [
        INTERNAL_ERROR,
        MODEL_UNAVAILABLE,
        BAD_GATEWAY,
        WrongJson(),
        WrongJson("truncated"),
        HugeBody(9),
    ],
)
def test_fault_that_stays_is_an_upstream_error(
    client: Client, model: OpenAISimulator, fault: Fault
) -> None:
    assert fails(client, model, fault, fault, fault) == (502, "upstream_error")
    assert len(model.requests) == 4


@pytest.mark.parametrize("fault", [INTERNAL_ERROR, BAD_GATEWAY, Cut(), WrongJson()])
def test_fault_that_passes_is_not_noticed(
    client: Client, model: OpenAISimulator, fault: Fault
) -> None:
    model.script(fault, fault)

    assert ask(client).status == 200
    assert len(model.requests) == 3


@pytest.mark.parametrize("fault", [INVALID_API_KEY, MODEL_NOT_FOUND, FREE_TIER_ONLY, ARK_OVERDUE])
def test_refusal_for_reasons_of_ours_is_an_upstream_error(
    client: Client, model: OpenAISimulator, fault: Fault
) -> None:
    assert fails(client, model, fault) == (502, "upstream_error")
    assert len(model.requests) == 2


@pytest.mark.parametrize("fault", [DataPrefixed400(), TOO_LONG])
def test_refusal_for_what_was_asked_is_the_callers(
    client: Client, model: OpenAISimulator, fault: Fault
) -> None:
    assert fails(client, model, fault) == (422, "invalid_request")


def test_busy_model_says_when_to_come_back(client: Client, model: OpenAISimulator) -> None:
    model.normally = LIMIT_REQUESTS

    answer = ask(client)

    assert (answer.status, answer.code) == (503, "unavailable")
    assert int(answer.headers["retry-after"]) > 0


def test_wait_that_the_model_asks_for_and_that_is_too_long_is_passed_on(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(LLM_TIMEOUT="3")
    model.normally = BUSY
    started = time.monotonic()

    answer = ask(client)

    assert (answer.status, answer.headers["retry-after"]) == (503, "7")
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("fault", [Stall(), StallAfter(1), Drip(0.2)])
def test_model_that_is_too_slow_is_given_up_in_time(
    client: Client, model: OpenAISimulator, configure: Configure, fault: Fault
) -> None:
    configure(LLM_TIMEOUT="1")
    started = time.monotonic()

    assert fails(client, model, fault) == (504, "upstream_timeout")
    assert time.monotonic() - started < 5


def test_model_that_is_gone_is_an_upstream_error_until_it_is_back(
    client: Client, model: OpenAISimulator
) -> None:
    model.stop()
    gone = ask(client)
    model.start()

    assert (gone.status, gone.code) == (502, "upstream_error")
    assert ask(client).status == 200


@pytest.mark.usefixtures("sqlite")
def test_time_out_of_the_function_bounds_the_model(model: OpenAISimulator) -> None:
    model.script(Stall())
    event = http_event(
        "POST", "/api/chat", json.dumps(question()).encode(), {"Content-Type": "application/json"}
    )
    started = time.monotonic()

    answer = read_answer(gateway.load("chat")(event, context(timeout=3)))

    assert (answer.status, answer.code) == (504, "upstream_timeout")
    assert time.monotonic() - started < 3


@pytest.mark.usefixtures("sqlite")
def test_configured_time_out_bounds_the_model_where_the_platform_says_none(
    model: OpenAISimulator, configure: Configure
) -> None:
    configure(FUNCTION_TIMEOUT="3")
    model.script(Stall())
    started = time.monotonic()

    assert ask(WsgiClient()).code == "upstream_timeout"
    assert time.monotonic() - started < 3


def test_log_says_why_the_model_failed_and_the_answer_does_not(
    client: Client, model: OpenAISimulator, capsys: pytest.CaptureFixture[str]
) -> None:
    model.script(INVALID_API_KEY)

    answer = client.call("POST", "/api/chat", question())

    assert b"invalid_api_key" not in answer.body
    assert "HTTP 401 invalid_api_key" in capsys.readouterr().out
