"""CSV as readers of RFC 4180 take it, whatever is in its cells."""

import csv
import io
import re
import time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.exports.formats.csv import guarded, pieces
from shared.exports.formats.tables import Head

HEAD = Head("notes", ("text", "more", "number"), frozenset(), ZoneInfo("Asia/Shanghai"))
DANGEROUS = "=+-@\t\r\n＝＋－＠"

TEXT = st.text(st.characters(exclude_categories=["Cs"])) | st.from_regex(
    f"[{DANGEROUS}]['\",;\r\n ]*.*", fullmatch=True
)
CELLS = st.lists(st.tuples(TEXT, TEXT | st.none(), st.integers(-(2**63), 2**63 - 1)), min_size=1)


def written(rows: list[list[object]], bom: bool = False) -> str:
    return b"".join(pieces(HEAD, [rows], bom=bom)).decode()


@given(CELLS)
def test_what_is_written_is_read_and_nothing_begins_as_a_formula(
    cells: list[tuple[object, ...]],
) -> None:
    text = written([list(row) for row in cells])

    titles, *rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert titles == ["text", "more", "number"]
    assert len(rows) == len(cells)
    for (first, second, number), (some, other, counted) in zip(rows, cells, strict=True):
        assert number == str(counted)
        assert first == guarded(some)
        assert second == guarded("" if other is None else other)
        assert first.replace("'", "") == str(some).replace("'", "")
        assert not {first[:1], second[:1]} & set(DANGEROUS)


@given(CELLS)
def test_no_cell_of_another_reader_begins_as_a_formula(cells: list[tuple[object, ...]]) -> None:
    text = written([list(row) for row in cells])

    parts = re.split(r"[;\t\r\n]", text)
    ours = {str(number) for _, _, number in cells}
    assert not [
        part for part in parts if part.lstrip()[:1] in set("=+-@＝＋－＠") and part not in ours
    ]


@given(st.lists(TEXT | st.none(), min_size=1))
def test_a_column_is_guarded_as_each_of_its_cells_is(cells: list[str | None]) -> None:
    text = written([[cell, "", 0] for cell in cells])

    rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert [row[0] for row in rows] == [guarded("" if cell is None else cell) for cell in cells]


@pytest.mark.parametrize("sign", DANGEROUS)
def test_each_sign_that_begins_a_formula_is_guarded(sign: str) -> None:
    assert guarded(f"{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        ("a;=cmd", "a;'=cmd"),
        ("a; =cmd", "a; '=cmd"),
        ("a;\u3000＝cmd", "a;\u3000'＝cmd"),
        ("a\t@x", "a\t'@x"),
        ("a\n-1", "a\n'-1"),
        ("a\r\n+1", "a\r\n'+1"),
        (" =1", " '=1"),
        ("\ufeff=1", "\ufeff'=1"),
        (";=1;=2", ";'=1;'=2"),
        ("\t=1", "'\t'=1"),
    ],
)
def test_what_another_program_would_take_for_a_cell_is_guarded_and_quoted(
    cell: str, seen: str
) -> None:
    assert guarded(cell) == seen
    if ";" in cell or "\t" in cell:
        assert written([[cell, None, 5]]).splitlines(keepends=True)[1:] == [
            f'"{line}' if n == 0 else line
            for n, line in enumerate(f'{seen}","","5"\r\n'.splitlines(keepends=True))
        ]


def test_guarding_takes_time_by_the_length() -> None:
    for text in (" ", "\n", ";", "; ", "\t\n", "=;"):
        started = time.thread_time()
        guarded(text * 300_000)
        written([[text * 300_000, None, 0]])
        assert time.thread_time() - started < 2


@pytest.mark.parametrize("cell", ["", "1=1", "a;b", "a; b=c", "x\n1", "药", "'", None, -5, 0])
def test_other_cells_stay_as_they_are(cell: object) -> None:
    assert guarded(cell) == cell


def test_lines_end_as_the_rfc_says_and_only_what_needs_it_is_quoted() -> None:
    rows: list[list[object]] = [["a,b", 'say "药"', -1], ["two\nlines", "plain", 2]]

    assert written(rows, bom=True) == (
        '\ufefftext,more,number\r\n"a,b","say ""药""",-1\r\n"two\nlines",plain,2\r\n'
    )


def test_titles_come_also_where_there_are_no_rows() -> None:
    assert list(pieces(HEAD, [], bom=True)) == ["\ufefftext,more,number\r\n".encode()]
