"""What containers and units are started as, by the words that they say."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hosts.granian import ROOT, Server, free_port, launched, wait_until_ready
from tests.secrets_in_logs import SECRET
from tests.simulators.alibaba import AlibabaSimulator
from tests.simulators.wecom import WecomSimulator

TOKEN = "a token to scrape with"


def said(*words: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "local.entry", *words]
    environment = {"PATH": "/usr/bin:/bin", "JWT_SECRET": SECRET, **variables}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`serve`, with a folder for files that is not there yet."""
    folder, port = tmp_path_factory.mktemp("served"), free_port()
    with launched(
        "local.entry", "serve", folder=ROOT, log=folder / "log", port=port, PORT=str(port),
        DATA_DIR=str(folder), UPLOAD_DIR=str(folder / "more" / "files"), JWT_SECRET=SECRET,
        DATABASE_URL=f"sqlite:///{folder}/yunzhan.db", LOCAL_MODEL="off", LOCAL_OCR="off",
        LOCAL_EMBEDDINGS="off", APP_ENV="local",
    ) as server:  # fmt: skip
        wait_until_ready(server)
        yield server


@pytest.mark.parametrize("words", [(), ("sevre",), ("healthchecks",)])
def test_a_word_that_is_none_is_told_what_there_is(words: tuple[str, ...]) -> None:
    done = said(*words)

    assert done.returncode == 2
    assert "serve, worker, migrate, backup, restore, cost, relay, healthcheck" in done.stderr


def test_who_is_not_there_or_wrongly_configured_is_not_healthy() -> None:
    assert said("healthcheck", PORT=str(free_port())).returncode == 1
    done = said("healthcheck", PORT="none")
    assert (done.returncode, "PORT" in done.stderr) == (1, True)


def test_health_and_readiness_are_asked_of_the_own_port(served: Server) -> None:
    lives = said("healthcheck", PORT=str(served.port), HOST="0.0.0.0")  # noqa: S104
    assert (lives.returncode, json.loads(lives.stdout[4:])) == (0, {"status": "ok"})

    ready = said("healthcheck", "ready", PORT=str(served.port))
    assert (ready.returncode, '"storage":"ok"' in ready.stdout) == (0, True)


def test_a_server_that_is_not_ready_is_alive(served: Server) -> None:
    (served.folder / "more" / "files").rename(served.folder / "elsewhere")
    try:
        ready = said("healthcheck", "ready", PORT=str(served.port))
        assert (ready.returncode, ready.stdout[:3]) == (1, "503")
        assert said("healthcheck", PORT=str(served.port)).returncode == 0
    finally:
        (served.folder / "elsewhere").rename(served.folder / "more" / "files")


def test_tables_and_back_ups_are_made_by_their_words(tmp_path: Path) -> None:
    places = {"DATABASE_URL": f"sqlite:///{tmp_path}/a.db", "DATA_DIR": str(tmp_path)}
    assert "revision" in said("migrate", **places).stdout
    file, restored = tmp_path / "dump.gz", f"sqlite:///{tmp_path}/b.db"

    assert said("backup", str(file), **places).returncode == 0
    assert " rows in " in said("restore", str(file), **places | {"DATABASE_URL": restored}).stdout


def test_bills_are_asked_for_by_their_word(tmp_path: Path) -> None:
    with AlibabaSimulator("LTAIbills", "secret-of-bills") as cloud:
        key = {"BILLING_ACCESS_KEY_ID": "LTAIbills", "BILLING_ACCESS_KEY_SECRET": "secret-of-bills"}
        done = said("cost", COST_CLOUDS="alibaba", BILLING_API_URL=cloud.address, **key)

    assert (done.returncode, "1234.50  balance" in done.stdout) == (0, True)


def test_the_relay_speaks_while_the_database_is_away(tmp_path: Path) -> None:
    port = free_port()
    alert = {"status": "firing", "labels": {"alertname": "Down"}, "annotations": {"summary": "x"}}
    body = json.dumps({"alerts": [alert]}).encode()
    with WecomSimulator() as robot, launched(
        "local.entry", "relay", folder=ROOT, log=tmp_path / "log", port=port, PORT=str(port),
        DATABASE_URL="mysql://nobody:nothing@127.0.0.1:1/none", APP_ENV="local",
        METRICS_TOKEN=TOKEN, WECOM_WEBHOOK=robot.url, JWT_SECRET=SECRET, DATA_DIR=str(tmp_path),
    ) as server:  # fmt: skip
        wait_until_ready(server)
        with server.connect() as line:
            kind = "Content-Type: application/json"
            line.ask("POST", "/metrics/alerts", body, f"Authorization: Bearer {TOKEN}", kind)
            assert line.read_until(b"\r\n") == b"HTTP/1.1 204 No Content\r\n"

        assert robot.messages == ["【云栈监控告警】1 项（local）\nDown（?）：x"]
