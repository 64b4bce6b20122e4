"""CSV files of drugs."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.drugs import csv_import
from shared.errors import InvalidLines, InvalidRequest, PayloadTooLarge, UnsupportedMediaType
from shared.http.request import Request
from tests.medicines import AMOXICILLIN, csv_file, number

MINIMAL = {"name": "板蓝根颗粒", "approval_number": "国药准字Z44023484"}
CHINESE = {
    "name": "药品名称",
    "generic_name": "通用名称",
    "approval_number": "批准文号",
    "manufacturer": "生产企业",
    "specification": "规格",
    "dosage_form": "剂型",
    "indications": "适应症",
    "dosage": "用法用量",
    "contraindications": "禁忌",
    "warnings": "注意事项",
}


def faults(raw: bytes) -> list[tuple[int, str | None, str]]:
    with pytest.raises(InvalidLines) as refused:
        csv_import.read(raw)
    return [(fault.line, fault.param, fault.reason) for fault in refused.value.faults]


def reason(raw: bytes) -> str:
    with pytest.raises(InvalidRequest) as refused:
        csv_import.read(raw)
    return refused.value.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_is_read_in_every_encoding_that_it_may_have(encoding: str) -> None:
    assert csv_import.read(csv_file(AMOXICILLIN, encoding=encoding)) == [AMOXICILLIN]


def test_columns_may_be_named_in_chinese_and_come_in_any_order() -> None:
    record = {CHINESE[field]: AMOXICILLIN[field] for field in reversed(AMOXICILLIN)}

    assert csv_import.read(csv_file(record, encoding="gb18030")) == [AMOXICILLIN]
    assert csv_import.read(csv_file({f" {key}： ": text for key, text in record.items()}))
    assert csv_import.read(csv_file({"Name": "药", "Approval number": number(1)}))


def test_comments_and_empty_lines_say_nothing() -> None:
    raw = csv_file(MINIMAL).replace(b"\r\n", b"\r\n# comment, with a comma\r\n\r\n,,,\r\n")

    assert [entry["name"] for entry in csv_import.read(b"# first\n" + raw)] == ["板蓝根颗粒"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_end_in_every_way(ending: str) -> None:
    raw = ending.join(["name,approval_number", f"药,{number(1)}", f"丸,{number(2)}"]).encode()

    assert [entry["name"] for entry in csv_import.read(raw)] == ["药", "丸"]


def test_what_is_not_said_is_empty_and_short_lines_say_less() -> None:
    raw = csv_file(MINIMAL | {"dosage": "口服"}, ["蒙脱石散", number(1)])

    first, second = csv_import.read(raw)
    assert first["dosage"] == "口服"
    assert first["warnings"] == second["dosage"] == ""


def test_space_is_tidied_and_numbers_become_canonical() -> None:
    record = {
        "name": " 阿莫西林　 胶囊 ",
        "approval_number": "國藥準字ｈ２０００３２６３",
        "dosage": " 第一行 \r\n  第二  行 ",
    }

    (entry,) = csv_import.read(csv_file(record))

    assert entry["name"] == "阿莫西林 胶囊"
    assert entry["approval_number"] == "国药准字H20003263"
    assert entry["dosage"] == "第一行\n第二 行"


@pytest.mark.parametrize("cell", ['=HYPERLINK("http://evil")', "+1", "-1", "@SUM(A1)", "'x", "''"])
def test_a_formula_is_a_text_like_any_other(cell: str) -> None:
    (entry,) = csv_import.read(csv_file(MINIMAL | {"warnings": cell}))

    assert entry["warnings"] == cell


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x"])
def test_the_apostrophe_of_an_export_is_dropped(cell: str) -> None:
    (entry,) = csv_import.read(csv_file(MINIMAL | {"warnings": f"'{cell}"}))

    assert entry["warnings"] == cell


def test_everything_that_is_wrong_is_told_with_its_line_and_field() -> None:
    raw = csv_file(
        {"name": "一", "approval_number": number(1), "dosage": "两\n行"},
        ["", number(2)],
        ["三", "国药准字X1"],
        ["四", ""],
        ["五" * 101, number(5), "a\x00b"],
        ["六", number(1)],
        ["七", number(7), "", "多"],
        ["八", number(8), "a\u202eb"],
    )

    assert faults(raw) == [
        (4, "name", "field_missing"),
        (5, "approval_number", "number_invalid"),
        (6, "approval_number", "field_missing"),
        (7, "name", "field_text_most"),
        (7, "dosage", "field_value"),
        (8, "approval_number", "number_twice"),
        (9, None, "csv_cells"),
        (10, "dosage", "field_value"),
    ]


def test_each_field_has_a_greatest_length() -> None:
    for field in AMOXICILLIN.keys() - {"approval_number"}:
        assert faults(csv_file(AMOXICILLIN | {field: "药" * 4001})) == [
            (2, field, "field_text_most")
        ]


@pytest.mark.parametrize(
    "raw", [b'name,approval_number\n"a,b\n', b'name,approval_number\n"a"b,c\n']
)
def test_quotes_that_do_not_match_are_told_with_their_line(raw: bytes) -> None:
    assert faults(raw) == [(2, None, "csv_broken")]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "csv_header"),
        (b"# only a comment\n", "csv_header"),
        ("药品名称,规格\n".encode(), "csv_header"),
        ("药品名称,批准文号,价格\n".encode(), "csv_column"),
        ("药品名称,批准文号,有效期\n".encode(), "csv_column"),
        ("药品名称,批准文号,name\n".encode(), "csv_column"),
        ("药品名称;批准文号\n".encode(), "csv_column"),
        (b"name,approval_number,\n", "csv_column"),
        (b"PK\x03\x04\x14\x00\x06\x00\xff\xff\xff", "csv_encoding"),
        ("名称,批准文号".encode("utf-16"), "csv_encoding"),
    ],
)
def test_a_file_without_the_columns_is_refused(raw: bytes, expected: str) -> None:
    assert reason(raw) == expected


def test_a_file_has_so_many_drugs_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    records: list[Any] = [{"name": f"药{n}", "approval_number": number(n)} for n in range(4)]
    monkeypatch.setattr(csv_import, "MOST_DRUGS", 3)

    assert len(csv_import.read(csv_file(*records[:3]))) == 3
    assert reason(csv_file(*records)) == "csv_rows"


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_file_is_read_or_refused(raw: bytes) -> None:
    for head in (b"", b"name,approval_number\n"):
        with contextlib.suppress(InvalidRequest):
            assert isinstance(csv_import.read(head + raw), list)


@pytest.mark.parametrize("kind", ["text/csv; charset=gbk", "TEXT/CSV", "application/octet-stream"])
def test_a_request_brings_a_file(kind: str) -> None:
    assert csv_import.body(_request(b"x", kind)) == b"x"


@pytest.mark.parametrize("kind", ["", "application/json", "multipart/form-data; boundary=x"])
def test_a_request_that_brings_something_else_is_refused(kind: str) -> None:
    with pytest.raises(UnsupportedMediaType):
        csv_import.body(_request(b"x", kind))


def test_a_request_brings_at_most_four_megabytes() -> None:
    with pytest.raises(PayloadTooLarge):
        csv_import.body(_request(b"x" * (4 * 1024 * 1024 + 1), "text/csv"))


def _request(raw: bytes, kind: str) -> Request:
    return Request(headers={"content-type": kind}, body=raw, length=len(raw))
