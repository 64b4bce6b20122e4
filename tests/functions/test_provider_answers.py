"""What providers really send, and what they never should: delivered once, billed, no 500."""

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.inference import breakers
from shared.llm.answers import usage
from tests.administering import offer
from tests.client import Account, Answer, Client, EventClient
from tests.conftest import Configure
from tests.people import administrator
from tests.simulators.provider_answers import FAMILIES, Family, Json
from tests.wire import CHUNKED, LAST, Line, Wire, chunk, whole

QUESTION = [{"role": "user", "content": "你好，请介绍一下你自己。"}]
ALL = pytest.mark.parametrize("family", FAMILIES, ids=[family.name for family in FAMILIES])


class Provider:
    """Says what it is told to, and counts how often it was asked."""

    def __init__(self) -> None:
        self.body = b""
        self.status = 200
        self.pieces: list[bytes] = []
        self.asked: list[Json] = []

    def play(self, line: Line) -> None:
        while heard := line.hear():
            question = json.loads(heard.partition(b"\r\n\r\n")[2])
            self.asked.append(question)
            if self.pieces and question["stream"]:
                line.say(CHUNKED + b"".join(map(chunk, self.pieces)) + LAST)
            else:
                line.say(whole(self.body, self.status))

    def answers(self, said: Json) -> None:
        self.body, self.pieces = json.dumps(said).encode(), []

    def streams(self, *chunks: Any, done: bool = True) -> None:
        lines = [said if isinstance(said, bytes) else json.dumps(said).encode() for said in chunks]
        events = b"".join(b"data: " + said + b"\n\n" for said in lines)
        self.pieces = [events + (b"data: [DONE]\n\n" if done else b"")]


@contextmanager
def providing(configure: Configure) -> Iterator[Provider]:
    provider = Provider()
    with Wire(provider.play) as wire:
        configure(
            OPENAI_API_URL=wire.url,
            OPENAI_API_KEY="sk-sim",
            OPENAI_MODEL="odd",
            ENABLE_CREDIT_SYSTEM="true",
            SIGNUP_CREDITS="100000000",
            LIMITS="chat=100000/60,read=100000/60",
        )
        yield provider
    breakers._states.clear()


@pytest.fixture
def provider(configure: Configure, client: Client) -> Iterator[Provider]:
    with providing(configure) as made:
        yield made


@pytest.fixture
def payer(client: Client, provider: Provider) -> Account:
    return paying(client)


def paying(client: Client) -> Account:
    admin = administrator(client)
    offer(client, admin, "odd")
    return client.register()


def ask(client: Client, payer: Account, **more: Any) -> Answer:
    body = {"model": "odd", "messages": QUESTION, **more}
    return client.call("POST", "/v1/chat/completions", body, token=payer.token)


def chunks(answer: Answer) -> list[Json]:
    lines = [line for line in answer.body.decode().split("\n") if line.startswith("data: {")]
    return [json.loads(line.removeprefix("data: ")) for line in lines]


def spent(client: Client, payer: Account) -> int:
    me = client.call("GET", "/api/auth/me", token=payer.token).json
    return int(payer.user["credits"] - me["credits"])


@ALL
def test_a_whole_answer_of_each_provider_is_passed_on_and_billed(
    client: Client, provider: Provider, payer: Account, family: Family
) -> None:
    provider.answers(family.whole)

    answer = ask(client, payer)

    assert answer.status == 200, answer.body
    said = answer.json["choices"][0]["message"]
    assert said == family.whole["choices"][0]["message"]
    assert len(provider.asked) == 1
    if family.counted:
        assert spent(client, payer) == sum(family.counted)
    assert spent(client, payer) > 0


