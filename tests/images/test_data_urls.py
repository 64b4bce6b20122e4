"""Data URLs as browsers, MIME, Android and people's clipboards write them."""

import base64
import contextlib
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import ApiError, InvalidRequest, PayloadTooLarge
from shared.images import data_urls
from tests.waiting import takes_at_most

LIMIT = 1000


def find(text: str) -> bytes | None:
    return data_urls.find(text, limit=LIMIT, param="image")


def refusal(text: str) -> tuple[type[ApiError], str, str | None]:
    with pytest.raises(ApiError) as caught:
        find(text)
    return type(caught.value), caught.value.reason, caught.value.param


@pytest.mark.parametrize(
    "text", ["", ",", "data:image/png,plain", "data:image/png;base64", "x;base64,AAAA", "a" * 5000]
)
def test_other_texts_are_none(text: str) -> None:
    assert find(text) is None


@pytest.mark.parametrize(
    "data",
    [
        "????",
        "A",
        "AAAAA",
        "AA=A",
        "=AAA",
        "AAAA=",
        "AAAA==",
        "AA===",
        "AAAA====",
        "é",
        "AA%3D",
        "==",
    ],
)
def test_what_is_no_base64_is_refused(data: str) -> None:
    assert refusal(f"data:image/png;base64,{data}") == (InvalidRequest, "image_unknown", "image")


@given(content=st.binary(max_size=LIMIT), padded=st.booleans(), safe=st.booleans(), data=st.data())
def test_every_way_to_write_the_same_bytes_is_read_alike(
    content: bytes, padded: bool, safe: bool, data: st.DataObject
) -> None:
    written = (base64.urlsafe_b64encode if safe else base64.b64encode)(content).decode()
    breaks = data.draw(st.sampled_from(["", "\n", "\r\n", " ", "\r\n\t"]))
    lines = breaks.join(textwrap.wrap(written if padded else written.rstrip("="), 76))
    head = data.draw(
        st.sampled_from(
            ["data:image/png;base64,", "data:;base64,", " DATA:image/jpeg;x=y; BASE64,"]
        )
    )

    assert find(head + lines + data.draw(st.sampled_from(["", "\n", " "]))) == content


def test_the_limit_is_of_the_bytes_that_are_there() -> None:
    broken = base64.encodebytes(bytes(LIMIT)).decode()

    assert find(f"data:;base64,{broken}") == bytes(LIMIT)
    one_more = f"data:;base64,{base64.b64encode(bytes(LIMIT + 1)).decode()}"
    assert refusal(one_more) == (PayloadTooLarge, "picture_bytes", "image")


@pytest.mark.parametrize("piece", ["data:;", "data:a;base64;", ";a", "=", " ", "\n", "A=", "%"])
def test_long_nonsense_is_read_in_no_time(piece: str) -> None:
    with takes_at_most(1):
        for head in ("", "data:;base64,"):
            with contextlib.suppress(ApiError):
                find(head + piece * (5_000_000 // len(piece)))
