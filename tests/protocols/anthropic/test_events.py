"""Chunks of OpenAI's protocol, in whatever order providers send them, become blocks in turn."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shared.inference.ask import Ask, Bill, Outcome
from shared.llm.answers.replies import Completion, Piece
from shared.llm.answers.usage import Usage
from shared.llm.catalogue import Model
from shared.llm.price_list import UNLISTED
from shared.llm.providers import Provider
from shared.protocols.anthropic.events import Events

MODEL = Model(
    name="m",
    provider=Provider("p", "http://127.0.0.1", "", "plain"),
    upstream_name="m",
    description="",
    capabilities=("text",),
    tiers=UNLISTED.tiers,
    context_length=1000,
    max_output=100,
    fallbacks=(),
    enabled=True,
)
ASK = Ask("id", None, "messages", "", MODEL, {"messages": [{"role": "user", "content": "?"}]}, 1.0)


def call(place: int | None, arguments: str, name: str = "", id: str = "") -> dict[str, Any]:
    told = {"function": {"name": name, "arguments": arguments}}
    placed = told if place is None else {**told, "index": place}
    return {"tool_calls": [{**placed, "id": id} if id else placed]}


def events(*deltas: dict[str, Any], finish: str = "stop", **last: Any) -> list[dict[str, Any]]:
    """The data of all events that these deltas become."""
    made = Events(ASK, thinking=True)
    raw = made.begin()
    for delta in deltas:
        chunk = {"choices": [{"index": 0, "delta": delta}]}
        raw += b"".join(made.take(Piece("", "", chunk)))
    chunk = {"choices": [{"index": 0, "delta": {}, "finish_reason": finish, **last}]}
    raw += b"".join(made.take(Piece("", "", chunk)))
    completion = Completion("", "m", finish, Usage(3, 5, 8, 2), {})
    raw += b"".join(made.end(Outcome(completion, MODEL, Bill(0, None))))
    lines = [line for line in raw.decode().split("\n") if line.startswith("data: ")]
    return [json.loads(line.removeprefix("data: ")) for line in lines]


def blocks(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What they add up to, for a reader who holds one block at a time."""
    read: list[dict[str, Any]] = []
    is_open = False
    for data in found:
        if data["type"] == "content_block_start":
            assert (is_open, data["index"]) == (False, len(read))
            is_open = True
            read.append({**data["content_block"], "said": ""})
        elif data["type"] == "content_block_delta":
            assert is_open
            assert data["index"] == len(read) - 1
            delta = data["delta"]
            read[-1]["said"] += next(
                delta[n] for n in ("text", "thinking", "partial_json") if n in delta
            )
        elif data["type"] == "content_block_stop":
            is_open = False
    assert not is_open
    return read


def test_pieces_of_parallel_calls_that_are_mixed_are_put_in_order() -> None:
    found = events(
        call(0, '{"a"', "first", "c0"),
        call(1, '{"b"', "second", "c1"),
        call(0, ":1}"),
        call(1, ":2}"),
    )

    read = [(block["id"], block["name"], block["said"]) for block in blocks(found)]
    assert read == [("c0", "first", '{"a":1}'), ("c1", "second", '{"b":2}')]
    assert found[-2]["delta"]["stop_reason"] == "tool_use"


def test_calls_without_a_place_are_told_apart_by_their_ids() -> None:
    found = events(call(None, '{"a":1}', "first", "c0"), call(None, '{"b":2}', "second", "c1"))

    assert [block["said"] for block in blocks(found)] == ['{"a":1}', '{"b":2}']


def test_a_call_without_an_id_gets_one() -> None:
    (block,) = blocks(events(call(0, "{}", "first")))

    assert block["id"].startswith("toolu_")


def test_text_behind_a_call_waits_for_its_end() -> None:
    found = events(
        {"content": "before"}, call(0, "{", "first", "c0"), {"content": "!"}, call(0, "}")
    )

    assert [(block["type"], block["said"]) for block in blocks(found)] == [
        ("text", "before"),
        ("tool_use", "{}"),
        ("text", "!"),
    ]


def test_thoughts_come_in_a_block_of_their_own() -> None:
    found = events({"reasoning_content": "hm"}, {"content": "yes"})

    assert [(block["type"], block["said"]) for block in blocks(found)] == [
        ("thinking", "hm"),
        ("text", "yes"),
    ]


def test_a_stop_sequence_is_told_where_the_provider_tells_it() -> None:
    found = events({"content": "a"}, finish="stop", stop_reason="END")

    assert found[-2]["delta"] == {"stop_reason": "stop_sequence", "stop_sequence": "END"}


def test_what_came_from_a_cache_is_counted_beside_the_input() -> None:
    found = events({"content": "a"})

    assert found[-2]["usage"] == {
        "input_tokens": 1,
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": 2,
        "output_tokens": 5,
    }


pieces = st.lists(
    st.one_of(
        st.text().map(lambda said: {"content": said}),
        st.text().map(lambda said: {"reasoning_content": said}),
        st.tuples(st.integers(0, 3), st.text()).map(lambda said: call(said[0], said[1], "f")),
    ),
    max_size=12,
)


@given(pieces)
def test_blocks_never_overlap_and_nothing_is_lost(deltas: list[dict[str, Any]]) -> None:
    read = blocks(events(*deltas))

    said = "".join(delta.get("content", "") for delta in deltas)
    assert "".join(block["said"] for block in read if block["type"] == "text") == said
    called: dict[int, str] = {}
    for delta in deltas:
        for piece in delta.get("tool_calls", ()):
            arguments = piece["function"]["arguments"]
            called[piece["index"]] = called.get(piece["index"], "") + arguments
    assert [b["said"] for b in read if b["type"] == "tool_use"] == list(called.values())
