"""/api/admin/providers and /api/admin/models."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from shared.config import environment
from shared.database import transactions
from shared.inference import breakers
from shared.llm import catalogue
from shared.llm.transport import targets
from shared.store import models as rows
from tests.administering import QUESTION, offer, supply
from tests.client import Account, Answer, Client
from tests.conftest import Configure
from tests.hosts.granian import ROOT
from tests.people import administrator, api_key
from tests.simulators.openai import OpenAISimulator
from tests.simulators.openai_statuses import INTERNAL_ERROR, INVALID_API_KEY

PROVIDERS, MODELS = "/api/admin/providers", "/api/admin/models"
PROVIDER = {"name": "other", "base_url": "https://api.example.com/v1"}
MODEL = {
    "id": "large",
    "provider": "default",
    "upstream_name": "large-2026",
    "prices": [{"input": 800, "output": 2000}],
}
ENDPOINTS = [
    ("GET", PROVIDERS),
    ("PUT", PROVIDERS),
    ("DELETE", f"{PROVIDERS}/other"),
    ("GET", MODELS),
    ("POST", MODELS),
    ("PUT", f"{MODELS}/large"),
    ("DELETE", f"{MODELS}/large"),
    ("POST", f"{MODELS}/large/test"),
    ("GET", "/api/admin/price-list"),
]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "_BACKOFF", 0.01)


@pytest.fixture
def admin(client: Client, model: OpenAISimulator) -> Account:
    return administrator(client)


def put(client: Client, admin: Account, **wanted: Any) -> Answer:
    return client.call("PUT", PROVIDERS, PROVIDER | wanted, token=admin.token)


def add(client: Client, admin: Account, **wanted: Any) -> Answer:
    return client.call("POST", MODELS, MODEL | wanted, token=admin.token)


def listed(client: Client, admin: Account, path: str) -> list[dict[str, Any]]:
    answer = client.call("GET", path, token=admin.token)
    assert answer.status == 200, answer.body
    found: list[dict[str, Any]] = answer.json["data"]
    return found


def trail(client: Client, admin: Account) -> list[dict[str, Any]]:
    """What administrators did, oldest first."""
    return listed(client, admin, "/api/admin/audit")[::-1]


# refused


@pytest.mark.parametrize(("method", "path"), ENDPOINTS)
def test_only_administrators_get_in(client: Client, method: str, path: str) -> None:
    body: Any = None if method in ("GET", "DELETE") else {}
    user, boss = client.register(), administrator(client)
    key = api_key(client, boss)["key"]

    assert client.call(method, path, body).status == 401
    assert client.call(method, path, body, token=user.token).status == 403
    assert client.call(method, path, body, token=key).status == 403


@pytest.mark.parametrize(
    ("wanted", "param"),
    [
        ({"name": ""}, "name"),
        ({"name": "Upper"}, "name"),
        ({"name": "x" * 41}, "name"),
        ({"name": "a/b"}, "name"),
        ({"name": "default"}, "name"),
        ({"base_url": ""}, "base_url"),
        ({"base_url": "api.example.com"}, "base_url"),
        ({"base_url": "http://api.example.com/v1"}, "base_url"),
        ({"base_url": "http://169.254.169.254/v1"}, "base_url"),
        ({"base_url": "http://100.100.100.200/v1"}, "base_url"),
        ({"base_url": "http://localhost.example.com/v1"}, "base_url"),
        ({"base_url": "ftp://127.0.0.1/v1"}, "base_url"),
        ({"base_url": "file:///etc/passwd"}, "base_url"),
        ({"base_url": "https://["}, "base_url"),
        ({"base_url": "https://api.example.com:99999/v1"}, "base_url"),
        ({"base_url": "https://user:word@api.example.com/v1"}, "base_url"),
        ({"base_url": "https://api.example.com/v1?key=word"}, "base_url"),
        ({"base_url": "https://api.example.com/v1#word"}, "base_url"),
        ({"base_url": "https://" + "x" * 300}, "base_url"),
        ({"quirks": "gemini"}, "quirks"),
        ({"key": "sk-real"}, "key"),
    ],
)
def test_a_provider_that_cannot_be_is_refused_by_its_field(
    client: Client, admin: Account, wanted: dict[str, Any], param: str
) -> None:
    answer = put(client, admin, **wanted)

    assert (answer.status, answer.json["error"]["param"]) == (422, param), answer.body
    assert [entry["name"] for entry in listed(client, admin, PROVIDERS)] == ["default"]


@pytest.mark.parametrize(
    "variable",
    [
        "JWT_SECRET", "NEXTAUTH_SECRET", "DB_PASSWORD", "DATABASE_URL", "ADMIN_PASSWORD",
        "OSS_ACCESS_KEY_SECRET", "REDIS_URL", "PATH", "_API_KEY", "api_key", "my_API_KEY",
        "MY_API_KEY_2", "MY_API\n_KEY", "MY API_KEY", "MY_API_KEY JWT_SECRET", "$MY_API_KEY",
    ],
)  # fmt: skip
def test_no_other_variable_than_a_providers_key_can_be_named(
    client: Client, admin: Account, variable: str
) -> None:
    answer = put(client, admin, key_variable=variable)

    assert (answer.status, answer.json["error"]["param"]) == (422, "key_variable")


@pytest.mark.parametrize("variable", ["JWT_SECRET", "DB_PASSWORD", "PATH"])
def test_no_other_variable_is_read_even_if_the_table_names_it(
    variable: str, configure: Configure
) -> None:
    configure(**{variable: "a secret", f"{variable.removesuffix('_KEY')}_HOST": "api.example.com"})

    assert environment.provider_key(variable, "https://api.example.com/v1") == ""


@pytest.mark.parametrize("variable", ["OPENAI_API_KEY", "DASHSCOPE_API_KEY", "OTHER_API_KEY"])
def test_a_key_is_not_sent_to_a_host_that_the_environment_does_not_name_for_it(
    client: Client, admin: Account, configure: Configure, variable: str
) -> None:
    configure(**{variable: "sk-very-secret", "THIRD_API_HOST": "127.0.0.1"})
    with OpenAISimulator() as foreign:
        answer = put(client, admin, base_url=foreign.url, key_variable=variable)
        host = variable.replace("KEY", "HOST")

        assert (answer.status, answer.json["error"]["param"]) == (422, "key_variable")
        assert host in answer.json["error"]["message"]

        configure(**{host: "127.0.0.1"})
        assert put(client, admin, base_url=foreign.url, key_variable=variable).json["key_set"]
        add(client, admin, provider="other")
        configure(**{host: "api.example.com"})
        add(client, admin, id="small", provider="other")  # or the models are not read again
        shown = listed(client, admin, PROVIDERS)[-1]
        client.call("POST", f"{MODELS}/large/test", token=admin.token)

        assert not shown["key_set"]
        assert [r.headers.get("authorization") for r in foreign.requests] == [None]


@pytest.mark.parametrize(
    ("wanted", "param"),
    [
        ({"id": ""}, "id"),
        ({"id": "x" * 101}, "id"),
        ({"provider": "nobody"}, "provider"),
        ({"upstream_name": ""}, "upstream_name"),
        ({"prices": []}, "prices"),
        ({"prices": [{"input": 1}]}, "prices[0].output"),
        ({"prices": [{"input": -1, "output": 1}]}, "prices[0].input"),
        ({"prices": [{"input": 0.5, "output": 1}]}, "prices[0].input"),
        ({"prices": [{"input": 10**30, "output": 1}]}, "prices[0].input"),
        ({"prices": [{"input": 1, "output": 1, "up_to": 0}]}, "prices[0].up_to"),
        ({"prices": [{"input": 1, "output": 1, "up_to": 10**30}]}, "prices[0].up_to"),
        ({"prices": [{"input": 1, "output": 1, "cached": -1}]}, "prices[0].cached"),
        ({"prices": [{"input": 1, "output": 1, "extra": 1}]}, "prices[0].extra"),
        ({"capabilities": ["flight"]}, "capabilities[0]"),
        ({"fallbacks": ["x"] * 6}, "fallbacks"),
        ({"context_length": 0}, "context_length"),
        ({"context_length": 10**30}, "context_length"),
        ({"max_output": 1}, "max_output"),
        ({"max_output": 10**30}, "max_output"),
        ({"enabled": "yes"}, "enabled"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_a_model_that_cannot_be_is_refused_by_its_field(
    client: Client, admin: Account, wanted: dict[str, Any], param: str
) -> None:
    answer = add(client, admin, **wanted)

    assert (answer.status, answer.json["error"]["param"]) == (422, param), answer.body


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", f"{MODELS}/large", MODEL),
        ("DELETE", f"{MODELS}/large", None),
        ("POST", f"{MODELS}/large/test", None),
        ("DELETE", f"{PROVIDERS}/other", None),
    ],
)
def test_what_is_not_there_is_not_found(
    client: Client, admin: Account, method: str, path: str, body: Any
) -> None:
    answer = client.call(method, path, body, token=admin.token)

    assert (answer.status, answer.code) == (404, "not_found")
    assert trail(client, admin) == []


def test_a_model_is_added_once(client: Client, admin: Account) -> None:
    add(client, admin)

    again = add(client, admin)

    assert (again.status, again.code) == (409, "conflict")
    assert len(trail(client, admin)) == 1


def test_a_model_is_not_renamed_by_the_way(client: Client, admin: Account) -> None:
    add(client, admin)

    answer = client.call("PUT", f"{MODELS}/large", MODEL | {"id": "small"}, token=admin.token)

    assert (answer.status, answer.json["error"]["param"]) == (422, "id")


def test_a_provider_that_is_used_stays(
    client: Client, admin: Account, configure: Configure
) -> None:
    put(client, admin)
    add(client, admin, provider="other")

    kept = client.call("DELETE", f"{PROVIDERS}/other", token=admin.token)
    client.call("DELETE", f"{MODELS}/large", token=admin.token)
    gone = client.call("DELETE", f"{PROVIDERS}/other", token=admin.token)

    assert (kept.status, kept.code) == (409, "conflict")
    assert gone.status == 204


# providers


def test_the_environments_provider_is_the_default(client: Client, admin: Account) -> None:
    (own,) = listed(client, admin, PROVIDERS)

    assert (own["name"], own["quirks"], own["key_set"]) == ("default", "plain", True)
    assert own["base_url"].startswith("http://127.0.0.1:")


def test_a_provider_is_added_and_changed_without_showing_its_key(
    client: Client, admin: Account, configure: Configure
) -> None:
    configure(OTHER_API_KEY="sk-very-secret", OTHER_API_HOST="api.example.com")
    configure(MISSING_API_HOST="api.example.com")

    added = put(client, admin, key_variable="OTHER_API_KEY")
    same = put(client, admin, key_variable="OTHER_API_KEY")
    changed = put(client, admin, key_variable="MISSING_API_KEY", quirks="ark")

    assert (
        added.json
        == same.json
        == PROVIDER
        | {
            "key_variable": "OTHER_API_KEY",
            "quirks": "plain",
            "key_set": True,
        }
    )
    assert (changed.json["key_set"], changed.json["quirks"]) == (False, "ark")
    assert listed(client, admin, PROVIDERS)[1] == changed.json
    for answer in (added, changed, client.call("GET", PROVIDERS, token=admin.token)):
        assert b"sk-very-secret" not in answer.body


@pytest.mark.parametrize(
    ("url", "quirks"),
    [
        ("https://dashscope.aliyuncs.com/compatible-mode/v1", "qwen"),
        ("https://ark.cn-beijing.volces.com/api/v3", "ark"),
        ("https://evilaliyuncs.com.example.com/v1", "plain"),
    ],
)
def test_the_dialect_of_the_default_provider_follows_its_address(
    client: Client, admin: Account, configure: Configure, url: str, quirks: str
) -> None:
    configure(OPENAI_API_URL=url)

    assert listed(client, admin, PROVIDERS)[0]["quirks"] == quirks


def test_a_provider_is_asked_with_the_key_of_its_variable(
    client: Client, admin: Account, configure: Configure
) -> None:
    configure(SECOND_API_KEY="sk-second")
    with OpenAISimulator(key="sk-second") as second:
        supply(client, admin, second, "other")
        offer(client, admin, "large", provider="other", upstream_name="large-2026")

        answer = client.call("POST", f"{MODELS}/large/test", token=admin.token)

        (asked,) = second.requests
    assert answer.status == 200
    assert asked.headers["authorization"] == "Bearer sk-second"
    assert asked.body is not None
    assert asked.body["model"] == "large-2026"


# models


def test_a_model_is_shown_as_it_was_given(client: Client, admin: Account) -> None:
    wanted = MODEL | {
        "description": "大",
        "prices": [
            {
                "input": 1,
                "output": 2,
                "up_to": 32_000,
                "cached": None,
                "reasoning": None,
                "unit": None,
            },
            {"input": 1, "output": 2, "up_to": 64_000, "cached": 0, "reasoning": 9, "unit": 200},
        ],
        "capabilities": ["text", "tools"],
        "fallbacks": ["qwen-sim"],
        "context_length": 64_000,
        "max_output": 4_000,
        "enabled": True,
    }

    added = client.call("POST", MODELS, wanted, token=admin.token)

    assert added.status == 201
    assert added.json == wanted | {"breaker": "closed"}
    assert listed(client, admin, MODELS)[-1] == added.json


def test_what_is_shown_can_be_sent_back(client: Client, admin: Account) -> None:
    shown = add(client, admin).json
    del shown["breaker"]

    answer = client.call("PUT", f"{MODELS}/large", shown | {"description": "x"}, token=admin.token)

    assert answer.status == 200
    assert answer.json["description"] == "x"


def test_tiers_are_sorted_whatever_they_leave_out(client: Client, admin: Account) -> None:
    tiers = [
        {"input": 1, "output": 1, "up_to": 9, "cached": 5},
        {"input": 1, "output": 1, "up_to": 9},
        {"input": 1, "output": 1, "up_to": 5},
    ]

    prices = add(client, admin, prices=tiers).json["prices"]

    assert [price["up_to"] for price in prices] == [5, 9, 9]


def test_models_keep_their_places_when_changed(client: Client, admin: Account) -> None:
    for name in ("a", "b", "c"):
        offer(client, admin, name)

    changed = MODEL | {"id": "a", "description": "changed"}
    client.call("PUT", f"{MODELS}/a", changed, token=admin.token)

    names = [entry["id"] for entry in listed(client, admin, MODELS)]
    assert names == ["qwen-sim", "a", "b", "c"]


def test_the_environments_model_gets_the_administrators_prices(
    client: Client, admin: Account
) -> None:
    offer(client, admin, "qwen-sim", prices=[{"input": 5, "output": 6}])

    (only,) = listed(client, admin, MODELS)
    assert only["prices"][0]["input"] == 5

    client.call("DELETE", f"{MODELS}/qwen-sim", token=admin.token)
    (only,) = listed(client, admin, MODELS)
    assert only["prices"][0]["input"] == 0


def test_a_name_with_slashes_is_one_name(client: Client, admin: Account) -> None:
    offer(client, admin, "maker/large:v1")
    body = MODEL | {"id": "maker/large:v1"}

    assert client.call("PUT", f"{MODELS}/maker/large:v1", body, token=admin.token).status == 200
    assert client.call("POST", f"{MODELS}/maker/large:v1/test", token=admin.token).status == 200
    assert client.call("DELETE", f"{MODELS}/maker/large:v1", token=admin.token).status == 204


def test_a_model_without_its_provider_is_left_out(client: Client, admin: Account) -> None:
    """Two administrators at once, or a row by hand: the others can be asked all the same."""
    offer(client, admin, "large")
    with transactions.writing() as tx:
        tx.run("UPDATE models SET provider = 'gone'")
        rows.changed(tx)
    catalogue.refresh()

    assert [entry["id"] for entry in listed(client, admin, MODELS)] == ["qwen-sim"]


# the trail


def test_every_change_is_in_the_trail_with_what_was_and_is(
    client: Client, admin: Account, configure: Configure
) -> None:
    configure(OTHER_API_HOST="api.example.com")
    put(client, admin)
    put(client, admin, quirks="ark", key_variable="OTHER_API_KEY")
    add(client, admin)
    changed = MODEL | {"enabled": False}
    client.call("PUT", f"{MODELS}/large", changed, token=admin.token)
    client.call("DELETE", f"{MODELS}/large", token=admin.token)
    client.call("DELETE", f"{PROVIDERS}/other", token=admin.token)

    deeds = trail(client, admin)

    assert [(deed["action"], deed["target"]) for deed in deeds] == [
        ("providers.put", "other"),
        ("providers.put", "other"),
        ("models.add", "large"),
        ("models.change", "large"),
        ("models.remove", "large"),
        ("providers.remove", "other"),
    ]
    assert (deeds[0]["before"], deeds[1]["before"]["quirks"]) == (None, "plain")
    assert deeds[1]["after"]["quirks"] == "ark"
    assert (deeds[1]["before"]["variable"], deeds[1]["after"]["variable"]) == ("", "OTHER_API_KEY")
    assert (deeds[3]["before"]["enabled"], deeds[3]["after"]["enabled"]) == (1, 0)
    assert deeds[4]["before"]["upstream_name"] == "large-2026"
    assert (deeds[5]["before"]["name"], deeds[5]["after"]) == ("other", None)


# trying a model out


def test_a_trial_says_what_the_model_said(
    client: Client, admin: Account, model: OpenAISimulator
) -> None:
    offer(client, admin, "large", enabled=False)
    model.say("我在。")

    answer = client.call("POST", f"{MODELS}/large/test", token=admin.token)

    assert answer.status == 200
    trial = answer.json
    assert (trial["ok"], trial["said"], trial["model"]) == (True, "我在。", "large")
    assert trial["ms"] >= 0


def test_a_trial_of_a_model_that_fails_says_so_and_asks_no_other(
    client: Client, admin: Account, model: OpenAISimulator
) -> None:
    offer(client, admin, "large", fallbacks=["qwen-sim"])
    model.script(INVALID_API_KEY)

    answer = client.call("POST", f"{MODELS}/large/test", token=admin.token)

    assert (answer.status, answer.code) == (502, "upstream_error")
    assert "HTTP 401 invalid_api_key: " in answer.json["error"]["message"]
    assert "(request " in answer.json["error"]["message"]
    assert len(model.requests) == 1


def test_a_breaker_shows_and_closes_with_the_next_success(
    client: Client, admin: Account, model: OpenAISimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(client, admin, "large")
    model.normally = INTERNAL_ERROR
    for _ in range(breakers.FAILURES):
        client.call("POST", f"{MODELS}/large/test", token=admin.token)

    assert listed(client, admin, MODELS)[-1]["breaker"] == "open"
    resting = client.call("POST", f"{MODELS}/large/test", token=admin.token)
    assert (resting.status, resting.headers["retry-after"]) == (503, "30")

    model.normally = None
    monkeypatch.setattr(breakers, "REST", 0.0)
    assert client.call("POST", f"{MODELS}/large/test", token=admin.token).status == 200
    assert listed(client, admin, MODELS)[-1]["breaker"] == "closed"


# other instances

ELSEWHERE = """
import itertools, json, sys
from shared import times
from shared.llm import catalogue
clock = itertools.count(0, 5000)
times.now = lambda: next(clock)  # 5 s and more go by between two questions
for line in sys.stdin:
    found = catalogue.current().find(line.strip())
    print(json.dumps(found and [found.upstream_name, found.provider.key]), flush=True)
