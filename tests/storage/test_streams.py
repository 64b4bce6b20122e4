"""Objects of any size that come and go in pieces, in a folder and in a bucket."""

import errno
import os
import random
import tracemalloc
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from shared.errors import NotFound, Unavailable, UpstreamError
from shared.storage import objects, patience, splitting
from tests.buckets import bucket as bucket
from tests.buckets import folder as folder
from tests.buckets import s3 as s3
from tests.buckets import storage as storage
from tests.conftest import Configure
from tests.simulators.oss import Call, Cut, Fault, OssSimulator, Status, WrongCrc
from tests.storage.test_oss import role

KEY = "backups/20261101t093000-01jabcdefghjkmnpqrstvwxyz1.gz"
PART = 102_400  # bytes: the least that OSS takes
DATA = random.Random(1).randbytes(5 * PART // 2)  # three parts


class Broken(OSError):
    """As a database's connection might break."""


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "PART", PART)


def pieces(data: bytes, size: int = 10_007) -> Iterator[bytes]:
    return (data[i : i + size] for i in range(0, len(data), size))


def put(data: bytes = DATA) -> int:
    return objects.put_stream(KEY, pieces(data), "application/gzip")


def breaking(after: int) -> Iterator[bytes]:
    yield from pieces(DATA[:after])
    raise Broken("the database is gone")


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def calls(bucket: OssSimulator) -> list[str]:
    """What was asked, in short: its method, and the number of the part."""
    return [call.method + call.query.get("partNumber", "") for call in bucket.seen]


def test_nothing_of_what_breaks_is_kept(storage: str, tmp_path: Path) -> None:
    for after in (0, 10, PART, len(DATA)):
        with pytest.raises(Broken):
            objects.put_stream(KEY, breaking(after), "application/gzip")

    assert objects.size(KEY) is None
    assert files(tmp_path) == []


def test_an_object_that_was_there_outlives_a_stream_that_breaks(storage: str) -> None:
    objects.put(KEY, b"before", "application/gzip")

    with pytest.raises(Broken):
        objects.put_stream(KEY, breaking(len(DATA)), "application/gzip")

    assert objects.get(KEY, 10) == b"before"


@pytest.mark.parametrize("key", ["../x.gz", "backups/../../x.gz", "x.gz"])
def test_only_keys_of_ours_are_streamed_and_nothing_is_read_for_others(
    storage: str, key: str
) -> None:
    unread = iter([b"1"])
    with pytest.raises(ValueError, match="not a key of ours"):
        objects.put_stream(key, unread, "application/gzip")
    with pytest.raises(ValueError, match="not a key of ours"):
        objects.stream(key)
    assert next(unread) == b"1"


def test_what_is_not_there_is_not_found_before_the_first_piece(storage: str) -> None:
    with pytest.raises(NotFound):
        objects.stream(KEY)


@pytest.mark.parametrize("size", [0, 1, PART - 1, PART, PART + 1, 2 * PART, len(DATA)])
def test_what_came_in_pieces_goes_in_pieces(storage: str, size: int) -> None:
    data = DATA[:size]

    assert put(data) == size

    assert b"".join(objects.stream(KEY)) == data
    assert objects.get(KEY, size) == data
    assert objects.size(KEY) == size


def test_pieces_may_be_larger_than_parts_and_empty(storage: str) -> None:
    given: Iterable[bytes] = [b"", DATA, b"", DATA[:7]]

    assert objects.put_stream(KEY, given, "application/gzip") == len(DATA) + 7

    assert b"".join(objects.stream(KEY)) == DATA + DATA[:7]


def test_a_reader_may_leave_at_any_piece(storage: str) -> None:
    put()

    objects.stream(KEY)
    left = objects.stream(KEY)
    next(left)
    del left

    assert b"".join(objects.stream(KEY)) == DATA


