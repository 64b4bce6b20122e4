"""What tasks of a page's main thread cost: its own CPU, which other processes cannot lengthen."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def traced(browser: Any, page: Any) -> Iterator[list[float]]:
    """Milliseconds of CPU of each task that ran within it, afterwards, the longest first."""
    costs: list[float] = []
    browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline"])
    try:
        yield costs
    finally:
        events = json.loads(browser.stop_tracing())["traceEvents"]
    costs += sorted(_costs(events), reverse=True)
    assert costs, "the trace has no task of the main thread"


def _costs(events: list[dict[str, Any]]) -> Iterator[float]:
    threads = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    for event in events:
        is_task = event.get("ph") == "X" and event["name"].endswith("RunTask")
        if is_task and "tdur" in event and (event["pid"], event["tid"]) in threads:
            yield event["tdur"] / 1000
