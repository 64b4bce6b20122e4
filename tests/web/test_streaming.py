"""Answers as they grow: smooth, steady, and told to who does not see them."""

import pytest

from tests.simulators.openai import OpenAISimulator, Pace
from tests.web.conftest import Visit

pytestmark = pytest.mark.web
STATUS = """() => {
  window.said = [];
  const note = () => {
    const text = document.querySelector(".chat > [role=status]").textContent;
    if (text !== window.said.at(-1)) window.said.push(text);
  };
  new MutationObserver(note).observe(document.querySelector(".chat"), {
    subtree: true, childList: true, characterData: true,
  });
}"""
FORMULAS = "".join(
    f"设 \\(x_{{{n}}}=\\frac{{a}}{{b^{n}}}\\)。\n\n$$\\sqrt{{{n}}}$$\n\n" for n in range(80)
)
KINDS = {
    "prose": "".join(f"第{n}段，**说的是**一些话。\n\n- 一\n- 二\n\n" for n in range(150)),
    "formulas": FORMULAS,
    "one paragraph": "这是一段没有尽头的话，" * 2000,
    "one fence": "```python\n" + "print('一行代码')\n" * 1500 + "```\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", list(KINDS))
def test_no_task_of_a_stream_takes_long(known: Visit, provider: OpenAISimulator, kind: str) -> None:
    provider.say("短", KINDS[kind])
    visitor = known()
    visitor.ask("一")
    visitor.wait_until_answered()

    with visitor.costs() as costs:
        visitor.ask("二")
        visitor.page.locator("article.answer").nth(1).wait_for()
        visitor.page.locator("[role=log][aria-busy=false]").wait_for(timeout=60_000)

    assert costs[0] <= (100 if kind.startswith("one") else 50), "milliseconds of CPU"


def test_what_has_ended_stays_the_same_while_the_rest_grows(
    known: Visit, provider: OpenAISimulator
) -> None:
    provider.say("```python\nprint(1)\n```\n\n" + "后面还有很多字。" * 100)
    provider.script(Pace(0.01))
    visitor = known()
    visitor.ask("代码")
    code = visitor.page.locator("article.answer pre")
    visitor.page.locator("article.answer .block").nth(1).wait_for()
    visitor.page.evaluate("window.kept = document.querySelector('article.answer pre')")
    code.locator("xpath=..").get_by_role("button", name="复制代码").click()

    visitor.page.get_by_role("button", name="已复制").wait_for()
    visitor.wait_until_answered()

    assert visitor.page.evaluate("kept.isConnected && kept === document.querySelector('pre')")


def test_who_listens_hears_of_an_answer_and_not_of_each_word(
    known: Visit, provider: OpenAISimulator
) -> None:
    provider.say("一二三四五六七八九十" * 10)
    provider.script(Pace(0.01))
    visitor = known()
    visitor.page.evaluate(STATUS)
    log = visitor.page.locator("[role=log]")

    visitor.ask("数一数")
    visitor.answers.wait_for()
    busy, live = log.get_attribute("aria-busy"), log.get_attribute("aria-live")
    visitor.wait_until_answered()

    assert (busy, live) == ("true", "off")
    assert [text for text in visitor.page.evaluate("said") if text] == ["正在回答", "回答完毕"]
    assert visitor.page.locator("article h2").all_inner_texts() == ["你", "助手"]
    assert visitor.page.evaluate("document.activeElement.tagName") == "TEXTAREA"


def test_a_short_answer_moves_nothing(known: Visit) -> None:
    visitor = known()
    visitor.ask("你好")
    own = visitor.page.locator("article.own")
    own.wait_for()
    before = own.bounding_box()

    visitor.wait_until_answered()

    assert own.bounding_box() == before