def test_much_more_than_fits_is_kept_and_read_in_little_memory(folder: None) -> None:
    def many() -> Iterator[bytes]:
        for number in range(500):
            yield bytes([number % 256]) * 100_000

    tracemalloc.start()
    try:
        assert objects.put_stream(KEY, many(), "application/gzip") == 50_000_000
        assert sum(map(len, objects.stream(KEY))) == 50_000_000
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_parts_are_sent_while_the_rest_is_still_made(bucket: OssSimulator) -> None:
    def made() -> Iterator[bytes]:
        for number in range(1, 21):
            yield DATA[:PART]
            assert calls(bucket)[-1] == f"PUT{number}" or number == 1

    objects.put_stream(KEY, made(), "application/gzip")

    assert bucket.objects[KEY].data == DATA[:PART] * 20


def test_an_object_of_one_part_is_put_at_once(bucket: OssSimulator) -> None:
    put(DATA[: PART - 1])

    assert calls(bucket) == ["PUT"]
    assert bucket.objects[KEY].content_type == "application/gzip"


def test_a_large_object_is_put_in_parts_of_its_type(bucket: OssSimulator) -> None:
    put()

    assert calls(bucket) == ["POST", "PUT1", "PUT2", "PUT3", "POST"]
    assert bucket.objects[KEY].content_type == "application/gzip"
    assert bucket.parts.begun == {}


@pytest.mark.parametrize(
    "fault", [Status(500), Status(503, "ServiceUnavailable"), Status(429), Cut(), Cut(clean=True)]
)
@pytest.mark.parametrize("step", range(5))
def test_what_passes_is_tried_again_at_each_step(
    bucket: OssSimulator, fault: Fault, step: int
) -> None:
    done: list[Call] = []

    def fail_then(call: Call) -> None:
        done.append(call)
        if len(done) == step:
            bucket.script(fault, fault)

    bucket.during = fail_then
    if step == 0:
        bucket.script(fault, fault)

    assert put() == len(DATA)

    assert bucket.objects[KEY].data == DATA
    completed_unheard = step == 4 and isinstance(fault, Cut)  # so that the object is asked for
    assert len(bucket.seen) == 7 + completed_unheard


def test_a_part_that_arrived_damaged_is_sent_again(bucket: OssSimulator) -> None:
    bucket.during = lambda call: (
        bucket.script(WrongCrc()) if calls(bucket) == ["POST", "PUT1"] else None
    )

    assert put() == len(DATA)

    assert calls(bucket) == ["POST", "PUT1", "PUT2", "PUT2", "PUT3", "POST"]
    assert bucket.objects[KEY].data == DATA


def at_part(bucket: OssSimulator, number: int, *faults: Fault) -> None:
    """Let the part fail, each time with the next fault."""

    def script(call: Call) -> None:
        if call.query.get("partNumber") == str(number - 1):
            bucket.script(*faults)

    bucket.during = script


@pytest.mark.parametrize(
    ("fault", "error", "tries"),
    [
        (Status(500), Unavailable, patience.ATTEMPTS),
        (Status(403, "AccessDenied"), UpstreamError, 1),
    ],
)
def test_a_part_that_cannot_be_sent_aborts_the_whole(
    bucket: OssSimulator, fault: Fault, error: type[Exception], tries: int
) -> None:
    at_part(bucket, 2, *[fault] * tries)

    with pytest.raises(error):
        put()

    assert calls(bucket) == ["POST", "PUT1", *["PUT2"] * tries, "DELETE"]
    assert (bucket.objects, bucket.parts.begun) == ({}, {})


def test_what_breaks_in_the_middle_is_aborted(bucket: OssSimulator) -> None:
    with pytest.raises(Broken):
        objects.put_stream(KEY, breaking(2 * PART), "application/gzip")

    assert calls(bucket)[-1] == "DELETE"
    assert (bucket.objects, bucket.parts.begun) == ({}, {})


def test_the_first_error_is_told_when_the_abort_fails_too(bucket: OssSimulator) -> None:
    def broken() -> Iterator[bytes]:
        yield DATA
        bucket.script(*[Status(500)] * patience.ATTEMPTS)
        raise Broken()

    with pytest.raises(Broken):
        objects.put_stream(KEY, broken(), "application/gzip")

    assert bucket.objects == {}


