"""The image, run as it is deployed: nobody's user, a root that nobody writes, bounds."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import validate  # type: ignore[import-untyped]

from tests.engines.podman import Podman
from tests.engines.workers import free_port
from tests.hosts.granian import Server
from tests.secrets_in_logs import SECRET
from tests.waiting import until

pytestmark = pytest.mark.deploy

CLOSED = "--read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges".split()
BOUNDS = ("--memory", "400m", "--cpus", "1", "--pids-limit", "512")


@pytest.fixture
def container(engine: Podman, product: str, tmp_path: Path) -> Iterator[int]:
    """`serve` on SQLite, with a volume; the port."""
    port = free_port()
    settings = {
        "PORT": str(port), "HOST": "127.0.0.1", "JWT_SECRET": SECRET, "UPLOAD_DIR": "/data/files",
        "DATABASE_URL": "sqlite:////data/yunzhan.db", "AIGC_PRODUCER": "Example Ltd.",
    }  # fmt: skip
    given = [word for name, value in settings.items() for word in ("-e", f"{name}={value}")]
    line = ["-d", "--name", "yz-image", "--no-healthcheck", "--network", "host", *CLOSED, *BOUNDS]
    try:
        engine.run("run", *line, "-v", "yz-image:/data", *given, product)
        until(lambda: inside(engine, "python", "-m", "local.entry", "healthcheck", "ready"), 60)
        yield port
    finally:
        engine.run("rm", "-f", "-t", "1", "yz-image", check=False)
        engine.run("volume", "rm", "yz-image", check=False)


def inside(engine: Podman, *words: str) -> str:
    """What a command in the container says; nothing where it fails."""
    try:
        return engine.run("exec", "yz-image", *words)
    except RuntimeError:
        return ""


def test_it_serves_as_nobody_on_a_root_that_is_closed(engine: Podman, container: int) -> None:
    status = inside(engine, "cat", "/proc/1/status")
    assert "Uid:\t10001\t10001\t10001\t10001" in status
    assert "CapEff:\t0000000000000000" in status
    assert "NoNewPrivs:\t1" in status
    for place in ("/app/x", "/opt/venv/x", "/etc/x", "/x"):
        assert not inside(engine, "sh", "-c", f"echo > {place} && echo written")
    assert inside(engine, "sh", "-c", "echo > /data/x && echo written").strip() == "written"

    with Server(None, container, Path()).connect() as line:  # type: ignore[arg-type]
        line.ask("GET", "/", b"", "Accept: text/html")
        assert b"200" in line.read_until(b"\r\n")
        assert b'<div id="app"' in line.read_until(b"</html>")  # the pages are in it


def test_it_has_no_tools_to_build_or_to_install_with(engine: Podman, product: str) -> None:
    line = ["run", "--rm", "--no-healthcheck", "--entrypoint", "sh", product, "-c"]
    said = engine.run(
        *line, "for tool in gcc cc make pip npm node git; do command -v $tool; done; echo over"
    )

    assert said.split()[-1:] == ["over"]
    assert "/" not in said.splitlines()[-1]
    found = engine.run(*line, "ls /app /opt/venv/lib/python3*/site-packages")
    assert not {"tests", "web", ".git", ".env", "pip"} & set(found.split())


def test_what_it_is_made_of_is_listed_in_it(engine: Podman, product: str) -> None:
    said = engine.run(
        "run", "--rm", "--no-healthcheck", "--entrypoint", "cat", product, "sbom.cdx.json"
    )
    told = json.loads(said[said.index("{\n") :])
    component = {
        "type": "object",
        "required": ["type", "name", "version", "purl"],
        "properties": {"purl": {"pattern": r"^pkg:(pypi|deb/debian)/\S+@\S+$"}},
    }
    schema = {
        "required": ["bomFormat", "specVersion", "serialNumber", "version", "components"],
        "properties": {
            "serialNumber": {"pattern": "^urn:uuid:[0-9a-f-]{36}$"},
            "components": {"type": "array", "items": component},
        },
    }
    validate(told, schema)
    assert {"granian", "celery", "pymysql", "libc6"} <= {
        part["name"] for part in told["components"]
    }


def test_it_ends_when_it_is_told_to(engine: Podman, container: int) -> None:
    engine.run("stop", "-t", "30", "yz-image")
    state = json.loads(engine.run("inspect", "--format", "{{json .State}}", "yz-image"))
    assert state["ExitCode"] == 0


def test_without_its_secrets_it_says_which_are_missing(engine: Podman, product: str) -> None:
    with pytest.raises(RuntimeError, match="JWT_SECRET is missing"):
        engine.run("run", "--rm", "--no-healthcheck", "-e", "AIGC_PRODUCER=x", product)


def test_its_health_is_in_it(engine: Podman, product: str) -> None:
    (told,) = json.loads(engine.run("image", "inspect", product))
    assert told["Healthcheck"]["Test"] == ["CMD", "python", "-m", "local.entry", "healthcheck"]
    assert told["Config"]["User"] == "10001:10001"
    assert told["Config"]["StopSignal"] in ("SIGTERM", "15")
