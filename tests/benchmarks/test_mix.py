"""`make load`: which figures pass."""

import pytest

from benchmarks.mix import Found


def found(requests: int = 20_000, failed: int = 0, p95: float = 20, **statuses: int) -> Found:
    told = {name.strip("_"): count for name, count in statuses.items()} or {"200": requests}
    return Found(requests, 10.0, failed, p50=5, p95=p95, p99=50, statuses=told)


def test_what_is_quick_and_whole_passes() -> None:
    assert found().missed() == []
    assert found(20_000, _200=19_990, _503=10).missed() == []


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (found(9_000), "900 requests a second"),
        (found(p95=201), "P95 201 ms"),
        (found(20_000, _200=19_970, _503=30), "0.15% errors"),
        (found(20_000, _200=10_000, _429=10_000), "50.00% errors"),
        (found(20_000, failed=40), "0.20% errors"),
    ],
)
def test_what_is_slow_refused_or_lost_does_not(figures: Found, said: str) -> None:
    (missed,) = figures.missed()
    assert missed.startswith(said)
