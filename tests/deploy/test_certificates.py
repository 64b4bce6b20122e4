"""A certificate by certbot from Let's Encrypt's own test authority: served, renewed, served."""

import json
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy import sites
from tests.engines import debian
from tests.engines.availability import require
from tests.engines.workers import free_port
from tests.waiting import until

pytestmark = pytest.mark.deploy

NAME = "localhost"


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[tuple[str, Path, int]]:
    """Pebble: its directory's address, its certificate, and the port where it looks for proof."""
    pebble = require(debian.find_or_install("pebble", lambda: shutil.which("pebble")), "no pebble")
    folder, port, proofs = tmp_path / "pebble", free_port(), free_port()
    folder.mkdir()
    sites.certificate(folder, NAME)
    settings = {
        "listenAddress": f"127.0.0.1:{port}", "managementListenAddress": f"127.0.0.1:{free_port()}",
        "certificate": str(folder / "fullchain.pem"), "privateKey": str(folder / "privkey.pem"),
        "httpPort": proofs, "tlsPort": free_port(),
    }  # fmt: skip
    (folder / "pebble.json").write_text(json.dumps({"pebble": settings}))
    quick = {"PEBBLE_VA_NOSLEEP": "1", "PEBBLE_WFE_NONCEREJECT": "0", "PATH": "/usr/bin:/bin"}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [pebble, "-config", folder / "pebble.json"], env=quick, stdout=log, stderr=log
        )
    try:
        until(lambda: b"Listening" in (folder / "log").read_bytes(), 30)
        yield f"https://localhost:{port}/dir", folder / "fullchain.pem", proofs
    finally:
        process.terminate()
        process.wait(30)


def served(port: int) -> str:
    return ssl.get_server_certificate(("127.0.0.1", port), timeout=10)


def test_a_certificate_is_issued_renewed_and_served(
    authority: tuple[str, Path, int], tmp_path: Path
) -> None:
    directory, trusted, proofs = authority
    certbot = require(
        debian.find_or_install("certbot", lambda: shutil.which("certbot")), "no certbot"
    )
    site, port, plain = tmp_path / "site", free_port(), free_port()
    (site / "www").mkdir(parents=True)
    first = sites.certificate(site, NAME).read_text()
    path = sites.of_a_server(
        site,
        **{
            "listen 80;": f"listen 127.0.0.1:{plain}; listen 127.0.0.1:{proofs};",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
            "  listen [::]:80;\n": "",
            "  listen [::]:443 ssl http2;\n": "",
            "yunzhan.example.com;": f"{NAME};",
        },
    )
    text = path.read_text().replace(str(site / "fullchain.pem"), f"{site}/live/fullchain.pem")
    path.write_text(text.replace(str(site / "privkey.pem"), f"{site}/live/privkey.pem"))
    (site / "live").mkdir()
    for name in ("fullchain.pem", "privkey.pem"):
        shutil.copy(site / name, site / "live" / name)
    nginx = [sites.nginx(), "-c", str(path), "-p", str(site), "-g", "user root; daemon off;"]
    server = subprocess.Popen(nginx)
    issued = tmp_path / "letsencrypt"
    hook = f"cp -L {issued}/live/{NAME}/*.pem {site}/live/ && kill -HUP {server.pid}"
    common: list[str | Path] = ["--config-dir", issued, "--work-dir", tmp_path / "work"]
    common += ["--logs-dir", tmp_path / "logs", "-n"]
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "REQUESTS_CA_BUNDLE": str(trusted)}
    try:
        until(lambda: _answers(port), 20)
        assert served(port).strip() in first
        order = ["certonly", "--agree-tos", "-m", "a@example.com", "--server", directory]
        order += ["--webroot", "-w", str(site / "www"), "-d", NAME, "--deploy-hook", hook]
        _run(certbot, *order, *common, environment=environment)
        until(lambda: served(port).strip() not in first, 20)

        issued_first = served(port)
        _run(
            certbot,
            "renew",
            "--force-renewal",
            "--no-random-sleep-on-renew",
            *common,
            environment=environment,
        )
        until(lambda: served(port) != issued_first, 20)
    finally:
        server.terminate()
        server.wait(30)


def _answers(port: int) -> bool:
    try:
        return bool(served(port))
    except OSError:
        return False


def _run(*line: str | Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        list(line), env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
