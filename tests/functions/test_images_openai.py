"""/v1/images: what OpenAI's clients send, hear, and never pay twice for."""

import base64
import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from pytest_mock import MockerFixture

from shared.pictures import inputs, openai
from shared.tasks import adding, waiting
from tests import label_readers
from tests.administering import balance, give, offer
from tests.client import Account, Answer, Client
from tests.conftest import Configure
from tests.functions.painting import (
    EDITS,
    GENERATIONS,
    GIVEN,
    IMAGES,
    VIDEOS,
    is_as_before,
    order,
    png,
    task,
    unfinished,
)
from tests.functions.painting import painter as painter
from tests.functions.painting import payer as payer
from tests.functions.painting import studio as studio
from tests.functions.pictures import opened, stored
from tests.people import administrator, api_key
from tests.simulators.dashscope import DashScopeSimulator
from tests.simulators.dashscope_results import picture
from tests.waiting import until

DATA_URL = f"data:image/png;base64,{base64.b64encode(png()).decode()}"


def ask(client: Client, account: Account | None, prompt: str = "a cat", **more: Any) -> Answer:
    headers = more.pop("headers", None)
    token = more.pop("token", None) or (account.token if account else None)
    return client.call(
        "POST", GENERATIONS, {"prompt": prompt, **more}, token=token, headers=headers
    )


def edit(client: Client, account: Account, *files: tuple[str, bytes], **fields: str) -> Answer:
    """A form as OpenAI's SDKs send it: several pictures as `image[]`."""
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, content in files:
        head = f'--b\r\nContent-Disposition: form-data; name="{name}"; filename="a.png"\r\n'
        parts.append(head.encode() + b"Content-Type: image/png\r\n\r\n" + content + b"\r\n")
    raw, headers = (
        b"".join(parts) + b"--b--\r\n",
        {"Content-Type": "multipart/form-data; boundary=b"},
    )
    return client.call("POST", EDITS, raw=raw, headers=headers, token=account.token)


# refused


def test_nobody_draws_without_a_token_or_key(client: Client, studio: DashScopeSimulator) -> None:
    assert ask(client, None).code == "invalid_api_key"


