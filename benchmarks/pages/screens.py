"""First screens: what they weigh, and when they show."""

import functools
import gzip
import statistics
from typing import Any

from benchmarks.pages.house import House
from benchmarks.pages.reader import SLOW_4G, Reader, reading
from benchmarks.report import Row, Target

_TIMES = 5
_LATER = "Markdown"  # fetched when nothing else is to be done


def measure(house: House) -> list[Row]:
    return [*_weights(house), *_times(house)]


def _weights(house: House) -> list[Row]:
    limits = {"/": ("chat before Markdown", 100), "/login": ("log-in", 75)}
    return [
        Row(f"{name}, JS and CSS", "KB gzip", _weight(house, path), None, Target(limit))
        for path, (name, limit) in limits.items()
    ]


def _weight(house: House, path: str) -> float:
    with reading(house) as reader:
        sizes: dict[str, int] = {}
        reader.page.on("requestfinished", functools.partial(weigh, sizes))
        reader.open(path)
        reader.page.locator("textarea, input[type=password]").first.wait_for()
        reader.page.wait_for_timeout(500)
        return sum(size for url, size in sizes.items() if _LATER not in url) / 1000


def weigh(sizes: dict[str, int], request: Any) -> None:
    """Note what a script or a style weighs by gzip."""
    if request.resource_type in ("script", "stylesheet"):
        sizes[request.url] = len(gzip.compress(request.response().body(), 9))


def _times(house: House) -> list[Row]:
    fast = _median(house)
    slow = _median(house, throttle=4, network=SLOW_4G)
    with reading(house) as reader:
        _ready(reader)
        cpu = reader.metric("TaskDuration") * 1000
    return [
        Row("chat, largest paint on loopback", "ms", fast, None, Target(600)),
        Row("chat, largest paint at 4x CPU and slow 4G", "ms", slow, None, Target(2000)),
        Row("chat until it is ready, main thread", "ms CPU", cpu, None, Target(150)),
    ]


def _ready(reader: Reader) -> None:
    reader.open()
    reader.page.locator("textarea").wait_for()
    reader.page.wait_for_timeout(1500)


def _median(house: House, **how: Any) -> float:
    found = []
    for _ in range(_TIMES):
        with reading(house, **how) as reader:
            found.append(reader.open().lcp())
    return statistics.median(found)
