"""One server: releases made, replaced and taken back by `yunzhan`, real replicas behind real nginx.

systemd is stood for (tests/deploy/systemctl); its units are those of deploy/.
"""

import json
import os
import secrets
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy import outside, sites
from tests.deploy.users import Edge, load, streaming, until
from tests.engines import mariadb
from tests.engines.availability import require
from tests.engines.mariadb import MariaDB
from tests.engines.podman import ROOT
from tests.engines.workers import free_port
from tests.simulators.openai import OpenAISimulator, Pace
from tests.simulators.openai_answers import Answer

pytestmark = pytest.mark.deploy

SOURCES = (
    *("functions", "local", "migrations", "shared", "tools", "data", "requirements"),
    *("web", "deploy", "template.yml", "LICENSE"),
)
PATIENCE = 600.0  # seconds for a release to be made


class Machine(Edge):
    """A folder that stands for a server's, and where its nginx listens."""

    def __init__(self, folder: Path) -> None:
        self.tls = folder / "tls"
        self.tls.mkdir()
        trusted = ssl.create_default_context(cafile=sites.certificate(self.tls))
        super().__init__(free_port(), trusted)
        self.folder, self.plain = folder, free_port()
        self.replicas = (free_port(), free_port())

    def yunzhan(self, *words: str) -> "subprocess.CompletedProcess[str]":
        given = {
            "YUNZHAN_ROOT": str(self.folder / "opt"),
            "YUNZHAN_ENV": str(self.folder / "etc" / "yunzhan.env"),
            "YUNZHAN_PORTS": " ".join(map(str, self.replicas)),
            "YUNZHAN_SYSTEMCTL": str(ROOT / "tests" / "deploy" / "systemctl"),
            "YUNZHAN_PYTHON": sys.executable,
            "YUNZHAN_TEST": str(self.folder),
        }
        settings = {"PATH", "HOME", "LANG", "SSL_CERT_FILE", "PIP_CERT", "NODE_EXTRA_CA_CERTS"}
        own = {name: os.environ[name] for name in settings if name in os.environ}
        return subprocess.run(
            [self.source / "deploy" / "server" / "yunzhan", *words],
            env=own | given, capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip

    @property
    def source(self) -> Path:
        return self.folder / "checkout"

    @property
    def current(self) -> str:
        return os.readlink(self.folder / "opt" / "current").removeprefix("releases/")

    def systemctl(self, *words: str) -> None:
        command: list[str | Path] = [ROOT / "tests" / "deploy" / "systemctl", *words]
        given = {"PATH": os.environ["PATH"], "YUNZHAN_TEST": str(self.folder)}
        subprocess.run(command, env=given, check=False)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    made = Machine(tmp_path_factory.mktemp("machine"))
    require(mariadb.find_or_install(), "MariaDB is not installed")
    with (
        MariaDB() as database,
        OpenAISimulator(default=Answer(outside.LONG), record=False) as model,
    ):
        model.normally = Pace(outside.PACE)
        _prepare(made, database.url, model.url)
        server = _start_nginx(made)
        try:
            yield made
        finally:
            for port in made.replicas:
                made.systemctl("stop", f"yunzhan@{port}")
            server.terminate()
            server.wait(30)


def _prepare(machine: Machine, database: str, model: str) -> None:
    for name in ("opt/releases", "etc", "state", "run"):
        (machine.folder / name).mkdir(parents=True)
    machine.source.mkdir()
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            left = shutil.ignore_patterns("node_modules", "__pycache__", "site")
            shutil.copytree(source, machine.source / name, ignore=left)
        else:
            shutil.copy(source, machine.source / name)
    example = (ROOT / "deploy" / "server" / "yunzhan.env.example").read_text()
    values = {
        "JWT_SECRET": secrets.token_hex(32), "DATABASE_URL": database, "ADMIN_PASSWORD": "x" * 20,
        "METRICS_TOKEN": secrets.token_hex(16), "AIGC_PRODUCER": "Example Ltd.",
    }  # fmt: skip
    for name, value in values.items():
        example = example.replace(f"{name}=\n", f"{name}={value}\n")
    limits = "read=100000/60,chat=10000/60,login=1000/60,register=1000/60,write=1000/60"
    more = (
        f"OPENAI_API_URL={model}\nOPENAI_API_KEY=sk-sim\nOPENAI_MODEL=qwen-plus\nLIMITS={limits}\n"
    )
    (machine.folder / "etc" / "yunzhan.env").write_text(
        example.replace("DASHSCOPE_API_KEY=\n", "") + more
    )


def _start_nginx(machine: Machine) -> "subprocess.Popen[bytes]":
    path = sites.of_a_server(
        machine.tls,
        **{
            "listen 80;": f"listen 127.0.0.1:{machine.plain};",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{machine.port} ssl http2;",
            "  listen [::]:80;\n": "",
            "  listen [::]:443 ssl http2;\n": "",
            "127.0.0.1:8001": f"127.0.0.1:{machine.replicas[0]}",
            "127.0.0.1:8002": f"127.0.0.1:{machine.replicas[1]}",
            "server_name yunzhan.example.com": "server_name localhost",
        },
    )
    line = [sites.nginx(), "-c", str(path), "-p", str(machine.tls), "-g", "daemon off; user root;"]
    return subprocess.Popen(line)


def replace_in(machine: Machine, name: str, before: str, after: str) -> None:
    path = machine.source / name
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def test_the_first_release_runs(machine: Machine) -> None:
    done = machine.yunzhan("upgrade")

    assert done.returncode == 0, done.stderr
    until(machine.is_ready, 60)
    status, headers, body = machine.ask("GET", "/", headers={"Accept": "text/html"})
    assert (status, b'<div id="app"' in body) == (200, True)
    assert headers["strict-transport-security"].startswith("max-age=31536000")
    assert machine.yunzhan("rollback").returncode == 1  # to what?
    login = {"email": "admin", "password": "x" * 20}
    assert machine.ask("POST", "/api/auth/login", login)[0] == 200


def test_who_asks_in_the_clear_is_sent_to_https(machine: Machine) -> None:
    status, headers, _ = Edge(machine.plain).ask("GET", "/chat?x=1")
    assert (status, headers["location"]) == (308, "https://127.0.0.1/chat?x=1")


def test_a_release_replaces_the_one_before_and_goes_back_without_an_error(machine: Machine) -> None:
    token, first = machine.register(), machine.current
    replace_in(machine, "shared/version.py", 'VERSION = "0.1.0"', 'VERSION = "0.1.1"')

    with load(machine) as heard, streaming(machine, token) as one:
        done = machine.yunzhan("upgrade")
        assert done.returncode == 0, done.stderr
    assert b'"0.1.1"' in machine.ask("GET", "/api/info")[2]
    assert machine.current != first
    assert one.is_whole
    assert heard.failures == []
    assert heard.statuses[200] > 100

    with load(machine) as heard, streaming(machine, token) as one:
        done = machine.yunzhan("rollback")
        assert done.returncode == 0, done.stderr
    assert b'"0.1.0"' in machine.ask("GET", "/api/info")[2]
    assert machine.current == first
    assert one.is_whole
    assert heard.failures == []


def test_a_release_that_does_not_become_ready_is_taken_back(machine: Machine) -> None:
    before = machine.current
    replace_in(
        machine, "local/entry.py", "    command, arguments", "    return 3\n    command, arguments"
    )
    # The tables are changed by the same word.
    replace_in(
        machine,
        "local/entry.py",
        "    return 3\n",
        '    if words[0] == "serve":\n        return 3\n',
    )

    with load(machine) as heard:
        done = machine.yunzhan("upgrade")

    assert done.returncode == 1
    assert f"back to {before}" in done.stderr
    assert machine.current == before
    assert heard.failures == []
    assert "  runs" in machine.yunzhan("releases").stdout


def test_where_nobody_answers_models_are_still_shown_and_the_rest_says_when_to_come_back(
    machine: Machine,
) -> None:
    until(lambda: machine.ask("GET", "/api/models")[1].get("x-cache") == "HIT", 60)
    for port in machine.replicas:
        machine.systemctl("stop", f"yunzhan@{port}")
    until(lambda: machine.ask("GET", "/api/models")[1].get("x-cache") == "STALE", 60)
    status, headers, body = machine.ask("GET", "/api/info")
    assert (status, json.loads(body)["error"]["code"]) == (503, "unavailable")
    assert headers["retry-after"]
    for port in machine.replicas:
        machine.systemctl("start", f"yunzhan@{port}")
    until(machine.is_ready, 60)
