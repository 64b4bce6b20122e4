"""Somebody in front of a page, and what the browser says of it meanwhile."""

import itertools
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from benchmarks.pages.house import EMAIL, PASSWORD, House
from tests.web.tracing import traced

# Lighthouse's slow 4G: a round trip of 150 ms, 1.6 Mbit/s down and 0.75 up.
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 204_800,
    "uploadThroughput": 96_000,
}
_WATCH = """
window.seen = { lcp: 0, events: [], frames: [] };
new PerformanceObserver((list) => {
  for (const e of list.getEntries()) seen.lcp = e.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => {
  for (const e of list.getEntries()) if (e.interactionId) seen.events.push(e.duration);
}).observe({ type: "event", buffered: true, durationThreshold: 16 });
(function frame(at) { seen.frames.push(at); requestAnimationFrame(frame); })(performance.now());
"""


class Course(NamedTuple):
    """What a while cost: seconds of the main thread, milliseconds of its longest task, both of CPU;
    the 95th of 100 frames, and the slowest answer to a key, in milliseconds on the clock."""

    cpu: float
    longest: float
    frame: float
    slowest: float


class Reader:
    def __init__(self, house: House, *, throttle: int = 1, network: Any = None) -> None:
        self.house = house
        self.context = house.browser.new_context(
            locale="zh-CN", viewport={"width": 1280, "height": 800}, timezone_id="Asia/Shanghai"
        )
        self.context.set_default_timeout(120_000)
        self.page = self.context.new_page()
        self.page.add_init_script(_WATCH)
        self._devtools = self.context.new_cdp_session(self.page)
        self._devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._devtools.send("Emulation.setCPUThrottlingRate", {"rate": throttle})
        if network:
            self._devtools.send("Network.enable")
            self._devtools.send("Network.emulateNetworkConditions", network)

    def open(self, path: str = "/") -> "Reader":
        self.page.goto(f"{self.house.address}/#{path}")
        self.page.locator("h1").wait_for(state="attached")
        return self

    def log_in(self) -> "Reader":
        self.open("/login")
        self.page.get_by_label("邮箱").fill(EMAIL)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.page.get_by_role("button", name="登录", exact=True).click()
        self.page.wait_for_url("**/#/")
        self.page.locator("textarea").wait_for()
        return self

    def ask(self, text: str) -> None:
        self.page.locator("textarea").fill(text)
        self.page.keyboard.press("Enter")

    def wait_until_answered(self, answers: int) -> None:
        self.page.locator("[role=log][aria-busy=false] article.answer").nth(answers - 1).wait_for()

    def metric(self, name: str) -> float:
        found = self._devtools.send("Performance.getMetrics")["metrics"]
        return float(next(each["value"] for each in found if each["name"] == name))

    def heap(self) -> float:
        """Megabytes that are still used after everything unused was given back."""
        for _ in range(3):
            self._devtools.send("HeapProfiler.collectGarbage")
        return self.metric("JSHeapUsedSize") / 1e6

    def nodes(self) -> float:
        return self.metric("Nodes")

    def lcp(self) -> float:
        self.page.wait_for_function("() => seen.lcp > 0")
        self.page.wait_for_timeout(500)
        shown: float = self.page.evaluate("seen.lcp")
        return shown

    @contextmanager
    def course(self) -> Iterator[list[Course]]:
        """What happens within it is in the list afterwards."""
        found: list[Course] = []
        self.page.evaluate("seen.events = []; seen.frames = []")
        before = self.metric("TaskDuration")
        with traced(self.house.browser, self.page) as tasks:
            yield found
        cpu = self.metric("TaskDuration") - before
        self.page.wait_for_timeout(200)  # events are told later than they are
        seen = self.page.evaluate("seen")
        gaps = [b - a for a, b in itertools.pairwise(seen["frames"])]
        frame = statistics.quantiles(gaps, n=20)[-1] if len(gaps) > 1 else 0.0
        found.append(Course(cpu, tasks[0], frame, max(seen["events"], default=0.0)))

    def close(self) -> None:
        self.context.close()


@contextmanager
def reading(house: House, *, throttle: int = 1, network: Any = None) -> Iterator[Reader]:
    reader = Reader(house, throttle=throttle, network=network)
    yield reader
    reader.close()
