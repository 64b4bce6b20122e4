"""What stands in deploy/, read."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
COMPOSE = DEPLOY / "compose" / "compose.yml"
KUBERNETES = DEPLOY / "kubernetes"
MONITORING = DEPLOY / "monitoring"
UNITS = sorted((DEPLOY / "server" / "systemd").glob("*.service"))


def compose() -> dict[str, Any]:
    given: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())
    return given


def documents(folder: Path) -> Iterator[dict[str, Any]]:
    """Of all YAML files below a folder."""
    for path in sorted(folder.rglob("*.yml")):
        yield from filter(None, yaml.safe_load_all(path.read_text()))


def kind(name: str) -> list[dict[str, Any]]:
    return [found for found in documents(KUBERNETES) if found.get("kind") == name]


def pods() -> Iterator[tuple[str, dict[str, Any]]]:
    """The names and specifications of all pods that Kubernetes is asked for."""
    for found in documents(KUBERNETES):
        spec = found.get("spec", {})
        job = spec.get("jobTemplate", {}).get("spec", spec)
        if "containers" in job.get("template", {}).get("spec", {}):
            yield found["metadata"]["name"], job["template"]["spec"]


def rules() -> list[dict[str, Any]]:
    return [
        rule
        for path in sorted((MONITORING / "rules").glob("*.yml"))
        for group in yaml.safe_load(path.read_text())["groups"]
        for rule in group["rules"]
    ]


def questions() -> list[str]:
    """Every PromQL expression of rules and dashboards."""
    asked = [rule["expr"] for rule in rules()]
    for path in sorted((MONITORING / "grafana" / "dashboards").glob("*.json")):
        for panel in json.loads(path.read_text())["panels"]:
            asked += [target["expr"] for target in panel["targets"]]
    return asked


def unit(path: Path) -> dict[str, list[str]]:
    """A unit's directives, each with all its values."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r"^(\w+)=(.*)$", path.read_text(), re.MULTILINE):
        found.setdefault(name, []).append(value)
    return found


def variables(path: Path) -> set[str]:
    """Those that a file of settings names, also where they are only proposed."""
    return set(re.findall(r"^(?:# )?([A-Z][A-Z0-9_]+)=", path.read_text(), re.MULTILINE))