def test_without_a_key_for_a_provider_the_answer_says_what_to_set(client: Client) -> None:
    answer = ask(client, client.register())

    assert (answer.status, answer.code) == (503, "unavailable")
    assert "IMAGES_API_URL" in answer.json["error"]["message"]


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"prompt": None}, "prompt"),
        ({"prompt": ""}, "prompt"),
        ({"n": 0}, "n"),
        ({"n": 11}, "n"),
        ({"model": "qwen-image-plus", "n": 2}, "n"),
        ({"size": "512x512"}, "size"),
        ({"response_format": "png"}, "response_format"),
        ({"stream": True}, "stream"),
        ({"model": "qwen-plus"}, "model"),
        ({"image": "https://127.0.0.1/a.png"}, "image"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_its_field(
    client: Client, payer: Account, studio: DashScopeSimulator, body: dict[str, Any], param: str
) -> None:
    answer = ask(client, payer, **body)

    assert (answer.status, answer.json["error"]["param"]) == (400, param)
    assert is_as_before(client, payer)
    assert unfinished() == 0


def test_a_form_without_a_picture_with_a_mask_or_of_another_type_is_refused(
    client: Client, payer: Account, studio: DashScopeSimulator
) -> None:
    without = edit(client, payer, prompt="snow")
    masked = edit(client, payer, ("image", png()), ("mask", png()), prompt="snow")
    broken = edit(client, payer, ("image", b"no picture"), prompt="snow")
    wordless = edit(client, payer, ("image", png()))

    assert (without.status, without.json["error"]["param"]) == (400, "image")
    assert (masked.status, masked.json["error"]["param"]) == (400, "mask")
    assert broken.status in (400, 415)
    assert (wordless.status, wordless.json["error"]["param"]) == (400, "prompt")
    assert is_as_before(client, payer)


@pytest.mark.parametrize(
    ("images", "settings", "status", "code"),
    [
        (17, {}, 400, "invalid_request"),
        (2, {}, 400, "invalid_request"),
        (1, {"STORAGE_FILES": "1"}, 403, "storage_full"),
        (1, {"STORAGE_BYTES": "1000"}, 403, "storage_full"),
    ],
)
@pytest.mark.parametrize("path", [GENERATIONS, IMAGES])
def test_no_picture_is_read_before_there_is_place_for_what_is_ordered(
    client: Client,
    payer: Account,
    studio: DashScopeSimulator,
    configure: Configure,
    mocker: MockerFixture,
    path: str,
    images: int,
    settings: dict[str, str],
    status: int,
    code: str,
) -> None:
    file_id = stored(payer)
    configure(**settings)
    read = mocker.spy(inputs, "read")
    several = [file_id] * images if path == GENERATIONS else file_id
    model = "qwen-image-max" if images == 2 else "qwen-image-2.0"
    body: dict[str, Any] = {"prompt": "snow", "image": several, "model": model}
    if path == IMAGES and images == 17:
        body["n"] = 7
    answer = client.call("POST", path, body, token=payer.token)

    assert answer.status in (status, 422), answer.body
    assert answer.code == code
    assert read.call_count == 0


@pytest.mark.parametrize("path", [GENERATIONS, IMAGES, VIDEOS])
def test_no_picture_is_read_for_who_has_too_few_credits_or_too_many_tasks(
    client: Client,
    studio: DashScopeSimulator,
    configure: Configure,
    mocker: MockerFixture,
    path: str,
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true")
    poor, busy = client.register(), client.register()
    give(client, administrator(client), busy, 10 * GIVEN)
    for n in range(adding.MOST):
        assert order(client, busy, f"a cat {n}").status == 202
    read = mocker.spy(inputs, "read")

    answers = [
        client.call("POST", path, {"prompt": "snow", "image": stored(who)}, token=who.token)
        for who in (poor, busy)
    ]

    assert "insufficient" in answers[0].code
    assert answers[1].status == 429
    assert read.call_count == 0


def test_pictures_are_in_memory_one_after_the_other(
    client: Client,
    payer: Account,
    studio: DashScopeSimulator,
    painter: None,
    mocker: MockerFixture,
) -> None:
    file_id, said = stored(payer), list[str]()

    def noted(name: str, call: Callable[..., Any]) -> None:
        def noting(*given: Any, **more: Any) -> Any:
            said.append(name)
            return call(*given, **more)

        mocker.patch.object(inputs, name, noting)

    noted("read", inputs.read)
    noted("keep", inputs.keep)

    answer = ask(client, payer, image=[file_id] * 3, model="qwen-image-2.0")

    assert answer.status == 200, answer.body
    assert said == ["read", "keep"] * 3


# drawn


def test_pictures_come_as_base64(
    client: Client, payer: Account, studio: DashScopeSimulator, painter: None
) -> None:
    answer = ask(client, payer, model="qwen-image-2.0", n=2, size="1024x1024", user="u-1")

    assert answer.status == 200, answer.body
    first, _ = answer.json["data"]
    content = base64.b64decode(first["b64_json"])
    assert label_readers.is_the_same_but_for_the_mark(content, picture(1024, 1024))
    assert label_readers.of_picture(content) == json.loads(answer.headers["x-aigc-label"])
    assert answer.json["created"] > 1_700_000_000
    assert answer.headers["x-credits-charged"] == "400"
    assert answer.headers["x-ignored-fields"] == "user"
    assert task(client, payer, answer.headers["x-task-id"])["status"] == "succeeded"
    assert studio.creations[0].body["parameters"]["size"] == "1024*1024"


def test_pictures_come_as_links_for_an_hour(
    client: Client, payer: Account, studio: DashScopeSimulator, painter: None
) -> None:
    answer = ask(client, payer, response_format="url")

    (found,) = answer.json["data"]
    assert set(found) == {"url", "revised_prompt"}
    content = opened(client, found["url"]).body
    assert label_readers.is_the_same_but_for_the_mark(content, picture(1024, 1024))
    assert label_readers.of_picture(content)["ProduceID"] == answer.headers["x-task-id"]


def test_pictures_that_are_too_many_for_an_answer_come_as_links(
    client: Client,
    payer: Account,
    studio: DashScopeSimulator,
    painter: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(openai, "MOST", 10)

    assert "url" in ask(client, payer).json["data"][0]


def test_pictures_are_changed_by_a_form(
    client: Client, payer: Account, studio: DashScopeSimulator, painter: None
) -> None:
    files = [("image[]", png()), ("image[]", png(50, 50))]
    answer = edit(client, payer, *files, prompt="雪", model="qwen-image-2.0", quality="high")

    assert answer.status == 200, answer.body
    assert answer.headers["x-ignored-fields"] == "quality"
    (creation,) = studio.creations
    parts = creation.body["input"]["messages"][0]["content"]
    assert [next(iter(part)) for part in parts] == ["image", "image", "text"]
    assert parts[0]["image"] != parts[1]["image"]


def test_a_picture_may_stand_in_the_body(
    client: Client, payer: Account, studio: DashScopeSimulator, painter: None
) -> None:
    assert ask(client, payer, image=[DATA_URL]).status == 200
    assert "image" in studio.creations[0].body["input"]["messages"][0]["content"][0]


@pytest.mark.parametrize(
    ("prompt", "status", "code"),
    [
        ("[moderated-in]", 400, "content_filter"),
        ("[moderated-out]", 400, "content_filter"),
        ("[fail-task]", 502, "upstream_error"),
        ("[drop]", 502, "upstream_error"),
    ],
)
def test_what_comes_to_nothing_is_the_error_of_its_task(
    client: Client,
    payer: Account,
    studio: DashScopeSimulator,
    painter: None,
    prompt: str,
    status: int,
    code: str,
) -> None:
    answer = ask(client, payer, prompt)

    assert (answer.status, answer.code) == (status, code)
    assert answer.headers["x-task-id"]
    assert is_as_before(client, payer)


def test_what_is_cancelled_meanwhile_says_so(
    client: Client, payer: Account, studio: DashScopeSimulator, painter: None
) -> None:
    studio.held.set()
    answers: list[Answer] = []
    asking = threading.Thread(target=lambda: answers.append(ask(client, payer)))
    asking.start()
    until(lambda: len(studio.creations) == 1)
    (found,) = client.call("GET", "/api/tasks", token=payer.token).json["data"]
    client.call("DELETE", f"/api/tasks/{found['id']}", token=payer.token)
    asking.join()

    assert (answers[0].status, answers[0].code) == (409, "conflict")
    until(lambda: unfinished() == 0)
    assert is_as_before(client, payer)


# never twice


def test_beyond_what_anybody_waits_for_the_task_goes_on_and_is_joined(
    client: Client,
    payer: Account,
    studio: DashScopeSimulator,
    painter: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(waiting, "LONGEST", 0.2)
    studio.held.set()

    answer = ask(client, payer)
    again = ask(client, payer)

    assert (answer.status, answer.code) == (504, "upstream_timeout")
    assert answer.headers["x-task-id"] == again.headers["x-task-id"]
    assert answer.headers["x-task-id"] in answer.json["error"]["message"]
    studio.held.clear()
    monkeypatch.setattr(waiting, "LONGEST", 30)
    repeated = ask(client, payer, headers={"X-Stainless-Retry-Count": "1"})
    assert (repeated.status, repeated.headers["x-task-id"]) == (200, answer.headers["x-task-id"])
    assert len(studio.creations) == 1
    assert balance(client, payer) == GIVEN - 200


def test_the_same_question_at_the_same_time_is_one_task(
    client: Client, payer: Account, studio: DashScopeSimulator, painter: None
) -> None:
    studio.held.set()
    answers: list[Answer] = []
    asking = [threading.Thread(target=lambda: answers.append(ask(client, payer))) for _ in range(3)]
    for one in asking:
        one.start()
    until(lambda: len(studio.creations) >= 1)
    studio.held.clear()
    for one in asking:
        one.join()

    assert [answer.status for answer in answers] == [200] * 3
    assert len({answer.headers["x-task-id"] for answer in answers}) == 1
    assert (len(studio.creations), balance(client, payer)) == (1, GIVEN - 200)


def test_the_same_question_later_is_another_picture_unless_an_sdk_repeats_it(
    client: Client, payer: Account, studio: DashScopeSimulator, painter: None
) -> None:
    first, later = ask(client, payer), ask(client, payer)
    repeated = ask(client, payer, headers={"X-Stainless-Retry-Count": "2"})

    assert first.headers["x-task-id"] != later.headers["x-task-id"]
    assert repeated.headers["x-task-id"] == later.headers["x-task-id"]
    assert (len(studio.creations), balance(client, payer)) == (2, GIVEN - 400)


def test_what_failed_is_drawn_when_it_is_repeated(
    client: Client, payer: Account, studio: DashScopeSimulator, painter: None
) -> None:
    ask(client, payer, "[fail-task]")
    ask(client, payer, "[fail-task]", headers={"X-Stainless-Retry-Count": "1"})

    assert len(studio.creations) == 2


def test_a_key_for_the_question_is_one_picture_for_a_day(
    client: Client, payer: Account, studio: DashScopeSimulator, painter: None
) -> None:
    key = {"Idempotency-Key": "k-1"}
    first, again = ask(client, payer, headers=key), ask(client, payer, headers=key)
    other = ask(client, payer, "a dog", headers=key)

    assert first.json["data"] == again.json["data"]
    assert (other.status, other.code) == (409, "idempotency_conflict")
    assert (len(studio.creations), balance(client, payer)) == (1, GIVEN - 200)


@pytest.mark.parametrize("headers", [{"X-Stainless-Retry-Count": "1"}, {"Idempotency-Key": "k"}])
def test_a_repeated_question_is_the_same_also_without_history_at_another_price_and_when_full(
    client: Client,
    payer: Account,
    studio: DashScopeSimulator,
    painter: None,
    configure: Configure,
    headers: dict[str, str],
) -> None:
    configure(STORE_HISTORY="false")
    first = ask(client, payer, headers=headers)
    offer(
        client, administrator(client), first_model(client, payer, first), provider="dashscope",
        capabilities=["image"], context_length=800, prices=[{"input": 0, "output": 0, "unit": 9}],
    )  # fmt: skip
    configure(STORAGE_FILES="1")

    again = ask(client, payer, headers=headers)

    assert (first.status, again.status) == (200, 200), again.body
    assert again.headers["x-task-id"] == first.headers["x-task-id"]
    assert len(studio.creations) == 1


def first_model(client: Client, account: Account, answer: Answer) -> str:
    name: str = task(client, account, answer.headers["x-task-id"])["model"]
    return name


def test_questions_of_other_keys_and_forms_are_told_apart(
    client: Client,
    payer: Account,
    studio: DashScopeSimulator,
    painter: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(waiting, "LONGEST", 0.0)
    studio.held.set()
    key = api_key(client, payer)["key"]

    by_token, by_key = ask(client, payer), ask(client, None, token=key)
    forms = [edit(client, payer, ("image", png(side, 50)), prompt="x") for side in (50, 60, 60)]

    names = [answer.headers["x-task-id"] for answer in (by_token, by_key, *forms)]
    assert len(set(names)) == 4
    assert names[3] == names[4]
