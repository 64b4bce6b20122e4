"""/docs and /api/openapi.json: what the API is, for people and programs."""

from pathlib import Path
from typing import Any

from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.http.response import JSON, Response
from shared.operations import api_docs

DOCUMENT = Path(__file__).with_name("openapi.json")


@endpoint("GET", "/api/openapi.json", answers={200: {JSON: dict[str, Any]}, 304: {}})
def document(request: Request) -> Response:
    """The API as OpenAPI 3.1; 304 to who has it."""
    return api_docs.document(DOCUMENT, request)


@endpoint("GET", "/docs", answers={200: {api_docs.HTML: str}})
def page(request: Request) -> Response:
    """A page that shows the API and can try it."""
    return api_docs.page(request.locale)


@endpoint("GET", "/docs/", answers={200: {api_docs.HTML: str}})
def same_page(request: Request) -> Response:
    """The same page, for who ends its path with a slash."""
    return api_docs.page(request.locale)


@endpoint("GET", "/docs/{name}", answers={200: {api_docs.SCRIPT: str, api_docs.STYLE: str}})
def asset(name: str) -> Response:
    """A file of that page."""
    return api_docs.asset(name)


handler = Function(document, page, same_page, asset)
