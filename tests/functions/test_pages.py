"""/ and its assets: the pages, as they were built or as they were not."""

import gzip
import re
from pathlib import Path

import pytest

from functions.pages import index
from tests.client import Client
from tests.conftest import Configure

ADDRESS = re.compile(r'(?:href|src)="([^"]+)"')
BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd"}
FOR_EVER = "public, max-age=31536000, immutable"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pages as a build leaves them."""
    folder = tmp_path / "site"
    for name, content in {
        "index.html": b"<!doctype html><title>x</title>",
        "admin.html": b"<!doctype html><title>panel</title>",
        "index.html.br": b"(by brotli)",
        "index.html.gz": gzip.compress(b"<!doctype html><title>x</title>"),
        "secret.txt": b"of nobody",
        "assets/index-B1gh4sh0.js": b"start();",
        "assets/index-B1gh4sh0.js.gz": gzip.compress(b"start();"),
        "static/icon-192.png": b"\x89PNG\xff\xfe",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    monkeypatch.setattr(index, "SITE", folder)
    return folder


@pytest.fixture
def unbuilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "SITE", tmp_path / "nothing")


@pytest.mark.parametrize(
    "path",
    [
        "/assets/index-0ld0ne00.js",
        "/assets/..%2Fsecret.txt",
        "/assets/..%2Findex.html",
        "/assets/%2e%2e",
        "/assets/index-B1gh4sh0.js.gz",
        "/assets/%00",
        f"/assets/{'a' * 300}.js",
        "/static/.htaccess",
        "/static/secret.txt",
        "/static/../secret.txt",
    ],
)
def test_what_is_no_part_of_the_pages_is_not_found(client: Client, site: Path, path: str) -> None:
    """And is not the entry: a page that is older than the release has to see it."""
    answer = client.call("GET", path, headers=BROWSER)

    assert (answer.status, answer.code) == (404, "not_found")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/config.json", "/assets/index-B1gh4sh0.js"])
def test_the_pages_are_only_read(client: Client, site: Path, path: str) -> None:
    assert client.call("POST", path).code == "method_not_allowed"


def test_the_entry_is_asked_for_again_each_time(client: Client, site: Path) -> None:
    answer = client.call("GET", "/")

    assert (answer.status, answer.body) == (200, b"<!doctype html><title>x</title>")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    again = client.call("GET", "/", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    (site / "index.html").write_bytes(b"newer")
    newer = client.call("GET", "/", headers={"If-None-Match": answer.headers["etag"]})
    assert (newer.status, newer.body) == (200, b"newer")


@pytest.mark.parametrize("path", ["/", "/admin"])
def test_the_entry_runs_what_is_ours_and_is_framed_by_nobody(
    client: Client, site: Path, path: str
) -> None:
    answer = client.call("GET", path)

    policy = answer.headers["content-security-policy"].split("; ")
    assert policy[:3] == ["default-src 'none'", "script-src 'self'", "style-src 'self'"]
    assert {"base-uri 'none'", "frame-ancestors 'none'", "connect-src 'self'"} <= set(policy)
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("endpoint", "origin"),
    [
        ("oss-cn-hangzhou.aliyuncs.com", "https://pictures.oss-cn-hangzhou.aliyuncs.com"),
        ("https://oss-cn-hangzhou-internal.aliyuncs.com/", "https://pictures.oss-cn-hangzhou.aliyuncs.com"),
        ("http://pictures.storage.example", "http://pictures.storage.example"),
    ],
)  # fmt: skip
def test_the_entry_may_reach_the_bucket_of_the_deployment(
    client: Client, site: Path, configure: Configure, endpoint: str, origin: str
) -> None:
    configure(OSS_BUCKET_NAME="pictures", OSS_ENDPOINT=endpoint, OSS_REGION="cn-hangzhou")

    policy = client.call("GET", "/").headers["content-security-policy"].split("; ")

    assert f"connect-src 'self' {origin}" in policy
    assert f"img-src 'self' data: blob: {origin}" in policy


def test_the_panel_is_an_entry_of_its_own(client: Client, site: Path) -> None:
    answer = client.call("GET", "/admin")

    assert (answer.status, answer.body) == (200, b"<!doctype html><title>panel</title>")
    assert answer.headers["cache-control"] == "no-cache"
    with_slash = client.call("GET", "/admin/")
    assert (with_slash.status, with_slash.headers["location"]) == (308, "/admin")


def test_a_part_with_a_hash_is_kept_for_ever(client: Client, site: Path) -> None:
    answer = client.call("GET", "/assets/index-B1gh4sh0.js")

    assert (answer.status, answer.body) == (200, b"start();")
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == FOR_EVER


def test_a_part_that_keeps_its_name_is_asked_for_again(client: Client, site: Path) -> None:
    icon = client.call("GET", "/static/icon-192.png", headers=BROWSER)

    assert (icon.status, icon.body) == (200, b"\x89PNG\xff\xfe")
    assert icon.headers["content-type"] == "image/png"
    assert icon.headers["cache-control"] == "no-cache"


def test_the_api_is_where_the_pages_are(client: Client, unbuilt: None) -> None:
    assert client.call("GET", "/config.json").json == {"api": ""}


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0.0,gzip; q=1.0", "gzip"),
        ("deflate", None),
        ("br;q=0, gzip;q=0", None),
        ("", None),
    ],
)
def test_the_best_is_sent_of_what_the_client_takes(
    client: Client, site: Path, accepted: str, encoding: str | None
) -> None:
    answer = client.call("GET", "/", headers={"Accept-Encoding": accepted})

    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["vary"] == "Accept-Encoding, Origin"
    expected = {"br": "index.html.br", "gzip": "index.html.gz", None: "index.html"}[encoding]
    assert answer.body == (site / expected).read_bytes()


def test_what_was_not_compressed_is_sent_as_it_is(client: Client, site: Path) -> None:
    answer = client.call("GET", "/assets/index-B1gh4sh0.js", headers={"Accept-Encoding": "br"})

    assert "content-encoding" not in answer.headers
    assert answer.body == b"start();"


def test_head_tells_the_length_of_what_would_be_sent(client: Client, site: Path) -> None:
    answer = client.call("HEAD", "/", headers=BROWSER)

    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["content-length"] == str(len(b"(by brotli)"))


@pytest.mark.parametrize(
    ("asked", "language", "said"),
    [("en-GB", "en", "Alibaba Cloud Function Compute"), ("fr", "zh-CN", "阿里云函数计算")],
)
def test_pages_that_are_not_built_are_told_of(
    client: Client, unbuilt: None, asked: str, language: str, said: str
) -> None:
    answer = client.call("GET", "/", headers={"Accept-Language": asked})
    page = answer.body.decode()

    assert (answer.status, answer.headers["vary"]) == (200, "Accept-Language")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f'<html lang="{language}">' in page
    assert said in page
    assert "make run" in page
    for address in ADDRESS.findall(page):
        assert client.call("GET", address).status == 200, address


def test_a_panel_that_is_not_built_is_told_of_too(client: Client, unbuilt: None) -> None:
    assert "make run" in client.call("GET", "/admin").body.decode()


def test_what_tells_of_it_runs_nothing(client: Client, unbuilt: None) -> None:
    answer = client.call("GET", "/")

    policy = answer.headers["content-security-policy"].split("; ")
    assert policy[:2] == ["default-src 'none'", "img-src 'self'"]
    assert "frame-ancestors 'none'" in policy
    assert not re.search(r"<script|<style| style=| on\w+=", answer.body.decode())


def test_icon_is_a_picture(client: Client) -> None:
    answer = client.call("GET", "/favicon.ico")

    assert (answer.status, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert answer.body.startswith(b"<svg ")
