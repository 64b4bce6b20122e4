"""The persona that speaks of medicines: no doses, but the leaflet, a doctor or pharmacist."""

import re

import pytest

from shared.chat import personas
from shared.i18n.locales import Locale
from tests.client import Client
from tests.functions.questions import ask, spoken
from tests.simulators.openai import OpenAISimulator

SAID = "用于止痛。成人一次400mg，一日3次。孕妇禁用。"
KEPT = "用于止痛。（这里不提供用量：用法用量请以药品说明书为准，并咨询医生或药师。）孕妇禁用。"
ADVISOR = personas.DRUG_ADVISOR


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("zh", ["绝不给出剂量", "次数", "疗程", "说明书", "医生或药师", "不做诊断", "立即就医"]),
        ("en", ["Never give a dose", "how often", "leaflet", "doctor or pharmacist", "neither"]),
    ],
)
def test_its_prompt_forbids_doses_and_names_who_knows(locale: Locale, words: list[str]) -> None:
    prompt = personas.prompt(ADVISOR, locale)

    assert [word for word in words if word not in prompt] == []
    assert not re.search(r"\d", prompt)


@pytest.mark.parametrize(("locale", "word"), [("zh", "说明书"), ("en", "leaflet")])
def test_its_answers_come_with_where_to_look(
    client: Client, model: OpenAISimulator, locale: str, word: str
) -> None:
    whole = ask(client, type=ADVISOR, locale=locale).json
    streamed = ask(client, type=ADVISOR, locale=locale, stream=True).events

    (note,) = whole["notes"]
    assert word in note
    assert streamed[0][1]["notes"] == streamed[-1][1]["notes"] == [note]


def test_a_dose_that_the_model_gives_is_left_out(client: Client, model: OpenAISimulator) -> None:
    model.say(SAID, SAID)

    whole = ask(client, type=ADVISOR)
    streamed = ask(client, type=ADVISOR, stream=True)

    told = [data["content"] for name, data in streamed.events if name == "delta"]
    assert whole.json["message"]["content"] == "".join(told) == KEPT


def test_what_is_kept_is_what_was_said(client: Client, model: OpenAISimulator) -> None:
    account = client.register()
    model.say(SAID, SAID)

    for stream in (False, True):
        answer = ask(client, account=account, type=ADVISOR, stream=stream)
        told = answer.events[-1][1] if stream else answer.json
        turns = spoken(client, account, told["conversation_id"])
        assert turns[-1] == ("assistant", KEPT)


def test_other_personas_say_what_they_say(client: Client, model: OpenAISimulator) -> None:
    model.say(SAID)

    assert ask(client).json["message"]["content"] == SAID
