"""Traces of `make run`: in the collector, through to the provider, and in nobody's way."""

import contextlib
import json
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.functions.questions import question
from tests.hosts.granian import ROOT, Server, free_port, launched, wait_until_ready
from tests.simulators.openai import OpenAISimulator
from tests.simulators.openai_statuses import DATA_INSPECTION_FAILED
from tests.simulators.otlp import Collector, Span

TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
SAMPLED, UNSAMPLED = f"00-{TRACE}-{PARENT}-01", f"00-{TRACE}-{PARENT}-00"
NOBODY = "http://127.0.0.1:1"
SERVER, CLIENT = 2, 3  # kinds of spans
PATIENCE = 20.0  # seconds

Launch = Callable[..., AbstractContextManager[Server]]


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as made:
        yield made


@pytest.fixture
def gateway(sqlite: str, model: OpenAISimulator, tmp_path: Path) -> Launch:
    """`python -m local`, which sends its spans to a collector ten times a second."""

    @contextlib.contextmanager
    def launch(collector: str, *arguments: str, **variables: str) -> Iterator[Server]:
        port, log = free_port(), tmp_path / "log"
        chosen = {
            "PORT": str(port),
            "LOCAL_OCR": "off",
            "LOCAL_SPEECH": "off",
            "OTEL_EXPORTER_OTLP_ENDPOINT": collector,
            "OTEL_BSP_SCHEDULE_DELAY": "100",
            **variables,
        }
        with launched("local", *arguments, folder=ROOT, log=log, port=port, **chosen) as server:
            wait_until_ready(server)
            yield server

    return launch


def chat(server: Server, traceparent: str = "", **more: Any) -> requests.Response:
    headers = {"traceparent": traceparent} if traceparent else {}
    url = f"http://127.0.0.1:{server.port}/api/chat"
    return requests.post(url, json=question(**more), headers=headers, timeout=PATIENCE)


def told(server: Server, message: str) -> list[dict[str, Any]]:
    """The log lines that say this."""
    lines = [line for line in server.log.splitlines() if line.startswith("{")]
    return [line for line in map(json.loads, lines) if line["message"] == message]


def of(spans: list[Span], name: str) -> Span:
    (found,) = [span for span in spans if span.name == name]
    return found


def both(spans: list[Span]) -> bool:
    return {"POST /api/chat", "chat qwen-sim"} <= {span.name for span in spans}


# the collector fails


def test_collector_that_is_not_there_is_missed_by_nobody(gateway: Launch) -> None:
    with gateway(NOBODY) as server:
        begun = time.monotonic()
        assert [chat(server).status_code for _ in range(5)] == [200] * 5
        assert time.monotonic() - begun < 5

        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(PATIENCE) == 0
        (line,) = told(server, "traces not sent")

    assert line["level"] == "warning"
    assert "Traceback" not in server.log
    assert server.log.count("Transient error") == 1


@pytest.mark.parametrize(("status", "delay"), [(500, 0.0), (429, 0.0), (200, 60.0)])
def test_collector_that_fails_or_sleeps_delays_nobody(
    gateway: Launch, collector: Collector, status: int, delay: float
) -> None:
    collector.status, collector.delay = status, delay
    with gateway(collector.address) as server:
        begun = time.monotonic()
        assert chat(server).status_code == 200
        while not collector.posts:
            assert time.monotonic() - begun < PATIENCE
            time.sleep(0.02)
        again = time.monotonic()
        assert [chat(server).status_code for _ in range(5)] == [200] * 5
        assert time.monotonic() - again < 5


def test_without_the_extra_one_line_says_so_and_all_works(
    gateway: Launch, model: OpenAISimulator, tmp_path: Path
) -> None:
    missing = tmp_path / "missing" / "opentelemetry.py"
    missing.parent.mkdir()
    missing.write_text("raise ModuleNotFoundError('No module named opentelemetry')")

    with gateway(NOBODY, PYTHONPATH=f"{missing.parent}:{ROOT}") as server:
        assert chat(server, SAMPLED).status_code == 200

    (line,) = told(server, "no traces")
    assert line["level"] == "warning"
    assert "requirements/otel.txt" in line["cause"]
    assert model.requests[-1].headers["traceparent"] == SAMPLED


