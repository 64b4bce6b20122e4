"""What is counted of a JSON body before it becomes objects."""

import base64
import json
import os
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.errors import PayloadTooLarge
from shared.http.inputs import json_bounds
from shared.http.inputs.json_bounds import LARGEST_TEXT, MOST_VALUES, require_bounded

PICTURE = base64.b64encode(os.urandom(3_000_000)).decode()


def refused(raw: bytes) -> str:
    """Why a body is refused; "" when it is not."""
    try:
        require_bounded(raw)
    except PayloadTooLarge as e:
        return e.reason
    return ""


def question(*parts: Any, ascii_only: bool = False) -> bytes:
    body = {"messages": [{"role": "user", "content": parts}]}
    return json.dumps(body, ensure_ascii=ascii_only).encode()


def picture(data: str = PICTURE) -> dict[str, Any]:
    return {"type": "image_url", "image_url": {"url": f"data:image/jpeg;base64,{data}"}}


@pytest.mark.parametrize(
    "value", [b"[],", b"{},", b'{"a":{}},', b"1,", b'"",', b'"a":1,', b"[", b'{"":', b"[[1],[2]],"]
)
def test_more_values_than_anybody_asks_with_are_refused(value: bytes) -> None:
    assert refused(b'{"tools":[' + value * (MOST_VALUES + 1)) == "json_values"


@pytest.mark.parametrize(
    "hard", [rb'"\""', rb'"\\"', rb'"\\\""', rb'"data:\""', b'"' + b"a" * 9000 + rb'\""', b'""']
)
def test_values_after_a_string_that_is_hard_to_read_are_counted(hard: bytes) -> None:
    assert refused(b"[" + hard + b"," + b"[]," * MOST_VALUES) == "json_values"


def test_signs_within_a_text_are_no_values() -> None:
    table = "\n".join("1,2,3,[4],{5:6}" for _ in range(20_000)) + '"\\'

    assert refused(question({"type": "text", "text": table})) == ""


@pytest.mark.parametrize("ascii_only", [True, False])
def test_more_text_than_any_model_reads_is_refused(ascii_only: bool) -> None:
    text = {"type": "text", "text": "云" * (LARGEST_TEXT // 3 + 1)}

    assert refused(question(text, ascii_only=ascii_only)) == "json_text"


@pytest.mark.parametrize(
    "attached",
    [
        picture(),
        {"type": "input_audio", "input_audio": {"data": PICTURE, "format": "wav"}},
        {"type": "file", "file": {"file_data": f"data:application/pdf;base64,{PICTURE}"}},
        {"type": "video", "video": [f"data:image/png;base64,{PICTURE[:2_000_000]}"] * 3},
    ],
)
def test_attachments_of_any_kind_are_no_text(attached: Any) -> None:
    body = question({"type": "text", "text": "这是什么，1,2,3？" * 1000}, attached, picture())

    assert refused(body) == ""
    assert refused(body.replace(b"/", rb"\/")) == ""  # as PHP writes it


@pytest.mark.parametrize("letter", ["😀", "\\ud83d\\ude00", " "])
def test_text_that_says_to_be_a_picture_is_text(letter: str) -> None:
    body = b'{"image":"data:image/png;base64,' + b"A" * LARGEST_TEXT + letter.encode() + b'"}'

    assert refused(body) == "json_text"


def test_a_picture_among_little_text_is_looked_at_in_no_time() -> None:
    body = question({"type": "text", "text": "这是什么？" * 100}, picture(PICTURE[:1_000_000]))
    times = []
    for _ in range(20):
        begun = time.thread_time()
        require_bounded(body)
        times.append(time.thread_time() - begun)

    assert min(times) < 0.001


VALUES = st.recursive(
    st.none() | st.integers() | st.text(st.sampled_from('a"\\,:[]{} \u4e91😀'), max_size=30),
    lambda inner: st.lists(inner) | st.dictionaries(st.text('a"\\:', max_size=9), inner),
    max_leaves=30,
)


def in_structure(raw: bytes) -> int:
    """The signs outside strings, read letter by letter."""
    count, within, escaped = 0, False, False
    for letter in raw:
        if within:
            within = escaped or letter != ord('"')
            escaped = not escaped and letter == ord("\\")
        elif letter == ord('"'):
            within = True
        else:
            count += letter in b",:[{"
    return count


@given(VALUES, st.booleans(), st.integers(2, 30))
@settings(deadline=None)
def test_a_body_is_refused_exactly_when_its_structure_is_too_large(
    value: Any, ascii_only: bool, most: int
) -> None:
    raw = json.dumps(value, ensure_ascii=ascii_only).encode()
    with pytest.MonkeyPatch.context() as patch:
        for name, small in {"MOST_VALUES": most, "_LONG": 4, "_HEAD": 2}.items():
            patch.setattr(json_bounds, name, small)

        assert bool(refused(raw)) == (in_structure(raw) > most)


@given(st.lists(st.sampled_from([b'"', b'\\"', b"\\\\", b"aaaaaaa", b"aa", b",", b"[", b"\\u"])))
@settings(deadline=None, max_examples=300)
def test_nothing_hides_values_from_the_count(pieces: list[bytes]) -> None:
    """Up to the first fault of the syntax, where decoding ends: a backslash outside a string."""
    raw = b"[" + b"".join(pieces)
    with pytest.MonkeyPatch.context() as patch:
        for name, small in {"MOST_VALUES": 5, "_LONG": 4, "_HEAD": 2}.items():
            patch.setattr(json_bounds, name, small)

        if in_structure(before_fault(raw)) > 5:
            assert refused(raw) == "json_values"


def before_fault(raw: bytes) -> bytes:
    within = escaped = False
    for at, letter in enumerate(raw):
        if within:
            within = escaped or letter != ord('"')
            escaped = not escaped and letter == ord("\\")
        elif letter == ord("\\"):
            return raw[:at]
        else:
            within = letter == ord('"')
    return raw
