"""A gateway as it is deployed, with accounts, for clients that try everything."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from shared.access import limits
from shared.access.limits import Limit
from tests.hosts.granian import ROOT, Server, free_port, launched, wait_until_ready
from tests.secrets_in_logs import PASSWORD
from tests.simulators.openai import OpenAISimulator

LIFTED = ",".join(f"{of.name}=1000000/60" for of in vars(limits).values() if isinstance(of, Limit))
ADMINISTRATOR = "root@example.com"
METRICS_TOKEN = "a token that only a scraper of metrics has"


@dataclass
class Who:
    id: str
    token: str


@dataclass
class Served:
    """A gateway, and who calls it."""

    server: Server
    administrator: Who
    user: Who

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"


@contextlib.contextmanager
def served(folder: Path, *arguments: str, **variables: str) -> Iterator[Served]:
    """`python -m local ARGUMENTS` without limits, with a simulated provider."""
    with (
        OpenAISimulator(key="sk-sim") as simulator,
        _gateway(folder, *arguments, OPENAI_API_URL=simulator.url, **variables) as server,
    ):
        url = f"http://127.0.0.1:{server.port}"
        administrator = _who(f"{url}/api/auth/login", ADMINISTRATOR)
        user = _who(f"{url}/api/auth/register", "user@example.com")
        yield Served(server, administrator, user)


@contextlib.contextmanager
def _gateway(folder: Path, *arguments: str, **variables: str) -> Iterator[Server]:
    port = free_port()
    chosen = {
        "PORT": str(port),
        "DATA_DIR": str(folder),
        "LOCAL_MODEL": "off",
        "LOCAL_OCR": "off",
        "LOCAL_SPEECH": "off",
        "LIMITS": LIFTED,
        "PASSWORD_COST": "4",
        "ANONYMOUS_CHATS_PER_DAY": "1000000",
        "TRUSTED_PROXIES": "1",
        "METRICS_TOKEN": METRICS_TOKEN,
        "ADMIN_USERNAME": ADMINISTRATOR,
        "ADMIN_PASSWORD": PASSWORD,
        "OPENAI_API_KEY": "sk-sim",
        "OPENAI_MODEL": "qwen-sim",
        "EMBEDDING_MODEL": "text-embedding-v4",
    }
    started = launched(
        *("local", *arguments),
        folder=ROOT,
        log=folder / "log",
        port=port,
        **chosen | variables,
    )
    with started as server:
        wait_until_ready(server)
        yield server


def _who(address: str, email: str) -> Who:
    answer = requests.post(address, json={"email": email, "password": PASSWORD}, timeout=20)
    answer.raise_for_status()
    given: dict[str, Any] = answer.json()
    return Who(given["user"]["id"], given["access_token"])
