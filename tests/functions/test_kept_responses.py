"""Responses that are kept: gone on from, read, removed, and gone after thirty days."""

import json
import re
from typing import Any

import pytest

from shared.database import transactions
from shared.http.inputs import json_bounds
from shared.operations import maintenance
from shared.protocols.responses import kept
from shared.store import responses
from tests.administering import balance, offer
from tests.client import Account, Answer, Client, WsgiClient
from tests.conftest import Clock, Configure
from tests.functions.test_responses import CALL, PATH, RESULT, SAID, WEATHER, ask, passed_on
from tests.functions.test_streams_left import Reader
from tests.people import administrator
from tests.round_trips import counted
from tests.simulators import openai
from tests.simulators.openai import Cut, OpenAISimulator, StallAfter, ToolCall

UNKNOWN = "resp_01ARZ3NDEKTSV4RRFFQ69G5FAV"


def read(client: Client, account: Account, response_id: str) -> Answer:
    return client.call("GET", f"{PATH}/{response_id}", token=account.token)


def remove(client: Client, account: Account, response_id: str) -> Answer:
    return client.call("DELETE", f"{PATH}/{response_id}", token=account.token)


def turns(model: OpenAISimulator) -> list[tuple[str, Any]]:
    return [(message["role"], message["content"]) for message in passed_on(model)["messages"]]


# refused


@pytest.mark.parametrize("name", [UNKNOWN, UNKNOWN.lower(), "resp_1", "x", "resp_%' OR 1=1"])
def test_what_is_not_there_cannot_be_gone_on_from(
    client: Client, model: OpenAISimulator, name: str
) -> None:
    answer = ask(client, client.register(), previous_response_id=name)

    assert (answer.status, answer.code) == (400, "previous_response_not_found")
    assert answer.json["error"]["param"] == "previous_response_id"
    assert name in answer.json["error"]["message"]


def test_nobody_reaches_what_is_somebody_elses(client: Client, model: OpenAISimulator) -> None:
    owner, other = client.register(), client.register()
    given = ask(client, owner).json
    reference = {"type": "item_reference", "id": given["output"][0]["id"]}

    assert read(client, other, given["id"]).status == 404
    assert remove(client, other, given["id"]).status == 404
    assert ask(client, other, previous_response_id=given["id"]).status == 400
    assert ask(client, other, input=[SAID, reference]).status == 400
    assert read(client, owner, given["id"]).status == 200


@pytest.mark.parametrize("wanted", [{"store": True}, {"previous_response_id": UNKNOWN}])
def test_without_history_what_needs_it_is_refused_by_name(
    client: Client, model: OpenAISimulator, configure: Configure, wanted: dict[str, Any]
) -> None:
    configure(STORE_HISTORY="false")
    (name,) = wanted

    answer = ask(client, client.register(), **wanted)

    assert (answer.status, answer.json["error"]["param"]) == (400, name)
    assert name in answer.json["error"]["message"]
    assert model.requests == []


