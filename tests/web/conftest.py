"""The product in a browser: Debian's Chromium, the pages as they are built, a scripted provider."""

import functools
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests

from local import pages
from tests.engines import chromium, fonts
from tests.engines.availability import require
from tests.engines.workers import free_port
from tests.hosts.granian import ROOT, launched, wait_until_ready
from tests.secrets_in_logs import PASSWORD, SECRET
from tests.simulators.dashscope import DashScopeSimulator
from tests.simulators.openai import OpenAISimulator
from tests.simulators.smtp import MailServer
from tests.web.panel import ROOT_USER, Operate, Operator
from tests.web.visitor import Product, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Visit = Callable[..., Visitor]
RATES = (
    *(
        "register",
        "login",
        "refresh",
        "account",
        "redeem",
        "recovery",
        "chat",
        "read",
        "write",
        "recognize",
    ),
    "admin",
)
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def provider() -> Iterator[OpenAISimulator]:
    with OpenAISimulator(key="sk-sim") as simulator:
        yield simulator


@pytest.fixture(scope="session")
def studio() -> Iterator[DashScopeSimulator]:
    """What draws and films."""
    with DashScopeSimulator() as simulator:
        simulator.most_looks = 1000
        yield simulator


@pytest.fixture(scope="session")
def mail() -> Iterator[MailServer]:
    """Who takes the letters of the product."""
    with MailServer() as server:
        yield server


@pytest.fixture(autouse=True)
def nothing_scripted(provider: OpenAISimulator) -> None:
    provider.forget()


@pytest.fixture(scope="session")
def product(
    provider: OpenAISimulator,
    studio: DashScopeSimulator,
    mail: MailServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Product]:
    assert pages.is_current(), "run `make pages`"
    folder, port = tmp_path_factory.mktemp("product"), free_port()
    with launched(
        "local", "--direct", folder=ROOT, log=folder / "log", port=port,
        APP_ENV="local", DATA_DIR=str(folder), DATABASE_URL="", DB_HOST="", REDIS_URL="",
        PORT=str(port), JWT_SECRET=SECRET, PASSWORD_COST="4", LOCAL_MODEL="off",
        LOCAL_OCR="off", LOCAL_SPEECH="off", OPENAI_API_URL=provider.url, OPENAI_API_KEY="sk-sim",
        OPENAI_MODEL="qwen3-vl-plus", DASHSCOPE_API_URL=studio.url, DASHSCOPE_API_KEY=studio.key,
        SMTP_URL=f"smtp://127.0.0.1:{mail.port}?tls=off", MAIL_FROM="noreply@example.com",
        PUBLIC_URL=f"http://127.0.0.1:{port}", ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS="10000",
        ADMIN_USERNAME=ROOT_USER, ADMIN_PASSWORD=PASSWORD,
        LOG_QUERIES="https://log.example/search?q={query}", ANONYMOUS_CHATS_PER_DAY="500",
        LIMITS=",".join(f"{name}=100000/60" for name in RATES),
    ) as server:  # fmt: skip
        wait_until_ready(server)
        yield Product(f"http://127.0.0.1:{port}", registered, next(folder.glob("*.db")))


def registered(address: str) -> tuple[str, str]:
    """An account of its own, by e-mail and password."""
    email = f"mei{next(_numbers)}@example.com"
    body = {"email": email, "password": PASSWORD, "name": "小梅"}
    requests.post(f"{address}/api/auth/register", json=body, timeout=20).raise_for_status()
    return email, PASSWORD


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    program = require(chromium.find_or_install(), "Chromium is not installed")
    require(fonts.find_or_install(), "there is no font with Chinese characters")
    from playwright.sync_api import sync_playwright  # only `make test-web` has it

    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=program, args=chromium.OPTIONS)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: "Browser", product: Product, tmp_path: Path) -> Iterator[Visit]:
    """Open the product as somebody with a language, a screen and a taste; what went wrong in the
    page meanwhile fails the test."""
    opened: list[Visitor] = []

    def open_as(**how: Any) -> Visitor:
        visitor = Visitor(browser, product, **how)
        opened.append(visitor)
        return visitor

    yield open_as
    faults = list(itertools.chain.from_iterable(visitor.faults for visitor in opened))
    for visitor in opened:
        visitor.close()
    assert faults == []


@pytest.fixture
def known(visit: Visit) -> Callable[..., Visitor]:
    """The same, logged in to an account of its own."""

    def open_as(**how: Any) -> Visitor:
        return visit(**how).log_in()

    return functools.wraps(visit)(open_as)


@pytest.fixture
def operate(browser: "Browser", product: Product) -> Iterator[Operate]:
    """Open the panel as somebody; what went wrong in the page meanwhile fails the test."""
    opened: list[Operator] = []

    def open_as(**how: Any) -> Operator:
        opened.append(Operator(browser, product, **how))
        return opened[-1]

    yield open_as
    faults = list(itertools.chain.from_iterable(operator.faults for operator in opened))
    for operator in opened:
        operator.close()
    assert faults == []


@pytest.fixture
def panel(operate: Operate) -> Operate:
    """The same as the administrator, logged in."""

    def open_as(**how: Any) -> Operator:
        return operate(**how).enter(ROOT_USER, PASSWORD)

    return open_as
