"""GET /metrics: who may read the numbers, and what they are."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.openmetrics.parser import (
    text_string_to_metric_families as open_metrics_families,
)

from shared import ids
from shared.billing import credits, summing
from shared.hosts import gateway
from shared.http.request import Request
from shared.llm.transport import targets
from shared.observability import request_counts, table_counts
from shared.observability.prometheus import Prometheus
from shared.operations import maintenance
from shared.store.usage import HOUR
from tests.administering import give, offer
from tests.client import ROUTES, Answer, Client, EventClient, WsgiClient
from tests.conftest import Clock, Configure
from tests.engines import promtool
from tests.engines.availability import require
from tests.functions.questions import ask
from tests.functions.test_usage import called
from tests.observers import Page, recording
from tests.people import administrator
from tests.simulators.openai import Cut, OpenAISimulator
from tests.simulators.openai_statuses import INTERNAL_ERROR

TOKEN = "a token to scrape with"
PATH = "/metrics"
DEAD = "mysql://root:secret@127.0.0.1:1/yunzhan"
TABLE = Path("docs/observability.md")


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "_BACKOFF", 0.01)


@pytest.fixture
def opened(configure: Configure, client: Client) -> Client:
    """A client of a deployment that can be scraped."""
    configure(METRICS_TOKEN=TOKEN)
    return client


@pytest.fixture
def observer() -> Iterator[Prometheus]:
    with recording() as made:
        yield made


def scrape(client: Client, **headers: str) -> Answer:
    return client.call("GET", PATH, token=TOKEN, headers=headers)


def page(client: Client) -> Page:
    answer = scrape(client)
    assert answer.status == 200, answer.body
    return Page(answer.body)


# refused


def test_without_a_token_of_the_deployment_there_is_nothing(client: Client) -> None:
    for token in (None, "", TOKEN, administrator(client).token):
        assert client.call("GET", PATH, token=token).code == "not_found"


@pytest.mark.parametrize(
    "given",
    ["", "Bearer", "Bearer ", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x", "Bearer 云"],
)
def test_who_has_another_token_sees_nothing(opened: Client, given: str) -> None:
    answer = opened.call("GET", PATH, headers={"Authorization": given} if given else {})

    assert (answer.status, answer.code) == (401, "unauthorized")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_administrators_need_the_token_too(opened: Client) -> None:
    assert opened.call("GET", PATH, token=administrator(opened).token).status == 401


def test_database_that_is_down_is_a_number(
    opened: Client, configure: Configure, observer: Prometheus
) -> None:
    assert page(opened).value("yunzhan_database_up") == 1
    configure(DATABASE_URL=DEAD)

    found = page(opened)

    assert found.value("yunzhan_database_up") == 0
    assert found.labels("yunzhan_users") == []
    assert found.value("yunzhan_requests_total", endpoint=PATH) == 1


def test_credits_that_nobody_settles_are_a_number(
    opened: Client, configure: Configure, clock: Clock, observer: Prometheus
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS="100")
    credits.reserve(opened.register().user["id"], ids.make(), 40)
    assert page(opened).value("yunzhan_credits_overdue") == 0

    clock.advance(days=1)
    assert page(opened).value("yunzhan_credits_overdue") == 40

    maintenance.sweep()
    assert page(opened).value("yunzhan_credits_overdue") == 0


# formats


def test_page_is_what_prometheus_takes(
    opened: Client, observer: Prometheus, model: OpenAISimulator
) -> None:
    tool = require(promtool.find_or_fetch(), "promtool is not at hand")
    ask(opened, account=opened.register())

    answer = scrape(opened)

    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert promtool.complaints(tool, answer.body) == ""
    assert promtool.complaints(tool, answer.body + b"wrong{") != ""


def test_open_metrics_are_served_to_those_who_ask(opened: Client, observer: Prometheus) -> None:
    answer = scrape(opened, Accept="application/openmetrics-text;version=1.0.0,text/plain;q=0.5")

    assert answer.headers["content-type"].startswith("application/openmetrics-text; version=1.0.0")
    families = open_metrics_families(answer.body.decode())  # type: ignore[no-untyped-call]
    names = {family.name for family in families}
    assert {"yunzhan_requests", "yunzhan_database_up"} <= names


@pytest.mark.parametrize("kind", ["text/plain", "application/openmetrics-text"])
@pytest.mark.parametrize("version", ["x.y", "1.0.0-a", "", "9" * 5000])
def test_a_wish_that_cannot_be_read_gets_a_page_all_the_same(
    opened: Client, observer: Prometheus, kind: str, version: str
) -> None:
    answer = scrape(opened, Accept=f"{kind};version={version}")

    assert answer.status == 200
    assert b"yunzhan_database_up 1" in answer.body


def test_documents_list_every_metric_and_no_other(opened: Client, observer: Prometheus) -> None:
    rows = [line.split(" | ") for line in TABLE.read_text().splitlines() if "| `yunzhan_" in line]
    listed = {row[0].strip("| `"): row[1] for row in rows}

    assert listed == {family.name: family.type for family in page(opened).families}


# what this process counted


def test_endpoints_are_told_by_their_routes(opened: Client, observer: Prometheus) -> None:
    user = opened.register()
    for name in ("one", "two", "a%20b"):
        opened.call("GET", f"/api/conversations/{name}", token=user.token)
    opened.call("HEAD", "/api/conversations")
    opened.call("OPTIONS", "/api/conversations")
    opened.call("PUT", "/api/conversations")
    opened.call("GET", "/api/conversations/a/b/c")

    found = page(opened)
    told = {
        (labels["endpoint"], labels["method"], labels["status"])
        for labels in found.labels("yunzhan_requests_total")
    }
    assert told == {
        ("/api/auth/register", "POST", "201"),
        ("/api/conversations/{conversation_id}", "GET", "404"),
        ("/api/conversations", "HEAD", "401"),
        ("/api/conversations", "OPTIONS", "204"),
        ("/api/conversations", "PUT", "405"),
        ("none", "GET", "404"),
    }
    one = {"endpoint": "/api/conversations/{conversation_id}", "method": "GET", "status": "404"}
    assert found.value("yunzhan_requests_total", **one) == 3
    assert found.value("yunzhan_request_seconds_count", **one) == 3
    assert found.value("yunzhan_request_seconds_bucket", le="+Inf", **one) == 3
    assert found.value("yunzhan_requests_in_flight") == 1


def test_stream_is_in_flight_until_it_has_ended(
    configure: Configure, mariadb_url: str, observer: Prometheus, model: OpenAISimulator
) -> None:
    configure(METRICS_TOKEN=TOKEN)
    body = b'{"stream": true, "messages": [{"role": "user", "content": "x"}]}'
    request = Request("POST", "/api/chat", ip="203.0.113.7", body=body, length=len(body))
    answer = gateway.load("chat").respond(request)
    client = WsgiClient()
    assert page(client).value("yunzhan_requests_in_flight") == 2

    assert not isinstance(answer.body, bytes)
    assert b"".join(answer.body)
    assert page(client).value("yunzhan_requests_in_flight") == 1
    assert page(client).value("yunzhan_requests_total", endpoint="/api/chat", status="200") == 1


def test_stream_that_breaks_counts_as_what_it_would_have_been(
    opened: Client, observer: Prometheus, model: OpenAISimulator
) -> None:
    model.script(Cut(3))
    answer = ask(opened, stream=True)
    assert (answer.status, answer.events[-1][0]) == (200, "error")

    assert page(opened).value("yunzhan_requests_total", endpoint="/api/chat", status="502") == 1


def test_models_are_told_with_their_outcomes(
    opened: Client, observer: Prometheus, model: OpenAISimulator
) -> None:
    ask(opened)
    ask(opened, stream=True)
    model.script(*[INTERNAL_ERROR] * 3)
    ask(opened)

    found = page(opened)
    asked = {"provider": "default", "model": "qwen-sim"}
    assert found.value("yunzhan_upstream_seconds_count", outcome="ok", **asked) == 2
    assert found.value("yunzhan_upstream_seconds_count", outcome="upstream_error", **asked) == 1
    assert found.value("yunzhan_upstream_seconds_count") == 3


def test_credits_that_move_are_counted(
    opened: Client, observer: Prometheus, model: OpenAISimulator, configure: Configure
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true")
    admin, user = administrator(opened), opened.register()
    offer(opened, admin, "priced")
    give(opened, admin, user, 10_000)
    give(opened, admin, user, -1_000)
    charged = ask(opened, account=user, model="priced").json["credits"]["charged"]
    model.script(*[INTERNAL_ERROR] * 3)
    ask(opened, account=user, model="priced")

    found = page(opened)
    moved = {k: found.value("yunzhan_credits_total", kind=k) for k in ("granted", "taken")}
    assert moved == {"granted": 10_000, "taken": 1_000}
    assert found.value("yunzhan_credits_total", kind="charged") == charged > 0
    reserved = found.value("yunzhan_credits_total", kind="reserved")
    assert reserved == 2 * found.value("yunzhan_credits_total", kind="released")


def test_hits_that_nobody_counts_are_counted(
    opened: Client, observer: Prometheus, configure: Configure
) -> None:
    configure(REDIS_URL="redis://127.0.0.1:1")
    opened.call("POST", "/api/auth/refresh", {"refresh_token": "x"})
    opened.call("POST", "/api/auth/refresh", {"refresh_token": "x"})

    assert page(opened).value("yunzhan_limits_not_counted_total", limit="refresh") == 2


# what the database counts


def test_users_are_counted_by_role(opened: Client) -> None:
    admin, users = administrator(opened), [opened.register() for _ in range(3)]
    path = f"/api/admin/users/{users[0].user['id']}"
    opened.call("PATCH", path, {"disabled": True}, token=admin.token)

    found = page(opened)
    assert found.value("yunzhan_users", role="user", disabled="false") == 2
    assert found.value("yunzhan_users", role="user", disabled="true") == 1
    assert found.value("yunzhan_users", role="admin", disabled="false") == 1


def test_usage_never_counts_twice_or_less(opened: Client, clock: Clock) -> None:
    clock.advance(days=365)
    for hours in (50, 50, 3):
        called(clock.now() - hours * HOUR, model="m")
    called(clock.now(), model="n", status="failed", credits=0)

    def totals() -> tuple[float, ...]:
        found = page(opened)
        sums = ("calls", "input_tokens", "output_tokens", "credits")
        return tuple(found.value(f"yunzhan_usage_{name}_total", model="m") for name in sums)

    assert totals() == (3, 30, 15, 9)
    assert summing.roll_up() == 2
    assert totals() == (3, 30, 15, 9)
    summing.purge(1)
    assert totals() == (3, 30, 15, 9)
    called(clock.now(), model="m")
    assert totals() == (4, 40, 20, 12)
    clock.advance(days=1)
    assert summing.roll_up() == 1
    assert totals() == (4, 40, 20, 12)
    assert page(opened).value("yunzhan_usage_calls_total", model="n", status="failed") == 1


def test_many_rows_are_counted_by_the_sweeps(
    opened: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.register()
    assert page(opened).value("yunzhan_users", role="user", disabled="false") == 1
    opened.register()
    assert page(opened).value("yunzhan_users", role="user", disabled="false") == 2

    monkeypatch.setattr(table_counts, "_MANY", 2)
    assert page(opened).value("yunzhan_users", role="user", disabled="false") == 2
    opened.register()
    assert page(opened).value("yunzhan_users", role="user", disabled="false") == 2
    maintenance.sweep()
    assert page(opened).value("yunzhan_users", role="user", disabled="false") == 3

    opened.register()
    clock.advance(seconds=3601)
    assert page(opened).value("yunzhan_users", role="user", disabled="false") == 4
    monkeypatch.setattr(table_counts, "_MANY", 100)
    maintenance.sweep()
    opened.register()
    assert page(opened).value("yunzhan_users", role="user", disabled="false") == 5


def test_answers_of_all_instances_are_told_from_the_database(opened: Client, clock: Clock) -> None:
    user = opened.register()
    for _ in range(2):
        opened.call("GET", "/api/conversations/nothing", token=user.token)
    opened.call("GET", "/api/health")
    opened.call("GET", "/api/info")
    request_counts.bring()

    found = page(opened)
    one = {"endpoint": "/api/conversations/{conversation_id}", "method": "GET", "status": "404"}
    assert found.value("yunzhan_answers", **one) == 2
    assert found.value("yunzhan_answers_seconds", **one) >= 0
    assert {labels["endpoint"] for labels in found.labels("yunzhan_answers")} == {
        "/api/auth/register", "/api/conversations/{conversation_id}",
    }  # fmt: skip

    clock.advance(seconds=3700)
    assert page(opened).labels("yunzhan_answers") == []


def test_event_function_tells_what_the_database_knows(sqlite: str, configure: Configure) -> None:
    """On FC nobody records: each instance would tell only of itself."""
    configure(METRICS_TOKEN=TOKEN)

    found = page(EventClient())

    assert ROUTES.find("GET", PATH)
    assert found.labels("yunzhan_requests_total") == []
    assert found.value("yunzhan_database_up") == 1
