"""The product with a scripted provider, and a browser in front of it."""

import itertools
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import requests

from local import pages
from tests.engines import chromium
from tests.engines.workers import free_port
from tests.hosts.granian import ROOT, launched, wait_until_ready
from tests.simulators.openai import OpenAISimulator

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EMAIL, PASSWORD = "reader@example.com", "a long phrase 7"
OPERATOR = "root@example.com"
_SETTINGS = {
    "APP_ENV": "local",
    "JWT_SECRET": "x" * 40,
    "PASSWORD_COST": "4",
    "ADMIN_USERNAME": OPERATOR,
    "ADMIN_PASSWORD": PASSWORD,
    "OPENAI_API_KEY": "sk-sim",
    "OPENAI_MODEL": "qwen-plus",
    "LIMITS": "chat=100000/60,read=100000/60,write=100000/60",
    **dict.fromkeys(("LOCAL_MODEL", "LOCAL_OCR", "LOCAL_SPEECH"), "off"),
    **dict.fromkeys(("DATABASE_URL", "DB_HOST", "REDIS_URL"), ""),
}
_numbers = itertools.count(1)


@dataclass(frozen=True)
class House:
    address: str
    provider: OpenAISimulator
    database: Path
    browser: "Browser"

    def conversation(self, title: str, said: list[tuple[str, str]]) -> str:
        """One that was had before, question by question; its id."""
        number = next(_numbers)
        own = f"{number:026}"
        with sqlite3.connect(self.database, timeout=30) as file:
            (user,) = file.execute("SELECT id FROM users WHERE email = ?", (EMAIL,)).fetchone()
            file.execute(
                "INSERT INTO conversations (id, user_id, persona, title, created_at, updated_at)"
                " VALUES (?, ?, 'chat', ?, ?, ?)",
                (own, user, title, number, number),
            )
            texts = itertools.chain.from_iterable(said)
            file.executemany(
                "INSERT INTO messages (id, conversation_id, role, content, model, created_at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (f"{number:010}{place:016}", own, ("user", "assistant")[place % 2], text,
                     "qwen-plus" if place % 2 else None, number)
                    for place, text in enumerate(texts)
                ],
            )  # fmt: skip
        return own


@contextmanager
def open_house() -> Iterator[House]:
    from playwright.sync_api import sync_playwright  # only `make bench-web` has it

    program = _require_program()
    with (
        tempfile.TemporaryDirectory() as name,
        OpenAISimulator(key="sk-sim") as provider,
        sync_playwright() as playwright,
    ):
        folder, port = Path(name), free_port()
        settings = _SETTINGS | {"DATA_DIR": name, "PORT": str(port), "OPENAI_API_URL": provider.url}
        with launched(
            "local", "--direct", folder=ROOT, log=folder / "log", port=port, **settings
        ) as server:
            wait_until_ready(server)
            address = f"http://127.0.0.1:{port}"
            body = {"email": EMAIL, "password": PASSWORD, "name": "读者"}
            requests.post(f"{address}/api/auth/register", json=body, timeout=20).raise_for_status()
            browser = playwright.chromium.launch(executable_path=program, args=chromium.OPTIONS)
            yield House(address, provider, next(folder.glob("*.db")), browser)
            browser.close()


def _require_program() -> Path:
    if not pages.is_current():
        raise SystemExit("run `make pages`")
    if program := chromium.find_or_install():
        return program
    raise SystemExit("there is no Chromium here")
