"""The policy: how long it is kept, and what goes on while the database does not answer."""

import json
import socket
import threading
import time
from collections.abc import Callable

import pytest

from shared import times
from shared.access import policy
from shared.chat import personas
from shared.config import environment
from shared.database import connections, transactions
from shared.errors import Unavailable
from shared.store import settings
from tests.client import Client, EventClient
from tests.conftest import Clock, Configure
from tests.functions.chosen import SETTINGS, choose
from tests.functions.questions import ask
from tests.people import administrator, invite
from tests.secrets_in_logs import PASSWORD
from tests.simulators.openai import OpenAISimulator
from tests.store.samples import at_once
from tests.tables import without

NEW = {"email": "new@example.com", "password": PASSWORD}


def chosen_elsewhere(name: str, value: object) -> None:
    """As another process does it: this one is told nothing."""
    with transactions.writing() as tx:
        settings.put(tx, name, json.dumps(value), times.now())


def logged(capsys: pytest.CaptureFixture[str], message: str) -> list[dict[str, object]]:
    lines = map(json.loads, capsys.readouterr().out.splitlines())
    return [line for line in lines if line["message"] == message]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """An item for each time that the table is read."""
    seen: list[int] = []
    really = settings.all

    def counted(tx: transactions.Transaction, *, but: str = "") -> dict[str, str]:
        seen.append(len(seen))
        return really(tx, but=but)

    monkeypatch.setattr(settings, "all", counted)
    return seen


def test_what_another_process_chose_holds_within_thirty_seconds(
    database: str, clock: Clock
) -> None:
    assert policy.current().daily_tokens == 0
    chosen_elsewhere("daily_tokens", 5)

    clock.advance(seconds=29)
    assert policy.current().daily_tokens == 0
    clock.advance(seconds=1)
    assert policy.current().daily_tokens == 5


def test_a_clock_that_was_set_back_keeps_nothing_longer(database: str, clock: Clock) -> None:
    clock.advance(days=1)
    assert policy.current().daily_tokens == 0
    chosen_elsewhere("daily_tokens", 5)

    clock.advance(days=-1)

    assert policy.current().daily_tokens == 5


def test_what_this_process_chose_holds_for_the_next_call(client: Client) -> None:
    admin = administrator(client)
    assert client.call("GET", "/api/info").json["announcement"] is None

    choose(client, admin, "announcement", {"zh": "好", "en": "well"})

    assert client.call("GET", "/api/info").json["announcement"] == "好"


def test_the_table_is_read_once_in_thirty_seconds_however_many_call(
    sqlite: str, reads: list[int], clock: Clock
) -> None:
    environment.settings()  # every host has read them before it answers
    at_once([policy.current] * 20)
    assert len(reads) == 1

    clock.advance(seconds=31)
    for _ in range(20):
        policy.current()

    assert len(reads) == 2


def test_liveness_reads_nothing(client: Client, reads: list[int]) -> None:
    assert client.call("GET", "/api/health").status == 200
    assert reads == []


