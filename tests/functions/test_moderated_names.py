"""Names, and what pictures, films, speech and watermarks are made from, are checked where they are
given; administrators see how often something was refused."""

from typing import Any

import pytest

from tests.client import Client, WsgiClient
from tests.conftest import Clock, Configure
from tests.functions.chosen import put
from tests.functions.moderating import BAD, LABEL, say
from tests.functions.moderating import nothing_known as nothing_known
from tests.functions.moderating import service as service
from tests.functions.painting import studio as studio
from tests.people import administrator
from tests.secrets_in_logs import PASSWORD
from tests.simulators.dashscope import DashScopeSimulator
from tests.simulators.moderation import ModerationSimulator
from tests.simulators.openai import OpenAISimulator

NAMES = "nickname_detection_pro"
REPORT = "/api/admin/moderation"


@pytest.fixture
def near(sqlite: str, model: OpenAISimulator, service: ModerationSimulator) -> WsgiClient:
    return WsgiClient()


def test_names_are_refused_wherever_they_are_given(
    near: WsgiClient, service: ModerationSimulator
) -> None:
    account, admin = near.register(), administrator(near)
    said = say(near, account, "/api/chat").json["conversation_id"]
    somebody = {"email": "a@example.com", "password": PASSWORD}
    wanted: list[tuple[str, str, dict[str, Any], str | None, str]] = [
        ("POST", "/api/auth/register", {**somebody, "name": BAD}, None, "name"),
        ("PATCH", "/api/auth/me", {"name": BAD}, account.token, "name"),
        ("POST", "/api/auth/keys", {"name": BAD}, account.token, "name"),
        ("POST", "/api/auth/keys", {"name": "k", "project": BAD}, account.token, "project"),
        ("PATCH", f"/api/conversations/{said}", {"title": BAD}, account.token, "title"),
        (
            "PATCH",
            f"/api/admin/users/{account.user['id']}",
            {"name": BAD},
            admin.token,
            "name",
        ),
    ]
    service.checks.clear()
    for method, path, body, token, param in wanted:
        answer = near.call(method, path, body, token=token)
        assert (answer.status, answer.code) == (422, "moderated"), path
        assert answer.json["error"]["param"] == param
    assert {check.service for check in service.checks} == {NAMES}
    assert near.call("POST", "/api/auth/register", somebody).status == 201


def test_projects_and_personas_are_refused(near: WsgiClient) -> None:
    admin = administrator(near)
    words = {"zh": "你好", "en": "hello"}

    assert say(near, admin, "/api/chat", project=BAD).json["error"]["param"] == "project"
    bad = {**words, "zh": f"去{BAD}"}
    assert put(near, admin, "personas", {"guide": bad}).code == "moderated"
    titled = {**words, "title": {"zh": "好", "en": f"to {BAD}"}}
    assert put(near, admin, "personas", {"guide": titled}).code == "moderated"
    assert put(near, admin, "announcement", bad).code == "moderated"
    assert put(near, admin, "personas", {"guide": words}).status == 200


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/images", {"prompt": BAD}),
        ("/v1/images/generations", {"prompt": BAD}),
        ("/api/videos", {"prompt": BAD}),
        ("/v1/audio/speech", {"model": "tts-1", "input": BAD}),
    ],
)
def test_what_is_drawn_filmed_or_spoken_is_checked_before_anything_is_reserved(
    near: WsgiClient,
    studio: DashScopeSimulator,
    service: ModerationSimulator,
    path: str,
    body: dict[str, Any],
) -> None:
    account = near.register()

    answer = near.call("POST", path, body, token=account.token)

    assert answer.status in (400, 422)
    assert answer.code in ("moderated", "content_filter")
    assert near.call("GET", "/api/tasks", token=account.token).json["data"] == []


# what administrators see


def test_only_administrators_see_what_was_refused(client: Client) -> None:
    assert client.call("GET", REPORT).status == 401
    assert client.call("GET", REPORT, token=client.register().token).status == 403


def test_a_day_that_is_none_is_refused(client: Client) -> None:
    admin = administrator(client)
    for query in ({"from": "2026-02-30"}, {"to": "yesterday"}, {"day": "2026-02-01"}):
        assert client.call("GET", REPORT, token=admin.token, query=query).status == 422


def test_refusals_are_counted_by_day_and_label(
    client: Client,
    model: OpenAISimulator,
    service: ModerationSimulator,
    clock: Clock,
    configure: Configure,
) -> None:
    configure(MODERATION_ON_FAILURE="open")
    admin = administrator(client)
    for _ in range(2):
        say(client, None, "/api/chat", BAD)
    model.say(BAD)
    say(client, None, "/api/chat")
    service.mood = "no-permission"
    say(client, None, "/api/chat", "再问")

    told = client.call("GET", REPORT, token=admin.token).json

    rows = [(row["place"], row["outcome"], row["label"], row["count"]) for row in told["data"]]
    assert sorted(rows) == [
        ("input", "let_through", "", 1),
        ("input", "refused", LABEL, 2),
        ("output", "refused", LABEL, 1),
    ]
    assert told["totals"] == {"refused": 3, "let_through": 1, "held_back": 0}
    assert (told["moderation"], told["on_failure"]) == ("aliyun", "open")
    day = told["data"][0]["day"]
    for query, count in (({"from": day, "to": day}, 3), ({"to": "2020-01-01"}, 0)):
        found = client.call("GET", REPORT, token=admin.token, query=query).json
        assert len(found["data"]) == count
