"""/api/conversations: list, search, read, rename and remove one's own."""

from typing import Any

import pytest

from shared import ids
from shared.chat import conversations
from shared.database import transactions
from tests.client import Account, Client
from tests.functions.questions import ask, spoken, titles
from tests.simulators.openai import OpenAISimulator

ALL = "/api/conversations"
UNKNOWN = ["01ARZ3NDEKTSV4RRFFQ69G5FAV", "x", "云", "%", "' OR 1=1", "a" * 500, "\u0000"]


def keep(account: Account, *named: str) -> list[str]:
    """Conversations with these titles, the last one newest; returns their ids."""
    made = [ids.make() for _ in named]
    with transactions.writing() as tx:
        for conversation_id, title in zip(made, named, strict=True):
            tx.run(
                "INSERT INTO conversations (id, user_id, persona, title, created_at, updated_at)"
                " VALUES (:id, :user_id, 'chat', :title, 1693896071895, 1693896071895)",
                id=conversation_id,
                user_id=account.user["id"],
                title=title,
            )
    return made


def one(conversation_id: str) -> str:
    return f"{ALL}/{conversation_id}"


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_nobody_sees_or_changes_a_conversation(client: Client, method: str) -> None:
    (mine,) = keep(client.register(), "mine")
    body = {"title": "x"} if method == "PATCH" else None

    answer = client.call(method, one(mine), body)

    assert (answer.status, answer.code) == (401, "unauthorized")


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_conversation_of_another_or_of_nobody_is_not_found(client: Client, method: str) -> None:
    owner, other = client.register(), client.register()
    (mine,) = keep(owner, "mine")
    body = {"title": "x"} if method == "PATCH" else None

    for conversation_id in (mine, *UNKNOWN):
        answer = client.call(method, one(conversation_id), body, token=other.token)
        assert (answer.status, answer.code) == (404, "not_found")

    assert titles(client, owner) == ["mine"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"limit": "abc"}, "limit"),
        ({"limit": "1e400"}, "limit"),
        ({"limit": "9" * 5000}, "limit"),
        ({"limit": ""}, "limit"),
        ({"limit": "1,2"}, "limit"),
        ({"cursor": "x"}, "cursor"),
        ({"cursor": "!" * 26}, "cursor"),
        ({"cursor": "云" * 26}, "cursor"),
        ({"q": "x" * 101}, "q"),
        ({"page": "2"}, "page"),
        ({"\u0000": "2"}, "\u0000"),
    ],
)
def test_query_that_makes_no_sense_is_refused_by_name(
    client: Client, query: dict[str, str], field: str
) -> None:
    answer = client.call("GET", ALL, token=client.register().token, query=query)

    assert (answer.status, answer.code) == (422, "invalid_request")
    assert answer.json["error"]["param"] == field


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "title"),
        ({"title": None}, "title"),
        ({"title": 5}, "title"),
        ({"title": ""}, "title"),
        ({"title": " \n "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "a\u0000b"}, "title"),
        ({"title": "\u202eevil"}, "title"),
        ({"title": "x", "type": "oracle"}, "type"),
    ],
)
def test_title_that_cannot_be_shown_is_refused(
    client: Client, body: dict[str, Any], field: str
) -> None:
    account = client.register()
    (mine,) = keep(account, "mine")

    answer = client.call("PATCH", one(mine), body, token=account.token)

    assert answer.status == 422
    assert answer.json["error"]["param"] == field
    assert titles(client, account) == ["mine"]


def test_list_is_empty_at_first(client: Client) -> None:
    answer = client.call("GET", ALL, token=client.register().token)

    assert answer.json == {"data": [], "next_cursor": None}


def test_pages_follow_each_other_newest_first(client: Client) -> None:
    account, other = client.register(), client.register()
    for number in range(5):
        keep(account, str(number))
        keep(other, "not mine")
    found, cursor = [], ""

    for _ in range(3):
        query = {"limit": "2", "cursor": cursor}
        page = client.call("GET", ALL, token=account.token, query=query).json
        found.append([heading["title"] for heading in page["data"]])
        cursor = page["next_cursor"]

    assert found == [["4", "3"], ["2", "1"], ["0"]]
    assert cursor is None


def test_page_that_is_exactly_full_is_the_last(client: Client) -> None:
    account = client.register()
    keep(account, "a", "b")

    page = client.call("GET", ALL, token=account.token, query={"limit": "2"}).json

    assert len(page["data"]) == 2
    assert page["next_cursor"] is None


