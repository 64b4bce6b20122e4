"""What people type and paste, through the endpoints, the same on both databases."""

from typing import Any

import pytest

from tests.client import Account, Answer, Client
from tests.functions.questions import ask, question, titles
from tests.people import administrator, api_key
from tests.simulators.openai import OpenAISimulator

NAMES = ["李　雷", "Anne\u00a0Marie", "👨‍👩‍👧", "می\u200cخواهم", "王\U0002ebf0", "\u200fאבג"]
REFUSED = ["a\0b", "a\nb", "a\u2028b", "\u202eevil", "a\u2066b", "a\x7fb", "a\x85b", "a\x1fb"]
LISTS = ["/api/conversations", "/api/drugs", "/api/admin/users", "/api/admin/invites",
         "/api/admin/audit"]  # fmt: skip
SAME = [("proj", "proj "), ("proj", "\u3000proj\n"), ("caf\u00e9", "cafe\u0301"), ("ｐ", "ｐ")]
OTHER = [("proj", "Proj"), ("cafe", "café"), ("strasse", "straße"), ("ｐ", "p"), ("p", "p\u200d"),
         ("i", "İ"), ("か", "カ"), ("a b", "a  b")]  # fmt: skip
FOUND = [("Größe", "GRÖSSE", False), ("Größe", "GRÖßE", True), ("İstanbul", "İSTANBUL", True),
         ("ΟΔΟΣ", "οδοσ", True), ("Привет", "ПРИВЕТ", True), ("résumé", "resume", False),
         ("𐐀", "𐐨", False), ("Ა", "ა", False), ("100%", "0%", True), ("ab", "a_", False),
         ("café", "cafe\u0301", True), ("x y", " y ", True)]  # fmt: skip


def param(answer: Answer) -> tuple[int, str | None]:
    return answer.status, answer.json["error"]["param"]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_kept_where_names_are_shown(
    client: Client, model: OpenAISimulator, name: str
) -> None:
    account = client.register()
    me = client.call("PATCH", "/api/auth/me", {"name": f" {name}\n"}, token=account.token)
    key = api_key(client, account, name=name, project=f"{name}\t")
    assert ask(client, name, account).status == 200
    announced = {"filename": f"C:\\{name}.jpg", "content_type": "image/jpeg", "size": 9}
    file = client.call("POST", "/api/files", announced, token=account.token)

    assert (me.json["name"], key["name"], key["project"]) == (name, name, name)
    assert titles(client, account) == [name]
    assert file.json["file"]["filename"] == f"{name}.jpg"


@pytest.mark.parametrize("bad", REFUSED)
def test_what_has_no_place_in_a_line_is_refused_at_its_field(
    client: Client, model: OpenAISimulator, bad: str
) -> None:
    admin = administrator(client)
    price = {"input": 1, "output": 1}
    entry = {"id": bad, "provider": "default", "upstream_name": "x", "prices": [price]}
    gift = {"amount": 1, "reason": bad}
    credits = f"/api/admin/users/{admin.user['id']}/credits"
    calls: list[tuple[str, str, Any, str]] = [
        ("PATCH", "/api/auth/me", {"name": bad}, "name"),
        ("POST", "/api/auth/keys", {"name": bad}, "name"),
        ("POST", "/api/auth/keys", {"name": "x", "project": bad}, "project"),
        ("POST", "/api/chat", question(project=bad), "project"),
        ("POST", "/api/admin/invites", {"note": bad}, "note"),
        ("POST", "/api/admin/models", entry, "id"),
        ("POST", "/api/admin/models", entry | {"id": "x", "fallbacks": ["y", bad]}, "fallbacks[1]"),
        ("POST", credits, gift, "reason"),
    ]

    for method, path, body, field in calls:
        assert param(client.call(method, path, body, token=admin.token)) == (422, field)
    assert client.call("DELETE", f"/api/admin/models/{bad}", token=admin.token).status == 404


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("q", ["\0", "a\0", "\u202e", "x\u2028x"])
def test_no_search_is_for_what_cannot_be_kept(client: Client, path: str, q: str) -> None:
    admin = administrator(client)

    assert param(client.call("GET", path, token=admin.token, query={"q": q})) == (422, "q")


