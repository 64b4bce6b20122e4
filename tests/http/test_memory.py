"""The worst body of the largest size that an endpoint takes costs it little memory."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from shared.config import parsers
from tests.client import WsgiClient
from tests.conftest import Configure
from tests.people import administrator
from tests.simulators.openai import OpenAISimulator

LIMITS = ",".join(f"{name}=1000000/1m" for name in parsers.LIMITS)


def costs(*arguments: str) -> list[dict[str, Any]]:
    client = WsgiClient()
    token = administrator(client).token
    told = subprocess.run(
        [sys.executable, "-m", "tests.heavy", token, *arguments],
        env=os.environ | {"LIMITS": LIMITS},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return [json.loads(line) for line in told.stdout.splitlines()]


def require_cheap(found: list[dict[str, Any]]) -> None:
    assert [one for one in found if not 200 <= one["status"] < 500] == []
    assert [tell(one) for one in found if one["cost"] > min(8 * one["bytes"], 200_000_000)] == []


def tell(one: dict[str, Any]) -> str:
    return f"{one['endpoint']} {one['body']}: {one['cost']} for {one['bytes']} bytes"


@pytest.mark.usefixtures("sqlite")
def test_the_worst_bodies_that_anybody_can_send_cost_at_most_eight_times_their_size(
    model: OpenAISimulator, configure: Configure
) -> None:
    require_cheap(costs())


@pytest.mark.stress
@pytest.mark.usefixtures("sqlite")
def test_the_worst_bodies_of_all_endpoints_cost_at_most_eight_times_their_size(
    model: OpenAISimulator, configure: Configure
) -> None:
    require_cheap(costs("all"))
