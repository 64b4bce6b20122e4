"""Idempotency-Key: a request that comes again gets the first answer, and has its effect once."""

import functools
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from shared import times
from shared.access import authentication, owed
from shared.access.idempotency import once
from shared.database import transactions
from shared.errors import Unavailable
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.http.response import Response
from tests.client import Account, Answer, Client
from tests.conftest import SECRET, Clock, Configure
from tests.people import administrator
from tests.secrets_in_logs import PASSWORD
from tests.store.samples import at_once, count

KEYS, INVITES, REGISTER = "/api/auth/keys", "/api/admin/invites", "/api/auth/register"
NOWHERE = "sqlite:////no/such/folder/y.db"
DAY = 86_400  # seconds
MANY = [2, 20, pytest.param(50, marks=pytest.mark.stress)]


def make_key(client: Client, owner: Account, once: str | None = "one", name: str = "k") -> Answer:
    headers = {} if once is None else {"Idempotency-Key": once}
    return client.call("POST", KEYS, {"name": name}, token=owner.token, headers=headers)


def register(client: Client, once: str = "one", email: str = "new@example.com") -> Answer:
    body = {"email": email, "password": PASSWORD}
    return client.call("POST", REGISTER, body, headers={"Idempotency-Key": once})


@pytest.mark.parametrize("key", ["", "x" * 129, "a\tb", "a\x00b", "é\x80"])
def test_a_key_that_cannot_be_is_refused(client: Client, key: str) -> None:
    answer = make_key(client, client.register(), key)

    assert (answer.status, answer.code) == (422, "invalid_request")
    assert answer.json["error"]["param"] == "Idempotency-Key"
    assert count("api_keys") == 0


def test_the_same_key_with_another_body_is_a_conflict(client: Client) -> None:
    account = client.register()
    make_key(client, account)

    answer = make_key(client, account, name="other")

    assert (answer.status, answer.code) == (409, "idempotency_conflict")
    assert count("api_keys") == 1


def test_the_same_key_elsewhere_is_a_conflict(client: Client) -> None:
    admin = administrator(client)
    make_key(client, admin)

    answer = client.call("POST", INVITES, {}, token=admin.token, headers={"Idempotency-Key": "one"})

    assert (answer.status, answer.code) == (409, "idempotency_conflict")
    assert count("invites") == 0


def test_the_same_request_gets_the_first_answer(client: Client) -> None:
    account = client.register()
    first = make_key(client, account)

    again = make_key(client, account)

    assert (again.status, again.json) == (first.status, first.json)
    assert again.headers["idempotency-replayed"] == "true"
    assert again.headers["content-type"] == "application/json"
    assert "idempotency-replayed" not in first.headers
    assert count("api_keys") == 1


def test_a_registration_that_comes_again_gets_the_same_tokens(client: Client) -> None:
    first, again = register(client), register(client)

    assert (again.status, again.json) == (201, first.json)
    assert count("users") == count("sessions") == 1
    refreshed = {"refresh_token": again.json["refresh_token"]}
    assert client.call("POST", "/api/auth/refresh", refreshed).status == 200


def test_a_batch_of_invites_that_comes_again_is_the_same_batch(client: Client) -> None:
    admin = administrator(client)
    headers = {"Idempotency-Key": "one"}

    answers = [
        client.call("POST", INVITES, {"count": 5}, token=admin.token, headers=headers)
        for _ in range(3)
    ]

    assert answers[0].json == answers[1].json == answers[2].json
    assert count("invites") == 5
    assert count("audit") == 1


def test_without_a_key_every_request_counts(client: Client) -> None:
    account = client.register()

    assert make_key(client, account, None).json["id"] != make_key(client, account, None).json["id"]


def test_keys_of_different_users_have_nothing_to_do_with_each_other(client: Client) -> None:
    first, second = client.register(), client.register()

    mine, theirs = make_key(client, first), make_key(client, second)

    assert mine.json["id"] != theirs.json["id"]
    assert make_key(client, second).json == theirs.json


def test_a_stranger_from_elsewhere_does_not_get_the_answer(client: Client) -> None:
    first = register(client)
    client.ip = "198.51.100.9"

    answer = register(client)

    assert first.status == 201
    assert (answer.status, answer.code) == (409, "email_taken")


def test_who_is_refused_may_correct_it_under_the_same_key(client: Client) -> None:
    assert register(client, email="no address").status == 422

    assert register(client).status == 201


def test_after_a_day_the_key_is_free_again(client: Client, clock: Clock) -> None:
    account = client.register()
    first = make_key(client, account)

    clock.advance(seconds=DAY - 60)
    assert make_key(client, account).json == first.json
    clock.advance(seconds=61)
    later = make_key(client, account, name="other")

    assert later.status == 201
    assert "idempotency-replayed" not in later.headers
    assert make_key(client, account, name="other").json == later.json


