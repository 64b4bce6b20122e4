"""Pictures sent to POST /api/recognize, what a simulated model says of them, and what is left."""

import base64
import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from PIL import Image

from shared.config import environment
from shared.database import transactions
from shared.files import library
from shared.store import users
from tests.administering import balance, give
from tests.client import Account, Answer, Client
from tests.conftest import Configure
from tests.forms import form
from tests.people import administrator
from tests.simulators.openai import OpenAISimulator

ALL = "/api/recognize"
DRUG = {
    "name": "阿莫西林胶囊",
    "approval_number": "国药准字H20003263",
    "manufacturer": None,
    "text": "阿莫西林胶囊\n0.5g×24粒",
}


GIVEN = 1_000_000  # credits


@pytest.fixture
def sight(model: OpenAISimulator, configure: Configure) -> OpenAISimulator:
    """A simulated provider whose model can see."""
    configure(OPENAI_MODEL="qwen3-vl-plus")
    return model


@pytest.fixture
def payer(client: Client, sight: OpenAISimulator, configure: Configure) -> Account:
    """Who has credits for that model."""
    configure(ENABLE_CREDIT_SYSTEM="true")
    account = client.register()
    give(client, administrator(client), account, GIVEN)
    return account


def picture(colour: str = "white") -> bytes:
    """A PNG."""
    written = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(written, "PNG")
    return written.getvalue()


def data_url(content: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(content).decode()}"


def says(**facts: Any) -> str:
    return json.dumps(facts, ensure_ascii=False)


def send(client: Client, account: Account, content: bytes | None = None, **fields: str) -> Answer:
    """As a form; of a drug unless said otherwise."""
    raw, headers = form(picture() if content is None else content, **{"kind": "drug", **fields})
    return client.call("POST", ALL, raw=raw, headers=headers, token=account.token)


def post(client: Client, account: Account, image: str, kind: str = "drug", **more: Any) -> Answer:
    """As JSON."""
    body = {"image": image, "kind": kind, **more}
    return client.call("POST", ALL, body, token=account.token)


def opened(client: Client, url: str) -> Answer:
    """What an address of a file of ours shows, to anybody."""
    parts = urlsplit(url)
    return client.call("GET", parts.path, query=dict(parse_qsl(parts.query)))


def kept(client: Client, account: Account, path: str) -> list[dict[str, Any]]:
    """The list at `path`."""
    answer = client.call("GET", path, token=account.token)
    assert answer.status == 200, answer.body
    data: list[dict[str, Any]] = answer.json["data"]
    return data


def nothing_is_left(client: Client, payer: Account) -> bool:
    """Whether no file, no recognition and no usage of a model came of it, and no charge."""
    tables = ("files", "recognitions", "usage_calls", "usage_hours", "reservations")
    with transactions.reading() as tx:
        rows = [tx.all(f"SELECT 1 AS one FROM {table}") for table in tables]  # noqa: S608
    folder = Path(environment.settings().data_dir, "files")
    written = [path for path in folder.rglob("*") if path.is_file()]
    return not any(rows) and not written and balance(client, payer) == GIVEN


def stored(account: Account) -> str:
    """A picture among the files of an account; its id."""
    with transactions.reading() as tx:
        owner = users.find(tx, account.user["id"])
    assert owner
    return library.keep(owner, "box.png", "image/png", picture()).id
