"""What is done with an answer: copied, taken away, paid; and with its conversation elsewhere."""

import re

import pytest

from tests.simulators.openai import OpenAISimulator
from tests.web.conftest import Visit
from tests.web.visitor import Visitor

pytestmark = pytest.mark.web
TABLE = '| 药品 | 说明 |\n|---|---|\n| 甲 | 一日三次, 饭后 |\n| 乙 | 又名"丙" |\n'
COPIED = "navigator.clipboard.readText()"


def balance(visitor: Visitor) -> int:
    """As it stands at the foot of the side."""
    shown = visitor.page.locator("aside .foot .figures").inner_text()
    return int(re.sub(r"\D", "", shown))


def in_a_second_tab(visitor: Visitor) -> Visitor:
    """Somebody with a conversation that is open in two tabs; the second is theirs."""
    visitor.converse("甲")
    visitor.page = visitor.tab(visitor.page.url.partition("#")[2])
    visitor.answers.wait_for()
    return visitor


def test_a_message_and_a_table_are_copied(known: Visit, provider: OpenAISimulator) -> None:
    provider.say(f"**见**下表：\n\n{TABLE}")
    visitor = known(permissions=["clipboard-read", "clipboard-write"])
    page = visitor.page
    visitor.ask("列表")
    visitor.wait_until_answered()
    page.locator("article.answer td").first.wait_for()

    page.get_by_role("button", name="复制为 CSV").click()
    page.get_by_role("button", name="已复制").wait_for()
    assert page.evaluate(COPIED) == '药品,说明\r\n甲,"一日三次, 饭后"\r\n乙,"又名""丙"""'
    page.get_by_role("button", name="复制回答（Markdown）").click()
    page.wait_for_function(f"async () => (await {COPIED}).startsWith('**见**下表：')")
    assert page.evaluate(COPIED).endswith("（内容由人工智能生成）")
    page.locator("article.own").hover()
    page.locator("article.own").get_by_role("button", name="复制").click()
    page.wait_for_function(f"async () => (await {COPIED}) === '列表'")


def test_an_answer_says_what_it_cost_and_the_balance_falls_by_it(known: Visit) -> None:
    visitor = known()
    before = balance(visitor)

    visitor.ask("你好")
    visitor.wait_until_answered()

    said = visitor.page.locator("article.answer .figures").inner_text()
    charged = re.search(r"([\d,]+) 积分", said)
    assert charged, said
    assert 0 < int(charged[1].replace(",", "")) == before - balance(visitor)


def test_what_is_renamed_or_removed_in_one_tab_is_so_in_the_other(known: Visit) -> None:
    visitor = in_a_second_tab(known())
    first, second = visitor.context.pages[0], visitor.page
    visitor.button("对话操作", "Chat actions").click()
    second.get_by_role("menuitem", name="重命名").click()
    second.get_by_label("标题").fill("新名字")
    second.get_by_label("标题").press("Enter")
    first.locator(".head .title", has_text="新名字").wait_for()
    first.locator(".conversations a", has_text="新名字").wait_for()

    visitor.button("对话操作", "Chat actions").click()
    second.get_by_role("menuitem", name="删除").click()
    second.locator("dialog").get_by_role("button", name="删除", exact=True).click()
    second.wait_for_url("**/#/")

    first.locator(".conversations a").first.wait_for(state="detached")
    composer = first.locator(".composer textarea")
    composer.fill("还在吗？")
    composer.press("Enter")
    first.locator(".failure").first.wait_for()
    first.wait_for_function("() => document.querySelector('textarea').value === '还在吗？'")


def test_a_conversation_that_is_opened_without_a_line_is_not_called_gone(known: Visit) -> None:
    visitor = known()
    page = visitor.page
    visitor.converse("甲")
    page.get_by_role("link", name="新对话").first.click()
    page.reload()
    there = page.locator(".conversations a", has_text="甲")
    there.wait_for()
    visitor.context.set_offline(True)

    there.click()

    failure = page.locator("[role=log] .failure")
    failure.wait_for()
    assert "连不上服务器" in failure.inner_text()
    visitor.context.set_offline(False)
    failure.get_by_role("button", name="重试").click()
    visitor.answers.wait_for()


def test_numbers_are_those_of_the_page_and_not_of_the_browser(known: Visit) -> None:
    visitor = known(language="en", locale="de-DE")
    for language, shown in (("zh", "10,000 积分"), ("en", "10,000 credits")):
        visitor.page.evaluate("(to) => localStorage.setItem('yz-language', to)", language)
        visitor.page.reload()
        visitor.page.locator("aside .foot", has_text=shown).wait_for()
