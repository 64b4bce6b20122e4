"""A thousand conversations, seven tabs, a proxy that buffers, words that are longer than ours."""

import dataclasses
import sqlite3
from typing import TYPE_CHECKING

import pytest

from tests.simulators.openai import OpenAISimulator, Pace
from tests.web.buffering import buffered
from tests.web.conftest import Visit
from tests.web.visitor import Product, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Response

pytestmark = pytest.mark.web
LIST = "/api/conversations?"
LENGTHEN = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    const words = text.data.trim();
    if (words && !text.parentElement.closest('svg, script, style, .u-legend')) {
      text.data = text.data + ' ' + 'ẅö'.repeat(Math.ceil(words.length / 5));
    }
  }
}"""
SIDEWAYS = """() => [...document.querySelectorAll('body *')]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
  .filter((each) => {
    for (let at = each.parentElement; at; at = at.parentElement) {
      const { overflowX } = getComputedStyle(at);
      if (overflowX !== 'visible' && at.getBoundingClientRect().right <= innerWidth + 1) {
        return at.tagName === 'MAIN';
      }
    }
    return true;
  })
  .map((each) => each.tagName + '.' + each.className + ' ' + each.textContent.slice(0, 40))"""

SEEN = """() => {
  const top = document.querySelector('.log').getBoundingClientRect().top;
  window.marked = [...document.querySelectorAll('article')]
    .find((each) => each.getBoundingClientRect().bottom > top + 5);
  return window.marked.getBoundingClientRect().top;
}"""
SCROLLED = """(before) => new Promise((done) => {
  let [last, same] = [before, 0];
  (function look() {
    const now = window.marked.getBoundingClientRect().top;
    same = now === last && now !== before ? same + 1 : 0;
    last = now;
    if (same > 5) done(true); else requestAnimationFrame(look);
  })();
})"""


def had(visitor: Visitor, count: int) -> list[str]:
    """The ids of so many conversations of a visitor, the newest last."""
    with sqlite3.connect(visitor.product.database, timeout=30) as file:
        (user,) = file.execute("SELECT id FROM users WHERE email = ?", (visitor.email,)).fetchone()
        ids = [f"{user[-20:]}{n:06}" for n in range(count)]
        file.executemany(
            "INSERT INTO conversations (id, user_id, persona, title, created_at, updated_at)"
            " VALUES (?, ?, 'chat', ?, ?, ?)",
            [(own, user, f"对话 {n}，说了很久", n, n) for n, own in enumerate(ids)],
        )
    return ids


def said(visitor: Visitor, count: int) -> str:
    """The id of a conversation with so many messages, each of another length."""
    (own,) = had(visitor, 1)
    roles = ("user", "assistant")
    texts = [f"第 {n} 条。" * (1 + n * 7 % 200) for n in range(count)]
    with sqlite3.connect(visitor.product.database, timeout=30) as file:
        file.executemany(
            "INSERT INTO messages (id, conversation_id, role, content, model, created_at)"
            " VALUES (?, ?, ?, ?, NULL, 0)",
            [(f"{own[:20]}{n:06}", own, roles[n % 2], text) for n, text in enumerate(texts)],
        )
    return own


def test_a_long_conversation_opens_at_its_end_and_stays_where_it_is_read(known: Visit) -> None:
    visitor = known()
    own = said(visitor, 120)
    visitor.page.goto(f"{visitor.product.address}/#/c/{own}")
    last = visitor.page.locator("article.answer .markdown", has_text="第 119 条。")
    last.wait_for()
    visitor.page.wait_for_function(
        "() => { const log = document.querySelector('.log');"
        " return log.scrollHeight - log.scrollTop - log.clientHeight < 2; }"
    )

    visitor.page.mouse.move(700, 300)
    for _ in range(12):
        seen = visitor.page.evaluate(SEEN)
        visitor.page.mouse.wheel(0, -300)
        visitor.page.wait_for_function(SCROLLED, arg=seen)
        assert abs(visitor.page.evaluate("marked.getBoundingClientRect().top") - seen - 300) <= 2


def test_a_thousand_conversations_are_listed_by_fifty_and_found_by_the_server(
    known: Visit, provider: OpenAISimulator
) -> None:
    visitor = known()
    visitor.page.get_by_text("还没有对话。").wait_for()
    had(visitor, 1000)
    asked: list[Response] = []
    visitor.page.on("response", lambda got: asked.append(got) if LIST in got.url else None)
    visitor.page.reload()
    rows = visitor.page.locator(".conversations li")
    rows.nth(49).wait_for()

    assert (rows.count(), len(asked)) == (50, 1)
    assert len(asked[0].body()) <= 50_000

    visitor.page.get_by_role("button", name="加载更多").click()
    rows.nth(99).wait_for()
    assert (rows.count(), len(asked)) == (100, 2)

    visitor.page.get_by_role("searchbox", name="搜索对话").fill("对话 7，")
    visitor.page.locator(".conversations li", has_text="对话 7，说了很久").wait_for()
    assert rows.count() == 1


def test_seven_tabs_that_are_idle_hold_no_connection(known: Visit) -> None:
    visitor = known()
    waiting: set[object] = set()

    def watch(page: "Page") -> None:
        page.on("request", lambda request: waiting.add(request))
        page.on("requestfinished", lambda request: waiting.discard(request))
        page.on("requestfailed", lambda request: waiting.discard(request))

    visitor.context.on("page", watch)
    for path in ("/", "/recognize", "/files", "/tasks", "/usage", "/account"):
        tab = visitor.tab(path)
        tab.wait_for_load_state("networkidle")

    assert waiting == set()
    seventh = visitor.tab()
    seventh.get_by_role("textbox", name="消息", exact=True).wait_for()


def test_through_a_proxy_that_buffers_an_answer_comes_whole_and_is_waited_for(
    browser: "Browser", product: Product, provider: OpenAISimulator
) -> None:
    provider.say("一句。" * 40)
    provider.script(Pace(0.01, first=6))
    with buffered(product.address) as address:
        visitor = Visitor(browser, dataclasses.replace(product, address=address))
        visitor.ask("说吧")
        visitor.page.locator("[role=log][aria-busy=true] article.answer").wait_for()
        visitor.page.get_by_text("仍在思考").wait_for()

        visitor.wait_until_answered()

        assert visitor.answers.inner_text() == "一句。" * 40
        assert visitor.page.locator("[role=alert]").count() == 0
        visitor.close()
    assert visitor.faults == []
    assert len(provider.requests) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_words_that_are_half_as_long_again_push_nothing_aside(known: Visit, language: str) -> None:
    visitor = known(language=language, screen="phone")
    visitor.ask("hi")
    visitor.wait_until_answered()
    for path in ("/recognize", "/drugs", "/files", "/tasks", "/usage", "/account", "/"):
        visitor.go(path)
        visitor.page.wait_for_load_state("networkidle")
        visitor.page.evaluate(LENGTHEN)
        assert visitor.page.evaluate(SIDEWAYS) == [], path


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nor_do_they_before_somebody_has_an_account(visit: Visit, language: str) -> None:
    visitor = visit(language=language, screen="phone")
    for path in ("/login", "/register", "/forgot", "/"):
        visitor.go(path)
        visitor.page.evaluate(LENGTHEN)
        assert visitor.page.evaluate(SIDEWAYS) == [], path
