"""/api/admin/settings: what administrators change while the product runs."""

from typing import Any

import pytest

from shared.access import limits, policy
from shared.chat import personas
from shared.config import parsers
from tests.administering import QUESTION, balance, give, offer
from tests.client import Account, Client
from tests.conftest import Configure
from tests.functions.chosen import SETTINGS, choose, put
from tests.functions.questions import ask
from tests.people import administrator, invite
from tests.secrets_in_logs import PASSWORD
from tests.simulators.openai import OpenAISimulator

PIRATE = {"zh": "你是海盗。", "en": "You are a pirate."}
RATE = {"hits": 100, "seconds": 60}


def seen(client: Client, admin: Account, language: str = "en") -> dict[str, dict[str, Any]]:
    """All settings by their keys."""
    headers = {"Accept-Language": language}
    answer = client.call("GET", SETTINGS, token=admin.token, headers=headers)
    assert answer.status == 200, answer.body
    return {shown["key"]: shown for shown in answer.json["data"]}


def info(client: Client, language: str = "en") -> dict[str, Any]:
    answer = client.call("GET", "/api/info", headers={"Accept-Language": language})
    assert answer.status == 200, answer.body
    told: dict[str, Any] = answer.json
    return told


def instructions(model: OpenAISimulator) -> dict[str, Any]:
    """The first message that the model was asked last."""
    body = model.requests[-1].body
    assert body
    first: dict[str, Any] = body["messages"][0]
    return first


# refused


def test_a_key_that_is_no_setting_is_not_found(client: Client) -> None:
    admin = administrator(client)

    for key in ("nonsense", "jwt_secrets", "store_history", "DAILY_TOKENS"):
        assert put(client, admin, key, 1).status == 404


def test_a_value_has_to_be_given(client: Client) -> None:
    admin = administrator(client)

    for body, param in (({}, "value"), ({"value": 1, "more": 2}, "more")):
        answer = client.call("PUT", f"{SETTINGS}/daily_tokens", body, token=admin.token)
        assert (answer.status, answer.code) == (422, "invalid_request")
        assert answer.json["error"]["param"] == param


@pytest.mark.parametrize(
    ("key", "value", "param"),
    [
        ("daily_tokens", -1, "value"),
        ("daily_tokens", "5", "value"),
        ("monthly_tokens", 10**12 + 1, "value"),
        ("monthly_tokens", 1.5, "value"),
        ("signup_credits", True, "value"),
        ("signup_credits", 10**9 + 1, "value"),
        ("anonymous_chats_per_day", [], "value"),
        ("anonymous_chats_per_day", 1_000_001, "value"),
        ("enable_invite_codes", 1, "value"),
        ("enable_credit_system", "yes", "value"),
        ("limits", {"nonsense": RATE}, "value"),
        ("limits", {"chat": {"hits": 0, "seconds": 60}}, "value[...].hits"),
        ("limits", {"chat": {"hits": 1, "seconds": 0}}, "value[...].seconds"),
        ("limits", {"chat": {"hits": 1, "seconds": 3_000_000}}, "value[...].seconds"),
        ("limits", {"chat": {"hits": 1}}, "value[...].seconds"),
        ("limits", {"chat": "30/60"}, "value[...]"),
        ("announcement", "hello", "value"),
        ("announcement", {"zh": "你好"}, "value.en"),
        ("announcement", {"zh": "", "en": "x"}, "value.zh"),
        ("announcement", {"zh": "你" * 4001, "en": "x"}, "value.zh"),
        ("announcement", {**PIRATE, "fr": "x"}, "value.fr"),
        ("personas", {"Pirate": PIRATE}, "value"),
        ("personas", {"pirate\n": PIRATE}, "value"),
        ("personas", {"p" * 41: PIRATE}, "value"),
        ("personas", {"": PIRATE}, "value"),
        ("personas", {"pirate": {"zh": "x"}}, "value[...].en"),
        ("personas", {"pirate": {"zh": "x", "en": "y" * 4001}}, "value[...].en"),
        ("personas", {f"p{n}": PIRATE for n in range(51)}, "value"),
    ],
)
def test_a_value_of_another_type_or_beyond_its_range_is_refused_and_changes_nothing(
    client: Client, key: str, value: object, param: str
) -> None:
    admin = administrator(client)

    answer = put(client, admin, key, value)

    assert (answer.status, answer.code) == (422, "invalid_request")
    assert answer.json["error"]["param"] == param
    assert not seen(client, admin)[key]["changed"]


