"""Instants inside and outside."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import times
from shared.errors import InvalidRequest

LAST = 253_402_300_799_999  # the end of the year 9999


def test_now_is_in_milliseconds() -> None:
    before = time.time()

    assert before - 0.001 <= times.now() / 1000 <= time.time()


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        (0, "1970-01-01T00:00:00.000Z"),
        (1, "1970-01-01T00:00:00.001Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (1_795_336_200_000, "2026-11-22T08:30:00.000Z"),
        (LAST, "9999-12-31T23:59:59.999Z"),
    ],
)
def test_an_instant_is_written_in_utc(instant: int, text: str) -> None:
    assert times.iso(instant) == text


@given(st.integers(-62_135_596_800_000, LAST))
def test_what_is_written_can_be_read_to_the_millisecond(instant: int) -> None:
    text = times.iso(instant)

    assert len(text) == 24
    assert times.parse(text, "at") == instant


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22T08:30:00Z",
        "2026-11-22T16:30:00+08:00",
        "2026-11-22T08:30:00.000000+00:00",
        "2026-11-22 08:30Z",
    ],
)
def test_any_offset_is_read(text: str) -> None:
    assert times.parse(text, "at") == 1_795_336_200_000


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2026-11-22", "2026-11-22T08:30:00", "2026-13-01T00:00:00Z", "1795336200", "²"],
)
def test_what_is_no_instant_is_refused_by_its_field(text: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        times.parse(text, "expires_at")

    assert caught.value.param == "expires_at"


def test_no_time_is_no_instant() -> None:
    assert times.parse(None, "at") is None


@given(st.text(max_size=30))
def test_any_text_is_an_instant_or_refused(text: str) -> None:
    try:
        found = times.parse(text, "at")
    except InvalidRequest:
        return
    assert isinstance(found, int)


def test_instants_sort_as_their_texts_do() -> None:
    instants = [0, 999, 1000, 10**12, int(datetime.now(UTC).timestamp() * 1000), LAST]

    texts = [times.iso(instant) for instant in instants]
    assert sorted(texts) == texts
