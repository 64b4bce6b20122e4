"""Table `files`."""

from typing import Any

import pytest

from shared import ids
from shared.database import transactions
from shared.errors import NotFound
from shared.store import files
from shared.store.files import PENDING, READY, STRAY, File
from shared.store.users import User
from tests.store.samples import NOW, added_user, count, erase


def added_file(owner: User, status: str = READY, **changes: object) -> File:
    id = ids.make()
    facts: dict[str, Any] = {
        "id": id, "user_id": owner.id, "object_key": f"users/{owner.id}/2026/11/{id}.jpg",
        "filename": "药 💊.jpg", "content_type": "image/jpeg", "size": 5, "status": status,
        "created_at": NOW, **changes,
    }  # fmt: skip
    made = File(**facts)
    with transactions.writing() as tx:
        files.add(tx, made)
    return made


def got(wanted: File) -> File:
    with transactions.reading() as tx:
        return files.get(tx, wanted.id, wanted.user_id)


def listed(owner: User, before: str = "~", limit: int = 10) -> list[File]:
    with transactions.reading() as tx:
        return files.page(tx, owner.id, before=before, limit=limit)


def test_a_file_is_got_as_it_was_added(database: str) -> None:
    owner = added_user()

    for status in (READY, PENDING):
        made = added_file(owner, status)
        assert got(made) == made


def test_a_stray_one_is_not_found(database: str) -> None:
    with pytest.raises(NotFound):
        got(added_file(added_user(), STRAY))


def test_anothers_is_as_if_it_were_not_there(database: str) -> None:
    made, stranger = added_file(added_user()), added_user()

    for id, user_id in [(made.id, stranger.id), (made.id, ""), ("0" * 26, made.user_id)]:
        with pytest.raises(NotFound), transactions.reading() as tx:
            files.get(tx, id, user_id)
    assert listed(stranger) == []


def test_a_list_has_the_newest_that_are_ready(database: str) -> None:
    owner = added_user()
    first, _, _, last = (added_file(owner, status) for status in (READY, PENDING, STRAY, READY))

    assert listed(owner) == [last, first]
    assert listed(owner, limit=1) == [last]
    assert listed(owner, before=last.id) == [first]


def test_a_change_happens_once(database: str) -> None:
    pending = added_file(added_user(), PENDING)

    with transactions.writing() as tx:
        assert files.change(tx, pending, READY, 4, None)
        assert not files.change(tx, pending, STRAY, 5, None)

    assert (got(pending).status, got(pending).size) == (READY, 4)


def test_all_that_somebody_has_can_be_abandoned(database: str) -> None:
    owner, other = added_user(), added_user()
    mine, kept = added_file(owner), added_file(other)
    added_file(owner, PENDING)

    erase(owner)

    assert listed(owner) == []
    assert got(kept) == kept
    with transactions.reading() as tx:
        stray = files.unfinished(tx, STRAY, NOW + 1, 10)
    assert {file.filename for file in stray} == {""}
    assert mine.id in {file.id for file in stray}
    assert len(stray) == 2


def test_the_unfinished_are_found_by_their_age_the_oldest_first(database: str) -> None:
    owner = added_user()
    young = added_file(owner, PENDING, created_at=NOW + 9)
    old = added_file(owner, PENDING, created_at=NOW - 9)
    added_file(owner, READY, created_at=NOW - 9)

    def found(than: int, limit: int) -> list[str]:
        with transactions.reading() as tx:
            return [file.id for file in files.unfinished(tx, PENDING, than, limit)]

    assert found(NOW + 10, 10) == [old.id, young.id]
    assert found(NOW + 10, 1) == [old.id]
    assert found(NOW + 9, 10) == [old.id]


def test_only_a_stray_one_can_be_removed(database: str) -> None:
    owner = added_user()
    made = [added_file(owner, status) for status in (READY, PENDING, STRAY)]

    with transactions.writing() as tx:
        for file in made:
            files.remove(tx, file.id)

    assert count("files") == 2
    assert got(made[0]) == made[0]
