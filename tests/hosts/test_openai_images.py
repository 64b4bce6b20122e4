"""The stock `openai` SDK draws through the gateway, and never has the same drawn and paid twice."""

from collections.abc import Iterator

import openai
import pytest
import requests
from openai import OpenAI

from tests.hosts.granian import ROOT, free_port, launched, wait_until_ready
from tests.secrets_in_logs import PASSWORD, SECRET
from tests.simulators.dashscope import DashScopeSimulator

pytestmark = pytest.mark.xdist_group("openai-images")  # one server is started for all


@pytest.fixture(scope="module")
def studio() -> Iterator[DashScopeSimulator]:
    with DashScopeSimulator(looks=0) as simulator:
        yield simulator


@pytest.fixture(scope="module")
def client(
    studio: DashScopeSimulator, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OpenAI]:
    """Of what `make run` starts, with Model Studio simulated."""
    folder, port = tmp_path_factory.mktemp("images"), free_port()
    with launched(
        "local", "--direct", folder=ROOT, log=folder / "log", port=port,
        APP_ENV="local", DATA_DIR=str(folder), DATABASE_URL="", DB_HOST="", REDIS_URL="",
        PORT=str(port), JWT_SECRET=SECRET, PASSWORD_COST="4", LOCAL_MODEL="off",
        LOCAL_OCR="off", DASHSCOPE_API_KEY=studio.key, DASHSCOPE_API_URL=studio.url,
        OSS_BUCKET_NAME="",
    ) as server:  # fmt: skip
        wait_until_ready(server)
        body = {"email": "mei@example.com", "password": PASSWORD}
        address = f"http://127.0.0.1:{port}"
        account = requests.post(f"{address}/api/auth/register", json=body, timeout=10).json()
        key = account["access_token"]
        with OpenAI(base_url=f"{address}/v1", api_key=key, max_retries=2) as client:
            yield client


def test_a_creation_of_which_nobody_knows_is_not_repeated(
    client: OpenAI, studio: DashScopeSimulator
) -> None:
    before = len(studio.calls)

    with pytest.raises(openai.InternalServerError) as refused:
        client.images.generate(prompt="[drop]", model="qwen-image-2.0")

    assert refused.value.response.headers["x-should-retry"] == "false"
    assert len(studio.calls) == before + 1


def test_what_failed_without_being_drawn_is_tried_again(
    client: OpenAI, studio: DashScopeSimulator
) -> None:
    before = len(studio.creations)

    with pytest.raises(openai.InternalServerError):
        client.images.generate(prompt="[fail-task]", model="qwen-image-plus")

    assert len(studio.creations) == before + 3