# it works


@pytest.mark.parametrize("arguments", [(), ("--direct",)])
@pytest.mark.parametrize("stream", [False, True])
def test_request_and_call_to_the_provider_are_one_trace(
    gateway: Launch,
    collector: Collector,
    model: OpenAISimulator,
    arguments: tuple[str, ...],
    stream: bool,
) -> None:
    with gateway(collector.address, *arguments) as server:
        assert chat(server, SAMPLED, stream=stream).status_code == 200
        spans = collector.spans(both)

    request, asking = of(spans, "POST /api/chat"), of(spans, "chat qwen-sim")
    assert (request.trace, request.parent, request.kind) == (TRACE, PARENT, SERVER)
    assert request.facts == {
        "http.request.method": "POST",
        "http.route": "/api/chat",
        "http.response.status_code": 200,
        "url.path": "/api/chat",
    }
    assert request.resource["service.name"] == "yunzhan"
    assert (asking.trace, asking.parent, asking.kind) == (TRACE, request.id, CLIENT)
    assert asking.facts["gen_ai.request.model"] == "qwen-sim"
    assert not asking.failed
    assert not collector.refusals
    sent = model.requests[-1].headers["traceparent"]
    assert sent == f"00-{TRACE}-{asking.id}-01"
    assert told(server, "request")[-1]["trace_id"] == TRACE


def test_trace_begins_here_where_none_came_and_errors_show(
    gateway: Launch, collector: Collector, model: OpenAISimulator
) -> None:
    model.script(DATA_INSPECTION_FAILED)
    with gateway(collector.address, OTEL_SERVICE_NAME="mine") as server:
        refused = chat(server)
        spans = collector.spans(both)

    request, asking = of(spans, "POST /api/chat"), of(spans, "chat qwen-sim")
    assert request.parent == ""
    assert asking.trace == request.trace
    assert asking.facts["error.type"] == refused.json()["error"]["code"]
    assert asking.failed
    assert not request.failed  # it is the caller's
    assert request.resource["service.name"] == "mine"


def test_an_address_of_its_own_for_traces_is_used_as_it_is(
    gateway: Launch, collector: Collector
) -> None:
    collector.path = "/adapt_abc/api/otlp/traces"  # as Alibaba Cloud's OpenTelemetry has it
    whole = f"{collector.address}{collector.path}"
    with gateway("", OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=whole) as server:
        chat(server)
        assert both(collector.spans(both))

    assert not collector.refusals


def test_spans_that_wait_are_sent_when_the_server_ends(
    gateway: Launch, collector: Collector
) -> None:
    with gateway(collector.address, OTEL_BSP_SCHEDULE_DELAY="600000") as server:
        chat(server)
        assert collector.posts == 0
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(PATIENCE) == 0

        assert both(collector.spans(both))


def test_path_that_nobody_serves_is_named_by_its_method(
    gateway: Launch, collector: Collector
) -> None:
    with gateway(collector.address) as server:
        requests.get(f"http://127.0.0.1:{server.port}/nothing/here", timeout=PATIENCE)
        path = "/nothing/here"
        spans = collector.spans(lambda all: any(s.facts["url.path"] == path for s in all))

    (span,) = (span for span in spans if span.facts["url.path"] == path)
    assert span.name == "GET"
    assert "http.route" not in span.facts


def test_trace_that_nobody_samples_is_passed_on_and_not_sent(
    gateway: Launch, collector: Collector, model: OpenAISimulator
) -> None:
    with gateway(collector.address) as server:
        chat(server, UNSAMPLED)
        chat(server, SAMPLED.replace("0af", "1bf"))
        spans = collector.spans(both)

    passed_on = model.requests[0].headers["traceparent"].split("-")
    assert (passed_on[1], passed_on[3]) == (TRACE, "00")
    assert TRACE not in {span.trace for span in spans}
