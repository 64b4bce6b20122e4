"""What whoever watches is told, without a server."""

import pytest

from shared import instrumentation
from shared.instrumentation import Answering, Asking
from tests.observers import Page, recording

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = f"00-{TRACE}-b7ad6b7169203331-01"


@pytest.mark.parametrize(
    "given",
    [
        "",
        "x",
        PARENT.upper(),
        PARENT + "-00",
        PARENT + "\n",
        f"ff-{TRACE}-b7ad6b7169203331-01",
        f"00-{'0' * 32}-b7ad6b7169203331-01",
        f"00-{TRACE}-{'0' * 16}-01",
        f"00-{TRACE[1:]}-b7ad6b7169203331-01",
        f"00-{TRACE}-b7ad6b7169203331",
    ],
)
def test_trace_context_that_is_none_goes_nowhere(given: str) -> None:
    answering = Answering("GET", "/", {"traceparent": given})

    with answering.under_way():
        assert instrumentation.traceparent() == ""
    assert answering.trace_id == ""


def test_trace_context_belongs_to_one_request() -> None:
    answering = Answering("GET", "/", {"traceparent": PARENT})

    with answering.under_way():
        assert instrumentation.traceparent() == PARENT
    assert instrumentation.traceparent() == ""
    assert answering.trace_id == TRACE


def test_methods_that_callers_invent_are_one() -> None:
    with recording() as observer:
        for method in ("BREW", "WHEN", "get"):
            Answering(method, "/", {}).ended("none", 404)

    assert Page.of(observer).value("yunzhan_requests_total", method="_OTHER") == 3


def test_first_outcome_of_a_call_counts() -> None:
    with recording() as observer:
        asking = Asking("p", "m", "")
        asking.ended("ok")
        asking.ended("client_gone")

    told = Page.of(observer)
    assert told.labels("yunzhan_upstream_seconds_count") == [
        {"provider": "p", "model": "m", "outcome": "ok"}
    ]


def test_request_is_in_flight_until_its_answer_has_ended() -> None:
    with recording() as observer:
        first, _ = Answering("GET", "/", {}), Answering("GET", "/", {})
        assert Page.of(observer).value("yunzhan_requests_in_flight") == 2
        first.ended("/a", 200)

    assert Page.of(observer).value("yunzhan_requests_in_flight") == 1
    assert Page.of(observer).value("yunzhan_requests_total", endpoint="/a", status="200") == 1
