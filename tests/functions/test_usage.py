"""Usage: one row per call, summed by hour, shown by day in the reader's zone."""

from datetime import UTC, datetime
from typing import Any

import pytest

from shared import ids
from shared.billing import summing, usage
from shared.database import transactions
from shared.llm.transport import targets
from shared.operations import maintenance
from shared.scheduling.batches import Budget
from shared.store import usage as rows
from shared.store.usage import HOUR, Call
from tests.administering import QUESTION, offer
from tests.client import Account, Answer, Client
from tests.conftest import Clock, Configure
from tests.functions.questions import ask
from tests.people import administrator, api_key
from tests.simulators.openai import Answer as Says
from tests.simulators.openai import OpenAISimulator
from tests.simulators.openai_statuses import DATA_INSPECTION_FAILED, INTERNAL_ERROR

OWN, ALL = "/api/auth/usage", "/api/admin/usage"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "_BACKOFF", 0.01)


def report(client: Client, account: Account, path: str = OWN, **query: str) -> dict[str, Any]:
    answer = client.call("GET", path, token=account.token, query=query)
    assert answer.status == 200, answer.body
    found: dict[str, Any] = answer.json
    return found


def complete(client: Client, token: str, **more: Any) -> Answer:
    body = {"model": "qwen-sim", "messages": QUESTION, **more}
    return client.call("POST", "/v1/chat/completions", body, token=token)


def instant(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp() * 1000)


def called(at: str | int, user: Account | None = None, **more: Any) -> Call:
    """A call noted as if it had ended at `at`."""
    given: dict[str, Any] = {
        "id": ids.make(), "user_id": user.user["id"] if user else "", "key_id": "", "project": "",
        "model": "m", "provider": "p", "endpoint": "chat", "status": "ok", "end_reason": "done",
        "input_tokens": 10, "output_tokens": 5, "cached_tokens": 0, "reasoning_tokens": 0,
        "credits": 3, "first_ms": 100, "total_ms": 200,
        "at": instant(at) if isinstance(at, str) else at,
    }  # fmt: skip
    call = Call(**given | more)
    usage.note(call)
    return call


def lines(found: dict[str, Any]) -> dict[str, int]:
    return {line["group"]: line["calls"] for line in found["data"]}


@pytest.fixture
def noon(clock: Clock) -> Clock:
    """It is 2096-06-15, 12:00 in Shanghai."""
    clock.ahead = instant("2096-06-15T12:00:00+08:00") - (clock.now() - clock.ahead)
    return clock


# refused


def test_nobody_sees_usage_without_a_token(client: Client) -> None:
    user = client.register()

    assert client.call("GET", OWN).status == 401
    assert client.call("GET", ALL).status == 401
    assert client.call("GET", ALL, token=user.token).status == 403


@pytest.mark.parametrize(
    ("query", "param"),
    [
        ({"from": "yesterday"}, "from"),
        ({"from": "2096-13-01"}, "from"),
        ({"from": "2096-06-01T00:00:00"}, "from"),
        ({"to": "9999-12-31"}, "to"),
        ({"to": "9999-12-31T23:59:59-10:00"}, "to"),
        ({"from": "0001-01-01T00:00:00+10:00"}, "from"),
        ({"to": "0001-01-02"}, "from"),
        ({"from": "2096-06-02", "to": "2096-06-01"}, "from"),
        ({"from": "2090-01-01", "to": "2096-01-01"}, "from"),
        ({"from": "2096-06-01", "to": "2096-06-02", "tz": "Mars/Base"}, "tz"),
        ({"tz": "../../etc/passwd"}, "tz"),
        ({"tz": "/etc/localtime"}, "tz"),
        ({"tz": "x" * 101}, "tz"),
        ({"group_by": "minute"}, "group_by"),
        ({"surprise": "1"}, "surprise"),
    ],
)
def test_a_wrong_query_is_refused_by_its_field(
    client: Client, query: dict[str, str], param: str
) -> None:
    answer = client.call("GET", OWN, token=client.register().token, query=query)

    assert (answer.status, answer.json["error"]["param"]) == (422, param), answer.body


