"""What is there again for whoever stops, loads the page anew, or comes back later."""

from typing import Any

import pytest

from tests.simulators.openai import OpenAISimulator, Pace
from tests.web.conftest import Visit
from tests.web.test_flows import BOX, everywhere
from tests.web.visitor import Visitor

pytestmark = pytest.mark.web
DIGITS = "一二三四五六七八九十"
SHOWN = "article.own .words img"


def begun(visitor: Visitor) -> None:
    visitor.page.wait_for_url("**/#/c/*")


def test_a_stopped_answer_says_what_it_cost(known: Visit, provider: OpenAISimulator) -> None:
    provider.say(DIGITS * 20)
    provider.script(Pace(0.05))
    visitor = known()
    visitor.ask("慢慢数")
    visitor.answers.get_by_text(DIGITS).wait_for()

    visitor.button("停止", "Stop").click()

    figures = visitor.page.locator("article.answer .figures")
    figures.get_by_text("积分").wait_for(timeout=20_000)
    visitor.page.get_by_role("note").filter(has_text="已停止").wait_for()


@everywhere
def test_a_page_that_is_loaded_anew_fetches_the_answer_that_it_was_hearing(
    known: Visit, provider: OpenAISimulator, how: Any
) -> None:
    provider.say(DIGITS * 40)
    provider.script(Pace(0.05))
    visitor = known(**how)
    visitor.ask("慢慢数")
    visitor.answers.get_by_text(DIGITS).wait_for()
    begun(visitor)

    visitor.page.reload()

    visitor.page.locator(".asked, article.own .words").get_by_text("慢慢数").wait_for()
    visitor.answers.get_by_text(DIGITS).wait_for(timeout=20_000)
    assert visitor.page.locator("article.own .words").all_inner_texts() == ["慢慢数"]
    visitor.page.get_by_role("note").filter(
        has_text=visitor.say("没有说完", "not finished")
    ).wait_for()
    visitor.button("继续", "Go on").wait_for()
    assert visitor.composer.input_value() == ""


def test_in_a_conversation_that_goes_on_it_is_fetched_too(
    known: Visit, provider: OpenAISimulator
) -> None:
    provider.say("一答", DIGITS * 40)
    visitor = known()
    visitor.ask("一问")
    visitor.wait_until_answered()
    begun(visitor)
    provider.script(Pace(0.05))
    visitor.ask("二问")
    visitor.answers.get_by_text(DIGITS).wait_for()

    visitor.page.reload()

    visitor.answers.get_by_text(DIGITS).wait_for(timeout=20_000)
    assert visitor.page.locator("article.own .words").all_inner_texts() == ["一问", "二问"]


def test_a_question_without_a_word_of_an_answer_goes_back_to_where_it_was_written(
    known: Visit, provider: OpenAISimulator
) -> None:
    provider.script(Pace(0.05, first=30))
    visitor = known()
    visitor.ask("还在吗？")
    visitor.page.locator("article.answer .waiting").wait_for()

    visitor.page.reload()

    visitor.page.wait_for_function("() => document.querySelector('textarea')?.value === '还在吗？'")


@everywhere
def test_pictures_of_a_conversation_are_shown_again_also_to_the_model(
    known: Visit, provider: OpenAISimulator, how: Any
) -> None:
    provider.say("药盒", "国药准字")
    visitor = known(**how)
    visitor.page.locator(".composer input[multiple]").set_input_files(BOX)
    visitor.page.locator(".composer .pictures img, .composer img").first.wait_for()
    visitor.ask("这是什么？")
    visitor.wait_until_answered()
    begun(visitor)

    visitor.page.reload()
    visitor.page.locator(SHOWN).wait_for()
    visitor.ask("上面写着什么批准文号？")
    visitor.page.get_by_text("国药准字").wait_for()

    asked = str(provider.requests[-1].body)
    assert ("data:image/jpeg" in asked, "批准文号" in asked) == (True, True)
    visitor.page.reload()
    visitor.page.locator(SHOWN).wait_for()
    assert visitor.page.locator(SHOWN).count() == 1, (
        "what is shown again to the model is no message"
    )


def test_pictures_of_who_has_left_are_gone(known: Visit) -> None:
    visitor = known()
    visitor.page.locator(".composer input[multiple]").set_input_files(BOX)
    visitor.page.locator(".composer img").first.wait_for()
    visitor.ask("这是什么？")
    visitor.wait_until_answered()
    begun(visitor)
    there = visitor.page.url

    visitor.go("/account")
    visitor.button("退出登录", "Log out").click()
    visitor.page.wait_for_url("**/#/")
    visitor.go("/login")
    visitor.fill_in_log_in()
    visitor.page.wait_for_url("**/#/")
    visitor.page.goto(there)

    visitor.page.locator("article.own .words").get_by_text("这是什么？").wait_for()
    assert visitor.page.locator(SHOWN).count() == 0


@everywhere
def test_a_conversation_is_printed_whole_and_alone(
    known: Visit, provider: OpenAISimulator, how: Any
) -> None:
    provider.say("\n\n".join(f"第{n}段。" for n in range(120)))
    visitor = known(**how)
    visitor.ask("讲很多")
    visitor.wait_until_answered()
    long = visitor.page.locator(".log").evaluate("(log) => log.scrollHeight")

    visitor.page.emulate_media(media="print")

    height = visitor.page.evaluate("document.documentElement.scrollHeight")
    assert height >= long * 0.8 > 800, "nothing is left behind a scroll bar"
    for hidden in (".composer", "aside", ".tools"):
        assert not visitor.page.locator(hidden).first.is_visible()
