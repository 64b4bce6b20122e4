"""The table of traps names tests that are there."""

import re
from pathlib import Path

TABLE = Path("tests/web/README.md").read_text(encoding="utf-8")
FOLDERS = (Path("tests/web"), Path("tests/functions"))
NAMED = re.compile(r"`(test_\w+\.py)::(\w+)`")
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
