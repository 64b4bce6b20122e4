"""`make build`: the folder of a function holds what it imports, and runs alone."""

import functools
import json
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import requests
import yaml

from tests.engines.availability import require
from tests.engines.workers import alone, free_port
from tests.simulators.oss import OssSimulator
from tools import archive, build, bytecode, imports, wheels

FUNCTIONS = build.function_names(build.ROOT)
distributions = functools.cache(packages_distributions)
LOCK = (build.ROOT / "requirements" / "run.txt").read_text()
MEGABYTE = 1024 * 1024
PROGRAMS = {"media_worker": {"imageio-ffmpeg"}}  # that a function runs, and does not import
LARGEST = {
    "login": 3 * MEGABYTE,
    "chat": 9 * MEGABYTE,
    "docs": 2 * MEGABYTE,
    "files": 5.5 * MEGABYTE,
    "media": 5.5 * MEGABYTE,
    "media_worker": 95 * MEGABYTE,
}
NEWEST_GLIBC = 31  # of Debian 11
pytestmark = pytest.mark.xdist_group("build")  # one build is long enough
PRODUCTION = {"APP_ENV": "production", "AIGC_PRODUCER": "云栈测试"}
PATIENCE = 20.0  # seconds; a server needs one
CALL = """
import sys
from types import SimpleNamespace

import index

context = SimpleNamespace(request_id="1-64f6cd87-55a41fa2d2d0", region="cn-hangzhou")
print(index.handler(sys.stdin.buffer.read(), context))
"""
KEEP = """
import index

from shared.storage import objects

objects.put("tmp/a/b.jpg", b"picture", "image/jpeg")
found = objects.list_older("tmp/", 1 << 60)
print(objects.get("tmp/a/b.jpg", 10), [stored.key for stored in found])
"""
EVENT = {
    "version": "v1",
    "rawPath": "/api/auth/login",
    "headers": {
        "Accept": "*/*",
        "Content-Length": "15",
        "Content-Type": "application/json",
        "User-Agent": "curl/8.5.0",
        "X-Forwarded-Proto": "https",
    },
    "queryParameters": {},
    "body": '{"email": true}',
    "isBase64Encoded": False,
    "requestContext": {
        "accountId": "1234567890123456",
        "domainName": "api.example.com",
        "domainPrefix": "api",
        "http": {
            "method": "POST",
            "path": "/api/auth/login",
            "protocol": "HTTP/1.1",
            "sourceIp": "203.0.113.7",
            "userAgent": "curl/8.5.0",
        },
        "requestId": "1-64f6cd87-55a41fa2d2d0",
        "time": "2026-11-22T06:41:11Z",
        "timeEpoch": "1795329671895",
    },
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with login, chat and files as they are deployed."""
    output = tmp_path_factory.mktemp("build")
    with alone("build"):  # its packages are kept in one folder
        for name in LARGEST:
            build.build(name, build.ROOT, output)
    return output


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one function, `greet`."""
    sources = {
        "functions/greet/index.py": "import msgspec\nfrom shared.words import hello\n",
        "functions/greet/requirements.txt": "msgspec\n",
        "shared/__init__.py": "",
        "shared/words.py": "def hello():\n    from .tongues import zh\n    return zh.HELLO\n",
        "shared/tongues/__init__.py": "",
        "shared/tongues/zh.py": "import json\nHELLO = '你好'\n",
        "shared/tongues/unused.py": "",
        "shared/hosts/web.py": "from shared.hosts import wsgi\n",
        "shared/hosts/wsgi.py": "",
    }
    for name, text in sources.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "run.txt").write_text(LOCK)
    run_greet_on(tmp_path, "python3.12")
    return tmp_path


def run_greet_on(project: Path, runtime: str) -> None:
    route = {"path": "/", "functionName": "${resources.greet.props.functionName}", "methods": []}
    template = {
        "resources": {
            "greet": {"component": "fc3", "props": {"runtime": runtime, "timeout": 3}},
            "domain": {"component": "fc3-domain", "props": {"routeConfig": {"routes": [route]}}},
        }
    }
    (project / "template.yml").write_text(yaml.safe_dump(template))