def test_an_upload_that_somebody_else_ended_is_refused(bucket: OssSimulator) -> None:
    def ended() -> Iterator[bytes]:
        yield DATA[: 2 * PART]
        bucket.parts.begun.clear()
        yield DATA

    with pytest.raises(UpstreamError):
        objects.put_stream(KEY, ended(), "application/gzip")

    assert bucket.objects == {}


@pytest.mark.parametrize("before", [None, b"before"])
def test_an_upload_that_was_ended_before_its_completion_is_refused(
    bucket: OssSimulator, before: bytes | None
) -> None:
    if before:
        bucket.add(KEY, before)

    def ended() -> Iterator[bytes]:
        yield DATA[: 2 * PART]
        bucket.parts.begun.clear()

    with pytest.raises(UpstreamError):
        objects.put_stream(KEY, ended(), "application/gzip")

    assert {key: found.data for key, found in bucket.objects.items()} == (
        {KEY: before} if before else {}
    )


def test_what_was_put_together_wrongly_is_removed(bucket: OssSimulator) -> None:
    at_part(bucket, 4, WrongCrc())

    with pytest.raises(UpstreamError):
        put()

    assert (bucket.objects, bucket.parts.begun) == ({}, {})


def test_a_token_that_expires_midway_is_replaced_by_the_next(
    bucket: OssSimulator, configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(**role(bucket, "first"))

    def renewed() -> Iterator[bytes]:
        yield DATA[: 2 * PART]
        bucket.keys.expired.add("first")
        for name, value in role(bucket, "second").items():
            monkeypatch.setenv(name, value)
        yield DATA[2 * PART :]

    assert objects.put_stream(KEY, renewed(), "application/gzip") == len(DATA)

    assert bucket.objects[KEY].data == DATA


def test_a_token_that_expires_midway_without_another_leaves_nothing(
    bucket: OssSimulator, configure: Configure
) -> None:
    configure(**role(bucket, "first"))
    bucket.during = lambda call: (
        bucket.keys.expired.add("first") if call.query.get("partNumber") == "1" else None
    )

    with pytest.raises(Unavailable) as caught:
        put()

    assert "SecurityTokenExpired" in str(caught.value.__cause__)
    assert bucket.objects == {}


@pytest.mark.parametrize("fault", [Cut(after=0), Cut(after=70_000), Cut(after=70_000, clean=True)])
def test_reading_goes_on_where_it_broke_off(bucket: OssSimulator, fault: Fault) -> None:
    put()
    bucket.seen.clear()
    bucket.script(fault, Status(500), fault)

    assert b"".join(objects.stream(KEY)) == DATA

    assert len(bucket.seen) == 4


def test_reading_does_not_go_on_with_another_object(bucket: OssSimulator) -> None:
    put()
    bucket.script(Cut(after=70_000, clean=True))
    reading = objects.stream(KEY)
    next(reading)
    bucket.add(KEY, bytes(len(DATA)))

    with pytest.raises(UpstreamError) as caught:
        b"".join(reading)
    assert "412" in str(caught.value.__cause__)


def test_damage_on_the_way_is_told_at_the_end(bucket: OssSimulator) -> None:
    put()
    bucket.script(WrongCrc())

    reading, came = objects.stream(KEY), b""
    while len(came) < len(DATA):
        came += next(reading)

    assert came == DATA
    with pytest.raises(UpstreamError):
        next(reading)


def test_a_bucket_that_fails_is_said_before_the_first_piece(bucket: OssSimulator) -> None:
    bucket.script(*[Status(500)] * patience.ATTEMPTS)

    with pytest.raises(Unavailable):
        objects.stream(KEY)


def test_a_full_disk_is_said_and_leaves_nothing(
    folder: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(Unavailable):
        put()

    assert files(tmp_path) == []