def test_one_sees_only_ones_own_usage(client: Client, noon: Clock) -> None:
    user, other = client.register(), client.register()
    called(noon.now() - HOUR, user)
    called(noon.now() - HOUR, other)

    assert report(client, user)["totals"]["calls"] == 1
    asked_for_another = report(client, user, user=other.user["id"])
    assert asked_for_another["totals"]["calls"] == 1
    assert lines(report(client, user, group_by="user")) == {user.user["id"]: 1}


# rows


def test_a_call_is_one_row_that_says_all_but_what_was_said(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS="90000")
    admin = administrator(client)
    offer(client, admin, "dear")
    key = api_key(client, admin, project="shop")
    model.say(Says("答案", reasoning="想一想"))

    complete(client, key["key"], model="dear")

    with transactions.reading() as tx:
        (row,) = tx.all("SELECT * FROM usage_calls")
    expected = {
        "user_id": admin.user["id"], "key_id": key["id"], "project": "shop", "model": "dear",
        "provider": "default", "endpoint": "completions", "status": "ok", "end_reason": "done",
        "input_tokens": 2, "output_tokens": 5, "cached_tokens": 0, "reasoning_tokens": 3,
        "credits": 7,
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert 0 <= row["first_ms"] <= row["total_ms"] < 10_000
    assert "答案" not in str(row)


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("fault", "reason"),
    [(DATA_INSPECTION_FAILED, "refused"), (INTERNAL_ERROR, "upstream_error")],
)
def test_a_call_that_fails_is_a_row_of_its_own_kind(
    client: Client, model: OpenAISimulator, stream: bool, fault: Any, reason: str
) -> None:
    account = client.register()
    model.normally = fault

    complete(client, account.token, stream=stream)

    with transactions.reading() as tx:
        (row,) = tx.all("SELECT * FROM usage_calls")
    assert (row["status"], row["end_reason"], row["credits"]) == ("failed", reason, 0)


def test_a_chat_without_an_account_is_a_row_without_a_user(
    client: Client, model: OpenAISimulator
) -> None:
    ask(client)

    with transactions.reading() as tx:
        (row,) = tx.all("SELECT * FROM usage_calls")
    assert (row["user_id"], row["endpoint"], row["credits"]) == ("", "chat", 0)


def test_the_project_of_a_chat_is_the_bodys_or_the_keys(
    client: Client, model: OpenAISimulator
) -> None:
    account = client.register()
    key = api_key(client, account, project="shop")["key"]
    question = {"messages": QUESTION}

    client.call("POST", "/api/chat", question | {"project": "blog"}, token=key)
    client.call("POST", "/api/chat", question, token=key)
    client.call("POST", "/api/chat", question, token=account.token)

    assert lines(report(client, account, group_by="project")) == {"blog": 1, "shop": 1, "": 1}


