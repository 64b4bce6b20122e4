"""One JSON object per line."""

import json
from typing import Any

import pytest

from shared import log


def written(capsys: pytest.CaptureFixture[str], **facts: Any) -> dict[str, Any]:
    log.write("info", "said", **facts)
    line, rest = capsys.readouterr().out.split("\n")
    assert rest == ""
    assert len(line.encode()) < 32_768, "FC cuts longer lines"
    found: dict[str, Any] = json.loads(line)
    return found


def test_line_says_when_how_bad_and_what(capsys: pytest.CaptureFixture[str]) -> None:
    line = written(capsys, count=5)

    assert line.pop("time").endswith("Z")
    assert line == {"level": "info", "message": "said", "count": 5}


def test_line_breaks_in_facts_do_not_break_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert written(capsys, path="a\nb\r\x85\u2028")["path"] == "a\nb\r\x85\u2028"


def test_long_stack_keeps_its_end(capsys: pytest.CaptureFixture[str]) -> None:
    stack = "File x\n" * 10_000 + "RuntimeError: the reason"

    assert written(capsys, stack=stack)["stack"].endswith("RuntimeError: the reason")


@pytest.mark.parametrize("name", ["path", "cause", "stack"])
def test_line_is_never_longer_than_fc_takes(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert written(capsys, **{name: "云" * 50_000, "status": 404})["status"] == 404


def test_half_characters_can_be_logged(capsys: pytest.CaptureFixture[str]) -> None:
    assert written(capsys, path="a\ud800b")["path"]
