"""/api/openapi.json and /docs: what the API is, for programs and for people."""

from pathlib import Path
from typing import Any

from shared import viewer
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.http.response import JSON, Response

DOCUMENT = Path(__file__).with_name("openapi.json")


@endpoint("GET", "/api/openapi.json", answers={200: {JSON: dict[str, Any]}, 304: {}})
def document(request: Request) -> Response:
    return viewer.document(DOCUMENT, request)


@endpoint("GET", "/docs", answers={200: {viewer.HTML: str}})
def page(request: Request) -> Response:
    return viewer.page(request.locale)


@endpoint("GET", "/docs/{name}", answers={200: {viewer.SCRIPT: str, viewer.STYLE: str}})
def asset(name: str) -> Response:
    return viewer.asset(name)


handler = Function(document, page, asset)
