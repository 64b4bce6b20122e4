"""POST /v1/rerank: what is refused, what is asked of which provider, answered and paid."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from shared.dashscope import ranks
from shared.inference import breakers
from tests.administering import balance, give, movements, offer
from tests.client import Account, Answer, Client
from tests.conftest import Configure
from tests.people import administrator
from tests.simulators.dashscope import DashScopeSimulator
from tests.simulators.served import Served

PATH = "/v1/rerank"
DOCUMENTS = ["多喝热水，注意休息。", "云南的菌子很鲜。", "感冒了要休息"]
QUERY = "感冒了吃什么"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranks, "_BACKOFF", 0.01)
    monkeypatch.setattr(breakers, "_states", {})


@pytest.fixture
def studio(client: Client, configure: Configure) -> Iterator[DashScopeSimulator]:
    with DashScopeSimulator() as simulator:
        configure(DASHSCOPE_API_URL=simulator.url, DASHSCOPE_API_KEY=simulator.key)
        yield simulator


def ask(client: Client, account: Account | None, **more: Any) -> Answer:
    body = {"query": QUERY, "documents": DOCUMENTS, **more}
    return client.call("POST", PATH, body, token=account.token if account else None)


def test_nobody_ranks_without_a_token_or_key(client: Client, studio: DashScopeSimulator) -> None:
    answer = ask(client, None)

    assert (answer.status, answer.code) == (401, "invalid_api_key")


def test_without_a_key_the_answer_says_what_to_set(client: Client) -> None:
    answer = ask(client, client.register())

    assert (answer.status, answer.code) == (503, "unavailable")
    assert "DASHSCOPE_API_KEY" in answer.json["error"]["message"]


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"query": None}, "query"),
        ({"query": " "}, "query"),
        ({"documents": []}, "documents"),
        ({"documents": "a"}, "documents"),
        ({"documents": ["a", ""]}, "documents[1]"),
        ({"documents": [{"text": 5}]}, "documents[0].text"),
        ({"documents": ["a"] * 501}, "documents"),
        ({"top_n": 0}, "top_n"),
    ],
)
def test_a_question_of_the_wrong_shape_is_refused_by_its_field(
    client: Client, studio: DashScopeSimulator, body: dict[str, Any], param: str
) -> None:
    answer = ask(client, client.register(), **body)

    assert (answer.status, answer.json["error"]["param"]) == (400, param)
    assert studio.calls == []


def test_other_models_are_refused_with_those_that_rank(
    client: Client, studio: DashScopeSimulator
) -> None:
    account = client.register()
    unknown, chats = ask(client, account, model="bge"), ask(client, account, model="qwen-plus")

    assert (unknown.status, unknown.code) == (404, "model_not_found")
    assert chats.status == 400
    assert "qwen3-rerank" in chats.json["error"]["message"]


def test_the_most_relevant_comes_first(client: Client, studio: DashScopeSimulator) -> None:
    answer = ask(client, client.register(), return_documents=True, top_n=2)

    assert answer.status == 200, answer.body
    shown = answer.json
    assert [found["index"] for found in shown["results"]] == [2, 0]
    assert shown["results"][0]["document"] == {"text": DOCUMENTS[2]}
    assert shown["results"][0]["relevance_score"] > shown["results"][1]["relevance_score"]
    assert (shown["object"], shown["model"]) == ("list", "qwen3-rerank")


def test_documents_may_be_objects_and_are_told_as_texts(
    client: Client, studio: DashScopeSimulator
) -> None:
    documents = [{"text": text} for text in DOCUMENTS]
    answer = ask(client, client.register(), documents=documents, model="gte-rerank-v2")

    assert "document" not in answer.json["results"][0]
    (call,) = studio.reranks
    assert call.body == {
        "model": "gte-rerank-v2",
        "input": {"query": QUERY, "documents": DOCUMENTS},
        "parameters": {},
    }


def test_what_the_provider_counted_is_charged(
    client: Client, studio: DashScopeSimulator, configure: Configure
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true")
    admin = administrator(client)
    prices = [{"input": 1_000_000, "output": 0}]
    offer(
        client, admin, "qwen3-rerank", provider="dashscope", capabilities=["rerank"], prices=prices
    )
    give(client, admin, admin, 1_000)

    answer = ask(client, admin)

    tokens = answer.json["usage"]["total_tokens"]
    assert tokens > 0
    assert answer.headers["x-credits-charged"] == str(tokens)
    assert balance(client, admin) == 1_000 - tokens


@pytest.mark.parametrize(
    ("mode", "status", "code"),
    [("moderated-in", 400, "content_filter"), ("fail-500", 502, "upstream_error")],
)
def test_what_fails_costs_nothing(
    client: Client,
    studio: DashScopeSimulator,
    configure: Configure,
    mode: str,
    status: int,
    code: str,
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true")
    admin = administrator(client)
    give(client, admin, admin, 1_000)

    answer = ask(client, admin, query=f"[{mode}]")

    assert (answer.status, answer.code) == (status, code), answer.body
    assert balance(client, admin) == 1_000
    assert [kind for kind, _ in movements(client, admin)] == ["grant", "reserve", "release"]


def test_what_is_throttled_is_asked_again(client: Client, studio: DashScopeSimulator) -> None:
    assert ask(client, client.register(), query="[throttle-twice]").status == 200


class Jina(Served):
    """A server with /v1/rerank; `said` is what it answers."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.said, self.asked = said, list[dict[str, Any]]()

    def listen(self) -> ThreadingHTTPServer:
        jina = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                jina.asked.append({"path": self.path, **json.loads(raw)})
                body = json.dumps(jina.said).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                return

        return ThreadingHTTPServer(("127.0.0.1", 0), Handler)


def of_jina(client: Client, jina: Jina) -> Answer:
    admin = administrator(client)
    provider = {"name": "jina", "base_url": f"{jina.address}/v1"}
    client.call("PUT", "/api/admin/providers", provider, token=admin.token)
    offer(client, admin, "jina-reranker", provider="jina", capabilities=["rerank"])
    return ask(client, admin, model="jina-reranker", extra=1)


def test_any_server_that_ranks_can_be_asked(client: Client) -> None:
    results = [{"index": 1, "relevance_score": 0.9, "document": {"text": "x"}}]
    with Jina({"results": results, "usage": {"total_tokens": 7}}) as jina:
        answer = of_jina(client, jina)

    assert answer.json["results"] == [{"index": 1, "relevance_score": 0.9}]
    assert answer.json["usage"]["total_tokens"] == 7
    (asked,) = jina.asked
    assert asked == {
        "path": "/v1/rerank",
        "model": "jina-reranker",
        "query": QUERY,
        "documents": DOCUMENTS,
        "extra": 1,
    }


@pytest.mark.parametrize(
    "results",
    [
        None,
        [{"index": 3, "relevance_score": 0.9}],
        [{"index": 0, "relevance_score": 0.9}, {"index": 0, "relevance_score": 0.8}],
        [{"index": "0", "relevance_score": 0.9}],
    ],
)
def test_ranks_of_documents_that_are_not_there_are_an_error(client: Client, results: Any) -> None:
    with Jina({"results": results}) as jina:
        answer = of_jina(client, jina)

    assert (answer.status, answer.code) == (502, "upstream_error")
