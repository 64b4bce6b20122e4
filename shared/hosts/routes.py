"""The functions and routes of template.yml, found by the rules of FC's custom domains."""

from pathlib import Path
from typing import Any

import msgspec
import yaml


class Deployed(msgspec.Struct, frozen=True):
    """A function as the template deploys it; the time-out is in seconds."""

    name: str
    web: bool
    timeout: int


class Route(msgspec.Struct, frozen=True):
    path: str
    methods: frozenset[str]
    function: Deployed

    def matches(self, path: str) -> bool:
        """Exactly, or by a trailing `*`: `/a/*` matches `/a/b/c` and not `/a`."""
        if self.path.endswith("*"):
            stem = self.path[:-1]
            return path.startswith(stem) and len(path) > len(stem)
        return path == self.path


class Routes:
    """The routes of one custom domain: exact before wildcard, then the longest prefix."""

    def __init__(self, routes: list[Route]) -> None:
        self.routes = sorted(routes, key=lambda r: (r.path.endswith("*"), -len(r.path)))
        self._exact = {r.path: r for r in reversed(self.routes) if not r.path.endswith("*")}
        self._by_prefix = [r for r in self.routes if r.path.endswith("*")]

    def find(self, method: str, path: str) -> Route | None:
        route = self._exact.get(path) or next(
            (route for route in self._by_prefix if route.matches(path)), None
        )
        return route if route and method in route.methods else None


def read(template: Path) -> Routes:
    """The routes of a Serverless Devs template whose resources are named like their functions."""
    given = yaml.safe_load(template.read_text(encoding="utf-8"))
    shared = given.get("template", {})
    functions: dict[str, Deployed] = {}
    declared: list[dict[str, Any]] = []
    for name, resource in given["resources"].items():
        if resource["component"] == "fc3-domain":
            declared += resource["props"]["routeConfig"]["routes"]
        else:
            functions[name] = _deployed(name, resource, shared)
    return Routes([_route(entry, functions) for entry in declared])


def _deployed(name: str, resource: dict[str, Any], shared: dict[str, Any]) -> Deployed:
    base = shared.get(resource.get("extend", {}).get("name"), {})
    props = {**base, **resource["props"]}
    return Deployed(name, props["runtime"].startswith("custom"), int(props["timeout"]))


def _route(entry: dict[str, Any], functions: dict[str, Deployed]) -> Route:
    """`functionName` is `${resources.<name>.props.functionName}`."""
    name = entry["functionName"].removeprefix("${resources.").partition(".")[0]
    return Route(entry["path"], frozenset(entry["methods"]), functions[name])
