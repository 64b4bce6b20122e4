"""`python -m tools.dashboards`: Grafana's dashboards, of deploy/monitoring/grafana/dashboards.yml.

They are committed, so that Grafana reads them as they are; a test holds both to each other.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

GRAFANA = Path("deploy/monitoring/grafana")
_SOURCE = {"type": "prometheus", "uid": "prometheus"}
_WIDTH, _SMALL, _LARGE = 24, 6, 12  # columns of Grafana: all, a figure's, a graph's
_LOW, _HIGH = 4, 8  # rows


def main() -> None:
    for name, text in written().items():
        (GRAFANA / "dashboards" / name).write_text(text, encoding="utf-8")


def written() -> dict[str, str]:
    """The files by their names."""
    given = yaml.safe_load((GRAFANA / "dashboards.yml").read_text(encoding="utf-8"))
    return {
        f"{name}.json": json.dumps(dashboard(name, said), indent=1, ensure_ascii=False) + "\n"
        for name, said in given.items()
    }


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
