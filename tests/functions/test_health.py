"""GET /api/health and /api/health/ready."""

from pathlib import Path

import pytest

from shared.config import environment
from tests.client import Client
from tests.conftest import Configure
from tests.simulators.openai import OpenAISimulator

DEAD = "mysql://root:secret@127.0.0.1:1/yunzhan"
WRONG = {"PORT": "a hundred", "DATABASE_URL": "postgres://x"}


def checks(client: Client) -> dict[str, str]:
    """What is not as it should be; the answer must say the same of what decides."""
    answer = client.call("GET", "/api/health/ready")
    found: dict[str, str] = answer.json["checks"]
    wrong = {name: outcome for name, outcome in found.items() if outcome != "ok"}
    ready = wrong.keys() <= {"model"}
    assert answer.status == (200 if ready else 503)
    assert answer.json["status"] == ("ok" if ready else "unavailable")
    return wrong


@pytest.mark.parametrize("variables", [{}, {"DATABASE_URL": DEAD}, WRONG])
def test_process_lives_whatever_it_lacks(
    client: Client, configure: Configure, variables: dict[str, str]
) -> None:
    configure(**variables)

    answer = client.call("GET", "/api/health")

    assert (answer.status, answer.json) == (200, {"status": "ok"})


def test_head_is_answered_like_get_without_the_body(client: Client) -> None:
    answer = client.call("HEAD", "/api/health")

    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["content-length"] == str(len(b'{"status":"ok"}\n'))


def test_deployment_with_everything_is_ready(client: Client, model: OpenAISimulator) -> None:
    assert checks(client) == {}


def test_missing_model_is_named_and_takes_nobody_s_history_away(client: Client) -> None:
    assert checks(client) == {"model": "no_model"}
    assert client.call("GET", "/api/health/ready").status == 200


def test_dead_database_is_named_without_its_password(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(DATABASE_URL=DEAD)

    assert checks(client) == {"database": "database_unavailable"}
    assert b"secret" not in client.call("GET", "/api/health/ready").body


def test_database_without_tables_is_named(
    client: Client, model: OpenAISimulator, configure: Configure, tmp_path: Path
) -> None:
    configure(DATABASE_URL=f"sqlite:///{tmp_path}/empty.db")

    assert checks(client) == {"database": "not_migrated"}


def test_missing_folder_is_named(
    client: Client, model: OpenAISimulator, configure: Configure, tmp_path: Path
) -> None:
    configure(UPLOAD_DIR=str(tmp_path / "nowhere"))

    assert checks(client) == {"storage": "unavailable"}


def test_deployment_that_would_keep_files_on_a_disk_that_vanishes_is_not_ready(
    client: Client, model: OpenAISimulator, configure: Configure, tmp_path: Path
) -> None:
    configure(APP_ENV="production", JWT_SECRET="0123456789abcdef" * 4, PASSWORD_COST="10")
    assert checks(client) == {"storage": "no_storage"}

    configure(UPLOAD_DIR=str(tmp_path))
    assert checks(client) == {}


def test_wrong_configuration_is_named_and_its_values_are_not(
    client: Client, configure: Configure
) -> None:
    configure(**WRONG)

    assert set(checks(client).values()) == {"misconfigured"}
    assert b"hundred" not in client.call("GET", "/api/health/ready").body


def test_database_that_comes_back_is_ready_again(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    good = environment.settings().database_url
    configure(DATABASE_URL=DEAD)
    assert checks(client)

    configure(DATABASE_URL=good)

    assert checks(client) == {}
