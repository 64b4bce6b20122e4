"""DashScope's calls against its simulator: each way, and each way to fail."""

import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest

from shared.dashscope import client
from shared.dashscope.client import Account
from shared.dashscope.errors import DashScopeError
from tests.conftest import Configure
from tests.simulators.dashscope import DashScopeSimulator

TEXT = "/services/aigc/text2image/image-synthesis"
MESSAGES = "/services/aigc/multimodal-generation/generation"


@pytest.fixture
def studio() -> Iterator[DashScopeSimulator]:
    with DashScopeSimulator() as simulator:
        yield simulator


@pytest.fixture
def account(studio: DashScopeSimulator) -> Account:
    return Account(studio.url, studio.key)


def drawing(prompt: str, model: str = "qwen-image-plus", **parameters: Any) -> dict[str, Any]:
    return {"model": model, "input": {"prompt": prompt}, "parameters": {"n": 1, **parameters}}


def told(prompt: str, model: str = "qwen-image-2.0") -> dict[str, Any]:
    content = [{"text": prompt}]
    messages = [{"role": "user", "content": content}]
    return {"model": model, "input": {"messages": messages}, "parameters": {"n": 1}}


def failed(call: Any) -> DashScopeError:
    with pytest.raises(DashScopeError) as caught:
        call()
    return caught.value


def test_a_task_is_created_looked_at_and_over(account: Account) -> None:
    task_id = client.create(account, TEXT, drawing("一只猫"))
    seen = [client.query(account, task_id).status for _ in range(3)]

    assert seen == ["pending", "running", "succeeded"]
    answer = client.query(account, task_id).answer
    assert answer.usage == {"image_count": 1}
    assert answer.output["results"][0]["url"].startswith(account.url)


def test_an_answer_at_once_has_its_pictures_and_count(account: Account) -> None:
    answer = client.ask(account, MESSAGES, told("一只猫"), seconds=5)

    assert answer.output["choices"][0]["message"]["content"][0]["image"]
    assert (answer.usage["image_count"], bool(answer.request_id)) == (1, True)


def test_a_task_that_is_not_ours_is_unknown(account: Account) -> None:
    assert client.query(account, "0b1a/..").status == "unknown"


def test_only_what_waits_can_be_cancelled(studio: DashScopeSimulator, account: Account) -> None:
    studio.held.set()
    first = client.create(account, TEXT, drawing("一只猫"))
    second = client.create(account, TEXT, drawing("一只狗"))
    assert client.cancel(account, first)
    assert client.query(account, first).status == "cancelled"

    studio.held.clear()
    client.query(account, second)
    client.query(account, second)

    assert not client.cancel(account, second)


def test_a_task_that_failed_says_why_or_that_it_does_not(account: Account) -> None:
    for mode, detail in (("fail-task", "InternalError.Algo"), ("fail-silent", "no code")):
        task_id = client.create(account, TEXT, drawing(f"[{mode}]"))
        for _ in range(3):
            task = client.query(account, task_id)
        found = client.failure(task)

        assert (task.status, found.error.code) == ("failed", "upstream_error")
        assert found.detail.startswith(detail)
        assert "request" in found.detail


@pytest.mark.parametrize(
    ("mode", "status", "retryable", "ambiguous"),
    [
        ("moderated-in", 422, False, False),
        ("fail-500", 502, True, False),
        ("throttle-twice", 503, True, False),
        ("html-error", 502, True, True),
        ("drop", 502, True, True),
    ],
)
def test_a_creation_that_fails_says_whether_it_may_be_paid_for(
    account: Account, mode: str, status: int, retryable: bool, ambiguous: bool
) -> None:
    found = failed(lambda: client.create(account, TEXT, drawing(f"[{mode}] 一只猫")))

    assert found.error.status == status
    assert (found.retryable, found.ambiguous) == (retryable, ambiguous)


def test_an_answer_that_drips_is_given_up_in_time(account: Account) -> None:
    begun = time.monotonic()
    found = failed(lambda: client.create(account, TEXT, drawing("[slow-body]"), seconds=0.3))

    assert (found.error.status, found.ambiguous) == (504, True)
    assert time.monotonic() - begun < 3


def test_a_creation_is_sent_once_whatever_happens(
    studio: DashScopeSimulator, account: Account
) -> None:
    failed(lambda: client.create(account, TEXT, drawing("[drop]")))

    assert len(studio.creations) == 1


def test_a_server_that_is_not_there_has_heard_nothing() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen
        nowhere = Account(f"http://127.0.0.1:{taken.getsockname()[1]}", "k")
        found = failed(lambda: client.create(nowhere, TEXT, drawing("一只猫")))

    assert (found.retryable, found.ambiguous, found.error.status) == (True, False, 502)


def test_a_silent_server_costs_no_more_than_the_time_it_was_given() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        account = Account(f"http://127.0.0.1:{silent.getsockname()[1]}", "k")
        found = failed(lambda: client.create(account, TEXT, drawing("一只猫"), seconds=0.2))

    assert (found.error.status, found.ambiguous) == (504, True)


@pytest.mark.parametrize("mode", ["poll-500", "poll-html", "poll-drop", "odd-status"])
def test_a_look_that_fails_may_be_taken_again(account: Account, mode: str) -> None:
    task_id = client.create(account, TEXT, drawing(f"[{mode}]"))

    assert failed(lambda: client.query(account, task_id)).retryable


def test_more_looks_than_are_allowed_are_throttled(account: Account) -> None:
    task_id = client.create(account, TEXT, drawing("[stuck]"))

    def many() -> None:
        for _ in range(40):
            client.query(account, task_id)

    assert failed(many).error.reason == "upstream_busy"


def test_the_wrong_way_and_the_wrong_key_are_the_deployments_fault(account: Account) -> None:
    wrong_way = failed(lambda: client.create(account, MESSAGES, told("一只猫")))
    wrong_key = failed(
        lambda: client.create(Account(account.url, "sk-other"), TEXT, drawing("一只猫"))
    )

    for found in (wrong_way, wrong_key):
        assert (found.error.reason, found.retryable) == ("upstream_refused", False)


def test_without_a_key_there_is_no_account(configure: Configure) -> None:
    assert client.account() is None

    configure(DASHSCOPE_API_KEY="sk-d", DASHSCOPE_API_URL="http://127.0.0.1:9/api/v1/")
    assert client.account() == Account("http://127.0.0.1:9", "sk-d")
    assert "sk-d" not in repr(client.account())


def test_a_key_for_qwen_is_one_for_its_pictures(configure: Configure) -> None:
    configure(OPENAI_API_KEY="sk-qwen")

    assert client.account() == Account("https://dashscope.aliyuncs.com", "sk-qwen")


def test_a_key_for_others_stays_with_them(configure: Configure) -> None:
    configure(OPENAI_API_KEY="sk-other", OPENAI_API_URL="https://api.example.com/v1")

    assert client.account() is None
