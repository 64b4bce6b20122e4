"""POST /api/images: what is refused, asked of Model Studio, kept and paid."""

import base64
from typing import Any

import pytest

from functions.worker.index import handler
from shared.dashscope import client as dashscope
from shared.pictures import pacing
from shared.tasks import steps
from tests import label_readers
from tests.administering import balance, give, movements, offer
from tests.client import Account, Client
from tests.conftest import Clock, Configure
from tests.functions.painting import (
    GIVEN,
    drawn,
    finish,
    is_as_before,
    order,
    png,
    task,
    unfinished,
    work,
)
from tests.functions.painting import payer as payer
from tests.functions.painting import studio as studio
from tests.functions.pictures import opened
from tests.people import administrator
from tests.simulators.dashscope import DashScopeSimulator
from tests.simulators.dashscope_results import picture

DATA_URL = f"data:image/png;base64,{base64.b64encode(png()).decode()}"


# refused, before anything is reserved


def test_nobody_draws_without_an_account(client: Client, studio: DashScopeSimulator) -> None:
    assert order(client, None).code == "unauthorized"


def test_without_a_key_the_answer_says_what_to_set_and_nothing_is_reserved(
    client: Client, configure: Configure
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true")
    account = client.register()
    give(client, administrator(client), account, GIVEN)

    answer = order(client, account)

    assert (answer.status, answer.code) == (503, "unavailable")
    assert "DASHSCOPE_API_KEY" in answer.json["error"]["message"]
    assert "IMAGES_API_URL" in answer.json["error"]["message"]
    assert is_as_before(client, account)
    assert not client.call("GET", "/api/info").json["features"]["images"]


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"prompt": " "}, "prompt"),
        ({"prompt": "猫" * 801}, "prompt"),
        ({"negative_prompt": "狗" * 501}, "negative_prompt"),
        ({"model": "qwen-plus"}, "model"),
        ({"n": 0}, "n"),
        ({"model": "qwen-image-plus", "n": 2}, "n"),
        ({"model": "wan2.6-t2i", "n": 5}, "n"),
        ({"size": "1024x1024"}, "size"),
        ({"size": "1024*1024*1"}, "size"),
        ({"size": "huge"}, "size"),
        ({"model": "wan2.6-t2i", "size": "1024x1024"}, "size"),
        ({"model": "wan2.6-t2i", "size": "4000x500"}, "size"),
        ({"model": "wan2.7-image", "size": "4K"}, "size"),
        ({"model": "wan2.7-image", "negative_prompt": "a"}, "negative_prompt"),
        ({"model": "qwen-image-edit"}, "image"),
        ({"model": "qwen-image-max", "image": DATA_URL}, "image"),
        ({"image": "data:image/png;base64,AAAA"}, "image"),
        ({"image": "file:///etc/passwd"}, "image"),
        ({"image": "https://127.0.0.1/a.png"}, "image"),
        ({"quality": "hd"}, "quality"),
    ],
)
def test_what_cannot_be_drawn_is_refused_before_anything_is_asked_or_set_aside(
    client: Client, payer: Account, studio: DashScopeSimulator, body: dict[str, Any], param: str
) -> None:
    answer = order(client, payer, **body)

    assert answer.status in (415, 422), answer.body
    assert answer.json["error"]["param"] == param
    assert is_as_before(client, payer)
    assert (studio.calls, unfinished()) == ([], 0)


def test_a_size_that_is_not_drawn_is_refused_with_those_that_are(
    client: Client, payer: Account
) -> None:
    fixed = order(client, payer, size="1024x1024").json["error"]["message"]
    free = order(client, payer, size="99x99", model="wan2.2-t2i-plus").json["error"]["message"]

    assert "1328x1328" in fixed
    assert "512–1440" in free


def test_who_wants_several_and_names_no_model_gets_one_that_draws_several(
    client: Client, payer: Account, studio: DashScopeSimulator, clock: Clock
) -> None:
    assert order(client, payer, n=7).code == "invalid_request"

    task = drawn(client, payer, clock, n=4)

    assert [len(task["result"]["images"]), task["credits"]["charged"]] == [4, 800]


