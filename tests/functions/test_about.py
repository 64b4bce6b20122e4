"""GET /api/info."""

import json

import pytest

from shared.chat import personas
from tests.client import Client
from tests.conftest import Configure
from tests.simulators.openai import OpenAISimulator


def test_name_version_and_personas_are_told_to_everybody(client: Client) -> None:
    answer = client.call("GET", "/api/info")

    assert answer.status == 200
    assert answer.json["name"] == "Yunzhan"
    assert answer.json["version"].count(".") == 2
    assert answer.json["mode"] == "local"
    assert [persona["id"] for persona in answer.json["personas"]] == personas.names()
    assert answer.json["anonymous_chats_per_day"] == 20


@pytest.mark.parametrize(("language", "title"), [("zh", "译者"), ("en", "Translator")])
def test_personas_are_called_in_the_language_of_who_asks(
    client: Client, language: str, title: str
) -> None:
    answer = client.call("GET", "/api/info", headers={"Accept-Language": language})

    titles = {persona["id"]: persona["title"] for persona in answer.json["personas"]}
    assert titles["translator"] == title
    assert all(persona["description"] for persona in answer.json["personas"])


def test_features_are_as_configured(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    assert client.call("GET", "/api/info").json["features"] == {
        "chat": True,
        "anonymous_chat": True,
        "invite_codes": False,
        "credits": False,
        "history": True,
        "media": True,
        "speech": False,
        "speech_synthesis": False,
        "images": False,
        "videos": False,
        "rerank": False,
        "mail": False,
        "email_confirmation": False,
    }

    configure(
        OPENAI_API_URL="", OPENAI_API_KEY="", ANONYMOUS_CHATS_PER_DAY="0", STORE_HISTORY="no",
        ENABLE_INVITE_CODES="yes", ENABLE_CREDIT_SYSTEM="1", FFMPEG="/nowhere/ffmpeg",
        DASHSCOPE_API_KEY="sk-studio",
    )  # fmt: skip

    assert client.call("GET", "/api/info").json["features"] == {
        "chat": True,
        "anonymous_chat": False,
        "invite_codes": True,
        "credits": True,
        "history": False,
        "media": False,
        "speech": False,
        "speech_synthesis": True,
        "images": True,
        "videos": True,
        "rerank": True,
        "mail": False,
        "email_confirmation": False,
    }


def test_wrong_configuration_is_said_in_the_log_and_not_to_clients(
    client: Client, configure: Configure, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(PORT="a hundred")

    answer = client.call("GET", "/api/info")

    assert (answer.status, answer.code) == (503, "unavailable")
    assert b"hundred" not in answer.body
    (line,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert line["level"] == "error"
    assert line["cause"] == ["PORT 'a hundred' is not a whole number"]


def test_without_the_database_nothing_is_offered_that_it_would_know_of(
    client: Client, configure: Configure
) -> None:
    configure(DATABASE_URL="mysql://root:secret@127.0.0.1:1/yunzhan", LOCAL_SPEECH="off")

    answer = client.call("GET", "/api/info")

    assert answer.status == 200
    assert not answer.json["features"]["speech"]
