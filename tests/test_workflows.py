""".github/workflows: pinned, with no more rights than needed, and in step with the Makefile."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTION = re.compile(r"^[\w-]+/[\w-]+@[0-9a-f]{40}$")
pytestmark = pytest.mark.parametrize("file", FILES, ids=[path.stem for path in FILES])


def steps(file: Path) -> list[dict[str, Any]]:
    jobs = yaml.safe_load(file.read_text())["jobs"].values()
    return [step for job in jobs for step in job["steps"]]


def test_every_action_is_named_by_its_commit_and_version(file: Path) -> None:
    used = [step["uses"] for step in steps(file) if "uses" in step]

    assert used
    assert all(ACTION.fullmatch(name) for name in used)
    assert len(re.findall(r"uses: \S+ # v\d+\.\d+\.\d+$", file.read_text(), re.M)) == len(used)


def test_rights_are_given_to_single_jobs_and_keys_only_to_environments(file: Path) -> None:
    given = yaml.safe_load(file.read_text())

    assert given["permissions"] == {}
    for job in given["jobs"].values():
        rights = job["permissions"]
        assert rights.pop("contents") == "read"
        assert rights == ({"id-token": "write"} if "id-token" in rights else {})
        if rights or "secrets." in str(job):
            assert job["environment"]
        assert job["timeout-minutes"] <= 60


def test_nothing_from_outside_is_put_into_a_shells_words(file: Path) -> None:
    assert not [step["run"] for step in steps(file) if "${{" in step.get("run", "")]


def test_secrets_do_not_outlive_their_job_and_no_credentials_are_kept(file: Path) -> None:
    found = steps(file)
    checkouts = [step for step in found if "actions/checkout@" in step.get("uses", "")]

    assert all(step["with"]["persist-credentials"] is False for step in checkouts)
    if "FC_ENV" in str(found):
        assert found[-1]["if"] == "always()"
        assert "deploy/fc/*.env" in found[-1]["run"]


def test_targets_that_are_made_exist(file: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    made = re.findall(r"make ([a-z-]+)", "\n".join(step.get("run", "") for step in steps(file)))

    assert set(made) <= targets
