"""Every file of deploy/ before the strictest tool that there is for its kind."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy import files, sites
from tests.engines import debian, promtool
from tests.engines.availability import require
from tests.engines.deploy_tools import ROOT, said

pytestmark = pytest.mark.deploy

OVERLAYS = ("dev", "test", "prod", "ack", "tke")
NEEDED = (
    "JWT_SECRET",
    "MYSQL_PASSWORD",
    "REDIS_PASSWORD",
    "METRICS_TOKEN",
    "ADMIN_PASSWORD",
    "GRAFANA_PASSWORD",
    "AIGC_PRODUCER",
)
WORST = 20  # of systemd's exposure, in tenths


def rendered(tools: Path, overlay: str) -> list[dict[str, Any]]:
    folder = files.KUBERNETES / "overlays" / overlay
    code, text = said(tools / "kubectl", "kustomize", folder)
    assert code == 0, text
    return [found for found in yaml.safe_load_all(text) if found]


# the image and Compose


def test_the_dockerfiles_hold_to_good_practice(tools: Path) -> None:
    for path in (files.DEPLOY / "container" / "Dockerfile",):
        code, text = said(tools / "hadolint", path)
        assert code == 0, text


def test_scripts_hold_to_good_practice(tools: Path) -> None:
    scripts = [files.DEPLOY / "server" / "yunzhan", files.DEPLOY / "compose" / "update"]
    scripts.append(ROOT / "tests" / "deploy" / "standins" / "mysql-or-else")
    code, text = said(tools / "shellcheck", *scripts)
    assert code == 0, text


def configured(tools: Path, env: Path, *composed: Path) -> "subprocess.CompletedProcess[str]":
    """What Compose makes of its files and of a file of variables, and of no other variable."""
    chosen = [word for file in composed for word in ("-f", file)]
    line = [tools / "docker-compose", *chosen, "--env-file", env]
    return subprocess.run(
        [*line, "--profile", "monitoring", "--profile", "backup", "config"],
        env={"PATH": "/usr/bin:/bin", "HOME": str(env.parent)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("more", [(), ("compose.tls.yml",)])
def test_compose_takes_the_files_and_refuses_what_lacks_a_secret(
    tools: Path, tmp_path: Path, more: tuple[str, ...]
) -> None:
    env, beside = tmp_path / "env", [files.COMPOSE.parent / name for name in more]
    whole = [f"{name}=x\n" for name in NEEDED] + ["TLS_DIR=/tmp\n"]

    for missing in ("", *NEEDED):
        env.write_text("".join(row for row in whole if not missing or not row.startswith(missing)))
        done = configured(tools, env, files.COMPOSE, *beside)
        assert (done.returncode == 0) is not bool(missing), f"{missing}: {done.stderr}"


def test_compose_gives_the_product_what_else_is_in_settings_env(
    tools: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "compose"
    shutil.copytree(files.COMPOSE.parent, folder)
    (folder / ".env").write_text("".join(f"{name}=x\n" for name in NEEDED))
    (folder / "settings.env").write_text("COST_CLOUDS=alibaba\n")

    told = configured(tools, folder / ".env", folder / files.COMPOSE.name).stdout

    services = yaml.safe_load(told)["services"].values()
    ours = [s["environment"] for s in services if s["image"].startswith("yunzhan:")]
    assert len(ours) == 6
    assert {given.get("COST_CLOUDS") for given in ours} == {"alibaba"}
    assert {given["JWT_SECRET"] for given in ours} == {"x"}


# GitHub


@pytest.fixture
def workflows(tmp_path: Path) -> Path:
    """A copy, in a folder of the name that zizmor looks for."""
    folder = tmp_path / ".github" / "workflows"
    shutil.copytree(ROOT / ".github" / "workflows", folder)
    return folder


def replaced(folder: Path, pattern: str, by: str) -> None:
    for path in folder.glob("*.yml"):
        path.write_text(re.sub(pattern, by, path.read_text()))


def test_workflows_are_what_github_takes(tools: Path, workflows: Path) -> None:
    def checked() -> tuple[int, str]:
        return said(tools / "actionlint", *workflows.glob("*.yml"))

    assert checked() == (0, "")
    replaced(workflows, "runs-on: ubuntu-", "runs-on: ubunto-")
    assert checked()[0] != 0


def test_nothing_is_known_against_the_workflows(tools: Path, workflows: Path) -> None:
    def checked() -> tuple[int, str]:
        return said(tools / "zizmor", "--offline", workflows)

    code, told = checked()
    assert code == 0, told
    replaced(workflows, r"@[0-9a-f]{40}", "@main")
    assert checked()[0] != 0


# nginx


@pytest.fixture
def sites_of(tmp_path: Path) -> Callable[[], list[Path]]:
    def written() -> list[Path]:
        found = []
        for make in (sites.of_a_server, sites.of_compose):
            folder = tmp_path / make.__name__
            folder.mkdir()
            sites.certificate(folder)
            found.append(make(folder))
        return found

    return written


def test_nginx_takes_the_site_of_a_server_and_that_of_compose(
    sites_of: Callable[[], list[Path]],
) -> None:
    for path in sites_of():
        test = (sites.nginx(), "-t", "-c", path, "-p", path.parent)
        code, told = said(*test)
        assert code == 0, told
        path.write_text(path.read_text().replace("proxy_cache_path", "proxy_cash_path"))
        assert said(*test)[0] != 0


def test_nothing_is_known_against_the_sites(
    tools: Path, sites_of: Callable[[], list[Path]]
) -> None:
    for path in sites_of():
        code, told = said(tools / "gixy", "-lll", path)
        assert code == 0, told


# systemd


@pytest.mark.parametrize("path", files.UNITS, ids=lambda path: path.name)
def test_units_are_known_to_systemd_and_closed(path: Path, tmp_path: Path) -> None:
    analyze = require(shutil.which("systemd-analyze"), "systemd is not installed")
    there = tmp_path / path.name
    program = re.compile(r"^ExecStart=\S+", re.MULTILINE)
    there.write_text(program.sub("ExecStart=/usr/bin/python3", path.read_text()))
    _, told = said(analyze, "verify", there)
    assert "yunzhan" not in told, told  # also warnings, which end well

    code, told = said(analyze, "security", "--offline=yes", f"--threshold={WORST}", there)
    assert code == 0, told


def test_units_differ_only_in_what_is_their_own() -> None:
    hardening = {
        path.name: path.read_text()
        .partition("NoNewPrivileges=yes")[2]
        .partition("[Install]")[0]
        .strip()
        for path in files.UNITS
    }
    assert len(set(hardening.values())) == 1, hardening.keys()


def test_logrotate_takes_its_file(tmp_path: Path) -> None:
    program = debian.find_or_install(
        "logrotate", lambda: shutil.which("logrotate", path="/usr/sbin")
    )
    rotate = require(program, "logrotate is not installed")
    mine = tmp_path / "logrotate"
    mine.write_text(
        (files.DEPLOY / "server" / "logrotate")
        .read_text()
        .replace("/var/log/nginx", str(tmp_path))
        .replace("www-data adm", "root root")
    )
    log = tmp_path / "yunzhan.log"
    log.write_text("a line\n")
    code, told = said(rotate, "-f", "-s", tmp_path / "state", mine)
    assert code == 0, told
    assert (tmp_path / "yunzhan.log.1").read_text() == "a line\n"
    assert log.read_text() == ""


# Kubernetes


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_manifests_are_what_kubernetes_takes(tools: Path, tmp_path: Path, overlay: str) -> None:
    path = tmp_path / "all.yml"
    path.write_text(yaml.safe_dump_all(rendered(tools, overlay)))
    code, told = said(tools / "kubernetes-validate", "--strict", path)
    assert code == 0, told
    assert "deployment/yunzhan against" in told

    path.write_text(path.read_text().replace("maxUnavailable", "maxUnavailabel"))
    assert said(tools / "kubernetes-validate", "--strict", path)[0] != 0


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_what_manifests_name_is_there(tools: Path, overlay: str) -> None:
    found = rendered(tools, overlay)
    named = {(one["kind"], one["metadata"]["name"]) for one in found}
    settings = {name for kind, name in named if kind == "ConfigMap"}
    for one in found:
        for container in _containers(one):
            for source in container.get("envFrom", []):
                assert (
                    source.get("configMapRef", {"name": next(iter(settings))})["name"] in settings
                )
                assert (
                    source.get("secretRef", {}).get("name", "yunzhan-secrets") == "yunzhan-secrets"
                )
        if one["kind"] == "HorizontalPodAutoscaler":
            target = one["spec"]["scaleTargetRef"]
            assert (target["kind"], target["name"]) in named
        if one["kind"] in ("Service", "PodDisruptionBudget"):
            assert _selected(one, found), one["metadata"]["name"]
    assert len(settings) == 1
    assert settings.pop() != "yunzhan-settings"  # it has a hash: changed settings make new pods


@pytest.mark.parametrize("overlay", ["test", "prod", "ack", "tke"])
def test_what_is_promoted_is_named_by_its_digest(tools: Path, overlay: str) -> None:
    images = {c["image"] for one in rendered(tools, overlay) for c in _containers(one)}
    ours = {image for image in images if "yunzhan" in image}
    assert ours
    assert all("@sha256:" in image for image in ours), ours


def _containers(one: dict[str, Any]) -> list[dict[str, Any]]:
    spec = one.get("spec", {})
    job = spec.get("jobTemplate", {}).get("spec", spec)
    found: list[dict[str, Any]] = job.get("template", {}).get("spec", {}).get("containers", [])
    return found


def _selected(one: dict[str, Any], found: list[dict[str, Any]]) -> bool:
    selector = one["spec"]["selector"]
    wanted = selector.get("matchLabels", selector).items()
    labels = [
        d["spec"]["template"]["metadata"]["labels"] for d in found if d["kind"] == "Deployment"
    ]
    return any(wanted <= each.items() for each in labels)


# Prometheus


def test_prometheus_and_alertmanager_take_their_files(tmp_path: Path) -> None:
    tool = require(promtool.find_or_fetch(), "promtool is not at hand")
    text = (files.MONITORING / "prometheus.yml").read_text()
    (tmp_path / "token").write_text("x")
    text = text.replace("/etc/prometheus/", f"{files.MONITORING}/").replace(
        "/tmp/token",  # noqa: S108
        f"{tmp_path}/token",
    )
    (tmp_path / "prometheus.yml").write_text(text)
    code, told = said(tool, "check", "config", tmp_path / "prometheus.yml")
    assert code == 0, told
    assert "rules found" in told

    amtool = debian.find_or_install("prometheus-alertmanager", lambda: shutil.which("amtool"))
    code, told = said(
        require(amtool, "amtool is not at hand"),
        "check-config",
        files.MONITORING / "alertmanager.yml",
    )
    assert code == 0, told


# Simple Log Service


def test_the_index_and_the_alerts_are_what_the_sdk_of_sls_sends(tools: Path) -> None:
    """Its models leave out what they do not know."""
    script = """
import json, sys
from alibabacloud_sls20201230 import models
index, alerts = (json.load(open(f"{sys.argv[1]}/{name}.json")) for name in ("index", "alerts"))
told = models.Index().from_map(index).to_map()
for key in told["keys"].values():
    if not key.get("json_keys"):
        key.pop("json_keys", None)
assert told == index, told
for alert in alerts:
    request = models.CreateAlertRequest().from_map(alert)
    request.validate()
    assert request.to_map() == alert, alert["name"]
print("over")
"""
    code, told = said(tools / "python", "-c", script, files.MONITORING / "sls")
    assert code == 0, told
    assert told.split()[-1] == "over"