def test_what_is_kept_cannot_be_read_in_the_database(client: Client) -> None:
    key, tokens = make_key(client, client.register()).json, register(client).json

    with transactions.reading() as tx:
        kept = str(tx.all("SELECT * FROM idempotency"))

    for secret in (key["key"], tokens["access_token"], tokens["refresh_token"], PASSWORD):
        assert secret not in kept


def test_what_is_kept_outlives_a_new_secret_but_not_the_loss_of_the_old(
    client: Client, configure: Configure
) -> None:
    first = register(client)

    configure(JWT_SECRET=f"{SECRET[::-1]},{SECRET}")
    assert register(client).json == first.json

    configure(JWT_SECRET=SECRET[::-1])
    answer = register(client)
    assert (answer.status, answer.code) == (409, "idempotency_conflict")


@pytest.mark.parametrize("many", MANY)
def test_of_many_at_once_one_has_an_effect(client: Client, configure: Configure, many: int) -> None:
    account = client.register()
    configure(LIMITS="account=1000/1d")

    answers = [f.result() for f in at_once([functools.partial(make_key, client, account)] * many)]

    made = [answer for answer in answers if answer.status == 201]
    assert count("api_keys") == 1
    assert len({answer.json["id"] for answer in made}) == 1
    assert {answer.code for answer in answers if answer.status != 201} <= {"idempotency_conflict"}


@pytest.mark.parametrize("many", MANY)
def test_of_many_registrations_at_once_one_has_an_effect(
    client: Client, configure: Configure, many: int
) -> None:
    configure(LIMITS="register=1000/1d")

    answers = [f.result() for f in at_once([functools.partial(register, client)] * many)]

    made = [answer.json for answer in answers if answer.status == 201]
    assert count("users") == count("sessions") == 1
    assert len({given["refresh_token"] for given in made}) == 1
    assert {answer.code for answer in answers if answer.status != 201} <= {"idempotency_conflict"}


class Shop:
    """A function whose one endpoint does what a test tells it to."""

    def __init__(self, *outcomes: Any) -> None:
        self._outcomes = list(outcomes)
        self.sold = 0
        self.function = Function(endpoint("POST", "/buy", once=once)(self.buy))

    def buy(self) -> Any:
        self.sold += 1
        outcome = self._outcomes.pop(0)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome() if callable(outcome) else outcome

    def call(self) -> Response:
        return self.function.respond(
            Request("POST", "/buy", headers={"idempotency-key": "one"}, ip="192.0.2.1")
        )


def test_while_the_first_is_in_flight_another_is_a_conflict(database: str) -> None:
    meanwhile: list[int] = []
    shop: Shop = Shop(lambda: meanwhile.append(shop.call().status))

    assert shop.call().status == 204
    assert meanwhile == [409]


