"""Workbooks as a reader of Excel's files takes them."""

import io
import resource
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl  # type: ignore[import-untyped]
import pytest

from shared.errors import Unavailable
from shared.exports.formats import xlsx
from shared.exports.formats.tables import Head

HEAD = Head("notes", ("text", "number"), frozenset(), ZoneInfo("Asia/Shanghai"))


def sheets(rows: Sequence[Sequence[Any]]) -> dict[str, list[list[Any]]]:
    body = b"".join(xlsx.pieces(HEAD, [[list(row) for row in rows]]))
    book = openpyxl.load_workbook(io.BytesIO(body))
    return {sheet.title: [[c.value for c in row] for row in sheet.iter_rows()] for sheet in book}


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "{=A1}",
        "https://example.com/a",
        "mailto:a@example.com",
        "007",
        "1e5",
        "药😀",
        "TRUE",
    ],
)
def test_text_stays_text(text: str) -> None:
    body = b"".join(xlsx.pieces(HEAD, [[[text, -5]]]))
    cell, number = openpyxl.load_workbook(io.BytesIO(body)).active[2]

    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert (number.value, number.data_type) == (-5, "n")


def test_a_full_sheet_is_followed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_ROWS", 3)

    found = sheets([["a", 1], ["b", 2], ["c", 3], ["d", 4], ["e", 5]])

    titles = ["text", "number"]
    assert found == {
        "notes": [titles, ["a", 1], ["b", 2]],
        "notes 2": [titles, ["c", 3], ["d", 4]],
        "notes 3": [titles, ["e", 5]],
    }


def test_a_sheet_is_full_where_excel_says_so() -> None:
    assert xlsx._ROWS == 2**20


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("药" * 32_767, "药" * 32_767),
        ("药" * 32_768, "药" * 32_766 + "…"),
        ("😀" * 16_383, "😀" * 16_383),
        ("😀" * 16_384, "😀" * 16_383 + "…"),
        ("a" + "😀" * 16_384, "a" + "😀" * 16_382 + "…"),
    ],
    ids=["fits", "longer", "pairs-fit", "pairs-longer", "half-a-pair"],
)
def test_text_that_no_cell_holds_is_cut_visibly(text: str, shown: str) -> None:
    assert sheets([[text, 1]])["notes"][1][0] == shown


@pytest.fixture
def little_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files, none of which can grow beyond 100 KB."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    yield tmp_path
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("count", [1, 300], ids=["at the end", "on the way"])
def test_where_no_room_is_left_it_is_unavailable_and_nothing_stays(
    little_room: Path, count: int
) -> None:
    rows = [[["long enough" * 1000, 1]] * 10] * count

    with pytest.raises(Unavailable):
        list(xlsx.pieces(HEAD, rows))
    assert list(little_room.iterdir()) == []
