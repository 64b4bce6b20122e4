"""GET /api/labels/{produce_id}: what a label that was found in the wild leads to."""

import json
from typing import Any

import pytest

from shared.labels import aigc
from tests import label_readers
from tests.client import Account, Answer, Client
from tests.conftest import Clock
from tests.functions.painting import drawn
from tests.functions.painting import payer as payer
from tests.functions.painting import studio as studio
from tests.functions.pictures import opened
from tests.functions.questions import ask
from tests.people import administrator


def look(client: Client, produce_id: str, account: Account | None) -> Answer:
    return client.call("GET", f"/api/labels/{produce_id}", token=account.token if account else None)


def require_found(client: Client, label: Any, owner: Account, kind: str, model: str) -> None:
    """Others learn nothing of it; its owner and administrators all that is known."""
    produce_id = label["ProduceID"]
    assert look(client, produce_id, None).status == 401
    refused = look(client, produce_id, client.register())
    assert (refused.status, refused.code) == (404, "not_found")

    for caller in (owner, administrator(client)):
        told = look(client, produce_id, caller).json
        assert told.pop("created_at").endswith("Z")
        assert told == {
            "produce_id": produce_id, "kind": kind, "model": model, "user_id": owner.user["id"],
            "aigc": label,
        }  # fmt: skip


@pytest.mark.parametrize("produce_id", ["01ARZ3NDEKTSV4RRFFQ69G5FAV", "x", "云", "%", "' OR 1=1"])
def test_an_id_of_nothing_is_not_found(client: Client, produce_id: str) -> None:
    answer = look(client, produce_id, administrator(client))

    assert (answer.status, answer.code) == (404, "not_found")


@pytest.mark.usefixtures("model")
def test_the_label_of_an_answer_leads_to_its_call(client: Client) -> None:
    owner = client.register()

    label = json.loads(ask(client, account=owner).headers["x-aigc-label"])

    require_found(client, label, owner, "chat", "qwen-sim")


@pytest.mark.usefixtures("model")
def test_the_id_of_a_message_leads_to_it_where_a_model_has_written_it(client: Client) -> None:
    owner = client.register()
    path = f"/api/conversations/{ask(client, account=owner).json['conversation_id']}"
    question, answer = client.call("GET", path, token=owner.token).json["messages"]

    assert look(client, question["id"], owner).status == 404
    label = aigc.fields(aigc.of(answer["id"]))
    require_found(client, label, owner, "message", "qwen-sim")


@pytest.mark.usefixtures("studio")
def test_the_label_in_a_picture_leads_to_its_task(
    client: Client, payer: Account, clock: Clock
) -> None:
    shown = drawn(client, payer, clock, model="wan2.7-image", n=1)
    path = f"/api/files/{shown['result']['images'][0]['file_id']}"
    file = client.call("GET", path, token=payer.token).json

    label = label_readers.of_picture(opened(client, file["url"]).body)
    assert label["ProduceID"] == shown["id"]
    require_found(client, label, payer, "image", "wan2.7-image")
