"""Paths as routes compare them."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.http import paths

NAMES = st.text("ab/%2F5c .;云😀\0", max_size=12)


@given(st.lists(NAMES, min_size=1, max_size=4))
def test_every_segment_says_what_was_sent_and_stays_one_segment(names: list[str]) -> None:
    routed = paths.routed("/".join(quote(name, safe="") for name in names))

    assert [paths.part(segment) for segment in routed.split("/")] == names


@given(st.text("/%25fFaA.\\é", max_size=20))
def test_reading_a_path_anew_changes_nothing(sent: str) -> None:
    routed = paths.routed(sent)

    assert paths.routed(routed) == routed
    assert routed.count("/") == sent.count("/")


@pytest.mark.parametrize(
    ("sent", "routed"),
    [("/a%2fb", "/a%2Fb"), ("/a%252fb", "/a%252fb"), ("/%41", "/A"), ("/50%", "/50%25"), ("", "")],
)
def test_only_slashes_and_percent_signs_stay_escaped(sent: str, routed: str) -> None:
    assert paths.routed(sent) == routed
