"""What deploy/ says agrees with the product: words, settings, times, metrics."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from local import entry
from shared.config.environment import load, require_complete
from shared.config.settings import FIELDS
from shared.observability.prometheus import Prometheus
from tests.client import EventClient
from tests.conftest import Configure
from tests.deploy import files
from tests.engines import promtool
from tests.engines.availability import require
from tests.observers import recording
from tests.secrets_in_logs import SECRET
from tools import monitoring

SETTINGS = {name for how in FIELDS.values() for name in how.names}
SECRETS = {name for how in FIELDS.values() if how.secret for name in how.names}
ENDING = 15  # seconds beyond DRAIN_SECONDS that a server needs to end
TOKEN = "a token to scrape with"
OURS = re.compile(r"\byunzhan_[a-z0-9_]+")


@pytest.fixture
def names(configure: Configure, sqlite: str) -> set[str]:
    """Of all metrics that the product has, as they stand on its page."""
    configure(METRICS_TOKEN=TOKEN)
    with recording() as observer:
        _say_all(observer)
        page = EventClient().call("GET", "/metrics", token=TOKEN).body.decode()
    return set(re.findall(r"^# TYPE (\S+)", page, re.MULTILINE)) | set(
        re.findall(r"^(yunzhan_\w+)", page, re.MULTILINE)
    )


def _say_all(observer: Prometheus) -> None:
    observer.in_flight(1)
    observer.answered("/api/info", "GET", 200, 0.1)
    observer.asked("p", "m", "ok", 0.1)
    observer.credits_moved("reserved", 1)
    observer.limit_not_counted("read")


def test_all_yaml_can_be_read_and_has_no_key_twice() -> None:
    for path in files.DEPLOY.rglob("*.yml"):
        for node in yaml.compose_all(path.read_text()):
            _require_single_keys(node, path)


def _require_single_keys(node: yaml.Node | None, path: Path) -> None:
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value if key.value != "<<"]
        assert len(keys) == len(set(keys)), f"{path}: {keys}"
        for _, value in node.value:
            _require_single_keys(value, path)
    if isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _require_single_keys(value, path)


# words and settings


def test_only_words_are_said_that_the_entry_knows() -> None:
    services = files.compose()["services"]
    ours = [s for s in services.values() if "yunzhan" in s["image"].lower()]
    words = [service["command"][0] for service in ours]
    words += [
        c["args"][0]
        for _, pod in files.pods()
        for c in pod["containers"]
        if c["image"] == "yunzhan"
    ]
    words += [u["ExecStart"][0].split()[3] for u in map(files.unit, files.UNITS)]

    assert len(words) > 12
    assert set(words) <= set(entry._PROGRAMS)


def test_only_settings_are_set_that_there_are() -> None:
    said = set(files.compose()["x-environment"]) | files.variables(
        files.DEPLOY / "server" / "yunzhan.env.example"
    )
    for made in files.documents(files.KUBERNETES):
        for generator in made.get("configMapGenerator", []):
            said |= {literal.partition("=")[0] for literal in generator["literals"]}

    assert len(said) > 25
    assert said <= SETTINGS


GIVEN = {
    "JWT_SECRET": SECRET,
    "DATABASE_URL": "mysql://u:p@db/yunzhan",
    "METRICS_TOKEN": "a token to scrape with",
    "DASHSCOPE_API_KEY": "sk-x",
    "ADMIN_PASSWORD": "a password of twenty",
}


def test_what_production_cannot_do_without_is_asked_for() -> None:
    """Whoever fills in what is empty has a deployment that starts."""
    compose = {
        name: re.sub(
            r"\$\{(\w+):\?[^}]*\}", lambda needed: GIVEN.get(needed[1], "given"), str(value)
        )
        for name, value in files.compose()["x-environment"].items()
    }
    example = (files.DEPLOY / "server" / "yunzhan.env.example").read_text()
    server = dict(re.findall(r"^([A-Z_]+)=(.*)$", example, re.MULTILINE))
    cluster = dict(
        literal.partition(" #")[0].split("=", 1)
        for path in ("base", "overlays/prod")
        for literal in _settings(files.KUBERNETES / path)
    )
    for environment in (compose, server, cluster):
        filled = {name: value or GIVEN.get(name, "given") for name, value in environment.items()}
        filled = {n: re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", value) for n, value in filled.items()}
        require_complete(load(GIVEN | filled))


def _settings(folder: Path) -> list[str]:
    made = yaml.safe_load((folder / "kustomization.yml").read_text())
    return [literal for one in made["configMapGenerator"] for literal in one["literals"]]


def test_no_secret_is_written_down() -> None:
    for name, value in files.compose()["x-environment"].items():
        assert name not in SECRETS or str(value).startswith(("${", "redis://:${")), name
    for made in files.documents(files.KUBERNETES):
        assert made.get("kind") != "Secret"
        for generator in made.get("configMapGenerator", []):
            assert not SECRETS & {literal.partition("=")[0] for literal in generator["literals"]}
    for example in ("compose/env.example", "server/yunzhan.env.example"):
        for line in (files.DEPLOY / example).read_text().splitlines():
            name, _, value = line.partition("=")
            assert name not in SECRETS or not value, line


def test_what_compose_cannot_do_without_is_in_its_example() -> None:
    text = files.COMPOSE.read_text()
    needed = set(re.findall(r"\$\{([A-Z_]+):\?", text))

    assert needed <= files.variables(files.DEPLOY / "compose" / "env.example")
    assert "METRICS_TOKEN" in needed


# ends


def test_whoever_is_told_to_end_has_the_time_for_it() -> None:
    drain = int(files.compose()["x-environment"]["DRAIN_SECONDS"])
    for name in ("api-a", "api-b"):
        grace = files.compose()["services"][name]["stop_grace_period"]
        assert int(grace.removesuffix("s")) >= drain + ENDING
    unit = files.unit(files.DEPLOY / "server" / "systemd" / "yunzhan@.service")
    assert int(unit["TimeoutStopSec"][0]) >= drain + ENDING
    assert f"DRAIN_SECONDS={drain}" in (files.DEPLOY / "server" / "yunzhan.env.example").read_text()
    (api,) = [pod for name, pod in files.pods() if name == "yunzhan"]
    wait = int(api["containers"][0]["lifecycle"]["preStop"]["exec"]["command"][1])
    assert wait >= 15  # balancers hear late of an endpoint that goes
    assert api["terminationGracePeriodSeconds"] >= wait + drain + ENDING


# containers


def test_every_service_is_bounded_and_pinned() -> None:
    for name, service in files.compose()["services"].items():
        assert service["logging"]["options"] == {"max-size": "10m", "max-file": "3"}, name
        assert "mem_limit" in service, name
        assert "no-new-privileges:true" in service["security_opt"], name
        default = service["image"].partition(":-")[2].rstrip("}")
        assert "bitnami" not in default, name
        assert re.search(r":v?\d+\.\d+", default) or default == "yunzhan:latest", name
        if not name.startswith(("prometheus", "grafana", "nginx")) or "exporter" in name:
            assert "ports" not in service, name


def test_only_nginx_is_reached_from_other_machines() -> None:
    for name, service in files.compose()["services"].items():
        for port in service.get("ports", []):
            assert name == "nginx" or port.startswith("127.0.0.1:"), name


def test_every_pod_is_closed_and_bounded() -> None:
    found = dict(files.pods())
    assert {"yunzhan", "yunzhan-worker", "yunzhan-migrate", "yunzhan-backup"} <= set(found)
    for name, pod in found.items():
        assert pod["securityContext"]["runAsNonRoot"] is True, name
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}, name
        assert pod["enableServiceLinks"] is False, name
        for container in pod["containers"]:
            closed = container["securityContext"]
            assert closed["readOnlyRootFilesystem"] is True, name
            assert closed["allowPrivilegeEscalation"] is False, name
            assert closed["capabilities"] == {"drop": ["ALL"]}, name
            assert "cpu" not in container["resources"]["limits"], name
            assert {"memory"} == set(container["resources"]["limits"]), name


def test_pods_that_live_do_not_ask_the_database_whether_they_do() -> None:
    (api,) = [pod for name, pod in files.pods() if name == "yunzhan"]
    probes = api["containers"][0]
    assert probes["livenessProbe"]["httpGet"]["path"] == "/api/health"
    assert probes["readinessProbe"]["httpGet"]["path"] == "/api/health/ready"
    assert probes["startupProbe"]["httpGet"]["path"] == "/api/health"


def test_replicas_are_said_by_one_alone() -> None:
    (api,) = [d for d in files.kind("Deployment") if d["metadata"]["name"] == "yunzhan"]
    assert "replicas" not in api["spec"]
    for made in files.kind("Kustomization"):
        scaled = any("hpa" in component for component in made.get("components", []))
        assert not (scaled and made.get("replicas"))
        assert not (scaled and any("working-hours" in one for one in made["components"]))
    for application in files.documents(files.DEPLOY / "gitops"):
        if application["kind"] == "Application":
            spec = application["spec"]
            assert spec["ignoreDifferences"][0]["jsonPointers"] == ["/spec/replicas"]
            assert "RespectIgnoreDifferences=true" in spec["syncPolicy"]["syncOptions"]


def test_tables_come_before_the_pods_and_after_their_settings() -> None:
    def wave(said: dict[str, str]) -> int:
        return int(said["argocd.argoproj.io/sync-wave"])

    (job,) = files.kind("Job")
    (account,) = [a for a in files.kind("ServiceAccount") if a["metadata"]["name"] == "yunzhan"]
    base = yaml.safe_load((files.KUBERNETES / "base" / "kustomization.yml").read_text())
    (settings,) = base["configMapGenerator"]
    annotations = job["metadata"]["annotations"]
    assert annotations["argocd.argoproj.io/hook"] == "Sync"
    before = max(wave(settings["options"]["annotations"]), wave(account["metadata"]["annotations"]))
    assert before < wave(annotations) < 0


# monitoring


def test_every_metric_that_is_asked_for_exists(names: set[str]) -> None:
    recorded = {rule["record"] for rule in files.rules() if "record" in rule}
    for question in files.questions():
        asked = set(OURS.findall(question))
        assert asked <= names, question
        assert set(re.findall(r"\byunzhan:[a-z0-9_:]+", question)) <= recorded, question


def test_every_alert_of_the_product_says_what_is_wrong_twice_and_is_tested() -> None:
    tested = "".join(p.read_text() for p in (files.MONITORING / "tests").glob("*.yml"))
    for rule in files.rules():
        if "alert" not in rule:
            continue
        assert {"summary", "summary_zh"} <= set(rule["annotations"]), rule["alert"]
        assert rule["labels"]["severity"] in ("critical", "warning", "info")
        if rule["alert"].startswith("Yunzhan"):
            assert "runbook" in rule["annotations"], rule["alert"]
            assert f"alertname: {rule['alert']}" in tested, rule["alert"]


def test_rules_hold_for_the_series_that_they_are_tested_with() -> None:
    tool = require(promtool.find_or_fetch(), "promtool is not at hand")
    for tests in sorted((files.MONITORING / "tests").glob("*.yml")):
        done = subprocess.run([tool, "test", "rules", tests], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_made_of_other_files_is_as_these_say() -> None:
    for path, text in monitoring.written().items():
        assert (files.DEPLOY.parent / path).read_text() == text, "python -m tools.monitoring"
