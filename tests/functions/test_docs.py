"""GET /api/openapi.json, /docs and its files."""

import json
import re

import pytest

from tests.client import Client

ADDRESS = re.compile(r'(?:src|href)="([^"]+)"')


@pytest.mark.parametrize(
    "path",
    [
        "/docs/nothing.js",
        "/docs/LICENSE",
        "/docs/index.py",
        "/docs/openapi.json",
        "/docs/../index.py",
        "/docs/..%2findex.py",
        "/docs/javascripts/swagger-ui-bundle.js",
        "/docs/..",
        "/docs/\0",
    ],
)
def test_nothing_but_the_files_of_the_page_is_served(client: Client, path: str) -> None:
    answer = client.call("GET", path)

    assert (answer.status, answer.code) == (404, "not_found")


def test_document_is_openapi_that_browsers_may_keep(client: Client) -> None:
    answer = client.call("GET", "/api/openapi.json")

    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "private, max-age=300"
    assert answer.json["openapi"] == "3.1.0"
    assert "/api/openapi.json" in answer.json["paths"]


def test_who_has_the_document_does_not_get_it_again(client: Client) -> None:
    tag = client.call("GET", "/api/openapi.json").headers["etag"]

    same = client.call("GET", "/api/openapi.json", headers={"If-None-Match": f'"x", {tag}'})
    other = client.call("GET", "/api/openapi.json", headers={"If-None-Match": '"x"'})

    assert (same.status, same.body) == (304, b"")
    assert same.headers["etag"] == tag
    assert "content-length" not in same.headers
    assert other.status == 200


@pytest.mark.parametrize(
    ("asked", "language", "title"),
    [
        ("en-GB,en;q=0.9", "en", "Yunzhan API"),
        ("zh-CN", "zh-CN", "云栈接口文档"),
        ("fr", "zh-CN", "云栈接口文档"),
    ],
)
def test_page_is_titled_in_the_language_of_its_reader(
    client: Client, asked: str, language: str, title: str
) -> None:
    answer = client.call("GET", "/docs", headers={"Accept-Language": asked})

    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f'<html lang="{language}">' in answer.body.decode()
    assert f"<title>{title}</title>" in answer.body.decode()


def test_page_runs_no_script_but_ours_and_asks_nobody_else(client: Client) -> None:
    answer = client.call("GET", "/docs")

    rules = answer.headers["content-security-policy"].split("; ")
    policy = dict(rule.split(" ", 1) for rule in rules)
    assert policy["default-src"] == "'none'"
    assert {policy[of] for of in ("script-src", "style-src", "connect-src")} == {"'self'"}
    assert policy["frame-ancestors"] == "'none'"
    assert re.findall(rb"<script[^>]*>([^<]+)", answer.body) == []
    assert all(a.startswith("/") for a in ADDRESS.findall(answer.body.decode()))


@pytest.mark.parametrize(
    ("name", "kind", "least"),
    [
        ("swagger-ui-bundle.js", "text/javascript", 1_000_000),
        ("swagger-ui.css", "text/css", 100_000),
        ("start.js", "text/javascript", 50),
    ],
)
def test_files_of_the_page_come_with_their_types(
    client: Client, name: str, kind: str, least: int
) -> None:
    page = client.call("GET", "/docs").body.decode()
    answer = client.call("GET", f"/docs/{name}")

    assert f"/docs/{name}" in ADDRESS.findall(page)
    assert answer.status == 200
    assert answer.headers["content-type"] == f"{kind}; charset=utf-8"
    assert len(answer.body) > least


def test_viewer_opens_our_document(client: Client) -> None:
    script = client.call("GET", "/docs/start.js").body.decode()

    assert 'read("/api/openapi.json")' in script
    assert 'read("/api/models")' in script
    assert json.loads(client.call("GET", "/api/openapi.json").body)["servers"] == [{"url": "/"}]


def test_documentation_is_also_found_with_a_slash(client: Client) -> None:
    assert client.call("GET", "/docs/").body == client.call("GET", "/docs").body
