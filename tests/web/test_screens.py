"""Pictures of the pages for docs/screenshots/, made anew with `make pictures`."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.simulators.openai import OpenAISimulator
from tests.web.conftest import Visit
from tests.web.test_accessibility import looks
from tests.web.test_flows import FACTS

pytestmark = pytest.mark.pictures
ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "screenshots"
ANSWERS = {
    "zh": (
        "写一个 Python 函数，统计每个字出现的次数",
        "可以用标准库的 `Counter`：\n\n```python\nfrom collections import Counter\n\n\n"
        "def count(text: str) -> Counter[str]:\n"
        "    return Counter(c for c in text if c.isalpha())\n```\n\n"
        "**注意：**标点和空格不计入。几个例子：\n\n| 文本 | 最多的字 | 次数 |\n|---|---|---:|\n"
        "| 山外青山楼外楼 | 山 | 2 |\n| 春眠不觉晓 | 春 | 1 |\n\n复杂度是 \\(O(n)\\)。",
    ),
    "en": (
        "Write a Python function that counts the characters of a text",
        "The standard library has `Counter`:\n\n```python\nfrom collections import Counter\n\n\n"
        "def count(text: str) -> Counter[str]:\n"
        "    return Counter(c for c in text if c.isalpha())\n```\n\n"
        "**Mind:** punctuation and blanks are left out. Examples:\n\n| text | most | times |\n"
        "|---|---|---:|\n| banana | a | 3 |\n| hello | l | 2 |\n\nIt takes \\(O(n)\\).",
    ),
}
PROMPTS = {
    "zh": "雨后的江南小巷，石板路，水墨风格",
    "en": "A lane in Suzhou after the rain, ink wash",
}


def picture(page: str, how: dict[str, str]) -> Path:
    """Where the picture of a page in a look is kept."""
    return FOLDER / f"{page}-{how['language']}-{how['screen']}-{how['scheme']}.png"


@looks
def test_the_pages_as_they_look(visit: Visit, provider: OpenAISimulator, how: Any) -> None:
    def shoot(page: str) -> None:
        visitor.page.wait_for_timeout(400)
        visitor.page.screenshot(path=picture(page, how))

    question, answer = ANSWERS[how["language"]]
    provider.say(answer, json.dumps(FACTS, ensure_ascii=False))
    visitor = visit(**how)
    shoot("start")
    visitor.go("/register")
    shoot("register")
    visitor.log_in()
    visitor.ask(question)
    visitor.wait_until_answered()
    visitor.page.locator("math").first.wait_for()
    shoot("chat")
    visitor.go("/recognize")
    visitor.page.locator("input[type=file]").first.set_input_files(ROOT / "tests/data/box.jpg")
    visitor.page.locator(".result").wait_for()
    shoot("recognize")
    visitor.go("/create")
    visitor.page.locator("form textarea").first.fill(PROMPTS[how["language"]])
    visitor.page.locator("form [type=submit]").click()
    visitor.page.locator("article img").wait_for(timeout=60_000)
    shoot("create")
    for page in ("tasks", "drugs", "files", "usage", "account"):
        visitor.go(f"/{page}")
        shoot(page)


@looks
def test_the_ways_in_as_they_look(visit: Visit, how: Any) -> None:
    visitor = visit(**how)
    visitor.page.route("**/api/auth/confirm", lambda route: route.fulfill(status=204))
    for name, path in (
        ("log-in", "/login"),
        ("forgot", "/forgot"),
        ("reset", "/reset?token=x"),
        ("confirm", "/confirm?token=x"),
        ("not-found", "/nowhere"),
    ):
        visitor.go(path)
        visitor.page.wait_for_timeout(400)
        visitor.page.screenshot(path=picture(name, how))
