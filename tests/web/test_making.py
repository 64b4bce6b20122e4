"""What is made in the background: pictures and films from words, files from other files."""

from typing import Any

import pytest

from tests.web.conftest import Visit
from tests.web.test_flows import BOX, everywhere
from tests.web.visitor import Visitor

pytestmark = pytest.mark.web
DRAWN = "(img) => img.complete && img.naturalWidth > 0"
LONG = 60_000  # milliseconds that a worker may take


def wish(visitor: Visitor, zh: str, en: str) -> None:
    label = visitor.say("画面描述", "What to draw")
    visitor.page.get_by_label(label, exact=True).fill(visitor.say(zh, en))


@everywhere
def test_pictures_are_made_from_words_and_shown(known: Visit, how: Any) -> None:
    visitor = known(**how)
    visitor.go("/create")

    wish(visitor, "雨后的小巷", "a lane after the rain")
    visitor.page.get_by_label(visitor.say("张数", "How many")).select_option("2")
    visitor.button("生成图片", "Make pictures").click()

    pictures = visitor.page.locator("article img")
    pictures.nth(1).wait_for(timeout=LONG)
    visitor.page.wait_for_function(
        f"() => [...document.querySelectorAll('article img')].every({DRAWN})"
    )
    assert pictures.count() == 2
    visitor.page.reload()
    pictures.nth(1).wait_for()


def test_a_picture_begins_from_another_one_and_says_what_it_costs(
    known: Visit, studio: Any
) -> None:
    visitor = known()
    visitor.go("/create")

    wish(visitor, "换成夜景", "")
    visitor.page.locator("input[type=file]").set_input_files(BOX)
    visitor.page.get_by_role("button", name="移除图片 1").wait_for()
    visitor.page.get_by_label("模型", exact=True).select_option("qwen-image-edit")
    assert visitor.page.get_by_text("约 300 积分").is_visible()
    visitor.button("生成图片", "Make pictures").click()

    visitor.page.locator("article img").wait_for(timeout=LONG)
    asked = studio.creations[-1].body
    assert (asked["model"], "换成夜景" in str(asked["input"])) == ("qwen-image-edit", True)
    assert "data:image/" in str(asked["input"])


def test_what_cannot_be_drawn_is_said_at_the_form_and_nothing_is_lost(known: Visit) -> None:
    visitor = known()
    visitor.go("/create")
    wish(visitor, "一只猫", "")
    visitor.page.get_by_label("模型", exact=True).select_option("qwen-image-edit")

    visitor.button("生成图片", "Make pictures").click()

    visitor.page.locator("form .failure").wait_for()
    assert visitor.page.get_by_label("画面描述").input_value() == "一只猫"
    assert visitor.page.locator("article").count() == 0


def test_a_film_is_made_and_can_be_cancelled(known: Visit, studio: Any) -> None:
    visitor = known()
    visitor.go("/create")
    visitor.page.get_by_text("生成视频", exact=True).click()
    visitor.page.wait_for_url("**make=video")
    visitor.page.get_by_label("视频描述").fill("一只猫伸懒腰")
    visitor.button("生成视频", "Make the video").click()
    visitor.page.locator("article video").wait_for(timeout=LONG)

    studio.held.set()
    try:
        visitor.page.get_by_label("视频描述").fill("另一只猫")
        visitor.button("生成视频", "Make the video").click()
        visitor.page.locator("article progress").wait_for()
        visitor.page.locator("article").first.get_by_role("button", name="取消").click()
        visitor.page.locator("article").first.get_by_text("已取消").wait_for(timeout=LONG)
    finally:
        studio.held.clear()


@pytest.mark.parametrize("work", ["compress", "convert", "watermark"])
def test_a_picture_is_made_into_another(known: Visit, work: str) -> None:
    visitor = known()
    visitor.go("/tasks")
    visitor.page.get_by_label("要做什么").select_option(work)
    if work == "watermark":
        assert visitor.page.locator("main input[type=file]").is_disabled()
        visitor.page.get_by_label("水印文字").fill("仅供查看")
        visitor.page.get_by_label("位置").select_option("center")

    visitor.page.locator("main input[type=file]").set_input_files(BOX)
    task = visitor.page.locator("article")
    task.get_by_text("已完成").wait_for(timeout=LONG)
    task.locator("summary").click()

    task.locator("img").wait_for()
    visitor.page.wait_for_function(f"() => ({DRAWN})(document.querySelector('article img'))")


def test_tasks_of_other_days_are_left_out_and_the_days_stand_in_the_address(known: Visit) -> None:
    visitor = known()
    visitor.go("/tasks")
    visitor.page.locator("main input[type=file]").set_input_files(BOX)
    visitor.page.locator("article").wait_for()

    visitor.page.get_by_text("按日期筛选").click()
    visitor.page.get_by_label("到", exact=True).fill("2026-01-31")
    visitor.page.locator("article").wait_for(state="detached")
    visitor.page.wait_for_url("**to=2026-01-31")
    visitor.page.reload()

    visitor.page.get_by_text("没有找到匹配的内容。").wait_for()
    assert visitor.page.get_by_label("到", exact=True).input_value() == "2026-01-31"
    visitor.page.get_by_label("到", exact=True).fill("")
    visitor.page.locator("article").wait_for()
