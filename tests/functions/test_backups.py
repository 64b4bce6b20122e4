"""/api/admin/backups: what is kept, one made now, and an address of one for who says why."""

import gzip
from typing import Any

import pytest
import requests

from shared.operations import jobs
from shared.scheduling import leases
from shared.storage import objects
from tests.buckets import bucket as bucket
from tests.client import Account, Client
from tests.conftest import Configure
from tests.people import administrator
from tests.simulators.oss import OssSimulator, Status

BACKUPS, FETCH = "/api/admin/backups", "/api/admin/backups/fetch"
WISH = {"key": "backups/20261122T190000Z-01K00000000000000000000000.gz", "reason": "to move house"}


def listed(client: Client, admin: Account) -> list[dict[str, Any]]:
    answer = client.call("GET", BACKUPS, token=admin.token)
    assert answer.status == 200, answer.body
    found: list[dict[str, Any]] = answer.json["data"]
    return found


@pytest.mark.parametrize(
    ("body", "status", "param"),
    [
        ({**WISH, "reason": "x"}, 422, "reason"),
        ({"key": WISH["key"]}, 422, "reason"),
        ({**WISH, "surprise": 1}, 422, "surprise"),
        (WISH, 404, None),
        ({**WISH, "key": "users/a/1.jpg"}, 404, None),
        ({**WISH, "key": "backups/../users/a.gz"}, 404, None),
    ],
)
def test_no_address_is_given_of_what_is_no_backup_or_without_a_reason(
    client: Client, body: dict[str, Any], status: int, param: str | None
) -> None:
    objects.put("users/a/1.jpg", b"x", "image/jpeg")

    answer = client.call("POST", FETCH, body, token=administrator(client).token)

    assert (answer.status, answer.json["error"]["param"]) == (status, param), answer.body


def test_one_is_made_now_and_listed(client: Client) -> None:
    admin = administrator(client)
    assert listed(client, admin) == []

    made = client.call("POST", BACKUPS, token=admin.token)

    assert made.status == 201, made.body
    assert listed(client, admin) == [made.json]
    assert made.json["bytes"] == objects.size(made.json["key"])
    again = client.call("POST", BACKUPS, token=admin.token)
    assert (again.status, again.code) == (409, "conflict")


def test_while_another_instance_makes_one_there_is_no_second(client: Client) -> None:
    admin = administrator(client)

    with leases.held(jobs.BACKUP.name, jobs.BACKUP.term) as ours:
        assert ours
        assert client.call("POST", BACKUPS, token=admin.token).status == 409

    assert listed(client, admin) == []


def test_an_address_of_one_is_audited(
    client: Client, bucket: OssSimulator, configure: Configure
) -> None:
    admin = administrator(client)
    key = client.call("POST", BACKUPS, token=admin.token).json["key"]

    given = client.call("POST", FETCH, {**WISH, "key": key}, token=admin.token)

    assert given.status == 200, given.body
    fetched = requests.get(given.json["url"], timeout=10)
    assert b"users" in gzip.decompress(fetched.content)
    trail = client.call("GET", "/api/admin/audit", token=admin.token).json["data"]
    deeds = [(deed["action"], deed["target"]) for deed in trail]
    assert deeds == [("backups.fetch", key), ("backups.make", key)]
    assert trail[0]["after"] == {"reason": WISH["reason"]}


def test_the_storage_is_asked_once_however_many_are_listed(
    client: Client, bucket: OssSimulator
) -> None:
    admin = administrator(client)
    for day in range(1, 4):
        objects.put(WISH["key"].replace("22T", f"0{day}T"), b"x" * day, "application/gzip")
    bucket.seen.clear()

    assert [each["bytes"] for each in listed(client, admin)] == [3, 2, 1]
    assert len(bucket.seen) == 1


def test_a_storage_that_fails_is_told(client: Client, bucket: OssSimulator) -> None:
    admin = administrator(client)
    bucket.script(*[Status(500)] * 9)

    answer = client.call("GET", BACKUPS, token=admin.token)

    assert answer.status in (502, 503), answer.body
