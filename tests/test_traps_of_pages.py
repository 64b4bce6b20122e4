"""The table of traps names tests that are there, and leaves out no trap."""

import re
from pathlib import Path

TABLE = Path("tests/web/README.md").read_text(encoding="utf-8")
FOLDERS = (Path("tests/web"), Path("tests/functions"))
NAMED = re.compile(r"`(test_\w+\.py)::(\w+)`")
READ = {"A": 40, "B": 45}  # traps of each list of reports that was read
UNITS = re.compile(r"`(\w[\w.]*\.test\.ts)`")


def is_there(file: str, test: str) -> bool:
    found = [folder / file for folder in FOLDERS if (folder / file).exists()]
    return any(f"def {test}(" in path.read_text(encoding="utf-8") for path in found)


def test_every_test_that_is_named_is_there() -> None:
    named = NAMED.findall(TABLE)

    assert [f"{file}::{test}" for file, test in named if not is_there(file, test)] == []
    assert len(named) > 40


def test_every_unit_that_is_named_is_there() -> None:
    there = {path.name for path in Path("web/src").rglob("*.test.ts")}

    assert set(UNITS.findall(TABLE)) <= there


def test_every_trap_that_was_read_of_is_tried_or_said_not_to_apply() -> None:
    lines = (line.split(" | ") for line in TABLE.splitlines() if line.startswith("| "))
    rows = [line for line in lines if line[0] != "| trap"]
    found = {number for row in rows for number in row[1].split(", ")}

    wanted = {f"{each}{n + 1}" for each, most in READ.items() for n in range(most)}
    assert wanted - found == set()
    assert [row[0] for row in rows if len(row) != 4 or not row[3].strip(" |–")] == []
