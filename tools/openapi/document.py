"""The whole document: its endpoints by path, and what they share."""

import importlib
import json
import re
from pathlib import Path
from typing import Any

from shared.hosts import gateway, routes
from shared.http.endpoint import Endpoint
from shared.version import NAME, VERSION
from tools.openapi import operations, parameters, refusals
from tools.openapi.schemas import Schemas

_MORE = re.compile(r"\*(?=\})")

Served = dict[str, tuple[Endpoint, ...]]  # by function


def make(template: Path) -> dict[str, Any]:
    """An OpenAPI 3.1 document of every function that the template deploys."""
    found = served(template)
    schemas = Schemas([each for endpoints in found.values() for each in endpoints])
    return {
        "openapi": "3.1.0",
        "info": {"title": NAME, "version": VERSION, "license": _license()},
        "servers": [{"url": "/"}],
        "tags": [{"name": name, "description": _purpose(name)} for name in found],
        "paths": _paths(found, schemas),
        "components": {
            "securitySchemes": operations.schemes(found.values()),
            "headers": refusals.HEADERS,
            "parameters": parameters.SHARED,
            "responses": refusals.responses(found.values()),
            "schemas": schemas.components,
        },
    }


def served(template: Path) -> Served:
    """The endpoints of the functions that have routes; a function without any is not HTTP."""
    names = {route.function.name for route in routes.read(template).routes}
    return {name: gateway.load(name).endpoints for name in sorted(names)}


def written(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def path(endpoint: Endpoint) -> str:
    """As OpenAPI says it, which knows no part with slashes."""
    return _MORE.sub("", endpoint.path)


def _paths(found: Served, schemas: Schemas) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for name, endpoints in found.items():
        for endpoint in endpoints:
            made = operations.make(endpoint, name, schemas)
            paths.setdefault(path(endpoint), {})[endpoint.method.lower()] = made
    return dict(sorted(paths.items()))


def _purpose(name: str) -> str:
    said = importlib.import_module(f"functions.{name}.index").__doc__ or ""
    return said.partition("\n")[0]


def _license() -> dict[str, str]:
    return {"name": "Apache-2.0", "identifier": "Apache-2.0"}
