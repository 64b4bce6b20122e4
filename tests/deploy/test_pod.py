"""The Deployment of Kubernetes as a pod of podman: its user, its closed root, its settings."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy import files
from tests.engines.deploy_tools import said
from tests.engines.podman import Podman
from tests.secrets_in_logs import SECRET
from tests.waiting import until

pytestmark = pytest.mark.deploy

POD = "yunzhan-pod-0"
NAME = f"{POD}-api"
HERE = {
    "DATABASE_URL": "sqlite:////tmp/yunzhan.db",
    "MIGRATE": "on",
    "TASK_CARRIER": "thread",
    "UPLOAD_DIR": "/tmp/files",  # noqa: S108 - in the pod
    "OSS_BUCKET_NAME": "",
}


def manifests(tools: Path, product: str) -> str:
    """Of the overlay `dev`, as podman takes them: no cluster's database, balancers or probes."""
    code, text = said(tools / "kubectl", "kustomize", files.KUBERNETES / "overlays" / "dev")
    assert code == 0, text
    found = [one for one in yaml.safe_load_all(text) if one]
    (deployment,) = [
        d for d in found if d["kind"] == "Deployment" and d["metadata"]["name"] == "yunzhan"
    ]
    (settings,) = [c for c in found if c["kind"] == "ConfigMap"]
    settings["data"] |= HERE
    pod: dict[str, Any] = deployment["spec"]["template"]["spec"]
    container = pod["containers"][0]
    container["image"] = product
    for name in ("startupProbe", "livenessProbe", "readinessProbe", "lifecycle"):
        container.pop(name)
    pod.pop("topologySpreadConstraints")
    for one in (deployment, settings):
        one["metadata"].pop("namespace", None)
    return yaml.safe_dump_all([settings, deployment])


@pytest.fixture
def pod(engine: Podman, tools: Path, product: str, tmp_path: Path) -> Iterator[Podman]:
    file = tmp_path / "pod.yml"
    file.write_text(manifests(tools, product))
    secret = tmp_path / "secret.json"  # as podman 4.3 reads one: what a Secret has as `data`
    secret.write_text(json.dumps({"JWT_SECRET": base64.b64encode(SECRET.encode()).decode()}))
    try:
        engine.run("secret", "create", "yunzhan-secrets", secret)
        engine.run("kube", "play", file)
        yield engine
    finally:
        engine.run("kube", "down", file, check=False)
        engine.run("secret", "rm", "yunzhan-secrets", check=False)


def test_the_pod_serves_closed_as_it_is_described(pod: Podman) -> None:
    def inside(*words: str) -> str:
        try:
            return pod.run("exec", NAME, *words)
        except RuntimeError:
            return ""

    until(lambda: inside("python", "-m", "local.entry", "healthcheck", "ready"), 120)

    status = inside("cat", "/proc/1/status")
    assert "Uid:\t10001\t10001\t10001\t10001" in status
    assert "CapEff:\t0000000000000000" in status
    assert not inside("sh", "-c", "echo > /app/x && echo written")
    assert inside("printenv", "DRAIN_SECONDS").strip() == "30"  # of the overlay
    assert inside("printenv", "TRUSTED_PROXIES").strip() == "1"  # of the base
