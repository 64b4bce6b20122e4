"""The product as `make run` starts it, with a scripted provider behind it and a client before."""

import shutil
from collections.abc import Generator, Iterator
from dataclasses import dataclass

import pytest
import requests

from tests.clients import matrix
from tests.clients.roster import ROSTER, Client
from tests.clients.speaker import Speaker, speaking
from tests.engines.availability import require
from tests.hosts.granian import ROOT, free_port, launched, wait_until_ready
from tests.secrets_in_logs import PASSWORD, SECRET
from tests.simulators.dashscope import DashScopeSimulator
from tests.simulators.openai import OpenAISimulator

MODEL = "qwen-plus"
EMBEDDING_MODEL = "text-embedding-v4"
IMAGE_MODEL = "qwen-image-2.0"


OUTCOMES = pytest.StashKey[dict[tuple[str, str], bool]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember what each client can do."""
    report = yield
    given = getattr(item, "callspec", None)
    if given and "speaker" in given.params and (report.when == "call" or report.failed):
        outcomes = item.session.stash.setdefault(OUTCOMES, {})
        outcomes[given.params["speaker"].id, given.params["case"]] = report.passed
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A run of everything writes the page anew."""
    outcomes = session.stash.get(OUTCOMES, {})
    if all((client.id, case) in outcomes for client in ROSTER for case in client.cases):
        matrix.PAGE.write_text(matrix.page(outcomes), encoding="utf-8")


@dataclass
class Product:
    address: str
    provider: OpenAISimulator
    key: str
    page: int  # the port of the page that may call it


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    folder, port, page = tmp_path_factory.mktemp("product"), free_port(), free_port()
    with (
        OpenAISimulator(key="sk-sim") as provider,
        DashScopeSimulator() as studio,
        launched(
            "local", "--direct", folder=ROOT, log=folder / "log", port=port,
            APP_ENV="local", DATA_DIR=str(folder), DATABASE_URL="", DB_HOST="", REDIS_URL="",
            PORT=str(port), JWT_SECRET=SECRET, PASSWORD_COST="4", LOCAL_MODEL="off",
            LOCAL_OCR="off", LOCAL_SPEECH="off",
            OPENAI_API_URL=provider.url, OPENAI_API_KEY="sk-sim",
            DASHSCOPE_API_URL=studio.url, DASHSCOPE_API_KEY=studio.key,
            OPENAI_MODEL=MODEL, EMBEDDING_MODEL=EMBEDDING_MODEL, LIMITS="chat=100000/60",
            ALLOWED_ORIGINS=f"http://localhost:{page}",
        ) as server,
    ):  # fmt: skip
        wait_until_ready(server)
        address = f"http://127.0.0.1:{port}"
        yield Product(address, provider, _key(address), page)


def _key(address: str) -> str:
    body = {"email": "mei@example.com", "password": PASSWORD}
    made = requests.post(f"{address}/api/auth/register", json=body, timeout=10).json()
    headers = {"Authorization": f"Bearer {made['access_token']}"}
    url = f"{address}/api/auth/keys"
    answer = requests.post(url, json={"name": "clients"}, headers=headers, timeout=10)
    key: str = answer.json()["key"]
    return key


@pytest.fixture(scope="module")
def speaker(
    request: pytest.FixtureRequest, product: Product, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Speaker]:
    client: Client = request.param
    for needed in client.needs.split():
        require(shutil.which(needed), f"{needed} is not here: {client.name} is not tried")
    folder = tmp_path_factory.mktemp(client.id)
    with speaking(client, product.address, product.page, folder) as started:
        yield started
