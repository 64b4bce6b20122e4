"""/api/files: announce, send, list, read and remove one's own; and what their addresses show."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.client import Account, Answer, Client
from tests.conftest import Configure
from tests.functions.pictures import kept, opened, picture, stored
from tests.people import administrator

ALL = "/api/files"
UNKNOWN = ["01ARZ3NDEKTSV4RRFFQ69G5FAV", "x", "云", "%", "' OR 1=1", "a" * 500, "local"]


def announce(client: Client, account: Account, **changes: Any) -> Answer:
    wanted = {"filename": "药盒.png", "content_type": "image/png", "size": len(picture())}
    return client.call("POST", ALL, wanted | changes, token=account.token)


def sent(client: Client, upload: dict[str, Any], content: bytes, **headers: str) -> int:
    parts = urlsplit(upload["url"])
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    answer = client.call(
        upload["method"],
        parts.path,
        raw=content,
        headers={**upload["headers"], **headers},
        query=query,
    )
    return answer.status


def test_a_file_is_announced_sent_and_seen(client: Client) -> None:
    account = client.register()

    begun = announce(client, account)
    assert (begun.status, begun.json["file"]["status"]) == (201, "pending")
    assert kept(client, account, ALL) == []
    assert sent(client, begun.json["upload"], picture()) == 200

    file = begun.json["file"]
    told = client.call("GET", f"{ALL}/{file['id']}", token=account.token).json
    assert (told["status"], told["filename"]) == ("ready", "药盒.png")
    shown = opened(client, told["url"])
    assert (shown.headers["content-type"], shown.body) == ("image/png", picture())
    assert [listed["id"] for listed in kept(client, account, ALL)] == [file["id"]]


def test_an_address_takes_one_file_of_its_size_and_type(client: Client) -> None:
    upload = announce(client, client.register()).json["upload"]

    assert sent(client, upload, picture() + b"x") == 413
    assert sent(client, upload, picture(), **{"Content-Type": "image/jpeg"}) == 415
    assert sent(client, upload, picture()) == 200
    assert sent(client, upload, picture()) == 409


def test_an_address_that_was_changed_shows_nothing(client: Client) -> None:
    account = client.register()
    path = f"{ALL}/{stored(account)}"
    url = client.call("GET", path, token=account.token).json["url"]

    assert opened(client, url.replace("image%2Fpng", "text%2Fhtml")).status == 403
    assert opened(client, url.partition("?")[0] + "?expires=1").status == 403


def test_a_file_that_is_something_else_is_gone(client: Client) -> None:
    account = client.register()
    begun = announce(client, account).json
    sent(client, begun["upload"], b"<script>")

    answers = [
        client.call("GET", f"{ALL}/{begun['file']['id']}", token=account.token) for _ in range(2)
    ]

    assert [answer.status for answer in answers] == [415, 404]


@pytest.mark.parametrize(
    ("changes", "status", "param"),
    [
        ({"content_type": "text/html"}, 415, "content_type"),
        ({"content_type": "image/svg+xml"}, 415, "content_type"),
        ({"size": 0}, 422, "size"),
        ({"size": 10_485_761}, 413, "size"),
        ({"size": "9"}, 422, "size"),
        ({"filename": ""}, 422, "filename"),
        ({"path": "../x"}, 422, "path"),
    ],
)
def test_a_file_that_is_not_taken_is_refused(
    client: Client, changes: dict[str, Any], status: int, param: str
) -> None:
    answer = announce(client, client.register(), **changes)

    assert (answer.status, answer.json["error"]["param"]) == (status, param)


def test_a_name_is_no_path(client: Client) -> None:
    begun = announce(client, client.register(), filename="../../etc/passwd\u0000").json

    assert begun["file"]["filename"] == "passwd"
    assert "passwd" not in begun["upload"]["url"]


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_a_file_of_another_or_of_nobody_is_not_found(client: Client, method: str) -> None:
    owner, other = client.register(), client.register()
    mine = stored(owner)

    for file_id in (mine, *UNKNOWN):
        answer = client.call(method, f"{ALL}/{file_id}", token=other.token)
        assert (answer.status, answer.code) == (404, "not_found")

    assert [file["id"] for file in kept(client, owner, ALL)] == [mine]


def test_a_removed_file_is_gone(client: Client) -> None:
    account = client.register()
    path = f"{ALL}/{stored(account)}"
    url = client.call("GET", path, token=account.token).json["url"]

    assert client.call("DELETE", path, token=account.token).status == 204

    assert client.call("GET", path, token=account.token).status == 404
    assert client.call("DELETE", path, token=account.token).status == 404
    assert opened(client, url).status == 404


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_has_files_without_an_account(client: Client, method: str) -> None:
    assert client.call(method, ALL, {} if method == "POST" else None).code == "unauthorized"


def test_addresses_of_ours_show_nothing_where_there_is_oss(
    client: Client, configure: Configure
) -> None:
    account = client.register()
    url = client.call("GET", f"{ALL}/{stored(account)}", token=account.token).json["url"]
    configure(OSS_BUCKET_NAME="pictures", OSS_ENDPOINT="oss-cn-hangzhou.aliyuncs.com")

    assert opened(client, url).status == 404


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-0", 206, slice(0, 1)),
        ("bytes=5-9", 206, slice(5, 10)),
        ("bytes=5-", 206, slice(5, None)),
        ("bytes=-4", 206, slice(-4, None)),
        ("bytes=0-999999999", 206, slice(None)),
        ("bytes=999999999-", 200, slice(None)),
        ("bytes=9-5", 200, slice(None)),
        ("bytes=-", 200, slice(None)),
        ("bytes=0-1,3-4", 200, slice(None)),
        ("lines=1-2", 200, slice(None)),
    ],
)
def test_a_player_gets_the_part_of_a_file_that_it_asks_for(
    client: Client, asked: str, status: int, part: slice
) -> None:
    account = client.register()
    url = client.call("GET", f"{ALL}/{stored(account)}", token=account.token).json["url"]
    parts = urlsplit(url)

    answer = client.call(
        "GET", parts.path, headers={"Range": asked}, query=dict(parse_qsl(parts.query))
    )

    assert (answer.status, answer.body) == (status, picture()[part])
    assert answer.headers["content-length"] == str(len(answer.body))


EVERYBODYS = "/api/admin/files"


def test_everybodys_files_are_listed_without_their_names(client: Client) -> None:
    admin, one, two = administrator(client), client.register(), client.register()
    first, second = stored(one), announce(client, two).json["file"]["id"]

    told = kept(client, admin, EVERYBODYS)

    assert [(file["id"], file["status"]) for file in told] == [
        (second, "pending"),
        (first, "ready"),
    ]
    assert all("filename" not in file and "url" not in file for file in told)
    query = {"user": one.user["id"]}
    found = client.call("GET", EVERYBODYS, token=admin.token, query=query).json["data"]
    assert [file["id"] for file in found] == [first]


@pytest.mark.parametrize("deed", ["look", "remove"])
@pytest.mark.parametrize("reason", [None, "", " ", "r" * 201])
def test_nothing_is_done_with_a_strange_file_without_a_reason(
    client: Client, deed: str, reason: str | None
) -> None:
    admin, owner = administrator(client), client.register()
    body = {} if reason is None else {"reason": reason}

    answer = client.call("POST", f"{EVERYBODYS}/{stored(owner)}/{deed}", body, token=admin.token)

    assert (answer.status, answer.json["error"]["param"]) == (422, "reason")
    assert kept(client, admin, "/api/admin/audit") == []


def test_a_strange_file_is_seen_and_removed_for_reasons_that_are_kept(client: Client) -> None:
    admin, owner = administrator(client), client.register()
    file, because = stored(owner), {"reason": "本人要求"}

    told = client.call("POST", f"{EVERYBODYS}/{file}/look", because, token=admin.token).json
    assert opened(client, told["url"]).body == picture()
    assert told["filename"]
    gone = client.call("POST", f"{EVERYBODYS}/{file}/remove", because, token=admin.token)

    assert gone.status == 204
    assert kept(client, owner, ALL) == []
    deeds = kept(client, admin, "/api/admin/audit")
    assert [(d["action"], d["target"]) for d in deeds] == [
        ("files.remove", file),
        ("files.look", file),
    ]
    assert {d["after"]["reason"] for d in deeds} == {"本人要求"}
    again = client.call("POST", f"{EVERYBODYS}/{file}/look", because, token=admin.token)
    assert (again.status, again.code) == (404, "not_found")
