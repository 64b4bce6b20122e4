"""Exports in full size: how fast, in how much memory, and whether an office program opens them."""

import csv
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from shared.database import connections, transactions
from tests import datasets
from tests.client import Account, WsgiClient
from tests.engines import libreoffice
from tests.engines.availability import require
from tests.functions.test_export_delivery import respond
from tests.people import administrator

FEW, MANY = 20_000, 1_000_000
SIZES = [FEW, pytest.param(MANY, marks=pytest.mark.stress)]
PROJECT = "药房项目"
GROWTH = 30 * 1024 * 1024  # bytes that an export may hold
RATE = 50_000  # rows a second


@pytest.fixture
def admin(mariadb_url: str) -> Iterator[Account]:
    datasets.owned()
    yield administrator(WsgiClient())
    connections.close()
    with transactions.writing() as tx:
        tx.run("TRUNCATE TABLE usage_calls")  # so many take the next test too long to delete


@dataclass
class Taken:
    """What taking a file showed."""

    lines: int = 0
    seconds: float = 0
    growth: int = 0


def pieces(admin: Account, **query: str) -> Iterator[bytes]:
    response = respond(admin, **query)
    assert response.status == 200
    assert not isinstance(response.body, bytes)
    yield from response.body


def resident_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def taken(admin: Account, path: Path, **query: str) -> Taken:
    seen, before, begun = Taken(), resident_bytes(), time.monotonic()
    with path.open("wb") as file:
        for piece in pieces(admin, **query):
            file.write(piece)
            seen.lines += piece.count(b"\n")
            seen.growth = max(seen.growth, resident_bytes() - before)
    seen.seconds = time.monotonic() - begun
    return seen


@pytest.mark.parametrize("count", SIZES)
def test_an_export_is_quick_and_holds_little(admin: Account, tmp_path: Path, count: int) -> None:
    datasets.usage(count, PROJECT)
    taken(admin, tmp_path / "first.csv", dataset="usage", to="2026-11-22")  # imports, connects

    seen = min(
        (taken(admin, tmp_path / "usage.csv", dataset="usage") for _ in range(2)),
        key=lambda each: each.seconds,
    )

    rate = count / seen.seconds
    print(f"{count:,} rows: {rate:,.0f} rows/s, {seen.growth / 1024**2:.1f} MB more")  # noqa: T201
    assert seen.lines == count + 1
    assert seen.growth <= GROWTH
    assert rate >= RATE or count < MANY


@pytest.mark.parametrize("format", ["xlsx", "ndjson"])
@pytest.mark.parametrize("count", [5_000, pytest.param(300_000, marks=pytest.mark.stress)])
def test_other_formats_hold_little_too(
    admin: Account, tmp_path: Path, format: str, count: int
) -> None:
    datasets.usage(count, PROJECT)
    taken(admin, tmp_path / "first", dataset="tasks", format=format)

    assert taken(admin, tmp_path / "file", dataset="usage", format=format).growth <= GROWTH


@pytest.mark.stress
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_an_office_program_opens_it_and_calculates_nothing(
    admin: Account, tmp_path: Path, format: str
) -> None:
    program = require(libreoffice.find_or_install(), "LibreOffice is not installed")
    row = datasets.added("users", name="=1+1 药")
    sums = [datasets.added("users", name=name) for name in ("=1+1", "+1", "@SUM(1)", "＝1+1")]
    file = tmp_path / f"users.{format}"
    taken(admin, file, dataset="users", format=format)

    opened = libreoffice.converted(program, file, "xlsx")

    titles, *rows = openpyxl.load_workbook(opened).active.iter_rows()
    place = [title.value for title in titles].index("name")
    kinds = {cell.data_type for each in rows for cell in each}
    names = [each[place].value for each in rows]
    guard = "'" if format == "csv" else ""
    assert "f" not in kinds
    assert [f"{guard}{each['name']}" for each in (row, *sums)] == names[-5:]


@pytest.mark.stress
def test_an_office_program_calculates_what_is_not_guarded(tmp_path: Path) -> None:
    """Or the proof above would prove nothing."""
    program = require(libreoffice.find_or_install(), "LibreOffice is not installed")
    file = tmp_path / "users.csv"
    file.write_bytes(b"\xef\xbb\xbfname\r\n=1+1\r\n")

    opened = libreoffice.converted(program, file, "xlsx")

    assert openpyxl.load_workbook(opened).active["A2"].data_type == "f"


@pytest.mark.stress
def test_an_office_program_opens_a_million_rows(admin: Account, tmp_path: Path) -> None:
    program = require(libreoffice.find_or_install(), "LibreOffice is not installed")
    datasets.usage(MANY, PROJECT)
    file = tmp_path / "usage.csv"
    taken(admin, file, dataset="usage")

    opened = libreoffice.converted(program, file, "csv", patience=900)

    with opened.open(encoding="utf-8", newline="") as saved:
        projects = [row["project"] for row in csv.DictReader(saved)]
    assert projects == [PROJECT] * MANY