def test_while_one_reads_again_the_others_go_on_with_what_was_known(
    sqlite: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = policy.current()
    clock.advance(seconds=31)
    begun, go_on = threading.Event(), threading.Event()

    def slow(_: transactions.Transaction, *, but: str) -> dict[str, str]:
        begun.set()
        assert go_on.wait(10)
        return {"daily_tokens": "5"}

    monkeypatch.setattr(settings, "all", slow)
    reader = threading.Thread(target=policy.current)
    reader.start()
    try:
        assert begun.wait(10)
        assert policy.current() is known
    finally:
        go_on.set()
        reader.join()

    assert policy.current().daily_tokens == 5


def test_a_value_that_is_not_valid_any_more_is_ignored_and_logged_once(
    database: str, clock: Clock, configure: Configure, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(DAILY_TOKENS="100")
    chosen_elsewhere("daily_tokens", "many")
    chosen_elsewhere("of_the_next_version", 1)
    chosen_elsewhere("signup_credits", 7)

    for _ in range(3):
        now = policy.current()
        assert (now.daily_tokens, now.signup_credits) == (100, 7)
        clock.advance(seconds=31)

    ignored = [line["setting"] for line in logged(capsys, "setting ignored")]
    assert sorted(map(str, ignored)) == ["daily_tokens", "of_the_next_version"]


def test_a_persona_that_is_null_in_the_table_is_none_or_the_built_in_one(database: str) -> None:
    built_in = personas.prompt("oracle", "en")
    chosen_elsewhere("personas", {"oracle": None, "pirate": None})
    policy.refresh()

    assert personas.prompt("oracle", "en") == built_in
    assert "pirate" not in personas.names()


def test_administrators_see_the_default_in_the_place_of_what_is_ignored(client: Client) -> None:
    admin = administrator(client)
    chosen_elsewhere("daily_tokens", "many")

    shown = client.call("GET", SETTINGS, token=admin.token).json["data"]

    (one,) = [each for each in shown if each["key"] == "daily_tokens"]
    assert (one["value"], one["changed"]) == (0, False)


def test_while_the_table_cannot_be_read_what_was_known_last_goes_on(
    client: Client, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    admin = administrator(client)
    choose(client, admin, "announcement", {"zh": "好", "en": "well"})

    with without("settings"):
        for _ in range(3):
            clock.advance(seconds=31)
            answer = client.call("GET", "/api/info")
            assert (answer.status, answer.json["announcement"]) == (200, "好")
    assert len(logged(capsys, "settings not read")) == 3


def test_when_nothing_was_ever_read_the_environment_counts(
    client: Client, clock: Clock, configure: Configure
) -> None:
    configure(ANONYMOUS_CHATS_PER_DAY="0")
    chosen_elsewhere("anonymous_chats_per_day", 5)

    with without("settings"):
        answer = client.call("GET", "/api/info")
    assert (answer.status, answer.json["features"]["anonymous_chat"]) == (200, False)

    clock.advance(seconds=11)
    assert client.call("GET", "/api/info").json["features"]["anonymous_chat"] is True


def test_registration_does_not_open_because_the_settings_cannot_be_read(
    client: Client, clock: Clock
) -> None:
    chosen_elsewhere("enable_invite_codes", True)

    with without("settings"):
        answer = client.call("POST", "/api/auth/register", NEW)
    assert (answer.status, answer.headers["retry-after"]) == (503, "1")
    assert "make migrate" in answer.json["error"]["message"]

    clock.advance(seconds=11)
    assert client.call("POST", "/api/auth/register", NEW).code == "invite_required"


def test_a_known_policy_lets_people_register_while_the_table_cannot_be_read(
    client: Client, clock: Clock
) -> None:
    policy.current()
    clock.advance(seconds=31)

    with without("settings"):
        assert client.call("POST", "/api/auth/register", NEW).status == 201


def took(work: Callable[[], object]) -> float:
    begun = time.monotonic()
    work()
    return time.monotonic() - begun


def test_a_silent_database_is_waited_for_once_in_ten_seconds(
    configure: Configure, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "_SPARED", 0.0)  # or the connections themselves would not wait
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"mysql://app:secret@127.0.0.1:{silent.getsockname()[1]}/app"
        configure(DATABASE_URL=url, DB_CONNECT_TIMEOUT="1")
        client = EventClient()

        def ask() -> None:
            assert client.call("GET", "/api/info").status == 200

        assert 0.9 < took(ask) < 5
        clock.advance(seconds=9)
        assert took(ask) < 0.9
        with pytest.raises(Unavailable):
            policy.certain()


def test_nobody_asks_within_a_transaction(
    client: Client, model: OpenAISimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The policy is read again whenever it is asked."""
    monkeypatch.setattr(policy, "_FRESH", 0)
    admin = administrator(client)
    choose(client, admin, "daily_tokens", 100_000)
    choose(client, admin, "enable_credit_system", True)
    code = invite(client, admin)["code"]

    registered = client.call("POST", "/api/auth/register", {**NEW, "invite_code": code})

    assert registered.status == 201
    assert client.call("POST", "/api/auth/login", NEW).status == 200
    assert [ask(client).status, ask(client, account=admin).status] == [200, 200]
