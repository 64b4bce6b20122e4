"""Table `users`."""

import pytest

from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import EmailTaken, NotFound
from shared.store import users, users_listed
from shared.store.users import User
from tests.store.samples import (
    added_conversation,
    added_message,
    added_session,
    added_user,
    at_once,
    count,
    user,
)


def found(user_id: str) -> User | None:
    with transactions.reading() as tx:
        return users.find(tx, user_id)


def test_a_user_is_found_as_they_were_added(database: str) -> None:
    made = added_user(credits=2**40, disabled=1, role="admin", name="张伟 💊")

    assert found(made.id) == made
    with transactions.reading() as tx:
        assert users.find_by_email(tx, made.email) == made
        assert users.get(tx, made.id) == made


def test_nobody_is_found_by_another_id_or_address(database: str) -> None:
    made = added_user(email="someone@example.com")

    with transactions.reading() as tx:
        assert users.find(tx, made.id.lower()) is None
        for other in ("", "药", made.id + "💊", "a" * 100):
            assert users.find(tx, other) is None
        for other in ("SomeOne@example.com", "sömeone@example.com", "@", ""):
            assert users.find_by_email(tx, other) is None
        with pytest.raises(NotFound):
            users.get(tx, "0" * 26)


def test_a_taken_address_is_refused_and_nothing_changes(database: str) -> None:
    first = added_user(email="one@example.com")

    with pytest.raises(EmailTaken) as caught:
        added_user(email="one@example.com")

    assert (caught.value.status, caught.value.code) == (409, "email_taken")
    assert caught.value.param == "email"
    with transactions.reading() as tx:
        assert users.find_by_email(tx, "one@example.com") == first


def test_of_many_who_register_one_address_at_once_one_wins(database: str) -> None:
    everybody = [user(email="wanted@example.com") for _ in range(20)]

    def register(applicant: User) -> str:
        def work(tx: transactions.Transaction) -> str:
            users.add(tx, applicant)
            return applicant.id

        return transactions.atomically(work)

    outcomes = at_once([lambda u=u: register(u) for u in everybody])  # type: ignore[misc]

    errors = [outcome.exception() for outcome in outcomes]
    (winner,) = [outcome.result() for outcome in outcomes if not outcome.exception()]
    assert [type(error) for error in errors].count(EmailTaken) == 19
    with transactions.reading() as tx:
        kept = users.find_by_email(tx, "wanted@example.com")
    assert kept
    assert kept.id == winner
    assert count("users") == 1


def test_what_is_changed_is_changed_for_one_user_only(database: str) -> None:
    one, other = added_user(), added_user()

    with transactions.writing() as tx:
        users.change(tx, one.id, name="新名", role="admin", disabled=True)
        users.change_password(tx, one.id, "$2b$12$new")
        users.change_token_version(tx, one.id)

    changed = found(one.id)
    assert changed
    assert (changed.name, changed.role, changed.disabled) == ("新名", "admin", 1)
    assert (changed.password_hash, changed.token_version) == ("$2b$12$new", 2)
    assert found(other.id) == other


def test_who_leaves_takes_everything_of_theirs_along(database: str) -> None:
    leaving, staying = added_user(), added_user()
    for owner in (leaving, staying):
        added_session(owner)
        added_message(added_conversation(owner))

    with transactions.writing() as tx:
        users.leave(tx, leaving.id)
        users.remove(tx, leaving.id)

    assert found(leaving.id) is None
    assert found(staying.id) == staying
    assert [count(t) for t in ("users", "sessions", "conversations", "messages")] == [1, 1, 1, 1]


def page(like: str = "%", role: str = "", disabled: bool | None = None) -> list[str]:
    with transactions.reading() as tx:
        return listed(tx, "~", 10, like, role, disabled)


def listed(
    tx: Transaction,
    before: str,
    limit: int,
    like: str = "%",
    role: str = "",
    disabled: bool | None = None,
) -> list[str]:
    asked = users_listed.Asked(like=like, like_email=like, role=role, disabled=disabled)
    found = users_listed.page(tx, asked, before=before, limit=limit)
    return [one.email for one in found]


def test_a_list_has_the_newest_first_and_goes_on_below_an_id(database: str) -> None:
    made = [added_user() for _ in range(5)]

    with transactions.reading() as tx:
        first = listed(tx, "~", 3)
        rest = listed(tx, made[2].id, 3)

    assert [*first, *rest] == [one.email for one in made[::-1]]


def test_a_list_can_be_narrowed(database: str) -> None:
    added_user(email="ann@example.com", name="Ann", role="admin")
    added_user(email="bob@example.com", name="Élodie", disabled=1)
    added_user(email="a_b@example.com", name="100% 药师")

    assert page(role="admin") == ["ann@example.com"]
    assert page(disabled=True) == ["bob@example.com"]
    assert page(disabled=False) == ["a_b@example.com", "ann@example.com"]
    assert page(like="%ann%") == ["ann@example.com"]
    assert page(like="%élo%") == ["bob@example.com"]
    assert page(like="%a!_b%") == ["a_b@example.com"]
    assert page(like="%0!% 药%") == ["a_b@example.com"]
    assert page(like="%elo%") == []


def test_only_enabled_administrators_administrate(database: str) -> None:
    added_user()
    added_user(role="admin", disabled=1)
    boss = added_user(role="admin")

    with transactions.writing() as tx:
        assert users.lock_administrators(tx) == [boss.id]


def test_two_administrators_who_resign_at_once_do_so_one_after_the_other(database: str) -> None:
    both = [added_user(role="admin") for _ in range(2)]

    def resign(one: User) -> bool:
        def work(tx: transactions.Transaction) -> bool:
            if len(users.lock_administrators(tx)) < 2:
                return False
            users.change(tx, one.id, name=one.name, role="user", disabled=False)
            return True

        return transactions.atomically(work)

    outcomes = at_once([lambda u=u: resign(u) for u in both])  # type: ignore[misc]

    assert sorted(outcome.result() for outcome in outcomes) == [False, True]
