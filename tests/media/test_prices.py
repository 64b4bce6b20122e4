"""What media cost, and what is set aside before anybody has looked."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.config import environment
from shared.config.environment import ConfigError
from shared.media import prices
from shared.media.orders import (
    Audio,
    Compress,
    CompressOptions,
    Thumbnail,
    ThumbnailOptions,
    Transcode,
    TranscodeOptions,
)
from tests.conftest import Configure

ID = "01KB3Z6V4N8Q2R5T7W9X0Y1Z2A"
MINUTE = 31_250 * 60  # bytes of the slowest film


@pytest.mark.parametrize("said", ["hd", "hd=", "hd=-1", "hd=1.5", "4k=9", "hd=1;sd=2"])
def test_prices_that_make_no_sense_are_refused(configure: Configure, said: str) -> None:
    configure(MEDIA_PRICES=said)

    with pytest.raises(ConfigError, match="MEDIA_PRICES"):
        environment.settings()


def test_prices_that_are_not_named_stay_as_they_are(configure: Configure) -> None:
    configure(MEDIA_PRICES="hd=9, picture=0")

    assert (prices.film(1, 720).credits, prices.film(1, 480).credits) == (9, 5)
    assert prices.pictures(4).credits == 0


@pytest.mark.parametrize(
    ("height", "name"),
    [(1, "sd"), (480, "sd"), (481, "hd"), (720, "hd"), (1080, "fhd"), (1081, "uhd"), (0, "uhd")],
)
def test_a_film_is_of_a_class_by_its_height(height: int, name: str) -> None:
    assert prices.film(61, height).units == {"class": name, "minutes": 2}


@pytest.mark.parametrize(
    ("asked", "kind", "size", "most"),
    [
        (Compress(file_id=ID), "image/png", 10**7, 1),
        (Thumbnail(file_id=ID), "video/mp4", 10**9, 1),
        (Thumbnail(file_id=ID, options=ThumbnailOptions(at=[1, 2])), "video/mp4", 10**9, 2),
        (Audio(file_id=ID), "audio/wav", 240_000, 2),
        (Transcode(file_id=ID), "video/mp4", MINUTE, 60),
        (Transcode(file_id=ID, options=TranscodeOptions(height=480)), "video/mp4", MINUTE + 1, 10),
        (Compress(file_id=ID, options=CompressOptions(height=720)), "video/mp4", 10**9, 1200),
    ],
)
def test_what_is_set_aside_is_bounded_by_the_size(
    asked: Any, kind: str, size: int, most: int
) -> None:
    assert prices.most(asked, kind, size) == most


@given(st.floats(0.001, 7200), st.integers(1, 3840))
def test_every_begun_minute_counts_and_none_is_free(seconds: float, height: int) -> None:
    minutes = prices.film(seconds, height).units["minutes"]

    assert seconds / 60 <= minutes < seconds / 60 + 1
