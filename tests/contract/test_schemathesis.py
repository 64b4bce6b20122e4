"""schemathesis over the OpenAPI document, against the gateway as it is deployed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.contract.served import METRICS_TOKEN, Served, served
from tests.hosts.granian import ROOT

HERE = Path(__file__).parent
DOCUMENT = ROOT / "functions" / "docs" / "openapi.json"
TOKENS = """
[auth.openapi]
bearer.bearer = "${TOKEN}"
scraper.bearer = "${METRICS_TOKEN}"
"""
FC, DIRECT = (), ("--direct",)


def explore(gateway: Served, folder: Path, caller: str, *arguments: str) -> None:
    """Whatever breaks the document fails, with the calls that showed it."""
    token = getattr(gateway, caller).token if caller != "nobody" else ""
    rules = (HERE / "schemathesis.toml").read_text() + (TOKENS if token else "")
    config = folder / "schemathesis.toml"
    config.write_text(rules)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", f"--config-file={config}", "run"),
            *(str(DOCUMENT), f"--url={gateway.url}", "--no-color", "--warnings=off", *arguments),
        ],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "SCHEMATHESIS_HOOKS": "tests.contract.hooks",
            "ADMINISTRATOR_ID": gateway.administrator.id,
            "BYSTANDER_ID": gateway.user.id,
            "TOKEN": token,
            "METRICS_TOKEN": METRICS_TOKEN,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def still_knows(gateway: Served, caller: str) -> bool:
    """Whether the caller still is who they were: else all that came after was refused."""
    token = getattr(gateway, caller).token
    headers = {"Authorization": f"Bearer {token}"}
    answer = requests.get(f"{gateway.url}/api/auth/me", headers=headers, timeout=20)
    return answer.status_code == 200


@pytest.mark.parametrize(
    ("host", "database", "caller", "phases"),
    [
        (DIRECT, "mariadb_url", "administrator", "coverage"),
        (FC, "sqlite", "user", "fuzzing"),
    ],
    ids=["administrator-direct", "user-fc"],
)
def test_a_few_calls_of_each_kind_are_answered_as_documented(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    host: tuple[str, ...],
    database: str,
    caller: str,
    phases: str,
) -> None:
    request.getfixturevalue(database)
    with served(tmp_path, *host) as gateway:
        explore(gateway, tmp_path, caller, f"--phases={phases}", "--max-examples=3", "--seed=1")
        assert caller == "nobody" or still_knows(gateway, caller)


@pytest.mark.stress
@pytest.mark.parametrize(
    ("host", "database", "caller", "examples"),
    [
        (FC, "sqlite", "administrator", 150),
        (DIRECT, "mariadb_url", "administrator", 60),
        (FC, "sqlite", "user", 30),
        (DIRECT, "mariadb_url", "nobody", 20),
    ],
    ids=["administrator-fc", "administrator-direct", "user-fc", "nobody-direct"],
)
def test_hundreds_of_calls_of_each_kind_are_answered_as_documented(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    host: tuple[str, ...],
    database: str,
    caller: str,
    examples: int,
) -> None:
    request.getfixturevalue(database)
    with served(tmp_path, *host) as gateway:
        explore(gateway, tmp_path, caller, f"--max-examples={examples}", "--workers=2")
        assert caller == "nobody" or still_knows(gateway, caller)