@pytest.mark.parametrize("name", ["login", "refresh", "admin"])
@pytest.mark.parametrize("rate", [{"hits": 9, "seconds": 60}, {"hits": 1000, "seconds": 61}])
def test_a_limit_that_could_keep_administrators_out_is_refused(
    client: Client, name: str, rate: dict[str, int]
) -> None:
    admin = administrator(client)

    answer = put(client, admin, "limits", {"chat": RATE, name: rate})

    assert answer.status == 422
    assert answer.json["error"]["param"] == f"value.{name}"
    assert put(client, admin, "limits", {name: {"hits": 10, "seconds": 60}}).status == 200


def test_a_value_beyond_a_megabyte_is_refused(client: Client) -> None:
    admin = administrator(client)
    long = {"zh": "你" * 4000, "en": "x"}

    answer = put(client, admin, "personas", {f"p{n}": long for n in range(90)})

    assert (answer.status, answer.code) == (413, "payload_too_large")


# seen and changed


def test_every_setting_is_shown_with_its_value_default_schema_and_meaning(
    client: Client, configure: Configure
) -> None:
    configure(DAILY_TOKENS="100", LIMITS="chat=30/1m", ENABLE_INVITE_CODES="no")
    admin = administrator(client)

    shown = seen(client, admin)

    assert list(shown) == [*policy.Policy.__struct_fields__, "moderation_words"]
    assert {tuple(one) for one in shown.values()} == {
        ("key", "value", "default", "changed", "schema", "meaning", "built_in")
    }
    assert not any(one["changed"] for one in shown.values())
    assert all(one["value"] == one["default"] for one in shown.values())
    assert shown["daily_tokens"]["value"] == 100
    assert shown["daily_tokens"]["schema"] == {"type": "integer", "minimum": 0, "maximum": 10**12}
    assert shown["limits"]["value"] == {"chat": {"hits": 30, "seconds": 60}}
    assert all(name in str(shown["limits"]["schema"]) for name in parsers.LIMITS)
    assert shown["announcement"]["value"] is None
    assert shown["personas"]["value"] == {}


def test_meanings_are_in_the_callers_language(client: Client) -> None:
    admin = administrator(client)

    english, chinese = seen(client, admin, "en"), seen(client, admin, "zh")

    assert all(one["meaning"].isascii() for one in english.values())
    assert not any(one["meaning"].isascii() for one in chinese.values())


def test_a_value_holds_until_null_brings_the_default_back(
    client: Client, configure: Configure
) -> None:
    configure(DAILY_TOKENS="100")
    admin = administrator(client)

    first = choose(client, admin, "daily_tokens", 7)
    second = choose(client, admin, "daily_tokens", 8)
    assert (first["value"], first["default"], first["changed"]) == (7, 100, True)
    assert seen(client, admin, "zh")["daily_tokens"] == second
    assert policy.current().daily_tokens == 8

    third = choose(client, admin, "daily_tokens", None)

    assert (third["value"], third["changed"]) == (100, False)
    assert choose(client, admin, "daily_tokens", None) == third
    assert policy.current().daily_tokens == 100


def test_every_change_is_in_the_trail_with_before_and_after(client: Client) -> None:
    admin = administrator(client)

    for value in (5, 6, None):
        choose(client, admin, "signup_credits", value)
    choose(client, admin, "announcement", PIRATE)

    trail = client.call(
        "GET", "/api/admin/audit", token=admin.token, query={"action": "settings.change"}
    ).json["data"]
    assert {deed["actor_id"] for deed in trail} == {admin.user["id"]}
    assert [(deed["target"], deed["before"], deed["after"]) for deed in reversed(trail)] == [
        ("signup_credits", None, {"value": 5}),
        ("signup_credits", {"value": 5}, {"value": 6}),
        ("signup_credits", {"value": 6}, None),
        ("announcement", None, {"value": PIRATE}),
    ]