def test_page_has_twenty_unless_the_query_says_otherwise(client: Client) -> None:
    account = client.register()
    keep(account, *(str(number) for number in range(21)))

    assert len(titles(client, account)) == 20
    assert len(titles(client, account, limit="100")) == 21


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("", ["A_b", "100% 云", "back\\slash", "wow!", "it's", "plain"]),
        ("PLAIN", ["plain"]),
        ("a_B", ["A_b"]),
        ("%", ["100% 云"]),
        ("_", ["A_b"]),
        ("!", ["wow!"]),
        ("\\", ["back\\slash"]),
        ("'", ["it's"]),
        ("云", ["100% 云"]),
        ("a%n", []),
        ("p_ain", []),
        ("🐎", []),
    ],
)
def test_search_finds_what_the_title_contains_letter_by_letter(
    client: Client, q: str, found: list[str]
) -> None:
    account = client.register()
    keep(account, "plain", "it's", "wow!", "back\\slash", "100% 云", "A_b")
    keep(client.register(), "plain", "A_b")

    assert titles(client, account, q=q) == found


def test_search_goes_on_over_pages(client: Client) -> None:
    account = client.register()
    keep(account, "x1", "y", "x2", "y", "x3")

    query = {"q": "x", "limit": "2"}
    first = client.call("GET", ALL, token=account.token, query=query).json
    query["cursor"] = first["next_cursor"]

    assert [heading["title"] for heading in first["data"]] == ["x3", "x2"]
    assert titles(client, account, **query) == ["x1"]


def test_search_of_very_many_goes_on_where_it_has_not_looked(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversations, "LOOKED_AT", 2)
    account = client.register()
    keep(account, "x1", "y", "y", "y", "y")
    keep(client.register(), "x2", "y", "y", "y")

    query, pages = {"q": "x"}, []
    while True:
        found = client.call("GET", ALL, token=account.token, query=query).json
        pages.append([heading["title"] for heading in found["data"]])
        if not found["next_cursor"]:
            break
        query["cursor"] = found["next_cursor"]

    assert [title for titles in pages for title in titles] == ["x1"]
    assert pages[0] == []
    unsearched = client.call("GET", ALL, token=account.token).json
    assert (len(unsearched["data"]), unsearched["next_cursor"]) == (5, None)


def test_conversation_is_read_with_its_messages(client: Client, model: OpenAISimulator) -> None:
    account = client.register()
    asked = ask(client, "问", account, type="oracle").json["conversation_id"]

    answer = client.call("GET", one(asked), token=account.token)

    assert answer.status == 200
    assert answer.json["id"] == asked
    assert answer.json["type"] == "oracle"
    assert answer.json["created_at"].endswith("Z")
    first, second = answer.json["messages"]
    assert (first["role"], first["content"], first["model"]) == ("user", "问", None)
    assert (second["role"], second["model"]) == ("assistant", "qwen-sim")


def test_head_of_a_conversation_has_no_body(client: Client) -> None:
    account = client.register()
    (mine,) = keep(account, "mine")

    answer = client.call("HEAD", one(mine), token=account.token)

    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["content-length"]) > 0


@pytest.mark.parametrize(
    ("title", "shown"), [("  a \n b ", "a b"), ("字" * 200, "字" * 200), ("🐎 <b>", "🐎 <b>")]
)
def test_rename_answers_and_keeps_the_new_title(client: Client, title: str, shown: str) -> None:
    account = client.register()
    mine, _ = keep(account, "old", "other")

    answer = client.call("PATCH", one(mine), {"title": title}, token=account.token)

    assert answer.status == 200
    assert (answer.json["id"], answer.json["title"]) == (mine, shown)
    assert titles(client, account) == ["other", shown]


def test_title_may_stay_as_it_is(client: Client) -> None:
    account = client.register()
    (mine,) = keep(account, "same")

    assert client.call("PATCH", one(mine), {"title": "same"}, token=account.token).status == 200


def test_conversation_that_is_removed_is_gone_with_its_messages(
    client: Client, model: OpenAISimulator
) -> None:
    account = client.register()
    kept, gone = (ask(client, q, account).json["conversation_id"] for q in ("kept", "gone"))

    answer = client.call("DELETE", one(gone), token=account.token)

    assert (answer.status, answer.body) == (204, b"")
    assert titles(client, account) == ["kept"]
    assert client.call("GET", one(gone), token=account.token).status == 404
    assert client.call("DELETE", one(gone), token=account.token).status == 404
    assert ask(client, "more", account, conversation_id=gone).status == 404
    assert len(spoken(client, account, kept)) == 2
    with transactions.reading() as tx:
        assert len(tx.all("SELECT id FROM messages")) == 2
