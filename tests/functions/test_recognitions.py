"""/api/recognitions: list, read and remove one's own; administrators look at anybody's."""

import pytest

from shared import ids
from shared.database import transactions
from shared.store import recognitions
from shared.store.recognitions import Recognition
from tests.client import Account, Client
from tests.functions.pictures import kept, opened, stored
from tests.people import administrator

ALL = "/api/recognitions"
UNKNOWN = ["01ARZ3NDEKTSV4RRFFQ69G5FAV", "x", "云", "%", "' OR 1=1", "a" * 500]


def keep(account: Account, kind: str = "drug", file_id: str | None = None) -> str:
    """A recognition; its id."""
    made = Recognition(
        id=ids.make(),
        user_id=account.user["id"],
        kind=kind,
        result_json='{"name":"阿莫西林胶囊","confidence":0.99}',
        text="阿莫西林胶囊",
        file_id=file_id,
        engine="rapidocr",
        model="",
        credits=3,
        created_at=1693896071895,
    )
    with transactions.writing() as tx:
        recognitions.add(tx, made)
    return made.id


def test_ones_own_are_listed_newest_first(client: Client) -> None:
    account, other = client.register(), client.register()
    first, second = keep(account), keep(account, "general")
    keep(other)

    assert [told["id"] for told in kept(client, account, ALL)] == [second, first]


def test_a_list_is_of_one_kind_and_in_pages(client: Client) -> None:
    account = client.register()
    made = [keep(account, kind) for kind in ("drug", "antique", "drug")]
    query = {"kind": "drug", "limit": "1"}

    page = client.call("GET", ALL, token=account.token, query=query).json
    query["cursor"] = page["next_cursor"]
    rest = client.call("GET", ALL, token=account.token, query=query).json

    assert [told["id"] for told in page["data"] + rest["data"]] == [made[2], made[0]]
    assert rest["next_cursor"] is None


def test_one_is_told_as_it_was_with_its_picture(client: Client) -> None:
    account = client.register()
    file_id = stored(account)
    recognition_id = keep(account, file_id=file_id)

    told = client.call("GET", f"{ALL}/{recognition_id}", token=account.token).json

    assert opened(client, told["image"].pop("url")).status == 200
    assert told == {
        "id": recognition_id,
        "kind": "drug",
        "result": {"name": "阿莫西林胶囊", "confidence": 0.99},
        "text": "阿莫西林胶囊",
        "image": {"file_id": file_id},
        "engine": "rapidocr",
        "model": None,
        "credits": {"charged": 3, "remaining": None},
        "created_at": "2023-09-05T06:41:11.895Z",
        "aigc": None,
    }


def test_one_whose_picture_was_removed_is_told_without(client: Client) -> None:
    account = client.register()
    file_id = stored(account)
    recognition_id = keep(account, file_id=file_id)
    client.call("DELETE", f"/api/files/{file_id}", token=account.token)

    told = client.call("GET", f"{ALL}/{recognition_id}", token=account.token).json

    assert told["image"] is None
    assert client.call("DELETE", f"{ALL}/{recognition_id}", token=account.token).status == 204


def test_removing_one_removes_its_picture(client: Client) -> None:
    account = client.register()
    file_id = stored(account)
    recognition_id = keep(account, file_id=file_id)
    url = client.call("GET", f"/api/files/{file_id}", token=account.token).json["url"]

    assert client.call("DELETE", f"{ALL}/{recognition_id}", token=account.token).status == 204

    assert kept(client, account, ALL) == kept(client, account, "/api/files") == []
    assert opened(client, url).status == 404


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_one_of_another_or_of_nobody_is_not_found(client: Client, method: str) -> None:
    owner, other = client.register(), client.register()
    mine = keep(owner)

    for recognition_id in (mine, *UNKNOWN):
        answer = client.call(method, f"{ALL}/{recognition_id}", token=other.token)
        assert (answer.status, answer.code) == (404, "not_found")

    assert [told["id"] for told in kept(client, owner, ALL)] == [mine]


@pytest.mark.parametrize("path", [ALL, f"{ALL}/01ARZ3NDEKTSV4RRFFQ69G5FAV"])
def test_nobody_sees_any_without_an_account(client: Client, path: str) -> None:
    assert client.call("GET", path).code == "unauthorized"


def test_an_unknown_kind_is_refused(client: Client) -> None:
    answer = client.call("GET", ALL, token=client.register().token, query={"kind": "stamp"})

    assert (answer.status, answer.json["error"]["param"]) == (422, "kind")


EVERYBODYS = "/api/admin/recognitions"


@pytest.mark.parametrize("query", [{"kind": "stamp"}, {"from": "soon"}, {"user": "u" * 101}])
def test_a_wrong_query_for_everybodys_is_refused(client: Client, query: dict[str, str]) -> None:
    answer = client.call("GET", EVERYBODYS, token=administrator(client).token, query=query)

    assert (answer.status, answer.json["error"]["param"]) in [(422, param) for param in query]


def test_everybodys_are_listed_without_what_they_say(client: Client) -> None:
    admin, one, two = administrator(client), client.register(), client.register()
    first, second = keep(one, file_id=stored(one)), keep(two, "general")

    told = kept(client, admin, EVERYBODYS)

    assert [(t["id"], t["has_picture"]) for t in told] == [(second, False), (first, True)]
    assert [t["email"] for t in told] == [two.email, one.email]
    assert "阿莫西林" not in str(told)
    narrowed = {"user": one.user["id"], "kind": "drug"}
    found = client.call("GET", EVERYBODYS, token=admin.token, query=narrowed).json["data"]
    assert [t["id"] for t in found] == [first]


@pytest.mark.parametrize("reason", [None, "", " ", "r" * 201])
def test_nobodys_picture_is_seen_without_a_reason(client: Client, reason: str | None) -> None:
    admin, owner = administrator(client), client.register()
    body = {} if reason is None else {"reason": reason}

    answer = client.call("POST", f"{EVERYBODYS}/{keep(owner)}/look", body, token=admin.token)

    assert (answer.status, answer.json["error"]["param"]) == (422, "reason")
    assert kept(client, admin, "/api/admin/audit") == []


def test_a_picture_is_seen_for_a_reason_that_is_kept(client: Client) -> None:
    admin, owner = administrator(client), client.register()
    seen, body = keep(owner, file_id=stored(owner)), {"reason": "说是认错了"}

    told = client.call("POST", f"{EVERYBODYS}/{seen}/look", body, token=admin.token).json

    assert opened(client, told["image"]["url"]).status == 200
    assert told["result"]["name"] == "阿莫西林胶囊"
    deed = kept(client, admin, "/api/admin/audit")[0]
    assert (deed["action"], deed["target"]) == ("recognitions.look", seen)
    assert deed["after"] == {"user_id": owner.user["id"], "reason": "说是认错了"}
    gone = client.call("POST", f"{EVERYBODYS}/{UNKNOWN[0]}/look", body, token=admin.token)
    assert (gone.status, gone.code) == (404, "not_found")
