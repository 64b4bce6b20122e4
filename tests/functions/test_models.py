"""GET /api/models: what can be asked, for everybody."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from pytest_mock import MockerFixture

from shared.database.transactions import Transaction
from shared.store import models as rows
from tests.administering import QUESTION, offer, supply
from tests.client import Client
from tests.conftest import Configure
from tests.people import administrator
from tests.simulators.openai import OpenAISimulator
from tests.waiting import takes_at_most


@contextmanager
def somebody_has_read(client: Client, mocker: MockerFixture) -> Iterator[None]:
    """The models as they are before the block, and keeps them after it."""
    read, has_read, may_keep = rows.all_models, threading.Event(), threading.Event()

    def pausing(tx: Transaction) -> list[rows.ModelRow]:
        found = read(tx)
        if not has_read.is_set():
            has_read.set()
            assert may_keep.wait(30)
        return found

    mocker.patch.object(rows, "all_models", pausing)
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(client.call, "GET", "/api/models")
        assert has_read.wait(30)
        try:
            yield
        finally:
            may_keep.set()
        assert asked.result().status == 200


def test_a_disabled_model_is_refused_although_somebody_read_it_before(
    client: Client, model: OpenAISimulator, mocker: MockerFixture
) -> None:
    admin, body = administrator(client), {"messages": QUESTION, "model": "qwen-sim"}
    with somebody_has_read(client, mocker):
        offer(client, admin, "qwen-sim", enabled=False)

    refused = client.call("POST", "/api/chat", body, token=admin.token)

    assert (refused.status, refused.json["error"]["param"]) == (422, "model"), refused.body


def test_without_a_provider_the_list_is_empty(client: Client) -> None:
    answer = client.call("GET", "/api/models")

    assert (answer.status, answer.json) == (200, {"data": []})


def test_everybody_sees_what_can_be_asked(client: Client, model: OpenAISimulator) -> None:
    answer = client.call("GET", "/api/models")

    (card,) = answer.json["data"]
    assert card == {
        "id": "qwen-sim",
        "name": "qwen-sim",
        "description": "",
        "capabilities": ["text", "tools"],
        "context_length": 32_000,
        "prices": {"input": 0, "output": 0},
        "demonstration": False,
    }


def test_the_list_may_be_kept_for_five_minutes(client: Client, model: OpenAISimulator) -> None:
    answer = client.call("GET", "/api/models")

    assert answer.headers["cache-control"] == "private, max-age=300"


def test_a_model_of_the_price_list_is_known(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(OPENAI_MODEL="qwen3-vl-plus")

    (card,) = client.call("GET", "/api/models").json["data"]

    assert card["capabilities"] == ["text", "vision", "tools", "reasoning"]
    assert card["prices"] == {"input": 1_000, "output": 10_000}
    assert card["context_length"] == 256_000


def test_a_key_for_model_studio_brings_the_models_of_the_price_list(
    client: Client, configure: Configure
) -> None:
    configure(DASHSCOPE_API_KEY="sk-studio")

    names = [card["id"] for card in client.call("GET", "/api/models").json["data"]]

    assert names[0] == "qwen-plus", "the one that is asked when nobody says which"
    assert {"qwen3-max", "qwen-flash", "qwen3-vl-plus"} < set(names)


def test_without_a_key_nothing_draws(client: Client, model: OpenAISimulator) -> None:
    cards = client.call("GET", "/api/models").json["data"]

    assert [card["capabilities"] for card in cards] == [["text", "tools"]]


def test_a_key_for_model_studio_brings_what_draws_with_its_price(
    client: Client, configure: Configure
) -> None:
    configure(DASHSCOPE_API_KEY="sk-studio", IMAGES_MODEL="wan2.6-t2i")

    cards = {card["id"]: card for card in client.call("GET", "/api/models").json["data"]}
    drawing = [name for name, card in cards.items() if card["capabilities"] == ["image"]]

    assert drawing[0] == "wan2.6-t2i", "the one that draws when nobody says which"
    assert cards["qwen-image-plus"]["prices"]["units"] == [{"up_to": 10**9, "credits": 200}]
    assert [u["credits"] for u in cards["wan2.7-t2v"]["prices"]["units"]] == [600, 1000]
    assert cards["qwen3-rerank"]["prices"] == {"input": 500, "output": 0}


def test_a_model_that_draws_is_not_asked_for_words(client: Client, configure: Configure) -> None:
    configure(DASHSCOPE_API_KEY="sk-studio")
    account = client.register()

    body = {"messages": QUESTION, "model": "qwen-image-plus"}
    answer = client.call("POST", "/api/chat", body, token=account.token)

    assert (answer.status, answer.json["error"]["param"]) == (422, "model")
    assert "image" in answer.json["error"]["message"]


def test_what_administrators_change_shows_at_once(client: Client, model: OpenAISimulator) -> None:
    admin = administrator(client)
    client.call("GET", "/api/models")

    offer(client, admin, "added", description="新模型", capabilities=["text", "vision"])
    offer(client, admin, "hidden", enabled=False)
    offer(client, admin, "qwen-sim", prices=[{"input": 7, "output": 9}])
    cards = {card["id"]: card for card in client.call("GET", "/api/models").json["data"]}

    assert set(cards) == {"qwen-sim", "added"}
    assert cards["added"]["description"] == "新模型"
    assert cards["qwen-sim"]["prices"] == {"input": 7, "output": 9}


def test_a_change_shows_at_once_although_somebody_read_before_it(
    client: Client, model: OpenAISimulator, mocker: MockerFixture
) -> None:
    admin = administrator(client)
    with somebody_has_read(client, mocker):
        offer(client, admin, "qwen-sim", prices=[{"input": 7, "output": 9}])

    (card,) = client.call("GET", "/api/models").json["data"]

    assert card["prices"] == {"input": 7, "output": 9}


def test_who_hangs_in_the_database_holds_up_nobody_else(
    client: Client, model: OpenAISimulator, mocker: MockerFixture
) -> None:
    with somebody_has_read(client, mocker), takes_at_most(5):
        answer = client.call("GET", "/api/models")

    assert len(answer.json["data"]) == 1


def test_the_price_of_a_short_prompt_is_shown(client: Client, model: OpenAISimulator) -> None:
    admin = administrator(client)
    tiers = [
        {"up_to": 256_000, "input": 30, "output": 300},
        {"up_to": 32_000, "input": 10, "output": 100},
    ]
    offer(client, admin, "tiered", prices=tiers)

    cards = {card["id"]: card for card in client.call("GET", "/api/models").json["data"]}

    assert cards["tiered"]["prices"] == {"input": 10, "output": 100}


def test_no_card_says_where_or_with_which_key(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    answer = client.call("GET", "/api/models")

    assert b"127.0.0.1" not in answer.body
    assert b"sk-sim" not in answer.body


# the default


def test_without_the_default_the_first_that_is_left_answers(
    client: Client, model: OpenAISimulator
) -> None:
    admin = administrator(client)
    offer(client, admin, "qwen-sim", enabled=False)
    offer(client, admin, "a-left", upstream_name="qwen-plus")

    answer = client.call("POST", "/api/chat", {"messages": QUESTION}, token=admin.token)

    assert (answer.status, answer.json["model"]) == (200, "a-left"), answer.body


def test_where_all_are_disabled_nobody_answers(client: Client, model: OpenAISimulator) -> None:
    admin = administrator(client)
    offer(client, admin, "qwen-sim", enabled=False)

    answer = client.call("POST", "/api/chat", {"messages": QUESTION}, token=admin.token)

    assert (answer.status, answer.json["error"]["code"]) == (503, "unavailable"), answer.body


def test_the_default_is_the_first_of_the_list(client: Client, configure: Configure) -> None:
    configure(OPENAI_MODEL="b-default", SECOND_API_KEY="sk", SECOND_API_HOST="127.0.0.1")
    admin = administrator(client)
    supply(client, admin, OpenAISimulator(port=9), "other")
    for name in ("a-other", "b-default"):
        offer(client, admin, name, provider="other")

    listed = client.call("GET", "/api/models").json["data"]

    assert [card["id"] for card in listed] == ["b-default", "a-other"]
