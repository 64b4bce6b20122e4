"""Whatever is said, in whatever pieces: its events and its items tell the same."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shared import ids
from shared.llm.answers.replies import Json
from shared.llm.answers.speech import Speech, ToolCall
from shared.protocols.responses.items import SUMMARY, THOUGHT
from shared.protocols.responses.output import Output

TEXTS = st.text(max_size=5)
CALLS = st.builds(ToolCall, st.none() | st.integers(0, 2), TEXTS, TEXTS, TEXTS)
SPEECHES = st.builds(Speech, TEXTS, TEXTS, TEXTS, st.lists(CALLS, max_size=2).map(tuple))


def text_of(item: Json) -> str:
    """What an item says: its arguments, or the text of its one part."""
    if item["type"] == "function_call":
        return str(item["arguments"])
    parts = item.get("content") or item["summary"]
    assert len(parts) == 1
    return str(parts[0].get("text", parts[0].get("refusal")))


@given(st.lists(SPEECHES, max_size=8), st.sampled_from([THOUGHT, SUMMARY]))
def test_events_and_items_tell_the_same(said: list[Speech], thought: Any) -> None:
    output = Output(ids.make(), {}, thought)
    events = [event for each in said for event in output.take(each)]
    events += output.end("incomplete")

    of: dict[int, list[Json]] = {}
    for event in events:
        of.setdefault(event["output_index"], []).append(event)

    assert sorted(of) == list(range(len(output.items)))
    for place, item in enumerate(output.items):
        first, *_, last = of[place]
        deltas = [event["delta"] for event in of[place] if event["type"].endswith(".delta")]
        assert first["type"] == "response.output_item.added"
        assert last == {
            "type": "response.output_item.done",
            "output_index": place,
            "item": item,
        }
        assert "".join(deltas) == text_of(item)
        assert {event["item_id"] for event in of[place][1:-1]} == {item["id"]}
    assert all(item["status"] == "completed" for item in output.items[:-1])
    assert [item["status"] for item in output.items[-1:]] in ([], ["incomplete"], ["completed"])


@given(st.lists(SPEECHES, max_size=8))
def test_nothing_that_was_said_is_lost(said: list[Speech]) -> None:
    output = Output(ids.make(), {})
    for each in said:
        output.take(each)
    output.end("completed")

    told = "".join(sorted("".join(map(text_of, output.items))))
    heard = "".join(
        each.reasoning + each.content + each.refusal + "".join(c.arguments for c in each.calls)
        for each in said
    )
    assert told == "".join(sorted(heard))


def test_a_call_without_arguments_or_id_is_told_all_the_same() -> None:
    output = Output(ids.make(), {})
    output.take(Speech(calls=(ToolCall(0, "", "wea", ""),)))
    output.take(Speech(calls=(ToolCall(0, "", "ther", ""),)))

    events = output.end("completed")

    (item,) = output.items
    assert (item["name"], item["arguments"]) == ("weather", "")
    assert item["call_id"].startswith("call_")
    assert [event["type"].removeprefix("response.") for event in events] == [
        "output_item.added",
        "function_call_arguments.done",
        "output_item.done",
    ]


def test_calls_are_told_apart_where_the_provider_counts_them_not() -> None:
    output = Output(ids.make(), {})
    for call in (
        ToolCall(None, "a", "one", "{"),
        ToolCall(None, "", "", "}"),
        ToolCall(None, "b", "two", "[]"),
    ):
        output.take(Speech(calls=(call,)))
    output.end("completed")

    assert [(item["name"], item["arguments"]) for item in output.items] == [
        ("one", "{}"),
        ("two", "[]"),
    ]
