"""Facts about a drug from the text of a picture."""

import time
import unicodedata
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.drugs import names
from shared.recognition import drug_facts
from shared.recognition.drug_facts import Facts
from shared.recognition.layout.positions import EM
from shared.recognition.ocr import Line

BOX = [
    ("OTC", 20),
    ("阿莫西林胶囊", 60),
    ("Amoxicillin Capsules", 24),
    ("0.25g×24粒", 28),
    ("【适应症】用于敏感菌所致的呼吸道感染", 20),
    ("及泌尿生殖道感染等。", 20),
    ("【用法用量】口服。成人一次0.5g，一日3次。", 20),
    ("【禁忌】青霉素过敏者禁用。", 20),
    ("【注意事项】请参见【禁忌】和说明书。", 20),
    ("批准文号：国药准字H20003263", 22),
    ("生产企业：石药集团中诺药业（石家庄）有限公司", 22),
]
FACTS = Facts(
    name="阿莫西林胶囊",
    approval_number="国药准字H20003263",
    manufacturer="石药集团中诺药业（石家庄）有限公司",
    specification="0.25g×24粒",
    dosage_form="胶囊",
    indications="用于敏感菌所致的呼吸道感染及泌尿生殖道感染等。",
    dosage="口服。成人一次0.5g，一日3次。",
    contraindications="青霉素过敏者禁用。",
    warnings="请参见【禁忌】和说明书。",
)
WORDS = st.sampled_from(
    "【适应症】 适应症 用法用量： 禁忌 注意事项: 通用名称： 商品名 规格 剂型 生产企业 阿莫西林胶囊"
    " 片 国药准字H20003263 H20003263 0.25g×24粒 石药集团制药有限公司 2026.05.10 本品 OTC".split()
)
HEIGHTS = st.none() | st.floats(min_value=1, max_value=200)


def read(*lines: str | tuple[str, float | None]) -> Facts:
    return drug_facts.read(list(printed(*lines))).facts


def printed(*lines: str | tuple[str, float | None]) -> Iterator[Line]:
    """Lines one below the other; of no given height they are 20 pixels high."""
    top = 0.0
    for line in lines:
        text, given = (line, None) if isinstance(line, str) else line
        height = given or 20.0
        right, bottom = EM * height * max(len(text), 2), top + height
        yield Line(text, ((0, top), (right, top), (right, bottom), (0, bottom)))
        top = bottom + 8


def found(*lines: str | tuple[str, float | None]) -> dict[str, Any]:
    """The facts that are known."""
    facts = msgspec.structs.asdict(read(*lines))
    return {field: fact for field, fact in facts.items() if fact is not None}


def test_a_box_says_all_its_facts() -> None:
    assert read(*BOX) == FACTS


def test_heights_are_not_needed_where_the_form_ends_the_name() -> None:
    assert read(*(text for text, _ in BOX)) == FACTS


def test_a_box_that_says_nothing_has_no_facts() -> None:
    assert read() == read("", "   ") == read("OTC", "Made in China") == Facts()


def test_facts_may_be_on_one_line() -> None:
    line = "通用名称：布洛芬缓释胶囊 商品名：芬必得 规格：0.3g*20粒 批准文号：国药准字H10900089"

    assert found(line) == {
        "name": "芬必得",
        "generic_name": "布洛芬缓释胶囊",
        "approval_number": "国药准字H10900089",
        "specification": "0.3g×20粒",
        "dosage_form": "缓释胶囊",
    }


def test_a_fact_may_be_on_the_line_after_its_words() -> None:
    assert found(
        "通用名称", "蒙脱石散", "规 格", "3g×10袋", "剂型", "散剂", "生产企业", "甲乙制药有限公司",
        "批准文号", "国药准字", "H20000690",
    ) == {
        "name": "蒙脱石散",
        "generic_name": "蒙脱石散",
        "approval_number": "国药准字H20000690",
        "manufacturer": "甲乙制药有限公司",
        "specification": "3g×10袋",
        "dosage_form": "散剂",
    }  # fmt: skip


def test_what_follows_other_words_is_not_taken_for_their_fact() -> None:
    facts = found(
        "通用名称", "国药准字H20000690", "规格", "生产日期 2026.05.10", "剂型", "见说明书"
    )

    assert facts == {"approval_number": "国药准字H20000690"}


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ([("感冒灵颗粒", 50), ("本品为颗粒", 20)], "感冒灵颗粒"),
        ([("每板12片", 90), ("维C银翘片", 40)], "维C银翘片"),
        ([("阿莫西林", 60), ("胶囊", 58)], "阿莫西林胶囊"),
        ([("感冒靈顆粒 10g×9袋", 50)], "感冒靈顆粒"),
        ([("芬必得®布洛芬缓释胶囊", 50)], "布洛芬缓释胶囊"),
        ([("小儿氨酚黄那敏颗粒", 20), ("双黄连口服液", 60)], "双黄连口服液"),
        ([("安宫牛黄", 80), ("北京某某", 30)], "安宫牛黄"),
        ([("速效救心丸", 20), ("某某大药房", 60)], "速效救心丸"),
        ([("注射用头孢曲松钠", 60), ("1.0g", 20)], "注射用头孢曲松钠"),
        ([("维生素B12片", None)], "维生素B12片"),
    ],
)
def test_the_name_is_the_largest_that_ends_with_a_form_or_a_title(
    lines: list[tuple[str, float | None]], name: str
) -> None:
    assert read(*lines).name == name