@pytest.mark.parametrize(("first", "second"), SAME)
def test_models_and_projects_that_look_the_same_are_one(
    client: Client, model: OpenAISimulator, first: str, second: str
) -> None:
    admin = administrator(client)
    assert adds_model(client, admin, first) == 201

    assert adds_model(client, admin, second) == 409
    assert calls_of(client, admin, project=first, asked=second) == 1
    one = client.call("DELETE", f"/api/admin/models/{second.strip()} ", token=admin.token)
    assert one.status == 204


@pytest.mark.parametrize(("first", "second"), OTHER)
def test_models_and_projects_that_differ_are_two(
    client: Client, model: OpenAISimulator, first: str, second: str
) -> None:
    admin = administrator(client)
    assert adds_model(client, admin, first) == 201

    assert adds_model(client, admin, second) == 201
    assert calls_of(client, admin, project=first, asked=second) == 0


def test_what_cannot_be_seen_is_no_filter_for_everything(
    client: Client, model: OpenAISimulator
) -> None:
    admin = administrator(client)

    assert calls_of(client, admin, project="x", asked="\u200d") == 0


@pytest.mark.parametrize(("kept", "q", "found"), FOUND)
def test_a_search_finds_alike_on_both_databases(
    client: Client, model: OpenAISimulator, kept: str, q: str, found: bool
) -> None:
    admin = administrator(client)
    ask(client, kept, admin)
    client.call("PATCH", "/api/auth/me", {"name": kept}, token=admin.token)
    client.call("POST", "/api/admin/invites", {"note": kept}, token=admin.token)

    for path in ("/api/conversations", "/api/admin/users", "/api/admin/invites"):
        shown = client.call("GET", path, token=admin.token, query={"q": q})
        assert len(shown.json["data"]) == found, path


@pytest.mark.parametrize("text", ["", " ", "\n", "\u3000", "\u200b"])
def test_a_text_that_shows_nothing_is_refused_as_a_part_too(
    client: Client, model: OpenAISimulator, text: str
) -> None:
    url = {"type": "image_url", "image_url": {"url": "https://example.com/a.jpg"}}
    part = {"type": "text", "text": text}
    whole: list[tuple[Any, str]] = [
        (text, "messages[0].content"),
        ([part], "messages[0].content[0].text"),
        ([url, part], "messages[0].content[1].text"),
    ]

    for content, place in whole:
        messages = [{"role": "user", "content": content}]
        assert param(client.call("POST", "/api/chat", {"messages": messages})) == (422, place)
    assert model.requests == []


def test_announcements_are_trimmed_and_their_lines_kept(client: Client) -> None:
    admin = administrator(client)
    path = "/api/admin/settings/announcement"

    def put(zh: str) -> Answer:
        return client.call("PUT", path, {"value": {"zh": zh, "en": "x"}}, token=admin.token)

    assert put(" 第一行\r\n\t第二行　\n").json["value"]["zh"] == "第一行\n\t第二行"
    for bad in (" ", "a\0", "\u202ea", "a\u2028b"):
        assert param(put(bad)) == (422, "value.zh")


def adds_model(client: Client, admin: Account, name: str) -> int:
    price = {"input": 1, "output": 1}
    entry = {"id": name, "provider": "default", "upstream_name": "x", "prices": [price]}
    return client.call("POST", "/api/admin/models", entry, token=admin.token).status


def calls_of(client: Client, admin: Account, *, project: str, asked: str) -> int:
    """How many calls of a new account in one project are found by asking for another."""
    account = client.register()
    assert ask(client, account=account, project=project).status == 200
    path, query = "/api/auth/usage", {"project": asked}
    calls: int = client.call("GET", path, token=account.token, query=query).json["totals"]["calls"]
    return calls
