"""S3: what is its own; what holds for all storage, the other tests ask of it too."""

import os
from collections.abc import Callable

import pytest
import requests

from shared.errors import Unavailable, UpstreamError
from shared.storage import objects, patience, splitting
from tests.buckets import s3 as s3
from tests.conftest import Configure
from tests.simulators.oss import Cut, Status
from tests.simulators.s3 import S3Simulator
from tests.stored_files import opened, sent

KEY = "users/01JABCDEFGHJKMNPQRSTVWXYZ0/2026/11/01JABCDEFGHJKMNPQRSTVWXYZ1.jpg"

CALLS: dict[str, Callable[[], object]] = {
    "put": lambda: objects.put(KEY, b"x", "image/jpeg"),
    "get": lambda: objects.get(KEY, 10),
    "size": lambda: objects.size(KEY),
    "list": lambda: list(objects.list_older("users/", 1 << 60)),
    "stream": lambda: b"".join(objects.stream(KEY)),
    "parts": lambda: objects.begin_parts(KEY, "image/jpeg"),
    "remove": lambda: objects.remove(KEY),
}
each = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)


@each
def test_a_wrong_secret_is_refused_at_once(
    s3: S3Simulator, configure: Configure, call: Callable[[], object]
) -> None:
    configure(S3_SECRET_ACCESS_KEY="another")

    with pytest.raises(UpstreamError):
        call()
    assert len(s3.seen) == 1
    assert s3.objects == {}


@each
def test_a_server_that_is_away_is_asked_again_and_then_told(
    s3: S3Simulator, call: Callable[[], object]
) -> None:
    s3.add(KEY, b"x")
    s3.script(*[Status(503, "SlowDown")] * patience.ATTEMPTS)

    with pytest.raises(Unavailable):
        call()
    assert len(s3.seen) == patience.ATTEMPTS


@each
def test_one_fault_is_not_noticed(s3: S3Simulator, call: Callable[[], object]) -> None:
    s3.add(KEY, b"x")
    s3.script(Status(500, "InternalError"))

    call()


def test_a_bucket_that_is_not_there_is_no_missing_object(
    s3: S3Simulator, configure: Configure
) -> None:
    configure(S3_BUCKET="others")

    with pytest.raises(UpstreamError):
        objects.get(KEY, 10)


def test_a_stream_that_breaks_off_goes_on_where_it_was(s3: S3Simulator) -> None:
    data = os.urandom(300_000)
    objects.put(KEY, data, "image/jpeg")
    s3.script(Cut(200_000, clean=True))

    assert b"".join(objects.stream(KEY)) == data
    goes_on = s3.seen[-1].headers
    assert 0 < int(goes_on["range"].removeprefix("bytes=").rstrip("-")) <= 200_000
    assert goes_on["if-match"] == s3.objects[KEY].headers["ETag"]


def test_bytes_that_are_not_those_that_were_kept_are_refused(s3: S3Simulator) -> None:
    objects.put(KEY, b"what was kept", "image/jpeg")
    s3.objects[KEY].etag = f'"{"0" * 32}"'

    with pytest.raises(Unavailable):
        objects.get(KEY, 100)
    with pytest.raises(UpstreamError):
        b"".join(objects.stream(KEY))


def test_parts_whose_answer_was_lost_are_an_object_all_the_same(
    s3: S3Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(splitting, "PART", 102_400)
    data = os.urandom(250_000)
    lost: list[str] = []

    def lose(call: object) -> None:
        asked = call.method == "POST" and "uploadId=" in call.target  # type: ignore[attr-defined]
        if asked and not lost:
            lost.append(call.target)  # type: ignore[attr-defined]
            s3._script.appendleft(Cut(0))

    s3.during = lose
    assert objects.put_stream(KEY, [data], "video/mp4") == len(data)
    assert objects.get(KEY, len(data)) == data


def test_a_form_takes_no_more_fields_than_were_signed(s3: S3Simulator) -> None:
    upload = objects.upload(KEY, "image/jpeg", 100, 60)

    assert sent(upload, b"1", acl="public-read") == 403
    assert sent(upload, b"1", **{"x-amz-signature": "0" * 64}) == 403
    assert sent(upload, b"1") == 204
    assert s3.objects[KEY].content_type == "image/jpeg"


def test_an_address_shows_an_object_by_its_name_and_nothing_else(s3: S3Simulator) -> None:
    objects.put(KEY, b"x", "image/jpeg")
    url = objects.url(KEY, 60, "text/plain", "药.txt")

    answer = opened(url)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/plain")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''%E8%8D%AF.txt"
    assert requests.put(url, b"y", timeout=10).status_code == 403
    assert requests.get(url.replace("Z1.jpg", "Z2.jpg"), timeout=10).status_code == 403
