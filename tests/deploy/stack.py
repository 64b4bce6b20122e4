"""The stack of deploy/compose/compose.yml, by the real Compose on podman's socket."""

import json
import os
import re
import secrets
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from tests.deploy import files, outside
from tests.deploy.users import Edge, until
from tests.engines.podman import ROOT, Podman
from tests.engines.workers import free_port

PATIENCE = 240.0  # seconds for all of it to be up
TOKEN = "a-token-to-scrape-with-1"
KEY = "693a91f6-7aoc-4bc4-97a0"
_OF_IMAGES = {
    "MYSQL_IMAGE": "engines", "REDIS_IMAGE": "engines", "NGINX_IMAGE": "engines",
    "PROMETHEUS_IMAGE": "engines", "ALERTMANAGER_IMAGE": "engines",
    "NODE_EXPORTER_IMAGE": "node-exporter", "MYSQLD_EXPORTER_IMAGE": "mysqld-exporter",
    "REDIS_EXPORTER_IMAGE": "redis-exporter", "NGINX_EXPORTER_IMAGE": "nginx-exporter",
    "BLACKBOX_EXPORTER_IMAGE": "blackbox-exporter",
}  # fmt: skip


_HURRIED = {
    r"(scrape|evaluation)_interval: \d+s": r"\1_interval: 2s",
    r"\bfor: \d+[mh]": "for: 4s",
    r"group_wait: \d+s": "group_wait: 1s",
    r"group_interval: \d+m": "group_interval: 5s",
}
_PROFILES = ("--profile", "backup", "--profile", "monitoring")


