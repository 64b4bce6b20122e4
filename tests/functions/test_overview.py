"""GET /api/admin/overview: the figures of some time beside those before, and what is wrong now."""

from typing import Any

import pytest

from shared import times
from shared.billing import summing
from shared.database import transactions
from shared.store import answers, leases, ledger
from shared.store.ledger import Reservation
from tests.client import Account, Client
from tests.conftest import Clock, Configure
from tests.functions.test_usage import called, instant
from tests.functions.test_usage import noon as noon
from tests.people import administrator

OVERVIEW = "/api/admin/overview"
HOUR = 3_600_000  # milliseconds


def look(client: Client, admin: Account, locale: str = "en", **query: str) -> dict[str, Any]:
    headers = {"Accept-Language": locale}
    answer = client.call("GET", OVERVIEW, token=admin.token, query=query, headers=headers)
    assert answer.status == 200, answer.body
    found: dict[str, Any] = answer.json
    return found


@pytest.mark.parametrize(
    ("query", "param"),
    [
        ({"from": "yesterday"}, "from"),
        ({"from": "2096-06-16"}, "from"),
        ({"from": "2096-01-01"}, "from"),
        ({"from": "2096-06-02", "to": "2096-06-01"}, "from"),
        ({"to": "9999-12-31"}, "to"),
        ({"tz": "Mars/Base"}, "tz"),
        ({"group_by": "day"}, "group_by"),
    ],
)
def test_a_wrong_query_is_refused_by_its_field(
    client: Client, noon: Clock, query: dict[str, str], param: str
) -> None:
    answer = client.call("GET", OVERVIEW, token=administrator(client).token, query=query)

    assert (answer.status, answer.json["error"]["param"]) == (422, param), answer.body


def test_a_fresh_deployment_has_figures_of_nothing(client: Client, noon: Clock) -> None:
    found = look(client, administrator(client), tz="Asia/Shanghai")

    assert found["now"]["figures"] == {
        "requests": 0, "failed": 0, "error_rate": 0.0, "p95_ms": None, "input_tokens": 0,
        "output_tokens": 0, "credits": 0, "active_users": 0,
    }  # fmt: skip
    assert (found["now"]["from"], found["tz"]) == ("2096-06-14T16:00:00.000Z", "Asia/Shanghai")
    assert len(found["series"]) == 13
    assert found["alerts"] == []
    assert found["reserved"] == {"status": "ok", "count": 0, "credits": 0}
    assert found["queue"]["queued"] == 0


def test_today_is_compared_with_as_much_of_yesterday_and_of_that_day_last_week(
    client: Client, noon: Clock
) -> None:
    admin = administrator(client)
    for at in ("2096-06-15T00:00:00+08:00", "2096-06-15T11:59:59+08:00"):
        called(at, admin)
    for at in ("2096-06-14T00:00:00+08:00", "2096-06-14T11:59:59+08:00"):
        called(at, status="failed")
    called("2096-06-14T12:30:00+08:00")  # later in the day than it is now
    called("2096-06-08T03:00:00+08:00", admin)
    called("2096-06-07T23:59:59+08:00")
    summing.roll_up()

    found = look(client, admin, tz="Asia/Shanghai")

    now, before, last_week = (found[name]["figures"] for name in ("now", "before", "weeks_before"))
    assert (now["requests"], now["failed"], now["active_users"]) == (2, 0, 1)
    assert (before["requests"], before["error_rate"], before["active_users"]) == (2, 1.0, 0)
    assert last_week["requests"] == 1
    assert found["before"]["from"] == "2096-06-13T16:00:00.000Z"
    assert found["weeks_before"]["from"] == "2096-06-07T16:00:00.000Z"


def test_a_week_is_compared_with_the_week_before_and_a_month_with_five_weeks_ago(
    client: Client, noon: Clock
) -> None:
    admin = administrator(client)

    week = look(client, admin, tz="UTC", **{"from": "2096-06-08", "to": "2096-06-14"})
    month = look(client, admin, tz="UTC", **{"from": "2096-05-16", "to": "2096-06-14"})

    assert week["before"] == week["weeks_before"]
    assert week["before"]["from"] == "2096-06-01T00:00:00.000Z"
    assert month["before"]["from"] == "2096-04-16T00:00:00.000Z"
    assert month["weeks_before"]["from"] == "2096-04-11T00:00:00.000Z"
    assert len(week["series"]) == 7


def test_the_series_has_every_hour_or_day_and_adds_up_to_the_figures(
    client: Client, noon: Clock
) -> None:
    admin = administrator(client)
    for hours in (1, 1, 5, 30, 100):
        called(noon.now() - hours * HOUR)
    called(noon.now() - 2 * HOUR, status="failed")
    summing.roll_up()

    day = look(client, admin, tz="Asia/Shanghai")
    days = look(client, admin, tz="Asia/Shanghai", **{"from": "2096-06-11"})

    assert (day["group_by"], days["group_by"]) == ("hour", "day")
    assert sum(point["failed"] for point in day["series"]) == 1
    for found in (day, days):
        series, figures = found["series"], found["now"]["figures"]
        worked = figures["requests"] - figures["failed"]
        assert sum(point["requests"] for point in series) == worked
        assert sum(point["credits"] for point in series) == figures["credits"]
    assert [point["requests"] for point in days["series"]] == [1, 0, 0, 1, 3]


def test_a_day_of_which_the_clock_is_changed_is_a_day(client: Client, clock: Clock) -> None:
    clock.ahead = instant("2096-04-05T12:00:00+02:00") - (clock.now() - clock.ahead)
    admin = administrator(client)
    called("2096-03-25T00:30:00+01:00")  # the day had 23 hours
    called("2096-03-25T23:30:00+02:00")
    called("2096-03-26T00:00:00+02:00")

    found = look(client, admin, tz="Europe/Berlin", **{"from": "2096-03-24", "to": "2096-03-26"})
    day = look(client, admin, tz="Europe/Berlin", **{"from": "2096-03-26", "to": "2096-03-26"})

    assert [point["requests"] for point in found["series"]] == [0, 2, 1]
    assert day["before"]["figures"]["requests"] == 2


def test_a_percentile_shows_how_slow_the_slowest_are(client: Client, noon: Clock) -> None:
    for took in [100] * 90 + [3_000] * 10:
        called(noon.now() - HOUR, total_ms=took)
    called(noon.now() - HOUR, total_ms=600_000, status="failed")

    p95 = look(client, administrator(client))["now"]["figures"]["p95_ms"]

    assert 2_700 <= p95 <= 3_300


def test_what_is_set_aside_and_what_is_wrong_is_of_now(
    client: Client, configure: Configure
) -> None:
    admin = administrator(client)
    minute = times.now() // 60_000 * 60_000
    with transactions.writing() as tx:
        ledger.set_aside(tx, Reservation("r1", admin.user["id"], 30, minute))
        answers.add(tx, minute, "GET /bad", 500, 30, 400)
        leases.take(tx, "alert:credits", "o", minute, minute + 1, minute + 2)
        leases.end(tx, "alert:credits", "o", minute, minute + 1, "done")

    english, chinese = (look(client, admin, locale) for locale in ("en", "zh"))

    assert english["reserved"] == {"status": "ok", "count": 1, "credits": 30}
    assert [alert["kind"] for alert in english["alerts"]] == ["errors", "credits"]
    assert "GET /bad" in english["alerts"][0]["text"]
    assert english["alerts"][0]["text"] != chinese["alerts"][0]["text"]
