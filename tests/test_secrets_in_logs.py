"""The plugin that looks for secrets in what tests write."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from shared.access import tokens
from tests.secrets_in_logs import PASSWORD, SECRET, found
from tests.store.samples import user

INNOCENT = (
    '{"time":"2026-11-22T12:43:51.775Z","request_id":"1-da51ffcc-964a-4e1b-9faf-1b80b747ff71",'
    '"path":"/api/admin/users/01M81MHJJMACHJ4RRE3NG313WF","user":"01M81MHJJV9FG2RDJ334BX8YHB"}',
    "test_a_name_with_exactly_forty_three_letters_in",
    "9d17d4ec2b8e9b6a5f1c3d7e8f90123456789abcdef0123456789abcdef01234",
    "mysql://127.0.0.1:3306/yunzhan",
    "sk-DVsKFXU (the first characters of a key)",
)


def made_now() -> dict[str, str]:
    return {
        "password": PASSWORD,
        "secret": SECRET,
        "access token": tokens.issue(user(), 1_764_000_000_000),
        "key": "sk-" + secrets.token_urlsafe(32),
        "invite": "AB3DE-FG4HJ-KM5NP-QR6ST",
        "robot": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7aoc",
        "database": "mysql://root:0123456789abcdef@127.0.0.1:3306/yunzhan",
    }


@pytest.mark.parametrize("name", made_now())
def test_each_kind_of_secret_is_found(name: str) -> None:
    secret = made_now()[name]

    assert found(f'{{"message":"hello {secret}"}}')
    assert found(secret)
    assert secret not in str(found(secret))


def test_nearly_every_refresh_token_is_found() -> None:
    missed = [not found(f"token={secrets.token_urlsafe(32)} ") for _ in range(300)]

    assert missed.count(True) < 5  # those without a digit, say


@pytest.mark.parametrize("text", INNOCENT)
def test_what_is_no_secret_is_not_found(text: str) -> None:
    assert found(text) == []


def test_a_test_that_writes_a_secret_fails(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(
        "from tests.secrets_in_logs import pytest_runtest_makereport\n"
    )
    (tmp_path / "test_loud.py").write_text(
        "import os\n"
        "def test_quiet(): print('hello')\n"
        f"def test_loud(): print({PASSWORD!r})\n"
        f"def test_loud_in_another_process(): os.system('echo {PASSWORD} >&2')\n"
    )

    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", os.devnull, "--rootdir", tmp_path, tmp_path],
        env={**os.environ, "PYTHONPATH": str(Path.cwd()), "CI": ""},  # on CI it says more
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 1
    assert "3 passed, 2 errors" in run.stdout
    assert run.stdout.count("Secrets were written to the log:") == 2