def test_a_call_that_was_refused_before_the_model_is_no_usage(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true")
    admin = administrator(client)
    offer(client, admin, "dear")

    assert complete(client, admin.token, model="dear").status == 429
    assert complete(client, admin.token, model="none").status == 404

    assert report(client, admin)["totals"]["calls"] == 0


# reports


def test_days_begin_at_midnight_in_the_zone_that_is_asked_for(client: Client, noon: Clock) -> None:
    user = client.register()
    called("2096-06-13T23:59:59.999+08:00", user)
    called("2096-06-14T00:00:00+08:00", user)
    called("2096-06-14T07:59:59+08:00", user)
    called("2096-06-14T08:00:00+08:00", user)

    here = report(client, user)
    there = report(client, user, tz="UTC")

    assert here["tz"] == "Asia/Shanghai"
    assert lines(here) == {"2096-06-13": 1, "2096-06-14": 3}
    assert lines(there) == {"2096-06-13": 3, "2096-06-14": 1}


def test_the_deployments_zone_is_the_default(
    client: Client, noon: Clock, configure: Configure
) -> None:
    configure(TZ="America/New_York")
    user = client.register()
    called("2096-06-14T03:59:59+00:00", user)
    called("2096-06-14T04:00:00+00:00", user)

    assert lines(report(client, user)) == {"2096-06-13": 1, "2096-06-14": 1}


def test_from_and_to_are_whole_days_of_the_zone(client: Client, noon: Clock) -> None:
    user = client.register()
    for at in ("2096-06-09T23:59:59", "2096-06-10T00:00:00", "2096-06-11T23:59:59.999",
               "2096-06-12T00:00:00"):  # fmt: skip
        called(f"{at}+08:00", user)

    found = report(client, user, **{"from": "2096-06-10", "to": "2096-06-11"})

    assert lines(found) == {"2096-06-10": 1, "2096-06-11": 1}
    assert (found["from"], found["to"]) == ("2096-06-09T16:00:00.000Z", "2096-06-11T16:00:00.000Z")


def test_from_and_to_may_be_instants(client: Client, noon: Clock) -> None:
    user = client.register()
    called("2096-06-10T10:29:59+00:00", user)
    called("2096-06-10T10:30:00+00:00", user)
    called("2096-06-10T11:15:00+00:00", user)
    summing.roll_up()

    query = {"from": "2096-06-10T10:30:00Z", "to": "2096-06-10T11:15:00Z"}

    assert report(client, user, **query)["totals"]["calls"] == 1


def test_a_day_of_twentythree_hours_is_a_day(client: Client, noon: Clock) -> None:
    user = client.register()
    called("2096-03-25T00:30:00+01:00", user)
    called("2096-03-25T23:30:00+02:00", user)
    called("2096-03-26T00:30:00+02:00", user)

    query = {"from": "2096-03-25", "to": "2096-03-25", "tz": "Europe/Berlin"}

    assert lines(report(client, user, **query)) == {"2096-03-25": 2}


def test_hours_say_their_offset(client: Client, noon: Clock) -> None:
    user = client.register()
    called("2096-06-14T09:10:00+08:00", user)

    assert lines(report(client, user, group_by="hour")) == {"2096-06-14T09:00+0800": 1}


def test_failed_calls_are_a_series_of_their_own(client: Client, noon: Clock) -> None:
    user = client.register()
    called(noon.now() - HOUR, user, first_ms=100, total_ms=300)
    called(noon.now() - HOUR, user, first_ms=200, total_ms=500)
    called(
        noon.now() - HOUR, user, status="failed", end_reason="timeout", credits=0,
        input_tokens=0, output_tokens=0, first_ms=60_000, total_ms=60_000,
    )  # fmt: skip

    (line,) = report(client, user)["data"]

    assert (line["calls"], line["failed"]) == (2, 1)
    assert (line["first_ms"], line["total_ms"]) == (150, 400)
    assert lines(report(client, user, group_by="status")) == {"ok": 2, "failed": 0}
    failed = report(client, user, status="failed")["totals"]
    assert (failed["calls"], failed["failed"], failed["first_ms"]) == (0, 1, None)


def test_totals_are_those_of_the_filter(client: Client, noon: Clock) -> None:
    user = client.register()
    called(noon.now() - HOUR, user, model="a", input_tokens=100, credits=1)
    called(noon.now() - 26 * HOUR, user, model="a", input_tokens=50, credits=2)
    called(noon.now() - HOUR, user, model="b", input_tokens=7, credits=4)

    found = report(client, user, model="a")

    assert len(found["data"]) == 2
    assert found["totals"]["input_tokens"] == 150
    assert found["totals"]["credits"] == 3
    assert found["totals"]["calls"] == 2


def test_administrators_group_and_filter_everybodys(client: Client, noon: Clock) -> None:
    admin, user = administrator(client), client.register()
    called(noon.now() - HOUR, user, model="a", project="x", key_id="K1", endpoint="chat")
    called(noon.now() - HOUR, user, model="b", project="x", key_id="K2", endpoint="completions")
    called(noon.now() - HOUR, None, model="b", project="y", endpoint="chat")
    summing.roll_up()

    def grouped(by: str, **query: str) -> dict[str, int]:
        return lines(report(client, admin, ALL, group_by=by, **query))

    user_id = user.user["id"]
    assert grouped("user") == {"": 1, user_id: 2}
    assert grouped("model") == {"a": 1, "b": 2}
    assert grouped("project") == {"x": 2, "y": 1}
    assert grouped("key") == {"": 1, "K1": 1, "K2": 1}
    assert grouped("endpoint") == {"chat": 2, "completions": 1}
    assert grouped("model", user=user_id) == {"a": 1, "b": 1}
    assert grouped("model", project="y") == {"b": 1}
    assert grouped("model", key="K2", endpoint="completions") == {"b": 1}
    assert grouped("day") == {"2096-06-15": 3}


def test_of_many_groups_those_that_cost_most_are_told_and_the_totals_are_of_all(
    client: Client, noon: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(usage._MOST_GROUPS, False, 2)
    user = client.register()
    for project, price in (("a", 1), ("b", 5), ("c", 7)):
        called(noon.now() - HOUR, user, project=project, credits=price)

    found = report(client, user, group_by="project")

    assert (list(lines(found)), found["more"]) == (["b", "c"], True)
    assert (found["totals"]["calls"], found["totals"]["credits"]) == (3, 13)
    assert report(client, user, group_by="day")["more"] is False


def test_a_report_without_calls_is_empty(client: Client) -> None:
    found = report(client, client.register())

    assert found["data"] == []
    assert found["totals"]["calls"] == 0
    assert found["totals"]["total_ms"] is None


# hours


def test_hours_are_summed_up_once_they_have_settled(client: Client, noon: Clock) -> None:
    user = client.register()
    called("2096-06-15T10:59:59+08:00", user)
    noon.ahead -= 3600 * 1000 - 4 * 60 * 1000  # 11:04

    assert summing.roll_up() == 0
    called("2096-06-15T10:59:58+08:00", user)  # a late row
    noon.advance(seconds=2 * 60)
    assert summing.roll_up() == 1
    assert summing.roll_up() == 0

    assert lines(report(client, user)) == {"2096-06-15": 2}


def test_summing_up_again_changes_nothing(client: Client, noon: Clock) -> None:
    user = client.register()
    for hours in (2, 3, 3, 30, 500):
        called(noon.now() - hours * HOUR, user)
    before = report(client, user)["data"]

    assert summing.roll_up() == 4
    with transactions.writing() as tx:
        rows.ROLLED.move(tx, 0)
    again = summing.roll_up()

    assert again == 4
    assert report(client, user)["data"] == before


def test_many_hours_are_summed_up_bit_by_bit(client: Client, noon: Clock) -> None:
    user = client.register()
    for hours in range(1, 4):
        called(noon.now() - hours * 2 * HOUR, user)

    assert [summing.roll_up(Budget(0)) for _ in range(4)] == [1, 1, 1, 0]
    assert report(client, user)["totals"]["calls"] == 3


def test_rows_of_calls_go_and_their_hours_stay(
    client: Client, noon: Clock, configure: Configure
) -> None:
    configure(USAGE_DAYS="10")
    user = client.register()
    called(noon.now() - 20 * 24 * HOUR, user)
    called(noon.now() - 5 * 24 * HOUR, user)

    done = maintenance.run()
    again = maintenance.run()

    assert (done["hours"], done["calls"], again["calls"]) == (2, 1, 0)
    assert report(client, user)["totals"]["calls"] == 2
    with transactions.reading() as tx:
        assert len(tx.all("SELECT id FROM usage_calls")) == 1


def test_rows_that_were_not_summed_up_stay_however_old(client: Client, noon: Clock) -> None:
    user = client.register()
    called(noon.now() - 200 * 24 * HOUR, user)

    assert summing.purge(10) == 0


def test_a_row_is_small(client: Client, noon: Clock) -> None:
    call = called(noon.now(), client.register())

    assert sum(len(str(getattr(call, name))) for name in call.__struct_fields__) < 300


def test_the_clock_of_a_row_is_utc(client: Client, model: OpenAISimulator) -> None:
    account = client.register()
    complete(client, account.token)

    (line,) = report(client, account, tz="UTC", group_by="hour")["data"]

    assert line["group"] == datetime.now(UTC).strftime("%Y-%m-%dT%H:00+0000")


def test_users_and_keys_come_with_what_they_are_called(client: Client, noon: Clock) -> None:
    admin = administrator(client)
    key = api_key(client, admin, name="nightly")
    called(noon.now() - HOUR, admin, key_id=key["id"])
    called(noon.now() - HOUR)

    by_user, by_key, by_model = (
        report(client, admin, ALL, group_by=group) for group in ("user", "key", "model")
    )

    assert [line["name"] for line in by_user["data"]] == [None, admin.email]
    assert [line["name"] for line in by_key["data"]] == [None, "nightly"]
    assert [line["name"] for line in by_model["data"]] == [None]
