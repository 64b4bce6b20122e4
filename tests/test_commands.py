"""The commands of both READMEs and of the examples of the API, run as they are written."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hosts.granian import ROOT, Server, free_port, launched, wait_until_ready
from tests.simulators.openai import OpenAISimulator

BLOCK = re.compile(r"^```(bash|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MADE = re.compile(r"The administrator is admin, the password (\S+) ")
ADDRESS = "127.0.0.1:8000"
# Others start the product, deploy it, or are for a program that is not ours.
LANGUAGES = {
    "en": (("README.md", "## Try it"), ("docs/api.md", "## Examples")),
    "zh": (("docs/README.zh-CN.md", "## 试一试"), ("docs/api.zh-CN.md", "## 示例")),
}
NOT_RUN = {
    *("make run", "make test", "npm install -g @serverless-devs/s"),
    "export ANTHROPIC_BASE_URL=http://127.0.0.1:8000",
}
OCR = ROOT / "tests" / "functions" / "standin"


def section(file: str, title: str) -> str:
    """What stands below a heading, up to the next one."""
    _, _, rest = (ROOT / file).read_text().partition(f"\n{title}\n")
    assert rest, f"{file} has no {title}"
    return rest.partition("\n## ")[0]


def commands(language: str) -> list[tuple[str, str]]:
    """The blocks that are run, in their order: bash or python, and the text."""
    return [
        block
        for file, title in LANGUAGES[language]
        for block in BLOCK.findall(section(file, title))
    ]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """What `make run` starts, with a provider and an OCR that are not real."""
    port = free_port()
    with (
        OpenAISimulator(key="sk-sim") as model,
        launched(
            "local", folder=ROOT, log=tmp_path / "log", port=port, PORT=str(port),
            PYTHONPATH=f"{OCR}{os.pathsep}{ROOT}", LOCAL_OCR="on",
            LOCAL_SPEECH="off", LOCAL_EMBEDDINGS="off",
            OPENAI_API_URL=model.url, OPENAI_API_KEY="sk-sim", OPENAI_MODEL="qwen-sim",
        ) as started,
    ):  # fmt: skip
        wait_until_ready(started)
        yield started


def tools(folder: Path) -> Path:
    """A curl that fails where the answer is an error, and a python3 that has the packages."""
    folder.mkdir()
    real = {"curl": f"{shutil.which('curl')} --fail-with-body", "python3": sys.executable}
    for name, command in real.items():
        (folder / name).write_text(f'#!/bin/sh\nexec {command} "$@"\n')
        (folder / name).chmod(0o755)
    return folder


def script(language: str, server: Server) -> str:
    """One shell, as one who reads would have it; what stands for a secret is put in."""
    made = MADE.search(server.log)
    assert made, server.log
    parts = [
        text if kind == "bash" else f"python3 - <<'PYTHON'\n{text}PYTHON\n"
        for kind, text in commands(language)
    ]
    whole = "\n".join(parts).replace(ADDRESS, f"127.0.0.1:{server.port}")
    return whole.replace('"password": "…"', f'"password": "{made[1]}"')


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_works(language: str, server: Server, tmp_path: Path) -> None:
    place = tmp_path / "read"
    place.mkdir()
    (place / "tests").symlink_to(ROOT / "tests")
    path = f"{tools(tmp_path / 'tools')}{os.pathsep}{os.environ['PATH']}"
    given = {"PATH": path, "HOME": str(tmp_path), "LANG": "C.UTF-8"}

    done = subprocess.run(
        ["bash", "-xeuo", "pipefail", "-c", script(language, server)],
        cwd=place, env=given, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    for said in ("access_token", "event: delta", "H20003263", '"key":"sk-', '"announcement"'):
        assert said in done.stdout
    assert (place / "messages.csv").read_bytes().startswith(b"\xef\xbb\xbf")  # Excel opens it


def test_no_other_command_is_left_unread() -> None:
    for file in {file for language in LANGUAGES.values() for file, _ in language}:
        run = [block for language in LANGUAGES for block in commands(language)]
        for block in BLOCK.findall((ROOT / file).read_text()):
            begins = any(block[1].startswith(command) for command in NOT_RUN)
            assert begins or block in run, f"{file}: {block[1]}"
