"""/api/uploads: films and sound in parts, of which any may be lost, repeated or wrong."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from shared.config import environment
from shared.database import transactions
from shared.errors import NotFound
from shared.files import sweeper, uploads
from shared.storage import objects, patience
from shared.storage.folder import PATH
from shared.store import files
from tests.buckets import bucket as bucket
from tests.buckets import folder as folder
from tests.buckets import guarded as guarded
from tests.buckets import s3 as s3
from tests.buckets import storage as storage
from tests.client import Account, Answer, Client
from tests.conftest import Clock, Configure
from tests.functions.pictures import kept, opened
from tests.simulators.oss import OssSimulator, Status

ALL = "/api/uploads"
PART = 150_000  # bytes, more than OSS takes at least
FILM = b"\x00\x00\x00\x18ftypisom" + bytes(range(256)) * 1500
NUMBERS = [1, 2, 3]


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "_PART", PART)


def announce(client: Client, account: Account, **changes: Any) -> Answer:
    wanted = {"filename": "会议.mp4", "content_type": "video/mp4", "size": len(FILM)}
    return client.call("POST", ALL, wanted | changes, token=account.token)


def addresses(client: Client, account: Account, file_id: str, numbers: list[int]) -> Any:
    body = {"numbers": numbers}
    return client.call("POST", f"{ALL}/{file_id}/parts", body, token=account.token)


def put(client: Client, upload: dict[str, Any], content: bytes) -> int:
    """Send a part as a client does: to ourselves, or to OSS."""
    parts = urlsplit(upload["url"])
    if not parts.path.startswith(PATH):
        sent = requests.put(upload["url"], content, headers=upload["headers"], timeout=10)
        return sent.status_code
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    answer = client.call("PUT", parts.path, raw=content, headers=upload["headers"], query=query)
    return answer.status


def send(
    client: Client, account: Account, file_id: str, numbers: list[int], film: bytes = FILM
) -> list[int]:
    given = addresses(client, account, file_id, numbers).json["data"]
    return [put(client, each["upload"], film[each["offset"] :][: each["size"]]) for each in given]


def look(client: Client, account: Account, file_id: str) -> Any:
    return client.call("GET", f"{ALL}/{file_id}", token=account.token)


def complete(client: Client, account: Account, file_id: str) -> Answer:
    return client.call("POST", f"{ALL}/{file_id}/complete", token=account.token)


def begun(client: Client, account: Account, **changes: Any) -> str:
    file_id: str = announce(client, account, **changes).json["file"]["id"]
    return file_id


@pytest.mark.parametrize(
    ("changes", "status", "param"),
    [
        ({"content_type": "image/png"}, 415, "content_type"),
        ({"content_type": "image/svg+xml"}, 415, "content_type"),
        ({"content_type": "application/vnd.apple.mpegurl"}, 415, "content_type"),
        ({"size": 0}, 422, "size"),
        ({"size": 1_073_741_825}, 413, "size"),
        ({"part_size": 1}, 422, "part_size"),
    ],
)
def test_what_is_not_taken_is_refused(
    client: Client, changes: dict[str, Any], status: int, param: str
) -> None:
    answer = announce(client, client.register(), **changes)

    assert (answer.status, answer.json["error"]["param"]) == (status, param)


def test_nobody_sends_without_an_account(client: Client) -> None:
    assert client.call("POST", ALL, {}).code == "unauthorized"


def test_what_is_announced_counts_as_taken(client: Client, configure: Configure) -> None:
    configure(STORAGE_BYTES=str(2 * len(FILM)))
    account = client.register()

    answers = [announce(client, account) for _ in range(3)]

    assert [answer.status for answer in answers] == [201, 201, 403]
    assert answers[2].code == "storage_full"


def test_a_film_is_sent_in_parts(client: Client, storage: str) -> None:
    account = client.register()
    upload = announce(client, account).json
    file_id = upload["file"]["id"]
    assert (upload["count"], upload["part_size"], upload["parts"]) == (3, PART, [])

    assert send(client, account, file_id, NUMBERS) == [200, 200, 200]
    assert kept(client, account, "/api/files") == []
    done = complete(client, account, file_id)

    assert (done.status, done.json["status"], done.json["size"]) == (200, "ready", len(FILM))
    shown = opened(client, done.json["url"]) if storage == "folder" else None
    assert (shown.body if shown else requests.get(done.json["url"], timeout=9).content) == FILM
    assert complete(client, account, file_id).json["id"] == file_id  # as often as one likes
    assert look(client, account, file_id).status == 404


def test_who_was_cut_off_goes_on_with_what_is_missing(client: Client, storage: str) -> None:
    account = client.register()
    file_id = begun(client, account)
    send(client, account, file_id, [2])

    early = complete(client, account, file_id)
    came = [part["number"] for part in look(client, account, file_id).json["parts"]]
    send(client, account, file_id, [number for number in NUMBERS if number not in came])

    assert (early.status, early.code) == (409, "conflict")
    assert "1, 3" in early.json["error"]["message"]
    assert came == [2]
    assert complete(client, account, file_id).status == 200


def test_a_part_that_comes_again_replaces_the_first(client: Client, storage: str) -> None:
    account = client.register()
    file_id = begun(client, account)
    send(client, account, file_id, NUMBERS, FILM[:12] + bytes(len(FILM) - 12))
    send(client, account, file_id, NUMBERS)

    complete(client, account, file_id)

    with transactions.asking() as tx:
        key = files.get(tx, file_id, account.user["id"]).object_key
    assert objects.get(key, 1 << 30) == FILM


def test_a_part_of_another_size_is_not_put_together(client: Client, storage: str) -> None:
    account = client.register()
    file_id = begun(client, account)
    send(client, account, file_id, NUMBERS)
    last = addresses(client, account, file_id, [3]).json["data"][0]

    assert put(client, last["upload"], b"x") == 200
    refused = complete(client, account, file_id)

    assert refused.status == 409
    assert refused.json["error"]["message"].rstrip("。").endswith("3")


@pytest.mark.parametrize("ask", ["look", "complete"])
def test_a_part_larger_than_it_may_be_ends_the_upload(
    client: Client, bucket: OssSimulator, ask: str
) -> None:
    account = client.register()
    file_id = begun(client, account)
    send(client, account, file_id, NUMBERS)
    last = addresses(client, account, file_id, [3]).json["data"][0]
    assert put(client, last["upload"], bytes(last["size"] + 1)) == 200

    refused = {"look": look, "complete": complete}[ask](client, account, file_id)

    assert (refused.status, refused.code) == (413, "payload_too_large")
    assert _left(bucket) == []
    assert look(client, account, file_id).status == 404


@pytest.mark.usefixtures("folder")
def test_a_folder_takes_no_more_than_a_part_is(client: Client) -> None:
    account = client.register()
    last = addresses(client, account, begun(client, account), [3]).json["data"][0]

    assert put(client, last["upload"], bytes(last["size"] + 1)) == 413


def test_a_film_that_is_something_else_is_gone(client: Client, storage: str) -> None:
    account = client.register()
    file_id = begun(client, account)
    send(client, account, file_id, NUMBERS, b"#EXTM3U\n" + FILM)

    assert [complete(client, account, file_id).status for _ in range(2)] == [415, 404]


@pytest.mark.parametrize("numbers", [[], [0], [4], [1001], list(range(1, 102)), ["1"]])
def test_parts_that_it_does_not_have_have_no_address(client: Client, numbers: list[Any]) -> None:
    account = client.register()
    answer = addresses(client, account, begun(client, account), numbers)

    assert (answer.status, answer.code) == (422, "invalid_request")


def test_an_upload_of_another_or_of_nobody_is_not_found(client: Client) -> None:
    owner, other = client.register(), client.register()
    small = {"filename": "a.png", "content_type": "image/png", "size": 9}
    plain = client.call("POST", "/api/files", small, token=owner.token).json["file"]["id"]

    for account, file_id in ((other, begun(client, owner)), (owner, plain), (owner, "x")):
        path = f"{ALL}/{file_id}"
        answers = [
            look(client, account, file_id),
            addresses(client, account, file_id, [1]),
            complete(client, account, file_id),
            client.call("DELETE", path, token=account.token),
        ]
        assert [answer.status for answer in answers] == [404] * 4


def _left(bucket: OssSimulator | None) -> list[Any]:
    """Whatever a storage holds."""
    if bucket:
        return [*bucket.objects, *bucket.parts.begun]
    root = Path(environment.settings().data_dir, "files")
    return [path for path in root.rglob("*") if path.is_file()]


def test_nothing_is_left_of_what_was_given_up(
    client: Client, guarded: str, request: pytest.FixtureRequest
) -> None:
    simulated = request.getfixturevalue(guarded) if guarded != "folder" else None
    account = client.register()
    file_id = begun(client, account)
    send(client, account, file_id, [1, 2])
    assert _left(simulated)

    assert client.call("DELETE", f"{ALL}/{file_id}", token=account.token).status == 204

    assert _left(simulated) == []
    assert look(client, account, file_id).status == 404
    assert complete(client, account, file_id).status == 404


def test_what_is_never_completed_ends_after_a_day(
    client: Client, guarded: str, clock: Clock, request: pytest.FixtureRequest
) -> None:
    simulated = request.getfixturevalue(guarded) if guarded != "folder" else None
    account = client.register()
    file_id = begun(client, account)
    send(client, account, file_id, NUMBERS)
    sweeper.run()
    assert look(client, account, file_id).status == 200

    clock.advance(days=1, seconds=1)
    sweeper.run()

    assert _left(simulated) == []
    with transactions.asking() as tx, pytest.raises(NotFound):
        files.get(tx, file_id, account.user["id"])


def test_a_film_is_looked_at_also_where_its_answer_was_lost(
    client: Client, bucket: OssSimulator
) -> None:
    account = client.register()
    file_id = begun(client, account)
    send(client, account, file_id, NUMBERS)
    with transactions.asking() as tx:
        file = files.get(tx, file_id, account.user["id"])
    objects.join(file.object_key, file.upload_id, objects.parts(file.object_key, file.upload_id))

    assert complete(client, account, file_id).json["status"] == "ready"


def test_a_storage_that_is_down_takes_nothing(client: Client, bucket: OssSimulator) -> None:
    account = client.register()
    bucket.script(*[Status(503)] * patience.ATTEMPTS * 3)  # by chance, files are swept too

    assert announce(client, account).status == 503


@pytest.mark.parametrize(
    ("size", "part", "count"),
    [(1, PART, 1), (PART, PART, 1), (PART + 1, PART, 2), (PART * 1000 + 1, PART + 1, 1000)],
)
def test_a_file_has_at_most_a_thousand_parts(size: int, part: int, count: int) -> None:
    assert (uploads._part_size(size), uploads._count(size)) == (part, count)
    assert sum(uploads._size(size, number) for number in range(1, count + 1)) == size
