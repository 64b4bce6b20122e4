"""Somebody with a browser: what they do, and what goes wrong in their page meanwhile."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tests.web.tracing import traced

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page

Language = Literal["zh", "en"]
Screen = Literal["desk", "phone"]
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
LATEST = 30_000  # milliseconds that a page of a busy machine may take
TAGS: dict[Language, str] = {"zh": "zh-CN", "en": "en-US"}
EXPECTED = re.compile(
    r"status of (4\d\d|50[234]|524)|ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|net::ERR_FAILED"
)
WATCH = """
addEventListener('securitypolicyviolation', (e) => {
  console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample);
});
window.longTasks = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.longTasks.push(entry.duration);
}).observe({ type: 'longtask', buffered: true });
"""


@dataclass(frozen=True)
class Product:
    address: str
    register: Callable[[str], tuple[str, str]]
    database: Path


class Visitor:
    home = "/"  # the entry of the pages that they visit

    def __init__(
        self,
        browser: "Browser",
        product: Product,
        language: Language = "zh",
        screen: Screen = "desk",
        scheme: Literal["light", "dark"] = "light",
        **more: Any,
    ) -> None:
        self.faults: list[str] = []
        self.language, self.product = language, product
        touch = screen == "phone"
        options: dict[str, Any] = {
            "locale": TAGS[language],
            "viewport": PHONE if touch else DESK,
            "color_scheme": scheme,
            "has_touch": touch,
            "is_mobile": touch,
            "timezone_id": "Asia/Shanghai",
        }
        self.browser = browser
        self.context: BrowserContext = browser.new_context(**(options | more))
        self.context.set_default_timeout(LATEST)
        self.context.add_init_script(WATCH)
        self.page = self.tab()

    def tab(self, path: str = "/") -> "Page":
        """Another tab of the same browser."""
        page = self.context.new_page()
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.goto(f"{self.product.address}{self.home}#{path}")
        page.locator("main").wait_for()
        return page

    def _note(self, message: "ConsoleMessage") -> None:
        if message.type in ("error", "warning") and not EXPECTED.search(message.text):
            self.faults.append(message.text)

    def say(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def log_in(self) -> "Visitor":
        self.email, self.password = self.product.register(self.product.address)
        self.go("/login")
        self.fill_in_log_in()
        self.page.wait_for_url("**/#/")
        return self

    def fill_in_log_in(self) -> None:
        self.page.get_by_label(self.say("邮箱", "E-mail")).fill(self.email)
        self.page.get_by_label(self.say("密码", "Password")).fill(self.password)
        self.page.get_by_role("button", name=self.say("登录", "Log in"), exact=True).click()

    def go(self, path: str) -> None:
        """To another page than the one that is open."""
        self.page.locator("h1").evaluate("(h1) => (h1.dataset.before = '')")
        self.page.goto(f"{self.product.address}{self.home}#{path}")
        self.page.locator("h1:not([data-before])").wait_for(state="attached")

    @property
    def composer(self) -> "Locator":
        return self.page.get_by_role("textbox", name=self.say("消息", "Message"), exact=True)

    @property
    def answers(self) -> "Locator":
        return self.page.locator("article.answer .markdown")

    def ask(self, text: str) -> None:
        self.composer.fill(text)
        self.composer.press("Enter")

    def wait_until_answered(self) -> None:
        self.page.locator("[role=log][aria-busy=false] article.answer").last.wait_for()

    def converse(self, question: str) -> None:
        """Begin a conversation that is kept, and be answered."""
        self.ask(question)
        self.wait_until_answered()
        self.page.wait_for_url("**/#/c/*")

    def button(self, zh: str, en: str) -> "Locator":
        return self.page.get_by_role("button", name=self.say(zh, en), exact=True)

    def costs(self) -> AbstractContextManager[list[float]]:
        """What tasks of the page cost within it, in milliseconds, the longest first."""
        return traced(self.browser, self.page)

    def close(self) -> None:
        self.context.close()
