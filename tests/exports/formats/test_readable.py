"""Instants as people read them, in their zone and in UTC."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.exports.formats.tables import Head

ZONES = ["Asia/Shanghai", "Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe", "UTC"]
SINCE_1972, LAST = 70_000_000_000, 253_402_300_799_999


def moments(zone: str, *instants: int | None) -> list[tuple[str | None, ...]]:
    head = Head("notes", ("at",), frozenset({"at"}), ZoneInfo(zone))
    assert head.titles() == ["at_local", "at_utc"]
    return list(zip(*head.readable([[instant] for instant in instants]), strict=True))


@given(st.sampled_from(ZONES), st.integers(SINCE_1972, LAST - 2 * 86_400_000))
def test_both_times_are_those_of_the_instant(zone: str, instant: int) -> None:
    moment = datetime.fromtimestamp(instant // 1000, UTC)

    ((local, utc),) = moments(zone, instant)

    assert utc == moment.strftime("%Y-%m-%d %H:%M:%S")
    assert local == moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "UTC"])
def test_no_instant_has_no_time(zone: str) -> None:
    assert moments(zone, None) == [(None, None)]


def test_a_year_that_no_calendar_has_is_no_failure() -> None:
    assert moments("Asia/Shanghai", LAST) == [(None, "9999-12-31 23:59:59")]