def test_a_persona_that_is_named_like_a_secret_is_in_the_trail(client: Client) -> None:
    admin = administrator(client)

    choose(client, admin, "personas", {"token_sage": PIRATE})

    (deed,) = client.call(
        "GET", "/api/admin/audit", token=admin.token, query={"action": "settings.change"}
    ).json["data"]
    assert deed["after"] == {"value": {"token_sage": PIRATE}}


# what they do


def test_a_limit_limits_at_once(client: Client) -> None:
    admin, user = administrator(client), client.register()
    me = "/api/auth/me"
    assert client.call("GET", me, token=user.token).headers["x-ratelimit-limit"] == "300"

    choose(client, admin, "limits", {"read": {"hits": 2, "seconds": 86_400}})

    answers = [client.call("GET", me, token=user.token) for _ in range(3)]
    assert answers[0].headers["x-ratelimit-limit"] == "2"
    assert answers[-1].status == 429
    choose(client, admin, "limits", None)
    assert client.call("GET", me, token=user.token).headers["x-ratelimit-limit"] == "300"


def test_a_quota_holds_at_once(client: Client, model: OpenAISimulator) -> None:
    admin, user = administrator(client), client.register()
    body = {"model": "qwen-sim", "messages": QUESTION, "max_tokens": 50}

    def statuses() -> tuple[int, int]:
        tokens = (admin.token, user.token)
        first, second = (
            client.call("POST", "/v1/chat/completions", body, token=token).status
            for token in tokens
        )
        return first, second

    assert statuses() == (200, 200)
    for quota in ("daily_tokens", "monthly_tokens"):
        choose(client, admin, quota, 40)
        assert statuses() == (429, 429)
        choose(client, admin, quota, None)
    assert statuses() == (200, 200)


def test_a_new_user_gets_the_credits_for_signing_up(client: Client) -> None:
    admin = administrator(client)
    choose(client, admin, "signup_credits", 321)

    assert balance(client, client.register()) == 321


def test_registration_needs_an_invite_code_once_that_is_chosen(client: Client) -> None:
    admin = administrator(client)
    code = invite(client, admin)["code"]
    choose(client, admin, "enable_invite_codes", True)
    new = {"email": "new@example.com", "password": PASSWORD}

    assert client.call("POST", "/api/auth/register", new).code == "invite_required"
    assert info(client)["features"]["invite_codes"]
    assert client.call("POST", "/api/auth/register", {**new, "invite_code": code}).status == 201


def test_calls_cost_credits_once_that_is_chosen(client: Client, model: OpenAISimulator) -> None:
    admin, user = administrator(client), client.register()
    offer(client, admin, "dear")
    give(client, admin, user, 100_000)

    assert ask(client, account=user, model="dear").status == 200
    assert balance(client, user) == 100_000
    choose(client, admin, "enable_credit_system", True)
    assert ask(client, account=user, model="dear").status == 200

    assert balance(client, user) < 100_000
    assert info(client)["features"]["credits"]


def test_no_chats_of_strangers_are_forbidden_at_once(
    client: Client, model: OpenAISimulator
) -> None:
    admin = administrator(client)
    assert ask(client).status == 200

    choose(client, admin, "anonymous_chats_per_day", 0)
    assert (ask(client).status, ask(client).code) == (403, "forbidden")
    assert not info(client)["features"]["anonymous_chat"]

    choose(client, admin, "anonymous_chats_per_day", 2)
    assert [ask(client).status for _ in range(2)] == [200, 429]


def test_an_announcement_is_told_in_the_callers_language(client: Client) -> None:
    admin = administrator(client)
    assert info(client)["announcement"] is None

    choose(client, admin, "announcement", {"zh": "今晚维护。", "en": "Maintenance tonight."})
    assert info(client, "en")["announcement"] == "Maintenance tonight."
    assert info(client, "zh")["announcement"] == "今晚维护。"

    choose(client, admin, "announcement", None)
    assert info(client)["announcement"] is None


def test_an_added_persona_is_listed_and_speaks_both_languages(
    client: Client, model: OpenAISimulator
) -> None:
    admin, before = administrator(client), info(client)["personas"]
    assert ask(client, type="pirate").status == 422

    choose(client, admin, "personas", {"pirate": PIRATE})

    pirate = {"id": "pirate", "title": "pirate", "description": ""}
    assert info(client)["personas"] == [*before, pirate]
    for locale, prompt in PIRATE.items():
        assert ask(client, type="pirate", locale=locale).status == 200
        assert instructions(model) == {"role": "system", "content": prompt}


