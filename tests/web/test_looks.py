"""Light, dark, on paper, and without motion."""

import re
from typing import Any

import pytest

from tests.simulators.openai import OpenAISimulator, Pace
from tests.web.conftest import Visit

pytestmark = pytest.mark.web
INK = """(of) => of.map((what) => {
  const shown = document.querySelector(what);
  return getComputedStyle(shown).color + " on " + getComputedStyle(document.documentElement)
    .backgroundColor;
})"""
INKED = ["article.answer p", "article.answer a", "article.answer code", ".generated"]
MOVING = """() => document.getAnimations().filter((each) => each.playState === "running")
  .map((each) => each.animationName ?? each.transitionProperty)"""


def lightness(colour: str) -> float:
    """0 is black, 1 is white."""
    return sum(map(float, re.findall(r"[\d.]+", colour)[:3])) / 765


def test_who_has_a_dark_system_reads_dark_pages(visit: Visit) -> None:
    visitor: Any = visit(scheme="dark")

    ink, paper = visitor.page.evaluate(INK, ["h1"])[0].split(" on ")

    assert lightness(paper) < 0.2
    assert lightness(ink) > 0.8


def test_what_is_printed_is_dark_on_white_whatever_was_chosen(
    known: Visit, provider: OpenAISimulator
) -> None:
    provider.say("一段 `代码` 与[链接](https://example.com/)。\n\n```python\nx = 1  # 一\n```")
    visitor = known()
    page = visitor.page
    visitor.ask("来一点")
    visitor.wait_until_answered()
    page.locator("article.answer a").wait_for()
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert lightness(page.evaluate(INK, INKED)[0].split(" on ")[0]) > 0.8

    page.emulate_media(media="print", color_scheme="dark")

    for found in page.evaluate(INK, INKED):
        ink, paper = found.split(" on ")
        assert (lightness(ink) < 0.5, lightness(paper)) == (True, 1), found


def test_who_wants_no_motion_sees_none(known: Visit, provider: OpenAISimulator) -> None:
    provider.say("一二三四五六七八九十" * 5)
    for wish, moves in (("no-preference", True), ("reduce", False)):
        provider.script(Pace(0.05, first=3))
        visitor = known(reduced_motion=wish)
        visitor.ask("慢慢数")
        visitor.page.locator(".waiting").wait_for()
        assert bool(visitor.page.evaluate(MOVING)) == moves
        visitor.button("停止", "Stop").click()
