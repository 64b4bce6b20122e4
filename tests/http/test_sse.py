"""Server-sent events, however the bytes are cut."""

import itertools
import json
import time
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shared.http import sse

NOISE = st.sampled_from([b": ping", b":", b"id: 7", b"event: delta", b"retry: 10", b"data", b"x"])
TEXTS = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=8)


@st.composite
def streams(draw: st.DrawFn) -> tuple[bytes, list[str]]:
    """Bytes of a stream, and the data of its events."""
    raw, expected = b"", []
    end = draw(st.sampled_from([b"\n", b"\r\n", b"\r"]))
    for lines in draw(st.lists(st.lists(TEXTS, min_size=1, max_size=3), max_size=4)):
        for line in lines:
            raw += b"".join(noise + end for noise in draw(st.lists(NOISE, max_size=2)))
            raw += draw(st.sampled_from([b"data:", b"data: "])) + line.encode() + end
        raw += end
        expected.append("\n".join(lines))
    return raw, expected


def cut(raw: bytes, places: list[int]) -> list[bytes]:
    edges = sorted({0, len(raw), *(place % (len(raw) + 1) for place in places)})
    return [raw[start:end] for start, end in itertools.pairwise(edges)]


def unspaced(texts: list[str]) -> list[str]:
    """One space after the colon belongs to the protocol."""
    return ["\n".join(line.removeprefix(" ") for line in text.split("\n")) for text in texts]


@given(streams(), st.lists(st.integers(0, 500), max_size=20))
@example((b"data: x\r\ndata: y\r\n\r\n", ["x\ny"]), list(range(30)))
@example((b"data: x\r\n\ndata: y\r\n\n", ["x", "y"]), list(range(30)))
@example(("data: 药𠮷💊\n\n".encode(), ["药𠮷💊"]), list(range(30)))
@example((b"\r\r\n\n: c\r\r", []), list(range(30)))
def test_any_cut_of_the_bytes_gives_the_same_events(
    stream: tuple[bytes, list[str]], places: list[int]
) -> None:
    raw, expected = stream

    whole = list(sse.data([raw]))
    pieces = list(sse.data([b"", *cut(raw, places), b""]))

    assert pieces == whole
    assert unspaced(whole) == unspaced(expected)


@given(st.lists(st.sampled_from([b"data: x", b"\r", b"\n", b": c", b"\xe8\x8d"])).map(b"".join))
@example(b"data: x\r\n\ndata: x\n\r\n")
def test_byte_by_byte_gives_the_same_events(raw: bytes) -> None:
    assert list(sse.data(bytes([byte]) for byte in raw)) == list(sse.data([raw]))


@given(st.lists(st.binary(max_size=12), max_size=8))
def test_noise_never_raises(chunks: list[bytes]) -> None:
    for text in sse.data(chunks):
        assert isinstance(text, str)


def test_an_event_is_there_as_soon_as_it_is_whole() -> None:
    seen: list[str] = []

    def chunks() -> Iterator[bytes]:
        yield b"data: one\n"
        assert seen == []
        yield b"\ndata: two\r\n\r"
        assert seen == ["one", "two"]

    for text in sse.data(chunks()):
        seen.append(text)


def test_several_events_in_one_read_come_in_order() -> None:
    assert list(sse.data([b"data: 1\n\ndata: 2\n\n: c\n\ndata: 3\n\n"])) == ["1", "2", "3"]


def test_a_last_event_without_its_empty_line_counts() -> None:
    assert list(sse.data([b"data: 1\n\ndata: [DONE]"])) == ["1", "[DONE]"]


def test_a_space_belongs_to_the_data_from_the_second_on() -> None:
    assert list(sse.data([b"data:  x \n\ndata:y\n\ndata:\n\n"])) == [" x ", "y", ""]


def test_text_that_is_not_utf8_is_replaced() -> None:
    assert list(sse.data([b"data: \xff\xe8\xa1\n\n"])) == ["��"]


def test_fields_of_other_names_and_other_beginnings_are_ignored() -> None:
    raw = b"database: 1\n data: 2\nDATA: 3\nevent: error\nid: 1\n\ndata: 4\n\n"

    assert list(sse.data([raw])) == ["4"]


@pytest.mark.parametrize("size", [10, 1_000, 65_536])
def test_an_endless_line_is_given_up_in_time(size: int) -> None:
    piece = b"x" * size
    endless = itertools.repeat(piece)
    started = time.thread_time()

    with pytest.raises(sse.LineTooLong):
        list(sse.data(endless))

    assert time.thread_time() - started < 2


def test_what_we_write_can_be_read() -> None:
    payload = json.dumps({"content": "药\n𠮷"}, ensure_ascii=False)
    raw = sse.PING + sse.event("delta", payload.encode()) + sse.PING

    assert raw.startswith(b": ping\n\nevent: delta\ndata: {")
    assert list(sse.data([raw])) == [payload]
