"""What a deployment is refused for, before anything leaves the machine."""

import re
from pathlib import Path

import pytest

from tests.tools.deploy.conftest import GOOD
from tools.deploy import checking, environments


def wrong(folder: Path, **changes: str) -> list[str]:
    return checking.problems({**GOOD, **changes}, folder)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"APP_ENV": "local"}, "APP_ENV"),
        ({"APP_ENV": "development"}, "APP_ENV"),
        ({"JWT_SECRET": ""}, "JWT_SECRET is missing"),
        ({"JWT_SECRET": "short"}, "JWT_SECRET is shorter"),
        ({"JWT_SECRET": "change-me-change-me-change-me-change-me"}, "JWT_SECRET looks like"),
        ({"DATABASE_URL": ""}, "DATABASE_URL is missing"),
        ({"DATABASE_URL": "sqlite:////tmp/x.db"}, "DATABASE_URL is SQLite's"),
        ({"DASHSCOPE_API_KEY": ""}, "nobody would answer"),
        ({"OSS_BUCKET_NAME": ""}, "files would go with the instance"),
        ({"ROLE_ARN": ""}, "ROLE_ARN is missing"),
        ({"DOMAIN_NAME": ""}, "DOMAIN_NAME is missing"),
        ({"LIMITS": "nonsense"}, "LIMITS"),
        ({"DB_TLS": "/etc/ssl/ca.pem"}, "no path on Function Compute"),
        ({"DB_TLS": "/code/certificates/rds.pem"}, "rds.pem is missing"),
    ],
)
def test_what_would_fail_in_the_cloud_is_refused_here(
    tmp_path: Path, changes: dict[str, str], said: str
) -> None:
    found = "\n".join(wrong(tmp_path, **changes))

    assert said in found
    assert "pa55" not in found
    assert GOOD["DASHSCOPE_API_KEY"] not in found


def test_what_is_complete_is_not_refused(tmp_path: Path) -> None:
    (tmp_path / "certificates").mkdir()
    (tmp_path / "certificates" / "rds.pem").touch()

    assert wrong(tmp_path) == []
    assert wrong(tmp_path, DB_TLS="/code/certificates/rds.pem") == []
    assert wrong(tmp_path, DB_TLS="required") == []
    assert wrong(tmp_path, APP_ENV="test", DOMAIN_NAME="") == []


def test_who_fills_in_what_the_example_leaves_empty_is_not_refused(tmp_path: Path) -> None:
    text = (environments.FOLDER / "env.example").read_text()
    asked = dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))

    assert asked["JWT_SECRET"] == ""
    filled = {name: value or GOOD.get(name, "given") for name, value in asked.items()}
    assert checking.problems(filled, tmp_path) == []


def test_what_is_for_trials_is_told() -> None:
    assert [line.partition(" ")[0] for line in checking.notes(GOOD)] == [
        "LOG_PROJECT",
        "CERT_ID",
        "VPC_ID",
        "ALLOWED_ORIGINS",
    ]


def test_what_comes_from_a_developers_file_is_refused(tmp_path: Path) -> None:
    """`s` reads .env without being asked, and gives it to the templates."""
    (tmp_path / ".env").write_text("JWT_SECRET=laptop\nOPENAI_MODEL=\nREGION=cn-beijing\n")
    names = {"JWT_SECRET", "OPENAI_MODEL", "REGION", "PREFIX"}
    seen = {"JWT_SECRET": "laptop", "REGION": "cn-shanghai", "OPENAI_MODEL": ""}

    found = checking.leaks(seen, names, tmp_path)
    assert [line.partition(" ")[0] for line in found] == ["JWT_SECRET"]
    assert "laptop" not in found[0]
    assert checking.leaks({**seen, checking.PREPARED: "test"}, names, tmp_path) == []
    assert checking.leaks(seen, names, tmp_path / "elsewhere") == []
