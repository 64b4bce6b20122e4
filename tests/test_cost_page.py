"""docs/cost.md and its calculator say the same, and what they say is what the formula gives."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.engines.availability import require

DOCS = Path(__file__).resolve().parents[1] / "docs"
CU = 0.00011
ASKS = "console.log(JSON.stringify(JSON.parse(process.argv[1]).map(monthly)))"


@pytest.fixture(scope="module")
def page() -> str:
    return (DOCS / "cost-calculator.html").read_text()


def given(page: str, **changes: float) -> dict[str, float]:
    """The figures that the page begins with, some of them changed."""
    begins = {k: float(v) for k, v in re.findall(r'name="(\w+)" value="([\d.]+)"', page)}
    assert changes.keys() <= begins.keys()
    return begins | changes


def computed(page: str, *asked: dict[str, float]) -> list[dict[str, float]]:
    """What the page's own script makes of them."""
    node = require(shutil.which("node"), "Node.js is not installed")
    script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)[0]
    done = subprocess.run(
        [node, "-e", script + ASKS, json.dumps(asked)], capture_output=True, text=True, check=True
    )
    found: list[dict[str, float]] = json.loads(done.stdout)
    return found


def test_the_calculator_computes_the_examples_of_the_text(page: str) -> None:
    idle = dict.fromkeys(("chats", "reads", "busy", "warm", "stored", "out"), 0.0)
    asked = [
        given(page, **idle | {"chats": 1000, "chatSeconds": 10, "together": 5}),
        given(page, **idle | {"reads": 100_000, "readSeconds": 0.05}),
        given(page, **idle | {"warm": 1, "memory": 0.5}),
        given(page, **idle | {"warm": 1, "memory": 1}),
        given(page, **idle | {"busy": 3}),
    ]
    chats, reads, half, whole, busy = computed(page, *asked)

    text = (DOCS / "cost.md").read_text()
    assert f"{chats['functions']:.1f} yuan" == "3.8 yuan"
    assert f"{reads['functions']:.0f} yuan" == "12 yuan"
    assert f"{half['warm']:.1f} / {whole['warm']:.1f} yuan" == "21.4 / 42.8 yuan"
    assert round(busy["functions"] / 3, 1) == 7.2
    for said in ("3.8 yuan", "12 yuan", "21.4 / 42.8 yuan", "7.2 yuan"):
        assert said in text


def test_the_calculator_knows_the_price_of_the_text(page: str) -> None:
    assert given(page)["cu"] == CU
    assert f"{CU:.5f} yuan each" in (DOCS / "cost.md").read_text()


def test_an_instance_is_shared_and_never_by_less_than_one(page: str) -> None:
    alone, none = computed(page, given(page, together=1), given(page, together=0))

    assert alone == none


def test_the_page_asks_nobody_anything(page: str) -> None:
    assert not re.search(r"https?://|src=|fetch\(|XMLHttpRequest|import\(", page)
