"""What the adviser on medicines leaves out of a model's answer."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.chat import doses
from shared.chat.doses import Guard

ZH = "（这里不提供用量：用法用量请以药品说明书为准，并咨询医生或药师。）"
EN = "(No doses are given here: go by the leaflet, and ask a doctor or pharmacist.) "


@pytest.mark.parametrize(
    "sentence",
    [
        "成人一次0.5g，一日3次。",
        "每次两片。",
        "布洛芬 400 毫克即可。",
        "每日三次，饭后服。",
        "每6小时服一次。",
        "每隔八个小时再吃。",
        "24小时内不超过四次。",
        "连续服用七天。",
        "儿童按体重每公斤10mg。",
        "一般三个疗程。",
        "半片就够了！",
        "Adults may take 400 mg.",
        "Take one or two tablets.",
        "Take a tablet with water.",
        "Use it twice a day.",
        "Every 6 hours is usual.",
        "every four to six hours, as needed",
        "Take it for seven days.",
        "One 10-milligram capsule.",
        "three times daily",
        "2.5ml for infants",
        "**400** mg, as a rule",
        "每次 **2** 片。",
        "The usual dose is 400, taken with food.",
        "常用剂量为400。",
        "200～400毫克。",
        "２００ｍｇ",
        "q6h with meals, or tid",
        "six-hourly",
        "一日三回，饭后。",
        "首剂加倍。",
        "儿童减半。",
        "每侧鼻孔喷2下。",
        "3天吃一次。",
        "一次5万单位。",
        "按每千克15计算。",
        "睡前顿服。",
        "每次一管。",
        "half a tablet",
        "a teaspoon of syrup",
        "2 tabs, then 1-2 caps",
        "1000 milligrammes",
        "Take 2 with food.",
        "a couple of pills",
        "Swallow three, with water",
        "up to eight in 24 hours",
        "max 3x/day",
        "two sprays, then use a patch",
    ],
)
def test_how_much_how_often_and_how_long_are_left_out(sentence: str) -> None:
    assert doses.without(sentence, "zh") == ZH
    assert doses.without(sentence, "en") == EN


@pytest.mark.parametrize(
    "answer",
    [
        "布洛芬用于缓解轻至中度疼痛。对阿司匹林过敏者禁用。\n请咨询医生！",
        "维生素B12片是一种维生素。",
        "第一次使用前请阅读说明书。",
        "1. 孕妇慎用。\n2. 服药期间不要饮酒。",
        "Ibuprofen relieves pain. It is sold as a tablet.\n\nAsk a doctor, e.g. when pregnant.",
        "Never double a dose that was forgotten.",
        "另一剂型更合适。孕妇、儿童及老人应在医生指导下使用。",
        "Take one thing at a time. Two tabulated studies, within a month.",
        "",
    ],
)
def test_anything_else_is_said_as_it_is(answer: str) -> None:
    assert doses.without(answer, "zh") == answer


def test_only_the_sentences_with_a_dose_are_left_out_and_said_once_why() -> None:
    answer = "用于止痛。成人一次1片。一日3次。\n孕妇禁用。每次2片。"

    assert doses.without(answer, "zh") == f"用于止痛。{ZH}\n孕妇禁用。"


@given(
    st.lists(st.sampled_from(["止痛", "。", "一次", "2", "片", "\n", "x", ". ", "5 m", "g", "!"]))
)
def test_pieces_are_guarded_like_the_whole(pieces: list[str]) -> None:
    guard = Guard("zh")

    said = "".join(guard.take(piece) for piece in pieces) + guard.end()

    assert said == doses.without("".join(pieces), "zh")


@given(st.text(alphabet="12片次日每小时天mgx. \n。"))
def test_what_is_said_has_no_dose(text: str) -> None:
    said = doses.without(text, "en").replace(EN.strip(), "")

    assert doses.without(said, "en").strip() == said.strip()


@pytest.mark.parametrize("part", ["1", "一", "1.", "每 ", "two to ", "a", "服用", "1 片"])
def test_long_answers_take_no_long_time(part: str) -> None:
    begun = time.process_time()

    guard = Guard("zh")
    for _ in range(3000):
        guard.take(part)
    guard.end()

    assert time.process_time() - begun < 2