"""


def test_another_instance_sees_a_change_within_five_seconds(
    client: Client, admin: Account, configure: Configure
) -> None:
    configure(SECOND_API_KEY="sk-second", SECOND_API_HOST="api.example.com")
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", ELSEWHERE], stdin=pipe, stdout=pipe, env=variables, text=True
    ) as other:

        def seen(name: str) -> Any:
            assert other.stdin is not None
            assert other.stdout is not None
            other.stdin.write(name + "\n")
            other.stdin.flush()
            return json.loads(other.stdout.readline())

        before = seen("large")
        put(client, admin, key_variable="SECOND_API_KEY")
        add(client, admin, provider="other")
        added = seen("large")
        changed = MODEL | {"provider": "other", "upstream_name": "large-2027"}
        client.call("PUT", f"{MODELS}/large", changed, token=admin.token)
        renamed = seen("large")
        put(client, admin, key_variable="")
        keyless = seen("large")
        client.call("DELETE", f"{MODELS}/large", token=admin.token)
        gone = seen("large")

    assert before is None
    assert added == ["large-2026", "sk-second"]
    assert renamed == ["large-2027", "sk-second"]
    assert keyless == ["large-2027", ""]
    assert gone is None


def test_the_cache_is_read_without_the_tables(
    client: Client, admin: Account, model: OpenAISimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = {"model": "qwen-sim", "messages": QUESTION}
    client.call("POST", "/v1/chat/completions", question, token=admin.token)

    def fail(*_: object) -> None:
        raise AssertionError("the tables were read again")

    monkeypatch.setattr(catalogue, "_read", fail)

    answer = client.call("POST", "/v1/chat/completions", question, token=admin.token)
    assert answer.status == 200


def test_only_models_of_words_and_vectors_can_be_tried(client: Client, admin: Account) -> None:
    add(client, admin, capabilities=["image"])

    answer = client.call("POST", f"{MODELS}/large/test", token=admin.token)

    assert (answer.status, answer.json["error"]["param"]) == (422, "id")


def test_every_model_of_the_shipped_price_list_can_be_added_as_it_is(
    client: Client, admin: Account
) -> None:
    shipped = client.call("GET", "/api/admin/price-list", token=admin.token).json

    assert shipped["as_of"].startswith("2026-")
    listed_models = {model["id"]: model for model in shipped["data"]}
    assert listed_models["qwen3-max"]["prices"][0]["input"] == 2500
    for model in shipped["data"]:
        entry = model | {"provider": "default", "upstream_name": model["id"]}
        answer = client.call("POST", MODELS, entry, token=admin.token)
        assert (answer.status, answer.json.get("prices")) == (201, model["prices"]), model["id"]