@ALL
def test_a_stream_of_each_provider_is_passed_on_and_billed(
    client: Client, provider: Provider, payer: Account, family: Family
) -> None:
    provider.streams(*family.chunks)

    answer = ask(client, payer, stream=True, stream_options={"include_usage": True})

    assert b"error" not in answer.body
    assert answer.body.endswith(b"data: [DONE]\n\n")
    told = chunks(answer)
    said = [c["choices"][0]["delta"].get("content") for c in told if c["choices"]]
    flat = [s if isinstance(s, str) else "".join(p["text"] for p in s) for s in said if s]
    assert "".join(flat) == family.text
    assert len(provider.asked) == 1
    if family.counted:
        assert spent(client, payer) == sum(family.counted)
        read = usage.read(told[-1]["usage"])
        assert read
        assert (read.prompt_tokens, read.completion_tokens) == family.counted
    assert spent(client, payer) > 0


@pytest.mark.parametrize(
    "counts",
    [
        {}, {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}, [], None, "many", 7,
        {"prompt_tokens": 12, "completion_tokens": None}, {"total_tokens": 500},
        {"prompt_tokens": -4, "completion_tokens": True}, {"prompt_tokens": {"n": 1}},
        {"completion_tokens_details": None, "prompt_tokens_details": []},
    ],
)  # fmt: skip
def test_usage_that_says_nothing_is_estimated(
    client: Client, provider: Provider, payer: Account, counts: Any
) -> None:
    provider.answers({"choices": [{"message": {"content": "一二三四五六七八"}}], "usage": counts})

    assert ask(client, payer).status == 200
    assert spent(client, payer) >= 10


def test_zeros_after_a_real_usage_do_not_take_it_back(
    client: Client, provider: Provider, payer: Account
) -> None:
    real = {"prompt_tokens": 900, "completion_tokens": 90}
    provider.streams(
        {"choices": [{"delta": {"content": "Hi"}, "finish_reason": "stop"}], "usage": real},
        {"choices": [], "usage": {"prompt_tokens": 0, "completion_tokens": 0}},
    )

    answer = ask(client, payer, stream=True, stream_options={"include_usage": True})

    assert chunks(answer)[-1]["usage"] == real
    assert spent(client, payer) == 990


def test_counts_beyond_all_bounds_cost_what_there_is_and_are_no_fault_of_ours(
    client: Client, provider: Provider, payer: Account
) -> None:
    counts = {"prompt_tokens": 10**30, "completion_tokens": 1}
    provider.answers({"choices": [{"message": {"content": "Hi"}}], "usage": counts})

    assert ask(client, payer).status == 200


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, b'{"error":{"type":"invalid_request_error","code":"invalid_value"}}'),
        (400, b'{"error":{"message":"no","code":"unsupported_parameter"}}'),
        (400, b'{"error":{"code":400,"type":"exceed_context_size_error","message":"n"}}'),
        (400, b'{"detail":[{"loc":["body"],"msg":"field required"}]}'),
        (413, b"<html>too large</html>"),
        (415, b""),
        (422, b'{"object":"error","message":"bad","code":40303}'),
        (400, b"<html>400</html>"),
        (400, b'{"error":{"message":"Prompt is too long: 9 tokens > 8 maximum"}}'),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_what_is_the_callers_fault_rests_no_model(
    client: Client, provider: Provider, payer: Account, status: int, body: bytes, stream: bool
) -> None:
    provider.status, provider.body = status, body

    for _ in range(breakers.FAILURES + 1):
        answer = ask(client, payer, stream=stream)
        told = chunks(answer)[-1] if stream else answer.json
        assert told["error"]["code"] in ("invalid_request", "context_length_exceeded"), told
    assert len(provider.asked) == breakers.FAILURES + 1
    assert spent(client, payer) == 0

    provider.status = 200
    provider.answers(FAMILIES[0].whole)
    assert ask(client, payer).status == 200