class Stack(Edge):
    def __init__(
        self,
        engine: Podman,
        tools: Path,
        socket: Path,
        folder: Path,
        product: str,
        standins: dict[str, str],
    ) -> None:
        super().__init__(free_port())
        self.engine, self.folder, self.prometheus_port = engine, folder, free_port()
        self.admin_password = secrets.token_urlsafe(18)
        self.docker_compose, self.socket = tools / "docker-compose", socket
        self._write(product, standins)

    # what it is made of

    def _write(self, product: str, standins: dict[str, str]) -> None:
        values = {
            "JWT_SECRET": secrets.token_hex(32),
            "MYSQL_PASSWORD": secrets.token_hex(12),
            "REDIS_PASSWORD": secrets.token_hex(12),
            "METRICS_TOKEN": TOKEN,
            "ADMIN_PASSWORD": self.admin_password,
            "GRAFANA_PASSWORD": "unused",
            "AIGC_PRODUCER": "Example Ltd.",
            "YUNZHAN_IMAGE": product,
            "OPENAI_API_URL": f"http://outside:{outside.MODEL}/v1",
            "OPENAI_API_KEY": "sk-sim",
            "OPENAI_MODEL": "qwen-plus",
            "WECOM_WEBHOOK": f"https://outside:{outside.ROBOT}/cgi-bin/webhook/send?key={KEY}",
            "HTTP_PORT": str(self.port),
            "PROMETHEUS_PORT": str(self.prometheus_port),
            "LIMITS": "read=100000/60,chat=10000/60,login=1000/60,register=1000/60,write=10000/60",
        } | {name: standins[image] for name, image in _OF_IMAGES.items()}
        (self.folder / "env").write_text("".join(f"{n}={v}\n" for n, v in values.items()))
        self._make_certificate(product)
        self._hurry()
        (self.folder / "outside.yml").write_text(yaml.safe_dump(self._override(product)))

    def _make_certificate(self, product: str) -> None:
        """Of the robot; and the authorities of the product's image, with it."""
        key, made = self.folder / "key.pem", self.folder / "outside.pem"
        request = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=outside -addext".split()
        name = "subjectAltName=DNS:outside"
        openssl = shutil.which("openssl") or "openssl"
        subprocess.run(
            [openssl, *request, name, "-keyout", key, "-out", made], check=True, capture_output=True
        )
        show = "import certifi; print(certifi.where()); print(certifi.contents())"
        said = self.engine.run(
            "run", "--rm", "--no-healthcheck", "--entrypoint", "python", product, "-c", show
        )
        said = said[said.index("/opt/venv") :]
        self._authorities, _, known = said.partition("\n")
        (self.folder / "authorities.pem").write_text(known + made.read_text())
        made.write_text(key.read_text() + made.read_text())
        for path in (made, self.folder / "authorities.pem"):
            path.chmod(0o644)
        self.folder.chmod(0o755)

    def _hurry(self) -> None:
        """Those who watch, as they are but for how long they wait."""
        quick = self.folder / "monitoring"
        shutil.copytree(files.MONITORING, quick)
        for path in (quick / "prometheus.yml", quick / "alertmanager.yml", *quick.glob("rules/*")):
            text = path.read_text()
            for waits, hurries in _HURRIED.items():
                text = re.sub(waits, hurries, text)
            path.write_text(text)

    def _override(self, product: str) -> dict[str, Any]:
        """What is not of the stack: who stands outside, and that its certificate is trusted."""
        trusting = {"volumes": [f"{self.folder}/authorities.pem:{self._authorities}:ro"]}
        return {
            "services": {
                **dict.fromkeys(("api-a", "api-b", "worker", "relay"), trusting),
                "prometheus": {
                    "volumes": [
                        f"{self.folder}/monitoring/prometheus.yml:/etc/prometheus/prometheus.yml:ro",
                        f"{self.folder}/monitoring/rules:/etc/prometheus/rules:ro",
                    ]
                },
                "alertmanager": {
                    "volumes": [
                        f"{self.folder}/monitoring/alertmanager.yml:/etc/alertmanager/alertmanager.yml:ro"
                    ]
                },
                "outside": {
                    "image": product,
                    "entrypoint": ["python", "-m", "tests.deploy.outside"],
                    "environment": {"CERTIFICATE": "/certificate.pem"},
                    "volumes": [
                        f"{ROOT}/tests:/app/tests:ro",
                        f"{self.folder}/outside.pem:/certificate.pem:ro",
                    ],
                    "networks": ["outside"],
                    "healthcheck": {"disable": True},
                },
            }
        }

    # as an operator would

    @property
    def environment(self) -> dict[str, str]:
        """Of commands: nothing of a test's own settings, which would win over the file."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/root"),
            "DOCKER_HOST": f"unix://{self.socket}",
        }

    def compose(self, *words: str, check: bool = True, seconds: float = PATIENCE) -> str:
        """What `docker compose …` says."""
        where: list[str | Path] = [
            "-f",
            files.COMPOSE,
            "-f",
            self.folder / "outside.yml",
            "--env-file",
            self.folder / "env",
        ]
        line: list[str | Path] = [self.docker_compose, *where, *_PROFILES, *words]
        done = subprocess.run(
            line,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        if check and done.returncode:
            raise RuntimeError(
                f"{words} ended with {done.returncode}:\n{done.stderr[-3000:]}{self.logs()}"
            )
        told: str = done.stdout + done.stderr
        return told

    def up(self, *services: str) -> None:
        named = services or ("nginx", "worker", "outside")
        self.compose("up", "-d", "--no-build", *named)

    def down(self) -> None:
        self.compose("down", "-v", "-t", "5", "--remove-orphans", check=False)

    def container(self, service: str) -> str:
        return f"yunzhan-{service}-1"

    def log(self, service: str) -> str:
        return self.engine.run("logs", self.container(service), check=False)

    def lines(self, service: str) -> Iterator[dict[str, Any]]:
        for line in self.log(service).splitlines():
            if line.startswith("{"):
                yield json.loads(line)

    @contextmanager
    def followed(self, *services: str) -> Iterator[Path]:
        """What they log meanwhile, in one file: who is replaced takes its log along."""
        path, followers = self.folder / "followed", []
        over = threading.Event()
        for service in services:
            line = [self.container(service), path, over]
            followers.append(threading.Thread(target=self._follow, args=line))
            followers[-1].start()
        try:
            yield path
        finally:
            over.set()
            for follower in followers:
                follower.join()

    def _follow(self, name: str, path: Path, over: threading.Event) -> None:
        while not over.is_set():
            with path.open("ab") as log:
                process = subprocess.Popen(
                    ["podman", "logs", "-f", name],
                    env=self.engine.environment,
                    stdout=log,
                    stderr=log,
                )
                while process.poll() is None and not over.wait(0.2):
                    pass
                process.terminate()
                process.wait(30)
            over.wait(0.2)

    def logs(self) -> str:
        """The ends of all logs, for who reads a failure."""
        names = self.engine.run("ps", "-a", "--format", "{{.Names}}", check=False).split()
        return "".join(
            f"\n--- {name}\n{self.engine.run('logs', '--tail', '15', name, check=False)}"
            for name in names
        )

    def state(self, service: str) -> dict[str, Any]:
        told = self.engine.run("inspect", self.container(service))
        found: dict[str, Any] = json.loads(told[told.index("[") :])[0]
        return found

    def wait_until_ready(self) -> None:
        until(self.is_ready, PATIENCE)
