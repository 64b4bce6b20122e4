"""Files of users: one's own only, shown only when their content is there, and nothing left over."""

import functools
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from shared.database import transactions
from shared.errors import (
    ApiError,
    Conflict,
    InvalidToken,
    NotFound,
    PayloadTooLarge,
    Unavailable,
    UnsupportedMediaType,
)
from shared.files import library, sweeper
from shared.files.library import Shown
from shared.http.inputs.pagination import Paging
from shared.labels.found import NOTHING
from shared.storage import objects
from shared.storage.backend import Upload
from shared.store import users
from shared.store.users import User
from tests.buckets import bucket as bucket
from tests.buckets import folder as folder
from tests.buckets import s3 as s3
from tests.buckets import storage as storage
from tests.conftest import Clock, Configure
from tests.simulators.oss import Call, Cut, OssSimulator, Status
from tests.store.samples import added_user, at_once, count, erase
from tests.stored_files import opened, sent

JPEG = b"\xff\xd8\xff\xe0" + bytes(60)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)


@pytest.fixture(autouse=True)
def no_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody sweeps but who is told to."""
    monkeypatch.setattr(sweeper, "_ONE_IN", 1 << 40)


@pytest.fixture
def owner(sqlite: str) -> User:
    return added_user()


def kept(owner: User, filename: str = "药.jpg") -> Shown:
    return library.keep(owner, filename, "image/jpeg", JPEG)


def begun(owner: User, content_type: str = "image/jpeg", size: int = 100) -> library.Begun:
    return library.begin(owner, "药.jpg", content_type, size)


def upload_of(given: library.Begun) -> Upload:
    told = given.upload
    return Upload(told.method, told.url, told.headers, told.fields, 0)


def listed(owner: User) -> list[str]:
    return [shown.id for shown in library.page(owner, Paging()).data]


def swept(clock: Clock) -> dict[str, int]:
    """What a sweeper finds a day later; then everything is in order."""
    clock.advance(days=1, seconds=1)
    return sweeper.run()


def keys() -> set[str]:
    """The keys of all objects that there are."""
    return {stored.key for stored in objects.list_older("users/", 1 << 60)}


def known_keys() -> set[str]:
    with transactions.reading() as tx:
        return {row["object_key"] for row in tx.all("SELECT object_key FROM files")}


def test_a_kept_file_shows_and_opens(owner: User, storage: str) -> None:
    shown = kept(owner)

    assert (shown.filename, shown.content_type, shown.size) == ("药.jpg", "image/jpeg", len(JPEG))
    assert shown.status == "ready"
    assert shown.url
    assert opened(shown.url).body == JPEG
    assert library.get(owner, shown.id).url
    assert listed(owner) == [shown.id]
    assert library.read(owner, shown.id, 100)[1] == JPEG


def test_what_its_maker_knows_of_a_file_is_not_looked_for_in_it(owner: User) -> None:
    content = JPEG + b'{"AIGC":{"Label":"1","ContentProducer":"a"}}'

    found = library.keep(owner, "a.jpg", "image/jpeg", content)
    known = library.keep(owner, "a.jpg", "image/jpeg", content, label=NOTHING)

    assert (found.label, known.label) == ("generated", "")


def test_its_key_is_ours_and_its_name_only_shown(owner: User, storage: str) -> None:
    for name in ("../../etc/passwd", "a\\b\\", "", "\n\x00", "x" * 300, "C:\\药\u202e.jpg"):
        shown = kept(owner, name)
        assert 0 < len(shown.filename) <= 200
        assert shown.filename.isprintable()
        assert not set(shown.filename) & set("/\\")

    for key in keys():
        user, name = key.split("/")[1], key.split("/")[-1]
        assert user == owner.id
        assert name.removesuffix(".jpg") in listed(owner)


def test_a_client_sends_a_file_and_then_it_shows(owner: User, storage: str) -> None:
    given = begun(owner)
    assert (given.file.status, given.file.size, given.file.url) == ("pending", 100, None)
    assert library.get(owner, given.file.id) == given.file
    with pytest.raises(Conflict):
        library.read(owner, given.file.id, 100)
    assert listed(owner) == []

    assert sent(upload_of(given), JPEG) in (200, 204)

    shown = library.get(owner, given.file.id)
    assert (shown.status, shown.size) == ("ready", len(JPEG))
    assert shown.url
    assert opened(shown.url).body == JPEG
    assert listed(owner) == [given.file.id]
    if storage not in ("s3", "moto"):  # whose forms may come again until they expire
        assert sent(upload_of(given), JPEG) == 409


def test_what_is_not_what_it_says_is_refused_and_removed(owner: User, storage: str) -> None:
    given = begun(owner)
    assert sent(upload_of(given), PNG) in (200, 204)

    with pytest.raises(UnsupportedMediaType) as caught:
        library.get(owner, given.file.id)

    assert caught.value.facts == {"expected": "image/jpeg"}
    assert keys() == set()
    with pytest.raises(NotFound):
        library.get(owner, given.file.id)


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "", "application/octet-stream"])
def test_other_types_are_not_taken(owner: User, storage: str, kind: str) -> None:
    with pytest.raises(UnsupportedMediaType) as caught:
        begun(owner, kind)

    assert caught.value.param == "content_type"
    assert count("files") == 0


@pytest.mark.parametrize(
    ("kind", "known"),
    [("image/jpg", "image/jpeg"), ("IMAGE/JPEG; x=1", "image/jpeg"), ("audio/mp3", "audio/mpeg")],
)
def test_types_have_other_names(owner: User, storage: str, kind: str, known: str) -> None:
    assert begun(owner, kind).file.content_type == known


def test_more_than_a_file_may_have_is_refused(
    owner: User, storage: str, configure: Configure
) -> None:
    configure(MAX_FILE_SIZE="100")

    begun(owner, size=100)
    with pytest.raises(PayloadTooLarge) as caught:
        begun(owner, size=101)
    assert (caught.value.param, caught.value.facts) == ("size", {"limit": 100})


def test_anothers_file_is_as_if_it_were_not_there(owner: User, storage: str) -> None:
    stranger = added_user()
    shown, given = kept(owner), begun(owner)

    for file_id in (shown.id, given.file.id, "0" * 26, "", "药"):
        for work in (library.get, library.remove, functools.partial(library.read, limit=100)):
            with pytest.raises(NotFound):
                work(stranger, file_id)
    assert listed(stranger) == []
    assert library.get(owner, shown.id).status == "ready"


def test_a_removed_file_is_gone_at_once_and_its_row_a_day_later(
    owner: User, storage: str, clock: Clock
) -> None:
    shown, other = kept(owner), kept(owner)

    library.remove(owner, shown.id)

    for work in (library.get, library.remove):
        with pytest.raises(NotFound):
            work(owner, shown.id)
    assert listed(owner) == [other.id]
    assert len(keys()) == 1
    assert count("files") == 2
    assert swept(clock)["stray"] == 1
    assert count("files") == 1
    assert library.get(owner, other.id).status == "ready"


def test_a_file_sent_after_it_was_removed_is_swept(owner: User, storage: str, clock: Clock) -> None:
    given = begun(owner)
    library.remove(owner, given.file.id)
    assert sent(upload_of(given), JPEG) in (200, 204)
    assert len(keys()) == 1

    swept(clock)

    assert keys() == known_keys() == set()


def test_a_file_that_was_never_sent_is_swept(owner: User, storage: str, clock: Clock) -> None:
    given = begun(owner)

    assert swept(clock)["pending"] == 1

    assert count("files") == 0
    with pytest.raises(NotFound):
        library.get(owner, given.file.id)


def test_a_file_that_was_sent_and_never_asked_for_is_kept(
    owner: User, storage: str, clock: Clock
) -> None:
    given = begun(owner)
    assert sent(upload_of(given), JPEG) in (200, 204)

    swept(clock)

    assert listed(owner) == [given.file.id]
    assert len(keys()) == 1


def test_nothing_young_is_swept(owner: User, storage: str, clock: Clock) -> None:
    begun(owner)
    library.remove(owner, kept(owner).id)
    objects.put("tmp/export.csv", b"1", "text/csv")
    clock.advance(seconds=86_300)

    assert sweeper.run() == {"pending": 0, "stray": 0, "temporary": 0}
    assert count("files") == 2


def test_what_is_temporary_lives_for_a_day(owner: User, storage: str, clock: Clock) -> None:
    objects.put("tmp/export.csv", b"1", "text/csv")
    shown = kept(owner)

    assert swept(clock) == {"pending": 0, "stray": 0, "temporary": 1}

    assert objects.size("tmp/export.csv") is None
    assert library.get(owner, shown.id).status == "ready"


def test_files_of_an_account_that_is_gone_are_swept(
    owner: User, storage: str, clock: Clock
) -> None:
    kept(owner)
    assert sent(upload_of(begun(owner)), JPEG) in (200, 204)
    begun(owner)

    erase(owner)
    swept(clock)

    assert keys() == known_keys() == set()


def test_what_an_account_left_pending_is_swept_too(owner: User, storage: str, clock: Clock) -> None:
    """Even if somebody began it in the moment when the account was removed."""
    given = begun(owner)
    assert sent(upload_of(given), JPEG) in (200, 204)
    with transactions.writing() as tx:
        users.leave(tx, owner.id)
        users.remove(tx, owner.id)

    swept(clock)

    assert keys() == known_keys() == set()


def test_an_account_that_goes_while_a_file_is_put_does_not_keep_it(
    owner: User, bucket: OssSimulator, clock: Clock
) -> None:
    def leave(_call: Call) -> None:
        erase(owner)

    bucket.during = leave
    with pytest.raises(InvalidToken):
        kept(owner)
    bucket.during = lambda _: None

    swept(clock)
    assert bucket.objects == {}
    assert count("files") == 0


@pytest.mark.parametrize("fault", [Status(500), Cut(), Status(403, "AccessDenied")])
def test_a_file_that_could_not_be_put_never_shows_and_leaves_nothing(
    owner: User, bucket: OssSimulator, clock: Clock, fault: Any
) -> None:
    bucket.script(*[fault] * 4)

    with pytest.raises(ApiError) as caught:
        kept(owner)

    assert caught.value.status in (502, 503)
    assert listed(owner) == []
    bucket._script.clear()
    swept(clock)
    assert bucket.objects == {}
    assert count("files") == 0


def test_a_removal_that_storage_refuses_is_made_good_later(
    owner: User, bucket: OssSimulator, clock: Clock
) -> None:
    shown = kept(owner)
    bucket.script(*[Status(500)] * 4)

    library.remove(owner, shown.id)

    assert listed(owner) == []
    assert len(bucket.objects) == 1
    swept(clock)
    assert bucket.objects == {}
    assert count("files") == 0


def test_a_sweeper_that_cannot_reach_the_storage_forgets_nothing(
    owner: User, bucket: OssSimulator, clock: Clock
) -> None:
    library.remove(owner, kept(owner).id)
    begun(owner)
    bucket.script(*[Status(500)] * 4)

    with pytest.raises(Unavailable):
        swept(clock)

    assert count("files") == 2
    sweeper.run()
    assert count("files") == 0


def test_who_adds_files_also_sweeps(
    owner: User, storage: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeper, "_ONE_IN", 1)
    clock.ahead = -100_000_000
    old = [begun(owner).file.id, begun(owner).file.id]
    clock.ahead = 0

    kept(owner)
    begun(owner)

    assert count("files") == 2
    for file_id in old:
        with pytest.raises(NotFound):
            library.get(owner, file_id)


def test_a_sweep_that_fails_is_nobodys_fault(
    owner: User, bucket: OssSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeper, "_ONE_IN", 1)
    bucket.script(Status(403, "AccessDenied"))

    assert kept(owner).status == "ready"


def test_a_sweeper_and_its_owner_do_not_lose_a_file(
    owner: User, bucket: OssSimulator, clock: Clock
) -> None:
    """Both look at the same pending file at once; one of them makes it ready."""
    for _ in range(10):
        clock.ahead = 0
        given = begun(owner)
        assert sent(upload_of(given), JPEG) == 204
        clock.advance(days=1, seconds=1)

        ask = functools.partial(library.get, owner, given.file.id)
        works: list[Callable[[], object]] = [sweeper.run, ask, sweeper.run, ask]
        done = at_once(works)

        assert all(future.exception() is None for future in done)
        assert library.get(owner, given.file.id).status == "ready"
    assert len(bucket.objects) == 10


CHILD = """
import sys
from shared.database import transactions
from shared.files import sweeper
from shared.files import library
from shared.store import users
sweeper._ONE_IN = 1 << 40
with transactions.reading() as tx:
    owner = users.get(tx, sys.argv[1])
library.keep(owner, "a.jpg", "image/jpeg", b"\\xff\\xd8\\xff" + bytes(60))
"""


@pytest.mark.parametrize("done", [False, True], ids=["before-it-is-put", "after-it-was-put"])
def test_a_process_that_is_killed_leaves_no_file_and_no_object(
    owner: User, bucket: OssSimulator, clock: Clock, done: bool
) -> None:
    environment = {**os.environ, "PYTHONPATH": ":".join(sys.path)}
    child = subprocess.Popen([sys.executable, "-c", CHILD, owner.id], env=environment)

    def kill(call: Call) -> None:
        bucket.during = lambda _: None
        assert known_keys() == {call.path.removeprefix("/files/")}  # the row was first
        if done:
            bucket.add(call.path.removeprefix("/files/"), call.body)
        os.kill(child.pid, signal.SIGKILL)
        raise ConnectionResetError

    bucket.during = kill
    assert child.wait(60) == -signal.SIGKILL

    assert len(bucket.objects) == int(done)
    assert listed(owner) == []
    assert set(bucket.objects) <= known_keys()
    swept(clock)
    assert bucket.objects == {}
    assert count("files") == 0
