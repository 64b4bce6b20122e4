"""A user fills no more of the storage than they may, whatever way they take."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pytest_mock import MockerFixture

from tests.client import Account, Answer, Client
from tests.conftest import Clock, Configure
from tests.functions.chosen import choose
from tests.functions.pictures import kept, picture
from tests.functions.test_files import ALL, announce, sent
from tests.people import administrator, api_key

SIZE = len(picture())


@pytest.fixture(autouse=True)
def room_for_two(configure: Configure) -> None:
    configure(STORAGE_BYTES=str(2 * SIZE), STORAGE_FILES="5")


def remove(client: Client, account: Account, announced: Answer) -> int:
    path = f"{ALL}/{announced.json['file']['id']}"
    return client.call("DELETE", path, token=account.token).status


def storage(client: Client, account: Account) -> dict[str, Any]:
    seen = client.call("GET", "/api/auth/me", token=account.token)
    assert seen.status == 200
    told: dict[str, Any] = seen.json["storage"]
    return told


def test_announced_bytes_count_before_they_are_sent(client: Client) -> None:
    account, other = client.register(), client.register()
    first, second = announce(client, account), announce(client, account)

    refused = announce(client, account, size=1)

    assert (first.status, second.status) == (201, 201)
    assert (refused.status, refused.code) == (403, "storage_full")
    assert str(2 * SIZE) in refused.json["error"]["message"]
    assert announce(client, other).status == 201
    assert storage(client, account) == {
        "bytes": 2 * SIZE, "files": 2, "max_bytes": 2 * SIZE, "max_files": 5,
    }  # fmt: skip


def test_a_program_sees_what_the_files_of_its_user_take(client: Client, clock: Clock) -> None:
    account, other = client.register(), client.register()
    secret = api_key(client, account)["key"]
    assert client.call("GET", "/api/auth/me", token=secret).json["storage"]["files"] == 0
    announce(client, account)
    announce(client, other)
    announce(client, other)

    seen = client.call("GET", "/api/auth/me", token=secret)

    assert seen.json["storage"] == storage(client, account)
    assert (seen.json["id"], seen.json["storage"]["files"]) == (account.user["id"], 1)


def test_files_are_counted_too(client: Client) -> None:
    account = client.register()
    for _ in range(5):
        assert announce(client, account, size=1).status == 201

    assert announce(client, account, size=1).code == "storage_full"


def test_a_recognised_picture_needs_room_before_a_model_is_asked(
    client: Client, configure: Configure, mocker: MockerFixture
) -> None:
    mocker.patch("shared.recognition.ocr.installed", return_value=True)
    configure(STORAGE_BYTES="10")
    account = client.register()
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    form = b'--b\r\nContent-Disposition: form-data; name="kind"\r\n\r\ndrug\r\n'
    form += b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    form += picture() + b"\r\n--b--\r\n"

    refused = client.call("POST", "/api/recognize", raw=form, headers=headers, token=account.token)

    assert (refused.status, refused.code) == (403, "storage_full")


def test_what_is_removed_counts_while_it_may_be_sent_once_more(
    client: Client, clock: Clock
) -> None:
    account = client.register()
    first, second = announce(client, account), announce(client, account)
    assert remove(client, account, first) == 204
    assert sent(client, first.json["upload"], picture()) == 200

    assert announce(client, account).code == "storage_full"

    clock.advance(seconds=3601)
    account = log_in_again(client, account)
    assert storage(client, account)["files"] == 1
    assert announce(client, account).status == 201, "the other was announced and never sent"
    assert remove(client, account, second) == 404


def test_an_old_file_makes_room_as_soon_as_it_is_removed(client: Client, clock: Clock) -> None:
    account = client.register()
    sent_ones = [announce(client, account) for _ in range(2)]
    for one in sent_ones:
        assert sent(client, one.json["upload"], picture()) == 200
        path = f"{ALL}/{one.json['file']['id']}"
        assert client.call("GET", path, token=account.token).json["status"] == "ready"
    clock.advance(seconds=3601)
    account = log_in_again(client, account)

    assert announce(client, account).code == "storage_full"
    assert remove(client, account, sent_ones[0]) == 204

    assert storage(client, account)["bytes"] == SIZE
    assert announce(client, account).status == 201
    assert len(kept(client, account, ALL)) == 1


def test_administrators_change_the_quota_and_see_what_is_used(
    client: Client, configure: Configure
) -> None:
    admin, account = administrator(client), client.register()
    for _ in range(2):
        announce(client, account)

    choose(client, admin, "storage_bytes", 0)
    choose(client, admin, "storage_files", 3)
    assert announce(client, account).status == 201
    assert announce(client, account).code == "storage_full"

    path = f"/api/admin/users/{account.user['id']}"
    one = client.call("GET", path, token=admin.token).json
    changed = client.call("PATCH", path, {"name": "x"}, token=admin.token).json
    listed = client.call("GET", "/api/admin/users", token=admin.token).json["data"]
    used = {user["id"]: user["storage"] for user in listed}
    assert one["storage"] == changed["storage"] == {"bytes": 3 * SIZE, "files": 3}
    assert used == {account.user["id"]: one["storage"], admin.user["id"]: {"bytes": 0, "files": 0}}


def test_of_many_announcements_at_once_no_more_pass_than_there_is_room_for(
    client: Client, configure: Configure
) -> None:
    configure(LIMITS="write=1000/60")
    account = client.register()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: announce(client, account), range(16)))

    assert sorted(answer.status for answer in answers) == [201] * 2 + [403] * 14


def log_in_again(client: Client, account: Account) -> Account:
    body = {"email": account.email, "password": account.password}
    answer = client.call("POST", "/api/auth/login", body)
    assert answer.status == 200
    token = answer.json["access_token"]
    return Account(account.user, token, "", account.email, account.password)
