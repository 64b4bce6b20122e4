"""Those who watch the stack: what they ask is answered, and who should hear of it does."""

import json
import urllib.parse
from http.client import HTTPConnection
from typing import Any

import pytest

from tests.deploy import files
from tests.deploy.stack import Stack
from tests.deploy.users import until

pytestmark = pytest.mark.deploy

WATCHERS = (
    *("prometheus", "alertmanager", "relay", "node-exporter", "mysqld-exporter"),
    *("redis-exporter", "nginx-exporter", "blackbox-exporter"),
)
PATIENCE = 180.0


@pytest.fixture(scope="module")
def watched(stack: Stack) -> Stack:
    stack.up(*WATCHERS)
    stack.wait_until_ready()
    return stack


def asked(stack: Stack, path: str, **query: str) -> Any:
    """What Prometheus's API answers."""
    connection = HTTPConnection("127.0.0.1", stack.prometheus_port, timeout=30)
    try:
        connection.request("GET", f"/api/v1/{path}?{urllib.parse.urlencode(query)}")
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()


def health(stack: Stack) -> dict[str, str]:
    """Of the targets, by job and instance."""
    try:
        active = asked(stack, "targets", state="active")["data"]["activeTargets"]
    except OSError:
        return {}
    return {f"{t['labels']['job']} {t['labels']['instance']}": t["health"] for t in active}


def told(stack: Stack) -> list[str]:
    """What the robot has heard."""
    return [line["told"] for line in stack.lines("outside")]


def firing(stack: Stack) -> set[str]:
    found = asked(stack, "query", query='ALERTS{alertstate="firing"}')["data"]["result"]
    return {one["metric"]["alertname"] for one in found}


def test_each_replica_and_each_exporter_is_scraped(watched: Stack) -> None:
    until(lambda: set(health(watched).values()) == {"up"}, PATIENCE)

    found = health(watched)
    assert {"yunzhan api-a:8000", "yunzhan api-b:8000"} <= set(found), found
    assert len(found) == 8


def test_every_question_of_rules_and_dashboards_is_answered(watched: Stack) -> None:
    for _ in range(20):
        watched.ask("GET", "/api/info")
    for question in files.questions():
        answer = asked(watched, "query", query=question)
        assert answer["status"] == "success", (question, answer)
    until(lambda: asked(watched, "query", query="yunzhan:requests:rate5m")["data"]["result"], 60)


def test_what_exporters_are_asked_for_they_have(watched: Stack) -> None:
    """Names of other people's metrics, which no registry of ours knows."""
    names = set(asked(watched, "label/__name__/values")["data"])
    for name in (
        *(
            "node_filesystem_avail_bytes",
            "node_memory_MemAvailable_bytes",
            "node_cpu_seconds_total",
        ),
        *(
            "mysql_up",
            "mysql_global_status_threads_connected",
            "mysql_global_variables_max_connections",
        ),
        *("redis_up", "redis_memory_used_bytes", "redis_memory_max_bytes"),
        *(
            "nginx_connections_active",
            "nginx_http_requests_total",
            "alertmanager_notifications_total",
        ),
    ):
        assert name in names


def test_a_replica_that_ends_is_told_to_the_robot_and_its_return_too(watched: Stack) -> None:
    until(lambda: not firing(watched), PATIENCE)
    watched.compose("stop", "api-b")

    line = "YunzhanReplicaDown（warning）：api-b:8000 没有响应"
    until(lambda: f"【云栈监控告警】1 项（production）\n{line}" in told(watched), PATIENCE)
    watched.compose("start", "api-b")
    until(lambda: f"【云栈监控恢复】1 项（production）\n{line}" in told(watched), PATIENCE)
    assert not firing(watched) & {"YunzhanReplicaDown", "YunzhanDown"}


def test_the_relay_speaks_while_no_replica_does(watched: Stack) -> None:
    watched.compose("stop", "api-a", "api-b")
    try:
        until(
            lambda: any("YunzhanDown（critical）：所有副本都没有响应" in t for t in told(watched)),
            PATIENCE,
        )
    finally:
        watched.compose("start", "api-a", "api-b")
    until(watched.is_ready, PATIENCE)
    until(lambda: any("恢复" in t and "YunzhanDown" in t for t in told(watched)), PATIENCE)