def test_without_history_nothing_is_kept(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(STORE_HISTORY="false")
    account = client.register()

    given = ask(client, account).json

    assert given["store"] is False
    assert read(client, account, given["id"]).status == 404


def test_what_its_client_does_not_want_kept_is_not(client: Client, model: OpenAISimulator) -> None:
    account = client.register()

    given = ask(client, account, store=False).json

    assert given["store"] is False
    assert read(client, account, given["id"]).status == 404


def test_what_is_too_large_is_answered_and_not_kept(
    client: Client, model: OpenAISimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_LARGEST_INPUT", 1000)
    account = client.register()

    given = ask(client, account, input="x" * 1000).json

    assert (given["status"], given["store"]) == ("completed", False)
    assert read(client, account, given["id"]).status == 404


@pytest.mark.parametrize("sign", ['"', "'", "\\", "x"])
def test_a_response_of_any_signs_fits_into_a_packet_of_four_megabytes(
    client: Client, model: OpenAISimulator, monkeypatch: pytest.MonkeyPatch, sign: str
) -> None:
    account, longest = client.register(), 0
    with counted(monkeypatch) as packets:
        for length in (700_000, 2_050_000):
            given = ask(client, account, input=sign * length)
            assert given.status == 200
            if given.json["store"]:
                longest = length

    assert longest >= 700_000
    assert max((len(packet.encode()) for packet in packets.packets), default=0) < 4_194_304


# kept


@pytest.mark.parametrize("stream", [False, True])
def test_a_response_is_read_as_it_was_given(
    client: Client, model: OpenAISimulator, stream: bool
) -> None:
    account = client.register()
    model.say("你好，张三。")

    answer = ask(client, account, stream=stream)
    given = answer.events[-1][1]["response"] if stream else answer.json

    assert given.pop("credits")["charged"] == 0
    assert given["store"] is True
    assert read(client, account, given["id"]).json == given


def test_a_response_is_gone_on_from_as_often_as_one_likes(
    client: Client, model: OpenAISimulator
) -> None:
    account = client.register()
    model.say("一", "二", "三", "四")
    first = ask(client, account, instructions="Be brief.").json["id"]
    second = ask(client, account, input="然后？", previous_response_id=first).json["id"]

    ask(client, account, input="再然后？", previous_response_id=second, instructions="Rhyme.")
    along = turns(model)
    ask(client, account, input="或者？", previous_response_id=first)
    beside = turns(model)

    asked = [("user", "你好"), ("assistant", "一")]
    assert along == [
        ("system", "Rhyme."),
        *asked,
        ("user", "然后？"),
        ("assistant", "二"),
        ("user", "再然后？"),
    ]
    assert beside == [*asked, ("user", "或者？")]


def test_the_result_of_a_call_needs_only_the_response_that_called(
    client: Client, model: OpenAISimulator
) -> None:
    account = client.register()
    model.say(openai.Answer(tool_calls=(ToolCall("weather", "{}"),)), "晴。")
    first = ask(client, account, tools=[WEATHER]).json
    result = {**RESULT, "call_id": first["output"][0]["call_id"]}

    answer = ask(client, account, input=[result], tools=[WEATHER], previous_response_id=first["id"])

    assert answer.status == 200, answer.body
    assert [role for role, _ in turns(model)] == ["user", "assistant", "tool"]


def test_an_item_may_be_referred_to_by_its_id(client: Client, model: OpenAISimulator) -> None:
    account = client.register()
    model.say("一", "二", "三")
    item = ask(client, account).json["output"][0]["id"]
    reference = {"type": "item_reference", "id": item}
    again = ask(client, account, input=[SAID, reference, SAID]).json["id"]
    said = turns(model)

    ask(client, account, input="?", previous_response_id=again)

    assert said == [("user", "你好"), ("assistant", "一"), ("user", "你好")]
    assert turns(model)[:3] == said


def test_a_stream_that_broke_can_be_gone_on_from(client: Client, model: OpenAISimulator) -> None:
    account = client.register()
    model.say("一二三四五六")
    model.script(Cut(after_chunks=3))

    answer = ask(client, account, stream=True)
    broken = answer.events[-1][1]["response"]
    ask(client, account, input="继续", previous_response_id=broken["id"])

    assert read(client, account, broken["id"]).json["status"] == "failed"
    assert turns(model) == [("user", "你好"), ("assistant", "一二三四"), ("user", "继续")]


def test_what_a_reader_who_left_had_heard_is_kept(
    database: str, model: OpenAISimulator, configure: Configure
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS="9000")
    client = WsgiClient()
    admin = administrator(client)
    offer(client, admin, "dear", max_output=2000)
    model.say("一二三四五六七八九十")
    model.script(StallAfter(3))

    reader = Reader(client, admin, PATH, body={"input": "你好"})
    begun = reader.read(3).decode()
    reader.leave()

    name = json.loads(begun.split("data: ")[1].partition("\n")[0])["response"]["id"]
    response = read(client, admin, name).json
    assert response["status"] == "cancelled"
    assert response["output"][0]["content"][0]["text"] == "".join(
        re.findall('"delta":"([^"]+)"', begun)
    )
    assert balance(client, admin) < 9000


def test_what_is_removed_is_gone_and_so_is_what_went_on_from_it(
    client: Client, model: OpenAISimulator
) -> None:
    account = client.register()
    first = ask(client, account).json["id"]
    second = ask(client, account, previous_response_id=first).json["id"]

    removed = remove(client, account, first)
    again = ask(client, account, previous_response_id=second)

    assert removed.json == {"id": first, "object": "response", "deleted": True}
    assert read(client, account, first).status == 404
    assert remove(client, account, first).status == 404
    assert (again.status, again.code) == (400, "previous_response_not_found")
    assert first in again.json["error"]["message"]


def test_a_chain_has_an_end(
    client: Client, model: OpenAISimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(responses, "LONGEST_CHAIN", 2)
    account = client.register()
    last = None
    for _ in range(3):
        last = ask(client, account, previous_response_id=last).json["id"]

    assert ask(client, account, previous_response_id=last).code == "previous_response_not_found"


def test_a_chain_says_no_more_than_a_body_may(
    client: Client, model: OpenAISimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = client.register()
    first = ask(client, account, input="x " * 30_000).json["id"]
    second = ask(client, account, input="x " * 30_000, previous_response_id=first).json["id"]
    monkeypatch.setattr(json_bounds, "LARGEST_TEXT", 100_000)
    too_much = ask(client, account, previous_response_id=second)
    monkeypatch.setattr(responses, "_LARGEST_CHAIN", 60_000)
    too_far = ask(client, account, previous_response_id=second)

    assert ask(client, account, previous_response_id=first).status == 200
    assert (too_much.status, too_much.code) == (413, "payload_too_large")
    assert too_far.code == "previous_response_not_found"
    assert first in too_far.json["error"]["message"]


def test_after_thirty_days_a_response_is_gone(
    client: Client, model: OpenAISimulator, clock: Clock
) -> None:
    account = client.register()
    old = ask(client, account).json["id"]
    clock.advance(days=29)
    assert maintenance.sweep()["responses"] == 0
    young = ask(client, account).json["id"]
    clock.advance(days=2)

    assert maintenance.sweep()["responses"] == 1
    account = Account(account.user, login(client, account), "", account.email, account.password)
    assert read(client, account, old).status == 404
    assert read(client, account, young).status == 200


def login(client: Client, account: Account) -> str:
    body = {"email": account.email, "password": account.password}
    token: str = client.call("POST", "/api/auth/login", body).json["access_token"]
    return token


def test_responses_go_with_their_account(client: Client, model: OpenAISimulator) -> None:
    account = client.register()
    given = ask(client, account, input=[SAID, CALL, RESULT]).json
    left = client.call(
        "DELETE", "/api/auth/me", {"password": account.password}, token=account.token
    )

    maintenance.run()

    assert left.status == 204
    assert read(client, account, given["id"]).status == 401
    with transactions.reading() as tx:
        row = given["id"].removeprefix("resp_")
        assert responses.outputs(tx, [row], account.user["id"]) == []
