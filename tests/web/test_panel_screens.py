"""Pictures of the panel for docs/screenshots/, made anew with `make pictures`."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.engines.workers import free_port
from tests.hosts.granian import ROOT, launched, wait_until_ready
from tests.secrets_in_logs import PASSWORD, SECRET
from tests.web.panel import ROOT_USER, Operator
from tests.web.test_accessibility import looks
from tests.web.test_screens import picture
from tests.web.visitor import Product

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.pictures
PAGES = {
    "overview": "/overview?range=7d", "users": "/users", "usage": "/usage", "models": "/models",
    "calls": "/calls",
}  # fmt: skip


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product with the month that `make demo` makes up."""
    folder, port = tmp_path_factory.mktemp("demo"), free_port()
    settings = {
        "APP_ENV": "local", "DATA_DIR": str(folder), "DATABASE_URL": "", "DB_HOST": "",
        "REDIS_URL": "", "PORT": str(port), "JWT_SECRET": SECRET, "PASSWORD_COST": "4",
        "LOCAL_MODEL": "off", "LOCAL_OCR": "off", "LOCAL_SPEECH": "off", "OPENAI_API_KEY": "",
        "ENABLE_CREDIT_SYSTEM": "true", "LIMITS": "admin=100000/60", "ADMIN_USERNAME": ROOT_USER,
        "ADMIN_PASSWORD": PASSWORD,
    }  # fmt: skip
    subprocess.run(
        [sys.executable, "-m", "tools.demo", "fill"],
        cwd=ROOT,
        env=os.environ | settings,
        check=True,
    )
    log = folder / "log"
    with launched("local", "--direct", folder=ROOT, log=log, port=port, **settings) as server:
        wait_until_ready(server)
        yield Product(
            f"http://127.0.0.1:{port}", lambda _: ("", ""), next(Path(folder).glob("*.db"))
        )


@looks
def test_the_panel_as_it_looks(browser: "Browser", demonstration: Product, how: Any) -> None:
    operator = Operator(browser, demonstration, **how).enter(ROOT_USER, PASSWORD)
    for page, path in PAGES.items():
        operator.page.goto(f"{demonstration.address}/admin#{path}")
        operator.page.locator("a.figure, table.data[aria-busy=false]").first.wait_for()
        operator.page.wait_for_timeout(600)
        operator.page.screenshot(path=picture(f"panel-{page}", how))
    operator.close()
    assert operator.faults == []