def test_the_callers_fault_in_a_chat_is_theirs_too(
    client: Client, provider: Provider, payer: Account
) -> None:
    provider.status = 400
    provider.body = b'{"error":{"message":"Odd field, key sk-live-0123456789","code":"x"}}'

    answer = client.call("POST", "/api/chat", {"messages": QUESTION}, token=payer.token)

    assert (answer.status, answer.code) == (422, "invalid_request")
    assert "Odd field" in answer.json["error"]["message"]
    assert b"0123456789" not in answer.body


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, b'{"error":{"code":"Arrearage","message":"Access denied"}}'),
        (402, b'{"error":{"message":"Insufficient Balance","code":"x"}}'),
        (400, b'{"error":{"code":400,"message":"API key not valid.","status":"X"}}'),
        (404, b'{"error":{"message":"The model `odd` does not exist"}}'),
        (429, '{"error":{"code":"1113","message":"余额不足"}}'.encode()),
    ],
)  # fmt: skip
def test_what_is_the_accounts_fault_rests_the_model(
    client: Client, provider: Provider, payer: Account, status: int, body: bytes
) -> None:
    provider.status, provider.body = status, body

    for _ in range(breakers.FAILURES):
        assert ask(client, payer).status == 502

    assert ask(client, payer).status == 503


def test_an_error_in_an_answer_of_status_200_is_one(
    client: Client, provider: Provider, payer: Account
) -> None:
    provider.answers({"error": {"message": "moderation", "code": "data_inspection_failed"}})

    assert ask(client, payer).code == "content_filter"
    assert len(provider.asked) == 1


@pytest.mark.parametrize(
    "sent",
    [
        (b"", {"choices": [{"delta": {"content": "Hi"}, "finish_reason": "stop"}]}, b" "),
        ({"choices": [{"delta": {"content": "Hi"}}]}, b" [DONE] "),
        ({"choices": [{"delta": {"content": "Hi"}}], "usage": {"completion_tokens": 1}},),
        (b"not json", {"choices": [{"delta": {"content": "Hi"}, "finish_reason": "stop"}]}),
        ({"choices": [{"delta": {"content": "Hi"}, "finish_reason": 0}], "x": None},),
    ],
)
def test_a_stream_that_is_complete_in_its_own_way_is_done(
    client: Client, provider: Provider, payer: Account, sent: tuple[Any, ...]
) -> None:
    provider.streams(*sent)
    provider.pieces[0] = b"\xef\xbb\xbf" + provider.pieces[0]

    answer = ask(client, payer, stream=True)

    assert b'"error"' not in answer.body
    assert "Hi" in answer.body.decode()
    assert spent(client, payer) > 0


def test_a_stream_that_ends_for_one_of_its_choices_alone_is_an_error(
    client: Client, provider: Provider, payer: Account
) -> None:
    said = [
        {"choices": [{"index": place, "delta": {"content": "Hi"}, "finish_reason": reason}]}
        for place, reason in ((0, None), (1, None), (0, "stop"))
    ]
    provider.streams(*said, done=False)

    answer = ask(client, payer, stream=True, n=2)

    assert chunks(answer)[-1]["error"]["code"] == "upstream_error"
    assert spent(client, payer) == 0


def test_a_stream_without_any_end_is_an_error(
    client: Client, provider: Provider, payer: Account
) -> None:
    provider.streams({"choices": [{"delta": {"content": "Hi"}}]}, done=False)

    assert chunks(ask(client, payer, stream=True))[-1]["error"]["code"] == "upstream_error"


RESPONSE = {"model": "odd", "input": "你好", "store": False}
ENDS = {"response.completed", "response.incomplete", "response.failed"}
NUMBERS = st.integers(-1000, 1000) | st.floats(-1e3, 1e3)
ODD = NUMBERS | st.none() | st.booleans() | st.text(max_size=4) | st.lists(
    st.none() | st.text(max_size=2), max_size=2
) | st.dictionaries(st.text(max_size=3), st.none() | NUMBERS, max_size=2)  # fmt: skip


