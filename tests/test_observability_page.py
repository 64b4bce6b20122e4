"""docs/observability.md says of the log what the log says."""

import json
import re
from pathlib import Path

import pytest

from shared.errors import Unavailable
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.http.service import Service

PAGE = Path("docs/observability.md").read_text(encoding="utf-8")
EVERY = {"time", "level", "message"}
TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@endpoint("GET", "/refused")
def refused() -> None:
    raise Unavailable()


@endpoint("GET", "/broken")
def broken() -> None:
    raise RuntimeError()


def test_fields_of_a_request_are_listed_and_no_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    service = Service(refused, broken)
    for path in ("/refused", "/broken"):
        service.respond(Request(path=path, headers={"traceparent": TRACEPARENT}))
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    table = PAGE.partition("| field | meaning |")[2].partition("\n\n")[0]
    names = [name for row in table.splitlines()[2:] for name in re.findall(r"`(\w+)`", row[:40])]
    listed = {name for name in names if name not in EVERY}
    assert listed == {name for line in lines for name in line} - EVERY


def test_links_lead_somewhere() -> None:
    for place in re.findall(r"\]\(([^)#:]+)\)", PAGE):
        assert (Path("docs") / place).is_file(), place