@pytest.mark.parametrize(
    "lines",
    [
        [("请将本品置于儿童不能接触处的药片", 20)],
        [("一次2片", 60), ("口服", 20)],
        [("胶囊", 60), ("24粒", 20)],
        [("999", 80), ("OTC", 20)],
        [("同仁堂", 40), ("健康人生", 38)],
        ["安宫牛黄", "北京"],
        [("甲乙制药有限公司", 90), ("国药准字H20003263", 20)],
    ],
)
def test_what_is_no_name_is_not_taken_for_one(lines: list[Any]) -> None:
    assert read(*lines).name is None


@pytest.mark.parametrize(
    ("text", "specification"),
    [
        ("0.25g×24粒", "0.25g×24粒"),
        ("0.25gx24粒/盒", "0.25g×24粒/盒"),
        ("10mg*7片*2板", "10mg×7片×2板"),
        ("１００ｍｌ：２ｇ", "100ml:2g"),
        ("3g/袋", "3g/袋"),
        ("12片✕2板", "12片×2板"),
        ("规格 每片0.1g", "每片0.1g"),
        ("每盒内装 0.15㎎ × 30 粒 请查收", "0.15mg×30 粒"),
        ("0.25g", "0.25g"),
        ("24粒", "24粒"),
        ("5%", "5%"),
    ],
)
def test_a_specification_is_read_in_its_usual_forms(text: str, specification: str) -> None:
    assert read(text).specification == specification


@pytest.mark.parametrize(
    "text", ["一次0.5g，一日3次", "规格：见瓶签", "2026/05/10", "0571-12345678", "5x", "H2×3"]
)
def test_what_is_no_specification_is_not_taken_for_one(text: str) -> None:
    assert read(text).specification is None


@pytest.mark.parametrize(
    ("lines", "maker"),
    [
        (["珠海联邦制药股份有限公司中山分公司"], "珠海联邦制药股份有限公司中山分公司"),
        (["博福-益普生(天津)制药有限公司 天津"], "博福-益普生(天津)制药有限公司"),
        (["北京同仁堂制药厂"], "北京同仁堂制药厂"),
        (["某某印刷有限公司", "甲乙药业有限公司"], "甲乙药业有限公司"),
        (["经销商 丙丁医药有限公司", "甲乙药业有限公司"], "甲乙药业有限公司"),
        (["总代理丙丁医药有限公司"], None),
        (["上市许可持有人：甲方药业有限公司", "生产企业：乙方药业有限公司"], "乙方药业有限公司"),
        (["上市许可持有人：甲方药业有限公司"], "甲方药业有限公司"),
        (["生产企业：企业名称：甲乙药业有限公司 生产地址：某路1号"], "甲乙药业有限公司"),
        (["生产厂家：Bayer AG"], "Bayer AG"),
        (["某某文化传媒有限公司"], None),
    ],
)
def test_the_maker_is_a_pharmaceutical_company_or_what_is_called_so(
    lines: list[str], maker: str | None
) -> None:
    assert read(*lines).manufacturer == maker


def test_a_long_fact_ends_where_something_else_begins() -> None:
    assert found(
        ("功能主治", 20), ("清热解毒,", 20), ("用于咽痛。", 20), ("板蓝根颗粒", 60),
        ("用法用量 口服。", 20), ("一次1袋。", 20), ("甲乙药业有限公司", 20), ("禁忌", 20),
        ("孕妇禁用。", 20), ("国药准字Z44023484", 20), ("注意事项忌烟酒", 20), ("2026.05.10", 20),
    ) == {
        "name": "板蓝根颗粒",
        "approval_number": "国药准字Z44023484",
        "manufacturer": "甲乙药业有限公司",
        "dosage_form": "颗粒",
        "indications": "清热解毒,用于咽痛。",
        "dosage": "口服。一次1袋。",
        "contraindications": "孕妇禁用。",
        "warnings": "忌烟酒",
    }  # fmt: skip


@pytest.mark.parametrize("specification", ["80mg×7片", "54片"])
def test_a_specification_is_not_what_a_sentence_goes_on_with(specification: str) -> None:
    facts = found("【适应症】高血压", specification)

    assert facts == {"indications": "高血压", "specification": specification}


def test_the_first_of_two_that_say_the_same_fact_counts() -> None:
    assert found("用法用量：口服", "禁忌：", "用法用量：外用") == {"dosage": "口服"}


@given(st.lists(st.tuples(st.text() | st.lists(WORDS).map("".join), HEIGHTS), max_size=12))
def test_facts_have_no_character_that_the_picture_has_not(lines: list[tuple[str, float]]) -> None:
    facts = found(*lines)
    whole = names.plain("".join(text for text, _ in lines))
    there = set(whole) | set("".join(map(names.key, whole))) | set("× 国药准字进口药品注册证号医产")

    for field, fact in facts.items():
        assert fact.strip()
        if field != "approval_number":
            compatible = unicodedata.normalize("NFKC", whole)
            assert set(names.plain(fact)) <= there | set(compatible), field


@given(st.lists(st.text()))
def test_any_text_is_read_and_no_number_is_made_up(texts: list[str]) -> None:
    facts = read(*texts)

    assert facts.approval_number is None or "准" in names.plain("".join(texts))


@pytest.mark.parametrize("part", ["1", "国", "药业", "A", "(", "1.1", "规 ", "国药准字H", "10片×"])
def test_long_lines_do_not_take_long(part: str) -> None:
    begun = time.process_time()

    read(part * 3000)

    assert time.process_time() - begun < 2
