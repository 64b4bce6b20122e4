"""The arithmetic of the benchmarks' table."""

import pytest

from benchmarks.measure import in_turn
from benchmarks.report import Row, Target, table


@pytest.mark.parametrize(
    ("target", "ours", "missed_by"),
    [
        (Target(40), 40, 0),
        (Target(40), 44, 0.1),
        (Target(40), 30, -0.25),
        (Target(5000, least=True), 5000, 0),
        (Target(5000, least=True), 4500, 0.1),
        (Target(5000, least=True), 10_000, -1),
        (Target(1 / 4, of_peer=True), 50, 0),
        (Target(1 / 4, of_peer=True), 55, 0.1),
    ],
)
def test_a_target_is_missed_by_a_part_of_its_bound(
    target: Target, ours: float, missed_by: float
) -> None:
    row = Row("thing", "ms", ours, 200, target)
    assert row.missed_by == pytest.approx(missed_by)


def test_a_ratio_needs_a_peer() -> None:
    with pytest.raises(ValueError, match="no peer"):
        _ = Row("thing", "ms", 1, None, Target(1 / 3, of_peer=True)).missed_by


def test_the_table_says_what_is_met_and_what_is_missed() -> None:
    shown = table(
        [
            Row("start", "ms", 90.04, 300, Target(1 / 3, of_peer=True)),
            Row("start of chat", "ms", 231, 660, Target(1 / 3, of_peer=True)),
            Row("answers", "1/s", 4500, 9000, Target(5000, least=True)),
            Row("zip", "MB", 2.5, None, Target(3)),
        ]
    )
    assert shown.splitlines() == [
        "measurement         ours   peer  ours/peer  target",
        "start, ms          90.04    300      0.300  ≤ 1/3 of peer  met",
        "start of chat, ms    231    660      0.350  ≤ 1/3 of peer  missed by 5.0%",
        "answers, 1/s       4,500  9,000      0.500  ≥ 5,000        missed by 10.0%",
        "zip, MB             2.50      –          –  ≤ 3            met",
    ]


def test_things_are_measured_in_turn_and_the_first_of_each_does_not_count() -> None:
    order: list[str] = []
    ours, peer = iter([100.0, 3, 1, 2]), iter([100.0, 30, 10, 20])

    def measure_ours() -> float:
        order.append("ours")
        return next(ours)

    def measure_peer() -> float:
        order.append("peer")
        return next(peer)

    assert in_turn(3, measure_ours, measure_peer) == [2, 20]
    assert order == ["ours", "peer"] * 4