def test_an_instance_whose_clock_is_ahead_takes_no_claim_over(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile: list[int] = []

    def a_day_ahead() -> None:
        with monkeypatch.context() as patch:
            patch.setattr(times, "now", lambda now=times.now: now() + DAY * 1000)
            meanwhile.append(shop.call().status)

    shop: Shop = Shop(a_day_ahead)

    assert shop.call().status == 204
    assert meanwhile == [409]


@pytest.mark.parametrize("many", MANY)
def test_of_many_claims_at_once_one_is_granted(database: str, many: int) -> None:
    shop = Shop(*[{"bought": 1}] * many)

    statuses = [outcome.result().status for outcome in at_once([shop.call] * many)]

    assert shop.sold == 1
    assert 1 <= statuses.count(200) == many - statuses.count(409)


@pytest.mark.parametrize("failure", [Unavailable(), RuntimeError("a fault of ours")])
def test_a_failure_of_ours_is_forgotten(database: str, failure: Exception) -> None:
    shop = Shop(failure, {"bought": 1}, {"bought": 2})

    statuses = [shop.call().status for _ in range(3)]

    assert statuses == [503 if isinstance(failure, Unavailable) else 500, 200, 200]
    assert shop.call().body == b'{"bought":1}\n'


def test_an_answer_of_failure_is_forgotten(database: str) -> None:
    shop = Shop(Response(502, b"no"), {"bought": 1})

    assert [shop.call().status for _ in range(3)] == [502, 200, 200]


def test_who_died_blocks_the_key_for_ten_minutes(database: str, clock: Clock) -> None:
    shop = Shop({"bought": 1}, {"bought": 2})
    with transactions.writing() as tx:
        tx.run(
            "INSERT INTO idempotency (scope, name, request_hash, headers_json, body_base64,"
            " created_at) SELECT :scope, :name, '', '{}', '', :now",
            scope="ip:192.0.2.1",
            name=authentication.hash_of("one"),
            now=clock.now(),
        )

    assert shop.call().status == 409
    clock.advance(seconds=599)
    assert shop.call().status == 409
    clock.advance(seconds=2)
    assert shop.call().body == b'{"bought":1}\n'


def test_what_was_done_is_answered_even_if_it_cannot_be_kept(
    sqlite: str, capsys: pytest.CaptureFixture[str], configure: Configure
) -> None:
    def lose_the_database() -> dict[str, int]:
        configure(DATABASE_URL="sqlite:////no/such/folder/y.db")
        return {"bought": 1}

    shop = Shop(lose_the_database)

    answer = shop.call()

    assert (answer.status, answer.body) == (200, b'{"bought":1}\n')
    assert "answer not kept" in capsys.readouterr().out


@pytest.mark.parametrize("size", [2_097_152, 2_097_153, 30_000_000])
def test_an_answer_too_large_to_be_kept_is_given_once_and_has_its_effect_once(
    database: str, size: int
) -> None:
    shop = Shop(Response(200, b"x" * size), {"bought": 2})

    first, again = shop.call(), shop.call()

    assert (first.status, first.body) == (200, b"x" * size)
    assert isinstance(again.body, bytes)
    if size == 2_097_152:
        assert (again.status, again.body) == (200, first.body)
    else:
        assert (again.status, b"idempotency_conflict" in again.body) == (409, True)
        assert "回答过大".encode() in again.body
    assert shop.sold == 1


def losing_the_database(configure: Configure) -> Callable[[], dict[str, int]]:
    def buy() -> dict[str, int]:
        configure(DATABASE_URL=NOWHERE)
        return {"bought": 1}

    return buy


def test_after_an_outage_the_answer_is_kept_as_soon_as_the_database_is_back(
    database: str, configure: Configure
) -> None:
    shop = Shop(losing_the_database(configure))
    assert shop.call().body == b'{"bought":1}\n'
    assert shop.call().status == 503

    configure(DATABASE_URL=database)
    again = shop.call()

    assert (again.status, again.body, shop.sold) == (200, b'{"bought":1}\n', 1)


def test_who_comes_in_the_same_millisecond_gives_up_nobody_elses_claim(
    database: str, configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing = times.now()
    monkeypatch.setattr(times, "now", lambda: standing)
    shop = Shop(losing_the_database(configure))
    shop.call()
    assert shop.call().status == 503

    configure(DATABASE_URL=database)

    assert (shop.call().body, shop.sold) == (b'{"bought":1}\n', 1)


def test_after_an_outage_what_failed_can_be_asked_again(
    database: str, configure: Configure
) -> None:
    def fail() -> None:
        configure(DATABASE_URL=NOWHERE)
        raise RuntimeError("the reason")

    shop = Shop(fail, {"bought": 1})
    assert shop.call().status == 500

    configure(DATABASE_URL=database)

    assert shop.call().body == b'{"bought":1}\n'


class Noticed:
    """A lock that says when somebody wants it."""

    def __init__(self) -> None:
        self._lock, self.wanted = threading.Lock(), threading.Event()

    def acquire(self, timeout: float) -> bool:
        self.wanted.set()
        return self._lock.acquire(timeout=timeout)

    def release(self) -> None:
        self._lock.release()


def test_after_an_outage_nobody_overtakes_what_is_being_told(
    database: str, configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end, lock, tell = threading.Event(), threading.Event(), Noticed(), owed._done

    def slowly(work: owed.Work) -> bool:
        begun.set()
        return may_end.wait(30) and tell(work)

    for name, value in (("_done", slowly), ("_telling", lock), ("_EVERY", 30)):
        monkeypatch.setattr(owed, name, value)

    def fail() -> None:
        configure(DATABASE_URL=NOWHERE)
        raise RuntimeError("the reason")

    shop = Shop(fail, {"bought": 1})
    shop.call()
    configure(DATABASE_URL=database)
    assert begun.wait(30)
    lock.wanted.clear()
    with ThreadPoolExecutor() as pool:
        again = pool.submit(shop.call)
        assert lock.wanted.wait(30)
        may_end.set()

        assert again.result().body == b'{"bought":1}\n'


def test_other_processes_need_not_wait_until_this_one_is_asked_again(
    database: str, configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owed, "_EVERY", 0.01)
    shop = Shop(losing_the_database(configure))
    shop.call()

    configure(DATABASE_URL=database)

    until = time.monotonic() + 10
    while time.monotonic() < until and not kept_statuses():
        time.sleep(0.01)
    assert kept_statuses() == [200]


def kept_statuses() -> list[int]:
    with transactions.reading() as tx:
        found = tx.all("SELECT status FROM idempotency WHERE status IS NOT NULL")
    return [row["status"] for row in found]