@pytest.mark.parametrize(
    ("more", "param"),
    [
        ({"title": {"zh": "海盗"}}, "value[...].title.en"),
        ({"title": {"zh": "海盗", "en": ""}}, "value[...].title.en"),
        ({"title": {"zh": "海盗", "en": "a\nb"}}, "value.pirate.title.en"),
        ({"description": {"zh": " ", "en": "x"}}, "value.pirate.description.zh"),
        ({"description": {"zh": "x" * 101, "en": "x"}}, "value[...].description.zh"),
        ({"name": "x"}, "value[...].name"),
    ],
)
def test_what_people_see_of_a_persona_is_a_line_in_both_languages(
    client: Client, more: dict[str, Any], param: str
) -> None:
    answer = put(client, administrator(client), "personas", {"pirate": PIRATE | more})

    assert (answer.status, answer.code) == (422, "invalid_request")
    assert answer.json["error"]["param"] == param


def test_a_persona_is_called_as_its_title_says_in_the_callers_language(client: Client) -> None:
    admin = administrator(client)
    seen_as = {
        "title": {"zh": " 海盗", "en": "Pirate"},
        "description": {"zh": "在海上", "en": "At sea"},
    }
    choose(client, admin, "personas", {"pirate": PIRATE | seen_as, "oracle": PIRATE})

    english, chinese = info(client)["personas"], info(client, "zh")["personas"]
    assert english[-1] == {"id": "pirate", "title": "Pirate", "description": "At sea"}
    assert chinese[-1] == {"id": "pirate", "title": "海盗", "description": "在海上"}
    assert {"id": "oracle", "title": "Oracle"}.items() <= english[1].items()
    assert seen(client, admin)["personas"]["value"]["oracle"] == PIRATE


def test_what_is_built_in_is_told_beside_what_was_chosen(client: Client) -> None:
    shown = seen(client, administrator(client))

    rates = shown["limits"]["built_in"]
    assert sorted(rates) == sorted(parsers.LIMITS)
    assert rates["chat"] == {"hits": limits.CHAT.hits, "seconds": limits.CHAT.seconds}
    built_in = shown["personas"]["built_in"]
    assert list(built_in) == personas.names()
    assert built_in["oracle"]["en"] == personas.prompt("oracle", "en")
    assert built_in["oracle"]["title"]["en"] == info(client)["personas"][1]["title"]
    assert shown["daily_tokens"]["built_in"] == {}


def test_a_conversation_of_an_added_persona_goes_on_without_it(
    client: Client, model: OpenAISimulator
) -> None:
    admin = administrator(client)
    choose(client, admin, "personas", {"pirate": PIRATE})
    begun = ask(client, account=admin, type="pirate").json["conversation_id"]

    choose(client, admin, "personas", None)

    assert ask(client, account=admin, conversation_id=begun).status == 200
    answer = client.call("GET", f"/api/conversations/{begun}", token=admin.token)
    assert (answer.status, answer.json["type"]) == (200, "pirate")


def test_a_built_in_persona_is_replaced_and_comes_back(
    client: Client, model: OpenAISimulator
) -> None:
    admin = administrator(client)

    def prompt() -> str:
        assert ask(client, type="oracle", locale="en").status == 200
        said: str = instructions(model)["content"]
        return said

    before = prompt()
    choose(client, admin, "personas", {"oracle": PIRATE, "pirate": PIRATE})
    assert prompt() == PIRATE["en"]
    assert [persona["id"] for persona in info(client)["personas"]].count("oracle") == 1

    shown = choose(client, admin, "personas", {"oracle": None, "pirate": PIRATE})
    assert shown["value"] == {"pirate": PIRATE}
    assert prompt() == before


@pytest.mark.parametrize("value", [{"pirate": None}, {"other": PIRATE}, {}, None])
def test_an_added_persona_is_removed_by_null_or_by_leaving_it_out(
    client: Client, model: OpenAISimulator, value: object
) -> None:
    admin = administrator(client)
    choose(client, admin, "personas", {"pirate": PIRATE})

    choose(client, admin, "personas", value)

    assert ask(client, type="pirate").status == 422
    assert "pirate" not in info(client)["personas"]
