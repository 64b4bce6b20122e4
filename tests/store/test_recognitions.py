"""Table `recognitions`."""

from collections.abc import Callable
from typing import Any

import pytest

from shared import ids
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import NotFound
from shared.store import recognitions, users
from shared.store.recognitions import Recognition
from shared.store.users import User
from tests.store.samples import NOW, added_user, count


def added(owner: User, **changes: Any) -> Recognition:
    facts: dict[str, Any] = {
        "id": ids.make(), "user_id": owner.id, "kind": "drug", "result_json": '{"name": "药 💊"}',
        "text": "阿莫西林胶囊\n0.25g", "file_id": ids.make(), "engine": "ocr", "model": "",
        "credits": 0, "created_at": NOW,
    }  # fmt: skip
    made = Recognition(**{**facts, **changes})
    with transactions.writing() as tx:
        recognitions.add(tx, made)
    return made


def got(wanted: Recognition) -> Recognition:
    with transactions.reading() as tx:
        return recognitions.get(tx, wanted.id, wanted.user_id)


def listed(owner: User, kind: str = "", before: str = "~", limit: int = 10) -> list[Recognition]:
    with transactions.reading() as tx:
        return recognitions.page(tx, owner.id, before=before, kind=kind, limit=limit)


@pytest.mark.parametrize("file_id", [None, "01ARZ3NDEKTSV4RRFFQ69G5FAV"])
def test_a_recognition_is_got_as_it_was_added(database: str, file_id: str | None) -> None:
    made = added(added_user(), file_id=file_id)

    assert got(made) == made


@pytest.mark.parametrize("attempt", [recognitions.get, recognitions.remove])
def test_anothers_recognition_is_as_if_it_were_not_there(
    database: str, attempt: Callable[[Transaction, str, str], object]
) -> None:
    made, stranger = added(added_user()), added_user()

    others = [(id, made.user_id) for id in ("0" * 26, "", "药💊", "a" * 100)]
    for id, user_id in [(made.id, stranger.id), (made.id, ""), *others]:
        with pytest.raises(NotFound), transactions.writing() as tx:
            attempt(tx, id, user_id)

    assert got(made) == made


def test_a_list_has_only_ones_own_newest_first_of_the_kind_that_is_wanted(database: str) -> None:
    owner, stranger = added_user(), added_user()
    made = [added(owner, kind=kind) for kind in ("drug", "antique", "drug")]
    theirs = added(stranger)

    assert listed(owner) == made[::-1]
    assert listed(owner, kind="drug") == [made[2], made[0]]
    assert listed(owner, kind="general") == []
    assert listed(stranger) == [theirs]


def test_a_list_goes_on_below_an_id(database: str) -> None:
    owner = added_user()
    made = [added(owner) for _ in range(5)]

    assert listed(owner, limit=2) == [made[4], made[3]]
    assert listed(owner, before=made[3].id, limit=2) == [made[2], made[1]]
    assert listed(owner, before=made[0].id) == []


def test_a_removed_recognition_is_gone_and_no_other(database: str) -> None:
    owner = added_user()
    made, other = added(owner), added(owner)

    with transactions.writing() as tx:
        recognitions.remove(tx, made.id, owner.id)

    assert listed(owner) == [other]


def test_recognitions_go_with_their_user(database: str) -> None:
    owner, other = added_user(), added_user()
    added(owner)
    kept = added(other)

    with transactions.writing() as tx:
        users.leave(tx, owner.id)
        users.remove(tx, owner.id)

    assert count("recognitions") == 1
    assert got(kept) == kept