def test_an_unknown_model_is_not_found(client: Client, payer: Account) -> None:
    assert order(client, payer, model="dall-e-3").code == "model_not_found"


def test_a_model_of_an_unknown_price_is_refused_where_credits_count(
    client: Client, payer: Account, studio: DashScopeSimulator, configure: Configure, clock: Clock
) -> None:
    offer(
        client, administrator(client), "qwen-image-3.0", provider="dashscope",
        capabilities=["image"], prices=[{"input": 0, "output": 0}],
    )  # fmt: skip

    answer = order(client, payer, model="qwen-image-3.0")

    assert (answer.status, answer.code) == (503, "unavailable")
    assert is_as_before(client, payer)
    configure(ENABLE_CREDIT_SYSTEM="false")
    assert drawn(client, payer, clock, model="qwen-image-3.0")["status"] == "succeeded"


def test_who_has_too_few_credits_is_refused(
    client: Client, studio: DashScopeSimulator, configure: Configure
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true")
    account = client.register()
    give(client, administrator(client), account, 199)

    assert order(client, account).code == "insufficient_credits"
    assert studio.calls == []


def test_who_has_no_room_for_the_pictures_is_refused_before_they_are_paid_for(
    client: Client, payer: Account, studio: DashScopeSimulator, configure: Configure
) -> None:
    configure(STORAGE_BYTES="1000000")

    assert order(client, payer).code == "storage_full"
    assert is_as_before(client, payer)


def test_there_has_to_be_room_for_each_of_the_files(
    client: Client, payer: Account, studio: DashScopeSimulator, configure: Configure
) -> None:
    configure(STORAGE_FILES="2")

    assert order(client, payer, model="qwen-image-2.0", n=3).code == "storage_full"
    assert order(client, payer, model="qwen-image-2.0", n=2).status == 202


def test_what_was_paid_for_is_kept_and_charged_also_where_the_storage_was_filled_meanwhile(
    client: Client,
    payer: Account,
    studio: DashScopeSimulator,
    configure: Configure,
    clock: Clock,
) -> None:
    answer = order(client, payer, model="qwen-image-2.0", n=2)
    configure(STORAGE_FILES="1", STORAGE_BYTES="100")
    finish(clock)

    shown = task(client, payer, answer.json["task"]["id"])
    assert (shown["status"], len(shown["result"]["images"])) == ("succeeded", 2)
    assert balance(client, payer) == GIVEN - 400
    assert order(client, payer).code == "storage_full"


# drawn


@pytest.mark.parametrize(
    ("model", "n", "size"),
    [
        ("qwen-image-plus", 1, "1664x928"),
        ("qwen-image-2.0", 3, "1024x1024"),
        ("wan2.7-image", 2, "1024*1024"),
        ("wan2.6-t2i", 2, None),
        ("wan2.2-t2i-flash", 4, "auto"),
        ("z-image-turbo", 1, None),
    ],
)
def test_pictures_are_drawn_kept_and_paid_by_each_way(
    client: Client,
    payer: Account,
    studio: DashScopeSimulator,
    clock: Clock,
    model: str,
    n: int,
    size: str | None,
) -> None:
    shown = drawn(client, payer, clock, model=model, n=n, size=size)

    assert (shown["status"], shown["kind"], shown["model"]) == ("succeeded", "image", model)
    images = shown["result"]["images"]
    assert (len(images), shown["result"]["failed"]) == (n, [])
    file = client.call("GET", f"/api/files/{images[0]['file_id']}", token=payer.token).json
    assert file["content_type"] == "image/png"
    width, height = images[0]["width"], images[0]["height"]
    content = opened(client, file["url"]).body
    assert label_readers.is_the_same_but_for_the_mark(content, picture(width, height))
    assert label_readers.of_picture(content)["ProduceID"] == shown["id"]
    assert file["label"] == "generated"
    (creation,) = studio.creations
    assert creation.body["parameters"]["n"] == n
    assert shown["credits"]["charged"] == GIVEN - balance(client, payer) > 0
    assert shown["credits"]["charged"] % n == 0


def test_how_many_to_draw_is_always_said(
    client: Client, payer: Account, studio: DashScopeSimulator, clock: Clock
) -> None:
    """wan2.6 would draw four, at four times the price."""
    shown = drawn(client, payer, clock, model="wan2.6-t2i")

    assert studio.creations[0].body["parameters"]["n"] == 1
    assert len(shown["result"]["images"]) == 1
    assert balance(client, payer) == GIVEN - 200


def test_the_answer_is_a_task_and_where_to_look(
    client: Client, payer: Account, studio: DashScopeSimulator
) -> None:
    answer = order(client, payer)

    shown = answer.json["task"]
    assert answer.headers["location"] == f"/api/tasks/{shown['id']}"
    assert answer.headers["retry-after"] == "3"
    assert (shown["status"], shown["credits"]) == ("queued", {"reserved": 200, "charged": 0})
    assert studio.calls == []


@pytest.mark.parametrize("model", ["qwen-image-2.0", "wan2.7-image", "wan2.5-i2i-preview"])
def test_a_picture_to_begin_from_goes_along(
    client: Client, payer: Account, studio: DashScopeSimulator, clock: Clock, model: str
) -> None:
    shown = drawn(client, payer, clock, model=model, image=DATA_URL)

    assert shown["status"] == "succeeded"
    asked = str(studio.creations[0].body["input"])
    assert "data:image/jpeg;base64,/9j/" in asked


def test_without_a_name_the_model_that_edits_is_asked_for_an_edit(
    client: Client, payer: Account, studio: DashScopeSimulator, clock: Clock
) -> None:
    assert drawn(client, payer, clock, image=DATA_URL)["model"] == "qwen-image-2.0"


def test_a_file_of_anothers_is_not_found(
    client: Client, payer: Account, studio: DashScopeSimulator, clock: Clock
) -> None:
    file_id = drawn(client, payer, clock)["result"]["images"][0]["file_id"]
    other = client.register()
    give(client, administrator(client), other, GIVEN)

    assert drawn(client, payer, clock, image=file_id)["status"] == "succeeded"
    assert order(client, other, image=file_id).status == 404


@pytest.mark.parametrize(
    ("model", "place"),
    [
        ("wan2.2-t2i-plus", "input"),
        ("qwen-image-plus", "parameters"),
        ("wan2.6-t2i", "parameters"),
        ("qwen-image-2.0", "parameters"),
    ],
)
def test_what_is_not_to_be_seen_stands_where_each_model_looks_for_it(
    client: Client,
    payer: Account,
    studio: DashScopeSimulator,
    clock: Clock,
    model: str,
    place: str,
) -> None:
    drawn(client, payer, clock, model=model, negative_prompt="模糊")

    assert studio.creations[0].body[place]["negative_prompt"] == "模糊"


# not drawn


def test_what_came_of_some_is_charged_and_the_rest_explained(
    client: Client, payer: Account, studio: DashScopeSimulator, clock: Clock
) -> None:
    shown = drawn(client, payer, clock, prompt="[partial]", model="wan2.2-t2i-plus", n=3)

    assert (shown["status"], len(shown["result"]["images"])) == ("succeeded", 2)
    assert [one["code"] for one in shown["result"]["failed"]] == ["content_refused"]
    assert shown["credits"] == {"reserved": 600, "charged": 400}
    assert balance(client, payer) == GIVEN - 400


def test_a_picture_that_is_only_left_out_is_missing_too(
    client: Client, payer: Account, studio: DashScopeSimulator, clock: Clock
) -> None:
    shown = drawn(client, payer, clock, prompt="[partial]", model="wan2.7-image", n=3)

    assert [one["code"] for one in shown["result"]["failed"]] == ["upstream_error"]
    assert balance(client, payer) == GIVEN - 400


@pytest.mark.parametrize(
    ("prompt", "model"),
    [
        ("[moderated-in]", "qwen-image-plus"),
        ("[moderated-in]", "qwen-image-2.0"),
        ("[moderated-out]", "qwen-image-plus"),
        ("[moderated-out]", "wan2.7-image"),
        ("[moderated-out]", "qwen-image-2.0"),
    ],
)
def test_what_is_refused_for_its_content_says_so_and_is_free(
    client: Client,
    payer: Account,
    studio: DashScopeSimulator,
    clock: Clock,
    prompt: str,
    model: str,
) -> None:
    shown = drawn(client, payer, clock, prompt=prompt, model=model)

    assert (shown["status"], shown["error"]["code"]) == ("failed", "content_refused")
    assert shown["error"]["message"]
    assert is_as_before(client, payer)


@pytest.mark.parametrize(
    ("prompt", "code", "creations"),
    [
        ("[fail-500]", "upstream_error", 0),
        ("[fail-task]", "upstream_error", 1),
        ("[fail-silent]", "upstream_error", 1),
        ("[stuck]", "upstream_timeout", 1),
        ("[odd-status]", "upstream_timeout", 1),
        ("[html-error]", "upstream_error", 0),
        ("[drop]", "upstream_error", 1),
        ("[link-404]", "upstream_error", 1),
        ("[link-expired]", "upstream_error", 1),
        ("[huge-file]", "upstream_error", 1),
        ("[not-a-picture]", "upstream_error", 1),
        ("[elsewhere]", "upstream_error", 1),
        ("[redirect-to-127.0.0.1]", "upstream_error", 1),
    ],
)
def test_what_comes_to_nothing_says_why_and_is_free(
    client: Client,
    payer: Account,
    studio: DashScopeSimulator,
    clock: Clock,
    prompt: str,
    code: str,
    creations: int,
) -> None:
    shown = drawn(client, payer, clock, prompt=prompt)

    assert (shown["status"], shown["error"]["code"]) == ("failed", code)
    assert shown["error"]["message"]
    assert is_as_before(client, payer)
    assert len(studio.creations) == creations


def test_a_creation_that_may_be_paid_for_is_never_repeated(
    client: Client, payer: Account, studio: DashScopeSimulator, clock: Clock
) -> None:
    for model in ("qwen-image-plus", "qwen-image-2.0"):
        drawn(client, payer, clock, prompt="[drop]", model=model)

    assert len([call for call in studio.calls if call.method == "POST"]) == 2


def test_an_answer_that_takes_too_long_is_one_that_may_be_paid_for(
    client: Client,
    payer: Account,
    studio: DashScopeSimulator,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dashscope, "CREATE", 0.3)
    monkeypatch.setattr(dashscope.create, "__kwdefaults__", {"seconds": 0.3})

    shown = drawn(client, payer, clock, prompt="[slow-body]")

    assert shown["error"]["code"] == "upstream_error"
    assert len(studio.creations) == 1
    assert is_as_before(client, payer)


@pytest.mark.parametrize("mode", ["throttle-twice", "poll-500", "poll-html", "poll-drop"])
def test_what_passes_is_waited_for(
    client: Client, payer: Account, studio: DashScopeSimulator, clock: Clock, mode: str
) -> None:
    shown = drawn(client, payer, clock, prompt=f"[{mode}]")

    assert shown["status"] == "succeeded"
    assert len(studio.creations) == 1
    assert balance(client, payer) == GIVEN - 200


def test_a_task_that_the_provider_forgets_fails_when_it_has_said_so_three_times(
    client: Client, payer: Account, studio: DashScopeSimulator, clock: Clock
) -> None:
    task_id = order(client, payer, "[stuck]").json["task"]["id"]
    work()
    studio.tasks.expire()
    before = len(studio.calls)
    finish(clock)

    shown = task(client, payer, task_id)
    assert (shown["status"], shown["error"]["code"]) == ("failed", "upstream_error")
    assert len(studio.calls) - before == 3
    assert is_as_before(client, payer)


# cancelled


def test_what_the_provider_has_not_begun_is_cancelled_for_nothing(
    client: Client, payer: Account, studio: DashScopeSimulator, clock: Clock
) -> None:
    studio.held.set()
    task_id = order(client, payer).json["task"]["id"]
    _one_step()
    answer = client.call("DELETE", f"/api/tasks/{task_id}", token=payer.token)
    finish(clock)

    assert answer.json["status"] == "cancelled"
    assert task(client, payer, task_id)["credits"]["charged"] == 0
    assert is_as_before(client, payer)
    assert [t.status for t in studio.tasks.all.values()] == ["CANCELED"]


def test_what_the_provider_draws_already_is_paid_for_and_not_kept(
    client: Client, payer: Account, studio: DashScopeSimulator, clock: Clock
) -> None:
    task_id = order(client, payer).json["task"]["id"]
    for _ in range(3):  # asked for, PENDING, RUNNING
        _one_step()
        clock.advance(seconds=10)
    client.call("DELETE", f"/api/tasks/{task_id}", token=payer.token)
    finish(clock)

    shown = task(client, payer, task_id)
    assert (shown["status"], shown["result"]) == ("cancelled", None)
    assert shown["credits"]["charged"] == 200 == GIVEN - balance(client, payer)
    assert client.call("GET", "/api/files", token=payer.token).json["data"] == []


def test_what_nobody_has_asked_for_yet_is_cancelled_at_once(
    client: Client, payer: Account, studio: DashScopeSimulator, clock: Clock
) -> None:
    task_id = order(client, payer).json["task"]["id"]
    client.call("DELETE", f"/api/tasks/{task_id}", token=payer.token)
    finish(clock)

    assert studio.calls == []
    assert is_as_before(client, payer)


# again, and many


def test_the_same_key_is_the_same_pictures(
    client: Client, payer: Account, studio: DashScopeSimulator, clock: Clock
) -> None:
    key = {"Idempotency-Key": "k-1"}
    first = order(client, payer, headers=key, image=DATA_URL, model="qwen-image-2.0")
    again = order(client, payer, headers=key, image=DATA_URL, model="qwen-image-2.0")
    other = order(client, payer, "一只狗", headers=key)
    finish(clock)

    assert first.json == again.json
    assert again.headers["idempotency-replayed"] == "true"
    assert (other.status, other.code) == (409, "idempotency_conflict")
    assert len(studio.creations) == 1
    assert balance(client, payer) == GIVEN - 200


def test_no_more_are_drawn_at_once_than_the_provider_takes(
    client: Client, payer: Account, studio: DashScopeSimulator, clock: Clock
) -> None:
    studio.held.set()
    for number in range(4):
        order(client, payer, f"{number}", model="qwen-image-plus")
    for _ in range(8):
        _one_step()
        clock.advance(seconds=4)

    assert len(studio.creations) == 2
    studio.held.clear()
    finish(clock)
    assert len(studio.creations) == 4
    assert balance(client, payer) == GIVEN - 800


def test_looks_are_taken_no_faster_than_the_provider_allows(
    client: Client,
    payer: Account,
    studio: DashScopeSimulator,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pacing, "LOOKS", 1)
    shown = [drawn(client, payer, clock, prompt=f"{number}") for number in range(2)]

    assert [one["status"] for one in shown] == ["succeeded", "succeeded"]


def test_another_finds_no_task_of_anothers(
    client: Client, payer: Account, studio: DashScopeSimulator
) -> None:
    task_id = order(client, payer).json["task"]["id"]

    answer = client.call("GET", f"/api/tasks/{task_id}", token=client.register().token)

    assert answer.status == 404


def test_what_has_no_price_in_credits_is_free_without_them(
    client: Client, studio: DashScopeSimulator, clock: Clock
) -> None:
    account = client.register()

    shown = drawn(client, account, clock)

    assert (shown["status"], shown["credits"]["charged"]) == ("succeeded", 0)
    assert movements(client, account) == []


def _one_step() -> None:
    steps.advance(handler.works)