@contextmanager
def web_function(python: str, folder: Path) -> Iterator[str]:
    """The address of the Web function in *folder*, started as template.yml says."""
    template = yaml.safe_load((build.ROOT / "template.yml").read_text())
    command = template["template"]["web"]["customRuntimeConfig"]["command"]
    port = free_port()
    environment = {
        "APP_ENV": "production",
        "AIGC_PRODUCER": "云栈测试",
        "JWT_SECRET": secrets.token_hex(32),
        "PYTHONPATH": str(folder),
        "FC_CUSTOM_LISTEN_PORT": str(port),
    }
    with (folder.parent / "web.log").open("wb") as log:
        server = subprocess.Popen(
            [python, "-SsP", *command[1:]], cwd=folder, env=environment, stdout=log, stderr=log
        )
    try:
        wait_for(port, server, folder.parent / "web.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(PATIENCE)


def wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{log.read_text()}")


def own_sources(folder: Path) -> set[str]:
    found = [*folder.glob("*.py"), *folder.glob("shared/**/*.py")]
    return {path.relative_to(folder).as_posix() for path in found}


def test_a_function_carries_the_modules_it_imports_and_no_others(project: Path) -> None:
    build.build("greet", project, project / "build")

    assert own_sources(project / "build" / "greet") == {
        "index.py",
        "shared/__init__.py",
        "shared/words.py",
        "shared/tongues/__init__.py",
        "shared/tongues/zh.py",
    }


def test_a_function_carries_what_lies_beside_its_entry(project: Path) -> None:
    (project / "functions" / "greet" / "words.json").write_text("{}")
    (project / "functions" / "greet" / "__pycache__").mkdir()
    build.build("greet", project, project / "build")

    greet = project / "build" / "greet"
    assert (greet / "words.json").read_text() == "{}"
    assert not (greet / "requirements.txt").exists()


def test_a_web_function_carries_its_server_too(project: Path) -> None:
    run_greet_on(project, "custom.debian11")
    build.build("greet", project, project / "build")

    own = own_sources(project / "build" / "greet")
    assert own >= {"shared/hosts/web.py", "shared/hosts/wsgi.py"}


def test_the_same_sources_give_the_same_bytes(project: Path) -> None:
    def zipped() -> bytes:
        shutil.rmtree(project / ".cache", ignore_errors=True)
        build.build("greet", project, project / "build")
        return (project / "build" / "greet.zip").read_bytes()

    assert zipped() == zipped()


def test_a_build_leaves_nothing_of_the_one_before(project: Path) -> None:
    build.build("greet", project, project / "build")
    (project / "build" / "greet" / "old.py").touch()
    build.build("greet", project, project / "build")

    assert not (project / "build" / "greet" / "old.py").exists()
    assert sorted(path.name for path in (project / "build").iterdir()) == ["greet", "greet.zip"]


def test_an_import_that_no_package_brings_is_refused(project: Path) -> None:
    (project / "shared" / "words.py").write_text("import requests\n")

    with pytest.raises(SystemExit, match=r"greet/requirements.txt .* requests \(words.py\)"):
        build.build("greet", project, project / "build")


def test_a_package_without_a_locked_version_is_refused(project: Path) -> None:
    (project / "functions" / "greet" / "requirements.txt").write_text("msgspec\nflask\n")

    with pytest.raises(SystemExit, match=r"not in requirements/run\.txt: flask"):
        build.build("greet", project, project / "build")


def test_a_package_with_another_hash_is_refused(project: Path) -> None:
    forged = re.sub(r"sha256:[0-9a-f]{64}", f"sha256:{'0' * 64}", LOCK)
    (project / "requirements" / "run.txt").write_text(forged)

    with pytest.raises(SystemExit, match=r"(?s)pip failed:.*DO NOT MATCH THE HASHES"):
        build.build("greet", project, project / "build")


def test_a_function_that_does_not_exist_is_refused(project: Path) -> None:
    with pytest.raises(SystemExit, match="no such function: great"):
        build.build("great", project, project / "build")


def test_what_a_package_needs_comes_with_it() -> None:
    lock = wheels.lock_for(["requests", "PyJWT"], LOCK)

    names = re.findall(r"^([\w-]+)==", lock, re.MULTILINE)
    assert names == ["certifi", "charset-normalizer", "idna", "pyjwt", "requests", "urllib3"]
    assert lock.count("--hash=sha256:") > len(names)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_lists_packages_that_it_imports_and_all_of_them(name: str) -> None:
    folder = build.ROOT / "functions" / name
    seen = imports.follow(build.ROOT, folder / "index.py", *build.servers(name, build.ROOT))
    of = distributions()
    imported = {
        of[package][0].lower().replace("_", "-") for package in seen.packages if package in of
    }
    listed = set((folder / "requirements.txt").read_text().lower().split())

    assert listed - PROGRAMS.get(name, set()) <= imported
    assert imported <= set(re.findall(r"^([\w-]+)==", wheels.lock_for(listed, LOCK), re.MULTILINE))


def test_zips_are_small(built: Path) -> None:
    for name, largest in LARGEST.items():
        assert (built / f"{name}.zip").stat().st_size <= largest, name


def test_a_program_may_be_run_where_its_zip_is_unpacked(built: Path) -> None:
    with zipfile.ZipFile(built / "media_worker.zip") as zipped:
        (program,) = [each for each in zipped.infolist() if "/ffmpeg-linux" in each.filename]

    assert program.external_attr >> 16 == 0o100755


def test_folders_hold_wheels_for_function_compute_only(built: Path) -> None:
    libraries = list(built.rglob("*.so"))
    tags = re.findall(
        r"^Tag: (\S+)", "\n".join(p.read_text() for p in built.rglob("WHEEL")), re.MULTILINE
    )

    assert libraries
    assert {path.suffixes[0] for path in libraries} <= {".cpython-312-x86_64-linux-gnu", ".abi3"}
    oldest = [int(minor) for minor in re.findall(r"manylinux_2_(\d+)_x86_64", " ".join(tags))]
    assert max(oldest) <= NEWEST_GLIBC
    assert not list(built.rglob("cryptography*"))


def test_folders_hold_nothing_of_this_machine(built: Path) -> None:
    here = [str(build.ROOT).encode(), str(built).encode(), sys.prefix.encode()]

    for path in built.rglob("*"):
        if path.is_file() and path.suffix != ".zip":
            content = path.read_bytes()
            assert not any(place in content for place in here), path


def test_login_answers_from_its_folder_alone(built: Path) -> None:
    python = require(bytecode.interpreter(), "needs a Python 3.12, as Function Compute has it")
    folder = built / "login"
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    done = subprocess.run(
        [python, "-SsP", "-c", CALL],
        cwd=folder,
        env={"PYTHONPATH": str(folder), **PRODUCTION},
        input=json.dumps(EVENT).encode(),
        capture_output=True,
        check=True,
        timeout=PATIENCE,
    )

    answer = json.loads(done.stdout.decode().splitlines()[-1])
    assert answer["statusCode"] == 503  # nothing is let in uncounted, and there is no database
    assert answer["headers"]["X-Request-Id"] == "1-64f6cd87-55a41fa2d2d0"
    assert json.loads(answer["body"])["error"]["code"] == "unavailable"
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_files_are_kept_on_oss_without_what_its_sdk_encrypts_with(built: Path) -> None:
    python = require(bytecode.interpreter(), "needs a Python 3.12, as Function Compute has it")
    folder = built / "files"
    with OssSimulator() as simulator:
        done = subprocess.run(
            [python, "-SsP", "-c", KEEP],
            cwd=folder,
            env={"PYTHONPATH": str(folder), **simulator.variables},
            capture_output=True,
            check=True,
            timeout=PATIENCE,
        )
        (kept,) = simulator.objects.values()

    assert done.stdout == b"b'picture' ['tmp/a/b.jpg']\n"
    assert (kept.data, kept.content_type) == (b"picture", "image/jpeg")
    assert not (folder / "Crypto").exists()


@pytest.mark.parametrize(
    ("path", "start"),
    [
        ("/api/openapi.json", '{\n "openapi": "3.1.0"'),
        ("/docs", "<!DOCTYPE html>"),
        ("/docs/swagger-ui.css", ".swagger-ui"),
    ],
)
def test_docs_answers_from_its_folder_alone(built: Path, path: str, start: str) -> None:
    python = require(bytecode.interpreter(), "needs a Python 3.12, as Function Compute has it")
    done = subprocess.run(
        [python, "-SsP", "-c", CALL],
        cwd=built / "docs",
        env={"PYTHONPATH": str(built / "docs"), **PRODUCTION},
        input=json.dumps({"requestContext": {"http": {"method": "GET", "path": path}}}).encode(),
        capture_output=True,
        check=True,
        timeout=PATIENCE,
    )

    answer = json.loads(done.stdout.decode().splitlines()[-1])
    assert answer["statusCode"] == 200
    assert answer["isBase64Encoded"] is False
    assert answer["body"].startswith(start)


def test_what_only_a_debugger_reads_stays_behind(built: Path) -> None:
    assert list(built.rglob("*.map")) == []


def test_chat_serves_from_its_folder_alone(built: Path) -> None:
    python = require(bytecode.interpreter(), "needs a Python 3.12, as Function Compute has it")
    with web_function(python, built / "chat") as url:
        answer = requests.post(f"{url}/api/chat", json={"messages": "hello"}, timeout=PATIENCE)

    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "invalid_request"


def test_authorities_of_the_database_travel_with_whoever_asks_it(tmp_path: Path) -> None:
    """DB_TLS=/code/certificates/rds.pem: /code is all that a function has."""
    (tmp_path / "certificates").mkdir()
    (tmp_path / "certificates" / "rds.pem").write_text("-----BEGIN CERTIFICATE-----\n")
    for name in ("functions", "shared"):
        (tmp_path / name).symlink_to(build.ROOT / name)

    for name, travels in (("login", True), ("pages", False)):
        needed = imports.follow(tmp_path, tmp_path / "functions" / name / "index.py")
        build._assemble(tmp_path / name, tmp_path, tmp_path / "functions" / name, needed.files)
        assert (tmp_path / name / "certificates" / "rds.pem").is_file() == travels


def test_a_web_function_has_what_starts_it_when_it_is_put_up_by_hand(tmp_path: Path) -> None:
    build._write_bootstrap(tmp_path / "bootstrap")
    archive.write(tmp_path, tmp_path.with_suffix(".zip"))

    with zipfile.ZipFile(tmp_path.with_suffix(".zip")) as zipped:
        entry = zipped.getinfo("bootstrap")
        text = zipped.read(entry)
    assert entry.external_attr >> 16 & 0o111 == 0o111
    assert text.startswith(b"#!/bin/bash\n")
    assert b"\r" not in text
    template = yaml.safe_load((build.ROOT / "template.yml").read_text())["template"]["web"]
    assert b"exec " + " ".join(template["customRuntimeConfig"]["command"]).encode() in text
