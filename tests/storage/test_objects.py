"""Storage: what holds in a folder and in a bucket alike."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec.structs import replace

from shared import times
from shared.errors import NotFound, PayloadTooLarge, Unavailable
from shared.storage import objects
from tests.buckets import bucket as bucket
from tests.buckets import folder as folder
from tests.buckets import guarded as guarded
from tests.buckets import s3 as s3
from tests.buckets import storage as storage
from tests.conftest import Configure
from tests.simulators.oss import OssSimulator
from tests.stored_files import opened, retyped, sent

KEY = "users/01JABCDEFGHJKMNPQRSTVWXYZ0/2026/11/01JABCDEFGHJKMNPQRSTVWXYZ1.jpg"
OTHER = KEY.replace("Z1", "Z2")
HOSTILE = [
    "", "/", ".", "..", "../x.jpg", "users/../../x.jpg", "users/../x.jpg", "/etc/passwd.txt",
    "users//x.jpg", "users/./x.jpg", "users/x.jpg/", "users/.x.jpg", "users/x", "users/x.", "x.jpg",
    "users\\x.jpg", "users/a\\..\\x.jpg", "users/x.jpg\n", "users/x\0.jpg", "users/%2e%2e/x.jpg",
    "users/药.jpg", "users/x y.jpg", "C:/x.jpg", "users/..jpg", "tmp/../users/x.jpg",
    "users/" + "x" * 200 + ".jpg",
]  # fmt: skip


@pytest.mark.parametrize("size", [0, 1, 65_536, 200_001])
def test_what_was_put_is_got(storage: str, size: int) -> None:
    data = os.urandom(size)

    objects.put(KEY, data, "image/jpeg")

    assert objects.get(KEY, size) == data
    assert objects.size(KEY) == size
    assert objects.beginning(KEY, 16) == data[:16]


def test_what_is_put_again_is_replaced(storage: str) -> None:
    objects.put(KEY, b"one", "image/jpeg")
    objects.put(KEY, b"other", "image/jpeg")

    assert objects.get(KEY, 5) == b"other"


def test_what_is_not_there_is_not_found(storage: str) -> None:
    objects.put(OTHER, b"1", "image/jpeg")

    assert objects.size(KEY) is None
    with pytest.raises(NotFound):
        objects.get(KEY, 10)
    with pytest.raises(NotFound):
        objects.beginning(KEY, 10)


def test_more_than_the_limit_is_refused(storage: str) -> None:
    objects.put(KEY, b"12345", "image/jpeg")

    with pytest.raises(PayloadTooLarge) as caught:
        objects.get(KEY, 4)
    assert caught.value.facts == {"limit": 4}


def test_what_is_removed_is_gone_and_may_be_removed_again(storage: str) -> None:
    objects.put(KEY, b"1", "image/jpeg")
    objects.put(OTHER, b"2", "image/jpeg")

    objects.remove(KEY)
    objects.remove(KEY)

    assert objects.size(KEY) is None
    assert objects.get(OTHER, 1) == b"2"


def test_a_list_has_what_is_older_below_a_prefix(storage: str) -> None:
    for key in ("tmp/a/1.jpg", "tmp/a/2.jpg", "tmp/3.jpg", "users/4.jpg"):
        objects.put(key, b"12", "image/jpeg")
    soon = int(time.time() * 1000) + 2000  # OSS tells whole seconds

    found = list(objects.list_older("tmp/", soon))

    assert sorted(stored.key for stored in found) == ["tmp/3.jpg", "tmp/a/1.jpg", "tmp/a/2.jpg"]
    assert {stored.size for stored in found} == {2}
    assert all(soon - 60_000 < stored.changed_at < soon for stored in found)
    assert list(objects.list_older("tmp/", soon - 60_000)) == []
    assert list(objects.list_older("tmp/none/", soon)) == []


def test_a_long_list_is_read_to_its_end(bucket: OssSimulator) -> None:
    bucket.page = 3
    for number in range(10):
        bucket.add(f"tmp/{number}.jpg", b"", age=60 * (number % 2))

    found = [stored.key for stored in objects.list_older("tmp/", times.now() - 30_000)]

    assert found == [f"tmp/{number}.jpg" for number in (1, 3, 5, 7, 9)]


@pytest.mark.parametrize("key", HOSTILE)
def test_only_keys_of_ours_are_taken(storage: str, key: str, tmp_path: Path) -> None:
    for work in (
        lambda: objects.put(key, b"1", "image/jpeg"),
        lambda: objects.get(key, 10),
        lambda: objects.beginning(key, 10),
        lambda: objects.size(key),
        lambda: objects.remove(key),
        lambda: objects.url(key, 60),
        lambda: objects.upload(key, "image/jpeg", 10, 60),
        lambda: objects.upload_by_put(key, "image/jpeg", 10, 60),
    ):
        with pytest.raises(ValueError, match="not a key of ours"):
            work()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_an_address_shows_the_object_for_a_while(
    guarded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    objects.put(KEY, b"12345", "image/jpeg")

    url = objects.url(KEY, 60, "image/jpeg")
    answer = opened(url)

    assert (answer.status, answer.body) == (200, b"12345")
    assert answer.headers["content-type"] == "image/jpeg"
    assert "content-disposition" not in answer.headers
    now = times.now()
    monkeypatch.setattr(times, "now", lambda: now - 61_000)
    old = objects.url(KEY, 60, "image/jpeg")
    monkeypatch.undo()
    assert opened(old).status == 403


def test_an_address_saves_the_object_under_a_name(storage: str) -> None:
    objects.put(KEY, b"12345", "image/jpeg")

    answer = opened(objects.url(KEY, 60, "image/jpeg", '药 "1".jpg'))

    assert answer.status == 200
    expected = "attachment; filename*=UTF-8''%E8%8D%AF%20%221%22.jpg"
    assert answer.headers["content-disposition"] == expected


def test_an_address_is_for_one_object_and_as_it_was_made(guarded: str) -> None:
    for key in (KEY, OTHER):
        objects.put(key, b"12345", "image/jpeg")
    url = objects.url(KEY, 60, "image/jpeg")

    for wrong in (
        url.replace("Z1.jpg", "Z2.jpg"),
        url.replace("image%2Fjpeg", "text%2Fhtml"),
        url[:-1] + ("0" if url[-1] != "0" else "1"),
        url.split("?")[0],
    ):
        assert wrong != url
        assert opened(wrong).status == 403


def test_an_address_of_what_is_gone_is_not_found(storage: str) -> None:
    assert opened(objects.url(KEY, 60)).status == 404


@pytest.mark.parametrize("way", ["upload", "upload_by_put"])
def test_a_client_sends_once_what_it_announced(guarded: str, way: str) -> None:
    upload = getattr(objects, way)(KEY, "image/jpeg", 5, 60)

    assert sent(retyped(upload, "text/html"), b"12345") in (403, 415)
    assert objects.size(KEY) is None
    assert sent(upload, b"1234") in (200, 204)
    if (guarded, way) != ("s3", "upload"):  # its forms may come again until they expire
        assert sent(upload, b"5678") in (409, 412)
    assert objects.get(KEY, 5) == b"1234"
    assert times.now() < upload.expires_at <= times.now() + 60_000


def test_a_client_cannot_send_more_than_it_announced(guarded: str) -> None:
    assert sent(objects.upload(KEY, "image/jpeg", 5, 60), b"123456") in (400, 413)

    assert objects.size(KEY) is None


@pytest.mark.parametrize("way", ["upload", "upload_by_put"])
def test_a_client_cannot_send_late_or_elsewhere(
    guarded: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = getattr(objects, way)(KEY, "image/jpeg", 5, 60)
    elsewhere = replace(
        upload,
        url=upload.url.replace("Z1.jpg", "Z2.jpg"),
        fields={name: value.replace("Z1.jpg", "Z2.jpg") for name, value in upload.fields.items()},
    )
    assert sent(elsewhere, b"1") == 403
    now = times.now()
    monkeypatch.setattr(times, "now", lambda: now - 61_000)
    late = getattr(objects, way)(KEY, "image/jpeg", 5, 60)
    monkeypatch.undo()

    assert sent(late, b"1") == 403
    assert objects.size(KEY) is objects.size(OTHER) is None


def test_many_threads_share_it(storage: str) -> None:
    def work(number: int) -> bytes:
        key = f"users/{number % 5}/x.jpg"
        objects.put(key, b"x" * 1000, "image/jpeg")
        return objects.get(key, 1000)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(work, range(40))) == {b"x" * 1000}


def test_a_folder_has_whole_files_only_and_nothing_else(folder: None, tmp_path: Path) -> None:
    objects.put(KEY, b"1", "image/jpeg")
    sent(objects.upload(OTHER, "image/jpeg", 5, 60), b"2")

    files = {path.relative_to(tmp_path / "files").as_posix() for path in _files(tmp_path)}
    assert files == {KEY, OTHER}


def test_a_folder_may_be_chosen(configure: Configure, folder: None, tmp_path: Path) -> None:
    configure(UPLOAD_DIR=str(tmp_path / "chosen"))

    objects.put(KEY, b"1", "image/jpeg")

    assert (tmp_path / "chosen" / KEY).read_bytes() == b"1"


def test_a_folder_that_cannot_be_written_is_said_to_be_unavailable(
    configure: Configure, folder: None, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    configure(UPLOAD_DIR=str(tmp_path / "file"))

    with pytest.raises(Unavailable) as caught:
        objects.put(KEY, b"1", "image/jpeg")
    assert caught.value.reason == "storage_unavailable"


def test_a_page_of_ours_cannot_come_out_of_a_folder(folder: None) -> None:
    objects.put(KEY, b"<script>", "image/jpeg")

    headers = opened(objects.url(KEY, 60, "image/jpeg")).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert opened(objects.url(KEY, 60)).headers["content-type"] == "application/octet-stream"


def test_an_address_outlives_a_new_secret(configure: Configure, folder: None) -> None:
    objects.put(KEY, b"1", "image/jpeg")
    configure(JWT_SECRET="a" * 40)
    url = objects.url(KEY, 60)

    configure(JWT_SECRET="b" * 40 + "," + "a" * 40)
    assert opened(url).status == 200
    configure(JWT_SECRET="b" * 40)
    assert opened(url).status == 403


def test_where_there_is_oss_the_folder_is_not_served(
    configure: Configure, bucket: OssSimulator
) -> None:
    configure(OSS_BUCKET_NAME="")
    objects.put(KEY, b"1", "image/jpeg")
    url, upload = objects.url(KEY, 60), objects.upload(OTHER, "image/jpeg", 5, 60)
    assert opened(url).status == 200

    configure(OSS_BUCKET_NAME=bucket.bucket)
    bucket.add(KEY, b"1")
    assert opened(url).status == 404
    assert sent(upload, b"1") == 404


def _files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]