def _places(said: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    pairs = list(enumerate(said)) if isinstance(said, list) else []
    inner = list(said.items()) if isinstance(said, dict) else pairs
    return [path] * bool(path) + [p for key, value in inner for p in _places(value, (*path, key))]


def _at(said: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        said = said[key]
    return said


@st.composite
def mutated(draw: st.DrawFn, said: Json) -> Json:
    """`said` with a few fields dropped, swapped for something else, or added."""
    changed: Json = json.loads(json.dumps(said))
    for _ in range(draw(st.integers(1, 3))):
        if not changed:
            break
        path = draw(st.sampled_from(_places(changed)))
        parent, key = _at(changed, path[:-1]), path[-1]
        match draw(st.sampled_from(["drop", "swap", "add"])):
            case "drop":
                del parent[key]
            case "swap":
                parent[key] = draw(ODD)
            case _ if isinstance(parent, dict):
                parent[draw(st.text(max_size=5))] = draw(ODD)
    return changed


def heard_text(said: Any) -> bool:
    """Whether there is text where text belongs."""
    try:
        choice = said["choices"][0]
        message = choice.get("message", choice.get("delta"))
        return isinstance(message["content"], str) and bool(message["content"].strip())
    except (KeyError, IndexError, TypeError, AttributeError):
        return False


def check_whole(client: Client, provider: Provider, payer: Account, said: Json) -> None:
    before, asked = spent(client, payer), len(provider.asked)
    provider.answers(said)

    answer = ask(client, payer)

    assert answer.status != 500, (said, answer.body)
    if heard_text(said):
        assert answer.status == 200, (said, answer.body)
        assert len(provider.asked) == asked + 1
        assert spent(client, payer) > before


def check_stream(
    client: Client, provider: Provider, payer: Account, sent: list[Json], cuts: list[int]
) -> None:
    before, asked = spent(client, payer), len(provider.asked)
    provider.streams(*sent)
    raw = provider.pieces[0]
    edges = sorted({0, len(raw), *(cut % (len(raw) + 1) for cut in cuts)})
    provider.pieces = [raw[a:b] for a, b in itertools.pairwise(edges) if a < b]

    answer = ask(client, payer, stream=True)

    assert answer.status == 200
    assert b"internal_error" not in answer.body, (sent, answer.body)
    assert answer.body.endswith(b"data: [DONE]\n\n")
    if any(map(heard_text, sent)) and not any(c.get("error") for c in sent):
        assert len(provider.asked) == asked + 1
        assert b'"error":{"code"' not in answer.body, (sent, answer.body)
        assert spent(client, payer) > before


def check_responses(client: Client, provider: Provider, payer: Account, said: Json) -> None:
    """The same in the items of Responses; what was streamed last is streamed again."""
    streamed = list(provider.pieces)
    provider.answers(said)
    whole = client.call("POST", "/v1/responses", RESPONSE, token=payer.token)
    provider.pieces = streamed
    events = client.call("POST", "/v1/responses", RESPONSE | {"stream": True}, token=payer.token)

    assert whole.status != 500, (said, whole.body)
    if heard_text(said):
        assert whole.json["output"], (said, whole.body)
    assert b"internal_error" not in events.body, (streamed, events.body)
    assert events.events[-1][0] in ENDS


def _mutations(configure: Configure, count: int) -> None:
    with providing(configure) as provider:
        client = EventClient()
        payer = paying(client)

        @settings(max_examples=count, deadline=None, database=None,
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(st.data())
        def every_answer_with_text_is_delivered_once_and_billed(data: st.DataObject) -> None:
            breakers._states.clear()
            family = data.draw(st.sampled_from(FAMILIES))
            check_whole(client, provider, payer, data.draw(mutated(family.whole)))
            sent = [data.draw(mutated(c)) if data.draw(st.booleans()) else c for c in family.chunks]
            cuts = data.draw(st.lists(st.integers(0, 10_000), max_size=4))
            check_stream(client, provider, payer, sent, cuts)
            check_responses(client, provider, payer, data.draw(mutated(family.whole)))

        every_answer_with_text_is_delivered_once_and_billed()


def test_mutated_answers_are_delivered_once_and_billed(configure: Configure, sqlite: str) -> None:
    _mutations(configure, 100)


@pytest.mark.stress
def test_ten_thousand_mutated_answers(configure: Configure, sqlite: str) -> None:
    _mutations(configure, 5_000)  # each is one whole answer and one stream
