"""POST /api/videos: what is refused, asked of Model Studio by either protocol, kept and paid."""

import base64
from pathlib import Path
from typing import Any

import pytest

from shared.pictures.videos import orders
from tests import label_readers
from tests.administering import balance
from tests.client import Account, Answer, Client
from tests.conftest import Clock
from tests.functions.painting import GIVEN, VIDEOS, finish, is_as_before, png, task, unfinished
from tests.functions.painting import payer as payer
from tests.functions.painting import studio as studio
from tests.functions.pictures import opened
from tests.simulators.dashscope import DashScopeSimulator

DATA_URL = f"data:image/png;base64,{base64.b64encode(png(400, 400)).decode()}"


def order(client: Client, account: Account | None, prompt: str = "一只猫", **more: Any) -> Answer:
    token = account.token if account else None
    return client.call("POST", VIDEOS, {"prompt": prompt, **more}, token=token)


def made(client: Client, payer: Account, clock: Clock, **more: Any) -> dict[str, Any]:
    answer = order(client, payer, **more)
    assert answer.status == 202, answer.body
    finish(clock)
    return task(client, payer, answer.json["task"]["id"])


def test_nobody_films_without_an_account(client: Client, studio: DashScopeSimulator) -> None:
    assert order(client, None).code == "unauthorized"


def test_without_a_key_the_answer_says_what_to_set(client: Client) -> None:
    answer = order(client, client.register())

    assert (answer.status, answer.code) == (503, "unavailable")
    assert "DASHSCOPE_API_KEY" in answer.json["error"]["message"]


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"prompt": ""}, "prompt"),
        ({"prompt": "猫" * 5001}, "prompt"),
        ({"negative_prompt": "狗" * 501}, "negative_prompt"),
        ({"seconds": 0}, "seconds"),
        ({"seconds": 16}, "seconds"),
        ({"model": "wan2.5-t2v-preview", "seconds": 6}, "seconds"),
        ({"model": "wan2.2-t2v-plus", "seconds": 10}, "seconds"),
        ({"size": "640x480"}, "size"),
        ({"size": "480P"}, "size"),
        ({"model": "wan2.7-i2v"}, "model"),
        ({"model": "wan2.7-t2v", "image": DATA_URL}, "model"),
        ({"model": "qwen-image-plus"}, "model"),
        ({"image": "data:image/png;base64,AAAA"}, "image"),
        ({"fps": 30}, "fps"),
    ],
)
def test_what_cannot_be_made_is_refused_before_anything_is_asked_or_set_aside(
    client: Client, payer: Account, studio: DashScopeSimulator, body: dict[str, Any], param: str
) -> None:
    answer = order(client, payer, **body)

    assert answer.status in (415, 422), answer.body
    assert answer.json["error"]["param"] == param
    assert is_as_before(client, payer)
    assert (studio.calls, unfinished()) == ([], 0)


def test_an_unknown_model_is_not_found(client: Client, payer: Account) -> None:
    assert order(client, payer, model="sora-2").code == "model_not_found"


def test_a_video_is_made_kept_and_paid_by_the_second(
    client: Client, payer: Account, studio: DashScopeSimulator, clock: Clock, tmp_path: Path
) -> None:
    shown = made(client, payer, clock, seconds=4, negative_prompt="模糊")

    assert (shown["status"], shown["kind"], shown["model"]) == ("succeeded", "video", "wan2.7-t2v")
    (found,) = shown["result"]["files"]
    assert (found["duration"], found["content_type"]) == (4, "video/mp4")
    file = client.call("GET", f"/api/files/{found['file_id']}", token=payer.token).json
    content = opened(client, file["url"]).body
    (path := tmp_path / "film.mp4").write_bytes(content)
    assert label_readers.of_media(path)["ProduceID"] == shown["id"]
    assert (found["bytes"], file["label"]) == (len(content), "generated")
    assert shown["credits"] == {"reserved": 2_400, "charged": 2_400}
    assert balance(client, payer) == GIVEN - 2_400
    (creation,) = studio.creations
    assert creation.body == {
        "model": "wan2.7-t2v",
        "input": {"prompt": "一只猫", "negative_prompt": "模糊"},
        "parameters": {
            "duration": 4,
            "watermark": False,
            "resolution": "720P",
            "ratio": "16:9",
        },
    }


