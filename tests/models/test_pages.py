"""The pages with a small real model: what is streamed arrives, is stopped, kept, and goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local.engine import Engine
from tests.engines.workers import free_port
from tests.hosts.granian import ROOT, launched, wait_until_ready
from tests.secrets_in_logs import SECRET
from tests.web.conftest import Visit, browser, registered, visit
from tests.web.visitor import Product

__all__ = ["browser", "visit"]
pytestmark = pytest.mark.models
PATIENCE = 120_000  # milliseconds: it has two CPUs to itself at best


@pytest.fixture(scope="module")
def product(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    folder: Path = tmp_path_factory.mktemp("product")
    port = free_port()
    with launched(
        "local", "--direct", folder=ROOT, log=folder / "log", port=port, APP_ENV="local",
        DATA_DIR=str(folder), DATABASE_URL="", DB_HOST="", REDIS_URL="", PORT=str(port),
        JWT_SECRET=SECRET, PASSWORD_COST="4", LOCAL_MODEL="off", LOCAL_OCR="off",
        LOCAL_SPEECH="off", OPENAI_API_URL=engine.url, OPENAI_API_KEY="none",
        OPENAI_MODEL=engine.model,
    ) as server:  # fmt: skip
        wait_until_ready(server)
        yield Product(f"http://127.0.0.1:{port}", registered, next(folder.glob("*.db")))


def test_a_real_model_answers_is_stopped_and_goes_on(visit: Visit) -> None:
    visitor = visit(language="en").log_in()
    visitor.context.set_default_timeout(PATIENCE)
    visitor.ask("Say hello.")
    visitor.wait_until_answered()
    assert visitor.answers.inner_text().strip()

    visitor.ask("Count from one to five hundred in words.")
    visitor.answers.nth(1).wait_for()
    visitor.button("停止", "Stop").click()
    visitor.page.get_by_role("note").filter(has_text="Stopped").wait_for()
    said = visitor.answers.nth(1).inner_text()
    visitor.page.wait_for_timeout(3_000)  # as long as the server has to settle what it heard
    visitor.page.reload()

    visitor.answers.nth(1).wait_for()
    assert visitor.answers.nth(1).inner_text()[: len(said)] == said
    assert visitor.page.locator("article.own").count() == 2
