"""`make pages-upload`: a website on OSS whose pages never refer to what is not there yet."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from shared.operations import site
from tests.buckets import bucket as bucket
from tests.conftest import Configure
from tests.simulators.oss import Call, OssSimulator, Status
from tools import pages, pages_upload

HTML = "<!doctype html><html><head><title>x</title></head><body></body></html>"
API, FILES = "https://api.example.com", "https://files.oss-cn-hangzhou.aliyuncs.com"

Run = Callable[..., int]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    made = {
        "index.html": HTML,
        "admin/index.html": HTML,
        "assets/main-1a2b.js": "import './part-3c4d.js'",
        "assets/main-1a2b.js.br": "compressed",
        "assets/main-1a2b.js.gz": "compressed",
        "assets/main-5e6f.css": "a{}",
        "static/icon.svg": "<svg/>",
        "static/manifest.webmanifest": "{}",
    }
    for name, text in made.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "site"


@pytest.fixture
def run(bucket: OssSimulator, built: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(pages_upload, "load_dotenv", lambda: None)
    monkeypatch.setattr(pages, "main", lambda: None)

    def upload(*more: str, folder: Path = built, name: str = "files") -> int:
        given = ["--bucket", name, "--endpoint", bucket.address, "--site", str(folder)]
        return pages_upload.main([*given, *more])

    return upload


def puts(bucket: OssSimulator) -> list[Call]:
    return [call for call in bucket.seen if call.method == "PUT"]


def names(bucket: OssSimulator) -> list[str]:
    return [call.path.removeprefix("/files/") for call in puts(bucket)]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"OSS_ACCESS_KEY_SECRET": "x"}, "SignatureDoesNotMatch"),
        ({"OSS_ACCESS_KEY_ID": ""}, "OSS_ACCESS_KEY_ID"),
        ({"OSS_REGION": ""}, "OSS_REGION"),
    ],
)
def test_what_is_wrong_is_said_without_a_stack(
    run: Run,
    bucket: OssSimulator,
    configure: Configure,
    capsys: pytest.CaptureFixture[str],
    wrong: dict[str, str],
    said: str,
) -> None:
    configure(**wrong)

    assert run() == 1
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error
    assert bucket.secret not in error


@pytest.mark.parametrize("api", ["api.example.com", "https://api.example.com/", "ftp://x", "//x"])
def test_an_address_that_is_no_origin_is_refused(run: Run, bucket: OssSimulator, api: str) -> None:
    with pytest.raises(SystemExit):
        run("--api", api)
    assert bucket.seen == []


def test_pages_that_were_not_built_are_not_uploaded(
    run: Run, bucket: OssSimulator, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder=tmp_path / "none") == 1
    assert "make pages" in capsys.readouterr().err
    assert bucket.seen == []


def test_entries_come_last_and_stay_away_when_a_part_fails(run: Run, bucket: OssSimulator) -> None:
    assert run() == 0
    *parts, admin, entry, website = names(bucket)
    assert (admin, entry, website) == ("admin/index.html", "index.html", "")
    assert sorted(parts) == [
        "assets/main-1a2b.js",
        "assets/main-5e6f.css",
        "config.json",
        "static/icon.svg",
        "static/manifest.webmanifest",
    ]

    bucket.objects.clear()
    bucket.script(*[Status(403, "AccessDenied")] * 2)
    assert run() == 1
    assert not [name for name in bucket.objects if name.endswith(".html")]


def test_browsers_keep_what_never_changes_and_ask_for_the_rest(
    run: Run, bucket: OssSimulator
) -> None:
    assert run() == 0

    for call in puts(bucket)[:-1]:
        asset = "/assets/" in call.path
        assert call.headers["cache-control"] == (site.NEVER_CHANGES if asset else site.ASK_AGAIN)
        assert call.headers["x-oss-object-acl"] == "public-read"
    types = {name: found.content_type for name, found in bucket.objects.items()}
    assert types["index.html"] == "text/html; charset=utf-8"
    assert types["assets/main-1a2b.js"] == "text/javascript; charset=utf-8"
    assert types["static/manifest.webmanifest"] == "application/manifest+json"


def test_the_pages_know_their_api_and_what_they_may_do(run: Run, bucket: OssSimulator) -> None:
    assert run("--api", API, "--files", FILES) == 0

    assert json.loads(bucket.objects["config.json"].data) == {"api": API}
    for name in ("index.html", "admin/index.html"):
        html = bucket.objects[name].data.decode()
        (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', html)
        assert f"connect-src 'self' {API} {FILES};" in policy
        assert "frame-ancestors" not in policy  # a browser takes it from a header alone
        assert html.index("<meta") < html.index("<title")


def test_the_bucket_serves_folders_and_what_is_missing_stays_missing(
    run: Run, bucket: OssSimulator
) -> None:
    assert run() == 0

    kept = bucket.rules.kept["website"].decode()
    assert "<Suffix>index.html</Suffix><SupportSubDir>true</SupportSubDir>" in kept
    assert "ErrorDocument" not in kept


def test_parts_of_the_release_before_stay(run: Run, bucket: OssSimulator) -> None:
    bucket.add("assets/old-9f9f.js", b"still asked for")
    assert run() == 0

    assert "assets/old-9f9f.js" in bucket.objects


def test_the_configuration_of_esa_names_the_folder_that_is_built() -> None:
    folder = Path("deploy/pages")
    text = re.sub(r"^\s*//.*$", "", (folder / "esa.jsonc").read_text(), flags=re.MULTILINE)

    directory = json.loads(text)["assets"]["directory"]
    assert (folder / directory).resolve() == pages.SITE
