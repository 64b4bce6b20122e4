"""POST /metrics/alerts: Alertmanager's notifications become text for a group robot."""

import json
from typing import Any

import pytest

from tests.client import Answer, Client
from tests.conftest import Configure
from tests.simulators.wecom import Fault, Status, WecomSimulator

TOKEN = "a token to scrape with"
PATH = "/metrics/alerts"


def alert(name: str = "Down", status: str = "firing", **annotations: str) -> dict[str, Any]:
    """As Alertmanager 0.25 sends one."""
    return {
        "status": status,
        "labels": {"alertname": name, "severity": "critical", "instance": "api-a:8000"},
        "annotations": annotations or {"summary": "api-a is down", "summary_zh": "api-a 没有响应"},
        "startsAt": "2026-11-28T03:00:00.000Z",
        "endsAt": "0001-01-01T00:00:00Z",
        "generatorURL": "http://prometheus/graph",
        "fingerprint": "6fc0b3f0",
    }


def notification(*alerts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "version": "4", "groupKey": '{}:{alertname="Down"}', "truncatedAlerts": 0,
        "status": "firing", "receiver": "robot", "groupLabels": {}, "commonLabels": {},
        "commonAnnotations": {}, "externalURL": "http://alertmanager", "alerts": list(alerts),
    } | more  # fmt: skip


@pytest.fixture
def robot(configure: Configure) -> Any:
    with WecomSimulator() as simulator:
        configure(WECOM_WEBHOOK=simulator.url, METRICS_TOKEN=TOKEN)
        yield simulator


def tell(client: Client, *alerts: dict[str, Any], **more: Any) -> Answer:
    return client.call("POST", PATH, notification(*alerts, **more), token=TOKEN)


def test_without_the_token_nobody_is_told(client: Client, robot: WecomSimulator) -> None:
    refused = client.call("POST", PATH, notification(alert()), token="another")

    assert (refused.status, refused.code) == (401, "unauthorized")
    assert robot.messages == []


def test_where_there_are_no_metrics_there_is_nothing_here(client: Client) -> None:
    assert tell(client, alert()).status == 404


@pytest.mark.parametrize("body", [b"{", b"{}", b'{"alerts": [{"status": "silenced"}]}'])
def test_what_is_no_notification_is_refused(
    client: Client, robot: WecomSimulator, body: bytes
) -> None:
    headers = {"Content-Type": "application/json"}
    refused = client.call("POST", PATH, token=TOKEN, raw=body, headers=headers)

    assert refused.status in (400, 422)
    assert robot.messages == []


@pytest.mark.parametrize("faults", [(Status(500),), ("broken",), ("hang up", "hang up")])
def test_what_the_robot_does_not_take_is_tried_again_by_alertmanager(
    client: Client, robot: WecomSimulator, faults: tuple[Fault, ...]
) -> None:
    robot.script(*faults)

    assert tell(client, alert()).status == 502
    assert robot.messages == []
    assert tell(client, alert()).status == 204
    assert len(robot.messages) == 1


def test_what_fires_and_what_is_over_are_told_apart(client: Client, robot: WecomSimulator) -> None:
    done = tell(client, alert("Down"), alert("Slow", "resolved", summary="as before"))

    assert done.status == 204
    assert robot.messages == [
        "【云栈监控告警】1 项（local）\nDown（critical）：api-a 没有响应\n"
        "【云栈监控恢复】1 项（local）\nSlow（critical）：as before"
    ]


def test_it_is_told_in_the_language_of_alerts(
    client: Client, robot: WecomSimulator, configure: Configure
) -> None:
    configure(ALERT_LOCALE="en")
    tell(client, alert())

    assert robot.messages == ["[Yunzhan] Firing: 1 (local)\nDown (critical): api-a is down"]


def test_what_has_no_sentence_is_told_by_its_labels(client: Client, robot: WecomSimulator) -> None:
    tell(client, alert() | {"annotations": {}})

    assert robot.messages[0].endswith("Down（critical）：Down, api-a:8000, critical")


def test_of_many_the_first_are_told_and_the_others_counted(
    client: Client, robot: WecomSimulator
) -> None:
    tell(client, *[alert(f"A{i}", summary="x\n" * 500) for i in range(12)], truncatedAlerts=5)

    lines = robot.messages[0].split("\n")
    assert lines[0] == "【云栈监控告警】12 项（local）"
    assert lines[6].startswith("A5")
    assert lines[7:] == ["……另有 6 项", "……另有 5 项"]


def test_nothing_to_tell_is_not_told(client: Client, robot: WecomSimulator) -> None:
    assert tell(client).status == 204
    assert robot.messages == []


def test_without_a_robot_it_is_in_the_log(
    client: Client, configure: Configure, capfd: pytest.CaptureFixture[str]
) -> None:
    configure(METRICS_TOKEN=TOKEN)
    assert tell(client, alert()).status == 204

    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert any("api-a 没有响应" in line.get("text", "") for line in lines)