@pytest.mark.parametrize(
    ("wish", "parameters", "charged"),
    [
        (
            {"model": "wan2.7-t2v", "size": "1080x1920"},
            {"resolution": "1080P", "ratio": "9:16"},
            5_000,
        ),
        ({"model": "wan2.6-t2v", "size": "960x960"}, {"size": "960*960"}, 3_000),
        ({"model": "wan2.5-t2v-preview", "size": "480p"}, {"size": "832*480"}, 1_500),
        ({"model": "wan2.2-t2v-plus"}, {"size": "832*480"}, 700),
        ({"model": "wan2.7-i2v", "image": DATA_URL}, {"resolution": "720P"}, 3_000),
        (
            {"model": "wan2.6-i2v", "image": DATA_URL, "size": "1080P"},
            {"resolution": "1080P"},
            5_000,
        ),
    ],
)
def test_each_model_is_told_its_shape_in_its_own_words(
    client: Client,
    payer: Account,
    studio: DashScopeSimulator,
    clock: Clock,
    wish: dict[str, Any],
    parameters: dict[str, Any],
    charged: int,
) -> None:
    shown = made(client, payer, clock, **wish)

    said = studio.creations[0].body["parameters"]
    assert said == {"duration": 5, "watermark": False, **parameters}
    assert shown["credits"]["charged"] == charged


def test_a_picture_is_the_first_frame_by_either_protocol(
    client: Client, payer: Account, studio: DashScopeSimulator, clock: Clock
) -> None:
    assert made(client, payer, clock, image=DATA_URL)["model"] == "wan2.7-i2v"
    made(client, payer, clock, image=DATA_URL, model="wan2.6-i2v")

    new, old = (call.body["input"] for call in studio.creations)
    (frame,) = new["media"]
    assert frame["type"] == "first_frame"
    assert frame["url"].startswith("data:image/jpeg;base64,")
    assert old["img_url"] == frame["url"]


@pytest.mark.parametrize(
    ("usage", "charged"),
    [
        ({"output_video_duration": 3}, 1_800),
        ({"video_duration": 4}, 2_400),
        ({"duration": 4.2}, 3_000),
        ({"duration": "2"}, 1_200),
        ({}, 3_000),
        ({"duration": -1}, 3_000),
        ({"duration": 10**9}, 3_000),
        ({"duration": 3_000}, 3_000),
    ],
)
def test_the_providers_seconds_are_charged_and_never_more_than_was_set_aside(
    client: Client,
    payer: Account,
    studio: DashScopeSimulator,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    usage: dict[str, Any],
    charged: int,
) -> None:
    answer = orders.answer
    monkeypatch.setattr(
        orders, "answer", lambda told: answer(type(told)(told.output, usage, told.request_id))
    )

    made(client, payer, clock, seconds=5)

    assert balance(client, payer) == GIVEN - charged


@pytest.mark.parametrize(
    ("prompt", "code"),
    [
        ("[moderated-in]", "content_refused"),
        ("[moderated-out]", "content_refused"),
        ("[fail-task]", "upstream_error"),
        ("[stuck]", "upstream_timeout"),
        ("[drop]", "upstream_error"),
        ("[link-404]", "upstream_error"),
        ("[huge-file]", "upstream_error"),
        ("[not-a-picture]", "upstream_error"),
        ("[redirect-to-127.0.0.1]", "upstream_error"),
    ],
)
def test_what_comes_to_nothing_says_why_and_is_free(
    client: Client,
    payer: Account,
    studio: DashScopeSimulator,
    clock: Clock,
    prompt: str,
    code: str,
) -> None:
    shown = made(client, payer, clock, prompt=prompt)

    assert (shown["status"], shown["error"]["code"]) == ("failed", code)
    assert shown["error"]["message"]
    assert is_as_before(client, payer)
    assert len([call for call in studio.calls if call.method == "POST"]) == 1
