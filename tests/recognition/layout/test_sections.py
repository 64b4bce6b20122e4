"""Which lines belong to which section, by where they stand: lines of 20 pixels, 30 apart."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from shared.recognition import drug_facts
from shared.recognition.layout.positions import EM
from shared.recognition.ocr import Line

HEIGHT = 20
WIDTH = EM * HEIGHT  # of a character
Place = tuple[float, float, str]


def printed(*places: Place) -> Iterator[Line]:
    """Lines at x and y; two spaces in a text are as wide as three characters."""
    for x, y, text in places:
        steps = [
            3.0 if pair == "  " else 1.0 for pair in (text[i : i + 2] for i in range(len(text)))
        ]
        length = sum(steps)
        middles = [(sum(steps[:i]) + 0.5) / length for i in range(len(text))]
        right, bottom = x + WIDTH * length, y + HEIGHT
        kept = [(c, m) for c, m in zip(text, middles, strict=True) if c != " "]
        corners = ((x, y), (right, y), (right, bottom), (x, bottom))
        yield Line("".join(c for c, _ in kept), corners, tuple(m for _, m in kept))


def found(*places: Place) -> dict[str, Any]:
    """The facts that are known."""
    facts = msgspec.structs.asdict(drug_facts.read(list(printed(*places))).facts)
    return {field: fact for field, fact in facts.items() if fact is not None}


def doubtful(*places: Place) -> list[str]:
    return drug_facts.read(list(printed(*places))).doubtful


def test_columns_are_read_one_after_the_other() -> None:
    page = [
        (0, 0, "【适应症】用于敏感菌所致"), (300, 0, "【禁忌】对青霉素过敏者"),
        (0, 30, "的呼吸道感染"), (300, 30, "及孕妇禁用"),
        (0, 60, "【用法用量】饭后口服"),
    ]  # fmt: skip

    assert found(*page) == {
        "indications": "用于敏感菌所致的呼吸道感染",
        "contraindications": "对青霉素过敏者及孕妇禁用",
        "dosage": "饭后口服",
    }
    assert drug_facts.read(list(printed(*page))).text.splitlines() == [
        "【适应症】用于敏感菌所致", "的呼吸道感染", "【用法用量】饭后口服",
        "【禁忌】对青霉素过敏者", "及孕妇禁用",
    ]  # fmt: skip


def test_two_columns_that_were_found_as_one_line_are_cut_at_their_gap() -> None:
    assert found(
        (0, 0, "【适应症】用于敏感菌  【禁忌】对青霉素过敏"),
        (0, 30, "所致的呼吸道感染啊啊  的患者及孕妇不得用"),
    ) == {
        "indications": "用于敏感菌所致的呼吸道感染啊啊",
        "contraindications": "对青霉素过敏的患者及孕妇不得用",
    }


def test_two_columns_that_cannot_be_cut_are_not_told() -> None:
    page = [
        (0, 0, "【适应症】用于敏感菌所致"), (225, 0, "【禁忌】对青霉素过敏者"),
        (0, 30, "的呼吸道感染和皮肤感染及孕妇禁用和慎用"),
    ]  # fmt: skip

    assert found(*page) == {}
    assert doubtful(*page) == ["indications", "contraindications"]


def test_a_table_may_have_two_titles_in_a_row() -> None:
    assert found(
        (0, 0, "适应症"), (90, 0, "用于敏感菌所致的"),
        (300, 0, "禁忌"), (390, 0, "对青霉素过敏者和"),
        (90, 30, "呼吸道感染。"), (390, 30, "孕妇禁用。"),
        (0, 80, "规格"), (90, 80, "0.5g×24粒"), (300, 80, "用法用量"), (390, 80, "口服。"),
    ) == {
        "indications": "用于敏感菌所致的呼吸道感染。",
        "contraindications": "对青霉素过敏者和孕妇禁用。",
        "specification": "0.5g×24粒",
        "dosage": "口服。",
    }  # fmt: skip


def test_titles_in_the_middle_of_their_lines_have_the_lines_around_them() -> None:
    assert found(
        (90, 0, "用于敏感菌所致的"), (0, 15, "适应症"), (90, 30, "呼吸道感染"),
        (0, 80, "禁忌"), (90, 80, "孕妇禁用"),
    ) == {"indications": "用于敏感菌所致的呼吸道感染", "contraindications": "孕妇禁用"}  # fmt: skip


def test_titles_that_may_stand_beside_the_first_line_or_the_middle_are_not_told() -> None:
    page = [
        (0, 0, "适应症"), (90, 0, "用于敏感菌所致的"), (90, 30, "对青霉素过敏者孕"),
        (0, 60, "禁忌"), (90, 60, "妇及哺乳期妇女禁"), (90, 90, "止服用本品"),
    ]  # fmt: skip

    assert found(*page) == {}
    assert doubtful(*page) == ["indications", "contraindications"]


@pytest.mark.parametrize("end", ["", "。"])
def test_a_section_that_may_go_on_in_the_next_column_is_not_told(end: str) -> None:
    page = [
        (0, 0, "【适应症】用于呼吸道感染"), (300, 0, "孕妇及哺乳期妇女不得服用"),
        (0, 30, f"【禁忌】对青霉素过敏者{end}"), (300, 30, "【用法用量】口服"),
    ]  # fmt: skip

    assert found(*page) == {"indications": "用于呼吸道感染", "dosage": "口服"}


def test_a_line_that_cannot_be_read_leaves_its_section_untold() -> None:
    lines = list(
        printed((0, 0, "【禁忌】对青霉素过敏者"), (0, 30, "口口口"), (0, 60, "【规格】5g"))
    )
    lines[1] = lines[1]._replace(score=0.3)

    told = drug_facts.read(lines)

    assert (told.facts.contraindications, told.doubtful) == (None, ["contraindications"])
    assert "口口口" not in told.text


def test_words_may_be_broken_between_two_lines() -> None:
    assert found(
        (0, 0, "【适应症】用于呼吸道感染。【用法"),
        (0, 30, "用量】口服。【禁忌】孕妇禁用。【"),
        (0, 60, "注意事项】忌烟酒。"),
    ) == {
        "indications": "用于呼吸道感染。",
        "dosage": "口服。",
        "contraindications": "孕妇禁用。",
        "warnings": "忌烟酒。",
    }


def test_words_in_brackets_end_a_section_also_if_they_were_misread() -> None:
    assert found((0, 0, "【适应症】用于呼吸道感染。"), (0, 30, "【禁总】孕妇禁用。")) == {
        "indications": "用于呼吸道感染。"
    }


def test_a_line_over_two_columns_belongs_to_none() -> None:
    assert found(
        (0, 0, "【适应症】用于呼吸道感染。"), (300, 0, "【禁忌】孕妇禁用。"),
        (0, 30, "本品须遮光密封在阴凉干燥之处保存并防止潮湿虫蛀"),
    ) == {"indications": "用于呼吸道感染。", "contraindications": "孕妇禁用。"}  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "请仔细阅读说明书并在医师指导下使用",
        "www.example.com",
        "6901234567892",
        "Made in China",
        "国药准字H20003263",
    ],
)
def test_what_stands_on_every_box_is_no_part_of_a_section(line: str) -> None:
    facts = found((0, 0, "【禁忌】孕妇禁用"), (0, 30, line), (0, 60, "遮光密封保存"))

    assert facts["contraindications"] == "孕妇禁用"


def test_lines_aside_are_not_read_into_a_section() -> None:
    lines = list(printed((0, 0, "【禁忌】对青霉素过敏者"), (0, 30, "禁用"), (0, 60, "【规格】5g")))
    corners = lines[1].corners
    lines[1] = lines[1]._replace(corners=corners[2:] + corners[:2])  # upside down

    assert drug_facts.read(lines).facts.contraindications is None
