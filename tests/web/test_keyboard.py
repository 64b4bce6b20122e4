"""Everything by keyboard alone: what has the focus shows it, and each flow can be gone through."""

import json
from typing import Any

import pytest

from tests.secrets_in_logs import PASSWORD
from tests.simulators.openai import OpenAISimulator, Pace
from tests.web.conftest import Visit
from tests.web.test_flows import BOX, FACTS
from tests.web.visitor import Visitor

pytestmark = pytest.mark.web
FARTHEST = 60  # tabs: nothing is farther away
# The name of what has the focus, and whether that shows: on itself or on the label that is seen in
# its place (choices, files). The composer has no ring: its frame changes its colour.
FOCUSED = """() => {
  const at = document.activeElement;
  if (at === document.body) return ["", true];  // the bar of the browser has it
  const named = at.ariaLabel || at.labels?.[0]?.textContent || at.textContent;
  const rings = (of) => of && getComputedStyle(of).outlineStyle !== "none";
  const frame = at.closest("textarea") && at.closest(".composer");
  const colour = frame && getComputedStyle(frame).borderColor;
  const blank = frame && getComputedStyle(document.documentElement).getPropertyValue("--border");
  const probe = document.createElement("i");
  probe.style.color = blank;
  document.body.append(probe);
  const changed = frame && colour !== getComputedStyle(probe).color;
  probe.remove();
  return [named.trim().slice(0, 60), Boolean(rings(at) || rings(at.closest("label")) || changed)];
}"""


def pressed(visitor: Visitor, *keys: str) -> None:
    for key in keys:
        visitor.page.keyboard.press(key)


def reach(visitor: Visitor, name: str, key: str = "Tab") -> None:
    """On to what has this name; all that is passed on the way shows that it has the focus."""
    seen = []
    for _ in range(FARTHEST):
        pressed(visitor, key)
        found, shows = visitor.page.evaluate(FOCUSED)
        assert shows, found
        if found.startswith(name):
            return
        seen.append(found)
    raise AssertionError(f"{name} is not among {seen}")


def test_everything_is_reached_by_keyboard(known: Visit) -> None:
    visitor = known()

    for name in ("云栈", "新对话", "识图", "药品查询", "文件", "用量"):
        reach(visitor, name)


def test_a_menu_is_used_by_keyboard(known: Visit) -> None:
    visitor = known()
    visitor.ask("你好")
    visitor.wait_until_answered()
    button = visitor.button("对话操作", "Chat actions")

    button.focus()
    pressed(visitor, "Enter", "ArrowDown", "ArrowUp", "Enter")
    visitor.page.get_by_role("heading", name="重命名").wait_for()
    pressed(visitor, "Escape")
    visitor.page.locator("dialog").wait_for(state="detached")
    button.focus()
    pressed(visitor, "Enter", "Escape")

    assert visitor.page.locator("[role=menu]").count() == 0
    assert button.evaluate("(button) => button === document.activeElement")


def test_a_day_without_a_mouse(visit: Visit, provider: OpenAISimulator) -> None:
    provider.say("一二三四五六七八九十" * 20, json.dumps(FACTS, ensure_ascii=False))
    provider.script(Pace(0.1))
    visitor = visit()
    page = visitor.page

    reach(visitor, "注册")
    pressed(visitor, "Enter")
    page.locator("h1", has_text="注册").wait_for()
    page.wait_for_function("() => document.activeElement.type === 'email'")
    page.keyboard.type("keys@example.com")
    reach(visitor, "密码")
    page.keyboard.type(PASSWORD)
    pressed(visitor, "Enter")
    page.wait_for_url("**/#/")

    reach(visitor, "消息")
    page.keyboard.type("慢慢数")
    pressed(visitor, "Enter")
    visitor.answers.wait_for()
    reach(visitor, "停止")
    pressed(visitor, "Space")
    visitor.button("发送", "Send").wait_for()
    page.wait_for_url("**/#/c/*")

    reach(visitor, "新对话", "Shift+Tab")
    pressed(visitor, "Enter")
    page.wait_for_url("**/#/")
    page.locator(".conversations li a", has_text="慢慢数").wait_for()
    reach(visitor, "慢慢数")
    pressed(visitor, "Enter")
    page.wait_for_url("**/#/c/*")
    visitor.answers.wait_for()
    reach(visitor, "对话操作")
    pressed(visitor, "Enter", "Enter")
    page.get_by_role("heading", name="重命名").wait_for()
    pressed(visitor, "ControlOrMeta+a")
    page.keyboard.type("数数")
    pressed(visitor, "Enter")
    page.locator(".conversations li a", has_text="数数").wait_for()

    reach(visitor, "识图", "Shift+Tab")
    pressed(visitor, "Enter")
    page.locator("h1", has_text="识图").wait_for()
    reach(visitor, "药盒")
    pressed(visitor, "ArrowRight")
    assert page.get_by_role("radio", name="古玩").is_checked()
    pressed(visitor, "ArrowLeft")
    reach(visitor, "选择图片")
    focused: Any = page.evaluate_handle("document.activeElement").as_element()
    focused.set_input_files(BOX)
    page.locator(".result h2:focus").wait_for()

    reach(visitor, "keys", "Shift+Tab")
    pressed(visitor, "Enter")
    page.locator("h1", has_text="账号").wait_for()
    reach(visitor, "退出登录")
    pressed(visitor, "Enter")
    page.wait_for_url("**/#/")
    page.get_by_role("link", name="注册").wait_for()
