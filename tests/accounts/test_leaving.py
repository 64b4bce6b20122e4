"""Who has left does nothing any more, whatever was begun for them before."""

from collections.abc import Callable

import pytest

from shared import ids, times
from shared.access import idempotency
from shared.access.authentication import Caller
from shared.accounts import api_keys, changes, leaving, passwords, sessions
from shared.accounts.api_keys import Order
from shared.accounts.visits import Visit
from shared.administration import user_lists
from shared.billing import credits, usage
from shared.database import snapshots, transactions
from shared.errors import ApiError, InvalidCredentials, InvalidToken
from shared.files import library
from shared.http.request import Request
from shared.http.response import Response
from shared.llm.messages import Turn
from shared.store import exports, users
from shared.store.usage import Call
from shared.store.users import NOBODY, User
from tests.accounts import traces
from tests.secrets_in_logs import PASSWORD
from tests.store.samples import added_session, added_user, erase

SAID = [Turn(role="user", content="你好")]
ONCE = {"idempotency-key": "k"}


def end(user: User) -> None:
    with transactions.writing() as tx:
        leaving.end(tx, user.id)


@pytest.fixture(params=[end, erase], ids=["left", "erased"])
def gone(request: pytest.FixtureRequest, database: str) -> User:
    """Somebody who has left: their rows are still there, or no more."""
    made = added_user(credits=10, password_hash=passwords.hashed(PASSWORD))
    added_session(made)
    request.param(made)
    return made


def ask_once(user: User) -> Response:
    request = Request("POST", "/api/chat", headers=ONCE)
    return idempotency.once(request, Caller(user), lambda: Response(200, b"{}"))


def change_password(user: User) -> object:
    return changes.change(Caller(user), None, "another horse 7", PASSWORD, Visit("203.0.113.7"))


def kept(url: str) -> traces.Rows:
    """All but the counts of limits."""
    return {name: rows for name, rows in traces.all_rows(url).items() if name != "limits"}


REFUSED: list[tuple[Callable[[User], object], type[ApiError]]] = [
    (lambda user: api_keys.make(user, Order(name="a program")), InvalidToken),
    (lambda user: changes.change(Caller(user), "name", None, None, Visit("")), InvalidToken),
    (change_password, InvalidToken),
    (lambda user: library.begin(user, "a.jpg", "image/jpeg", 4), InvalidToken),
    (lambda user: library.keep(user, "a.jpg", "image/jpeg", b"\xff\xd8\xff"), InvalidToken),
    (lambda user: credits.reserve(user.id, ids.make(), 1), InvalidToken),
    (lambda user: sessions.open_for(user, "", stays=True), InvalidCredentials),
    (ask_once, InvalidToken),
]


@pytest.mark.parametrize(("work", "error"), REFUSED)
def test_what_was_begun_for_who_has_left_is_refused_and_leaves_nothing(
    database: str, gone: User, work: Callable[[User], object], error: type[ApiError]
) -> None:
    before = kept(database)

    with pytest.raises(error):
        work(gone)

    assert kept(database) == before


def test_a_call_of_who_has_left_is_nobodys(database: str, gone: User) -> None:
    usage.note(
        Call(
            id=ids.make(), user_id=gone.id, key_id="k", project="mine", model="m", provider="p",
            endpoint="chat", status="ok", end_reason="done", input_tokens=1, output_tokens=2,
            cached_tokens=0, reasoning_tokens=0, credits=3, first_ms=4, total_ms=5, at=times.now(),
        )
    )  # fmt: skip

    (call,) = traces.all_rows(database)["usage_calls"]
    assert (call["user_id"], call["key_id"], call["project"]) == (NOBODY, "", "")
    assert call["credits"] == 3


def test_who_leaves_twice_at_once_has_left(database: str, gone: User) -> None:
    end(gone)

    with transactions.reading() as tx:
        assert users.find(tx, gone.id) is None
        assert users.find_by_email(tx, gone.id) is None


def test_who_has_left_is_in_no_list_of_users_and_in_no_export_while_they_are_erased(
    database: str,
) -> None:
    left, here = added_user(role="admin"), added_user(role="admin")
    end(left)

    shown = user_lists.page(user_lists.Filter())
    with snapshots.opened() as snapshot:
        exported = [row for some in exports.each(snapshot, "users", 0, 2**62) for row in some]
    with transactions.reading() as tx:
        counted = sum(row["n"] for row in users.counts(tx))
    with transactions.writing() as tx:
        changed = users.find_locked(tx, left.id), users.hold(tx, left.id)
        users.rename(tx, left.id, "name")
        users.change_password(tx, left.id, "$2b$")

    assert [user.id for user in shown.data] == [here.id]
    assert [row[0] for row in exported] == [here.id]
    assert counted == 1
    assert changed == (None, False)
    kept = next(row for row in traces.all_rows(database)["users"] if row["id"] == left.id)
    assert (kept["email"], kept["name"], kept["password_hash"]) == (left.id, "", "")
