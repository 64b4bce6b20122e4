"""Approval numbers, well printed and misread."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.drugs import approval_numbers

NUMBERS = [
    *(f"国药准字{letters}20003263" for letters in "H Z S J T F B HC ZC SC HJ ZJ SJ".split()),
    *(f"进口药品注册证号{letter}20130650" for letter in "HZS"),
    *(f"医药产品注册证号{letters}20150041" for letters in ("HC", "ZC", "SC")),
]
LOOKS_LIKE = {"0": "0OoQD〇○", "1": "1IiLl|!", "2": "2Zz", "5": "5Ss", "8": "8B"}
WIDE = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ０１２３４５６７８９",
)
TRADITIONAL = str.maketrans("国药准号证", "國藥準號證")
OF_NUMBERS = "国药准字號证注册HZSJBC 0123456789OIlB:：\n"


def misread(digit: str) -> st.SearchStrategy[str]:
    return st.sampled_from(LOOKS_LIKE.get(digit, digit))


@st.composite
def written(draw: st.DrawFn) -> tuple[str, str]:
    """A number, and how a picture of it was read."""
    letters = draw(st.sampled_from("H Z S J T F B HC ZC SC HJ ZJ SJ".split()))
    digits = draw(st.from_regex(r"[0-9]{8}", fullmatch=True))
    shown = draw(st.tuples(*(misread(digit) for digit in digits)))
    gaps = draw(st.lists(st.sampled_from(["", "", "", " "]), min_size=8, max_size=8))
    number = "".join(gap + character for gap, character in zip(gaps, shown, strict=True))
    words = draw(st.sampled_from(["国药准字", "國藥準字", "国 药 准 字", "国药淮宇", "囯约准字"]))
    gap = draw(st.sampled_from(["", " ", ":", "：", "\n"]))
    before = draw(st.sampled_from(["", "批准文号:", "0.25g×24粒 "]))
    after = draw(st.sampled_from(["", "\n生产企业", " OTC", "。", " 24粒/盒"]))
    table = draw(st.sampled_from([{}, WIDE]))
    return f"国药准字{letters}{digits}", before + words + gap + (letters + number).translate(
        table
    ) + after


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_canonical_however_it_is_typed(number: str) -> None:
    for typed in (
        number,
        f" {number} ",
        number.lower(),
        number.translate(WIDE),
        number.translate(TRADITIONAL),
        " ".join(number),
        number.replace("证号", "证"),
    ):
        assert approval_numbers.canonical(typed) == number
        assert approval_numbers.find(f"批准文号：{typed}。") == number


@pytest.mark.parametrize(
    "typed",
    [
        "", "H20003263", "国药准字", "国药准字20003263", "国药准字H2000326", "国药准字H200032631",
        "国药准字X20003263", "国药准字H2OOO3263", "国药准字HB20003263", "国食健字G20003263",
        "进口药品注册证号J20130650", "医药产品注册证号H20150041",
        "国药准字H20003263 国药准字H20003263",
        "国药准字H²⁰⁰⁰³²⁶³x", "国药准字H٢٠٠٠٣٢٦٣",
    ],
)  # fmt: skip
def test_what_has_another_format_is_no_number(typed: str) -> None:
    assert approval_numbers.canonical(typed) is None


@given(written())
def test_a_number_comes_out_canonical_with_any_confusion(given: tuple[str, str]) -> None:
    number, read = given

    assert approval_numbers.find(read) == number


@pytest.mark.parametrize(
    ("read", "number"),
    [
        ("国药准字820003263", "国药准字B20003263"),
        ("国药准字520003263", "国药准字S20003263"),
        ("国药准字2２０００３２６３", "国药准字Z20003263"),
        ("注册证号 HC2O15OO4l", "医药产品注册证号HC20150041"),
        ("进口药品注册证号 H20130650 国药准字J20130650", "国药准字J20130650"),
        ("国药准字(H20003263)", "国药准字H20003263"),
        ("准字H20003263", "国药准字H20003263"),
        ("国药准字H20003263 国药准字Z20003264", "国药准字H20003263"),
        ("国药准字: 见盒 国药准字Z20003264", "国药准字Z20003264"),
        ("H2OOO3263\n阿莫西林胶囊\n批准文号:国药准字", "国药准字H20003263"),
        ("注册证号\n24粒\nHC20150041", "医药产品注册证号HC20150041"),
    ],
)
def test_what_a_letter_and_its_words_are_misread_as(read: str, number: str) -> None:
    assert approval_numbers.find(read) == number


@pytest.mark.parametrize(
    "read",
    [
        "H20003263", "产品批号H20003263", "国药准字", "国药准字H2000326", "国药准字H200032631",
        "国药准字H2000326 24粒", "国药准字20003263 2板", "国药准字H2000\n3263", "国药准字X20003263",
        "国械注准20003263", "注册证号J20130650", "执行标准H20003263", "国药准字H2000A263",
        "国药准字HI20003263", "H20003263\n国药准字\n24粒\nH20003264", "H20003263\n国药准字见盒",
        "批号H20003263\n国药准字", "H20003263\n阿莫西林胶囊",
    ],
)  # fmt: skip
def test_what_is_not_whole_or_is_something_else_is_no_number(read: str) -> None:
    assert approval_numbers.find(read) is None


@given(st.text() | st.text(alphabet=OF_NUMBERS, max_size=60))
def test_no_number_is_made_up(text: str) -> None:
    found = approval_numbers.find(text)

    if found:
        assert approval_numbers.canonical(found) == found
        digits = re.escape(found[-8:])
        allowed: Any = {digit: f"[{LOOKS_LIKE.get(digit, digit)}]" for digit in "0123456789"}
        pattern = r"[ \t]*".join(allowed[digit] for digit in digits)
        assert re.search(pattern, text)
        assert re.search("[准淮準][ \t]*[字宇学]|注册证", text)
