"""`python -m tools.monitoring`: Grafana's dashboards and the operator's rules, of their sources.

Both are committed, so that they are read as they are; a test holds them to what they are made of.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

MONITORING = Path("deploy/monitoring")
GRAFANA = MONITORING / "grafana"
RULES = Path("deploy/kubernetes/components/monitoring/rules.yml")
_SOURCE = {"type": "prometheus", "uid": "prometheus"}
_WIDTH, _SMALL, _LARGE = 24, 6, 12  # columns of Grafana: all, a figure's, a graph's
_LOW, _HIGH = 4, 8  # rows


def main() -> None:
    for path, text in written().items():
        path.write_text(text, encoding="utf-8")


def written() -> dict[Path, str]:
    """The files and what is in them."""
    given = yaml.safe_load((GRAFANA / "dashboards.yml").read_text(encoding="utf-8"))
    dashboards = {
        GRAFANA / "dashboards" / f"{name}.json": dashboard(name, said)
        for name, said in given.items()
    }
    texts = {
        path: json.dumps(made, indent=1, ensure_ascii=False) + "\n"
        for path, made in dashboards.items()
    }
    return {**texts, RULES: _rules()}


def _rules() -> str:
    """The product's rules as the Prometheus operator takes them."""
    given = yaml.safe_load((MONITORING / "rules" / "yunzhan.yml").read_text(encoding="utf-8"))
    made = {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "PrometheusRule",
        "metadata": {"name": "yunzhan"},
        "spec": given,
    }
    heading = "# Made of deploy/monitoring/rules/yunzhan.yml by `python -m tools.monitoring`.\n"
    return heading + yaml.safe_dump(made, sort_keys=False, allow_unicode=True, width=1000)


def dashboard(name: str, said: dict[str, Any]) -> dict[str, Any]:
    return {
        "uid": f"yunzhan-{name}",
        "title": said["title"],
        "tags": ["yunzhan"],
        "timezone": "browser",
        "schemaVersion": 39,
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "panels": list(_panels(said["panels"])),
    }


def _panels(said: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """From the left to the right, then in the next row."""
    x = y = height = 0
    for number, panel in enumerate(said, 1):
        is_figure = panel.get("kind") == "stat"
        width, own = (_SMALL, _LOW) if is_figure else (_LARGE, _HIGH)
        if x + width > _WIDTH or (x and own != height):
            x, y = 0, y + height
        height = own
        place = {"x": x, "y": y, "w": width, "h": height}
        yield _panel(number, panel, place, "stat" if is_figure else "timeseries")
        x += width


def _panel(number: int, said: dict[str, Any], place: dict[str, int], kind: str) -> dict[str, Any]:
    return {
        "id": number,
        "type": kind,
        "title": said["title"],
        "datasource": _SOURCE,
        "gridPos": place,
        "fieldConfig": {"defaults": {"unit": said["unit"], "min": 0}, "overrides": []},
        "targets": [
            {"refId": chr(65 + i), "datasource": _SOURCE, "expr": expr, "legendFormat": legend}
            for i, (legend, expr) in enumerate(said["asks"].items())
        ],
    }


if __name__ == "__main__":
    main()
