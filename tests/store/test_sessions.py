"""Table `sessions`."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.database import transactions
from shared.database.errors import Duplicate
from shared.store import sessions
from shared.store.sessions import Session
from tests import bulk
from tests.store.samples import NOW, added_session, added_user, at_once, count


def found(session: Session) -> Session | None:
    with transactions.reading() as tx:
        return sessions.find(tx, session.token_hash)


def ended(*asked: Session) -> list[int | None]:
    kept = [found(session) for session in asked]
    return [session.ended_at for session in kept if session]


def test_a_session_is_found_by_the_hash_of_its_token(database: str) -> None:
    made = added_session(added_user())

    assert found(made) == made
    with transactions.reading() as tx:
        assert sessions.find(tx, made.token_hash.lower()) is None
        assert sessions.find(tx, "") is None


def test_a_token_belongs_to_one_session(database: str) -> None:
    owner = added_user()
    added_session(owner, token_hash="f" * 64)

    with pytest.raises(Duplicate):
        added_session(owner, token_hash="f" * 64)


def test_a_session_ends_once(database: str) -> None:
    made = added_session(added_user())

    with transactions.writing() as tx:
        assert sessions.end(tx, made.id, NOW + 1) is True
        assert sessions.end(tx, made.id, NOW + 2) is False

    assert ended(made) == [NOW + 1]


def test_of_many_who_end_a_session_at_once_one_does(database: str) -> None:
    made = added_session(added_user())

    def end() -> bool:
        return transactions.atomically(lambda tx: sessions.end(tx, made.id, NOW))

    outcomes = at_once([end] * 10)

    assert [outcome.result() for outcome in outcomes].count(True) == 1


def test_a_family_ends_together_and_alone(database: str) -> None:
    owner = added_user()
    first = added_session(owner, ended_at=NOW)
    second = added_session(owner, family=first.family)
    stranger = added_session(owner)

    with transactions.writing() as tx:
        sessions.end_family(tx, first.family, NOW + 5)

    assert ended(first, second, stranger) == [NOW, NOW + 5, None]


def test_all_sessions_of_a_user_end_and_nobody_elses(database: str) -> None:
    owner, other = added_user(), added_user()
    mine, too, theirs = added_session(owner), added_session(owner), added_session(other)

    with transactions.writing() as tx:
        sessions.end_all(tx, owner.id, NOW + 5)

    assert ended(mine, too, theirs) == [NOW + 5, NOW + 5, None]


def test_expired_sessions_are_removed(database: str) -> None:
    owner = added_user()
    added_session(owner, expires_at=NOW - 1)
    kept = added_session(owner, expires_at=NOW)

    with transactions.writing() as tx:
        assert sessions.remove_expired(tx, NOW, most=9) == 1

    assert found(kept) == kept
    assert count("sessions") == 1


def test_who_removes_expired_sessions_does_not_hold_up_the_others(mariadb_url: str) -> None:
    owner = added_user()
    added_session(owner, expires_at=NOW - 1)
    mine = added_session(owner)
    bulk.fill(  # in a table of a few rows no index is worth while
        mariadb_url, "sessions", 500, id="PADDED(n, 26)", user_id=f"'{owner.id}'", family="'f'",
        token_hash="PADDED(n, 64)", created_at="1", expires_at=f"{NOW} + n",
    )  # fmt: skip

    def end() -> bool:
        return transactions.atomically(lambda tx: sessions.end(tx, mine.id, NOW))

    with ThreadPoolExecutor(1) as pool, transactions.writing() as tx:
        assert sessions.remove_expired(tx, NOW, most=9) == 1
        assert pool.submit(end).result(timeout=5) is True
