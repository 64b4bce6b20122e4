"""Which variables an environment is deployed with: its own, and nobody else's."""

import pytest

from tests.tools.deploy.conftest import GOOD, Project
from tools.deploy import environments
from tools.deploy.environments import WrongEnvironment


@pytest.mark.parametrize("name", ["nowhere", "../prod", "", "prod.yml"])
def test_a_name_without_a_file_is_refused(project: Project, name: str) -> None:
    with pytest.raises(WrongEnvironment, match="dev, prod, test"):
        environments.read(name, GOOD)


def test_a_file_of_secrets_that_others_may_read_is_refused(project: Project) -> None:
    file = project.root / "deploy" / "fc" / "test.env"
    file.write_text("JWT_SECRET=x\n")
    file.chmod(0o644)

    with pytest.raises(WrongEnvironment, match="chmod 600"):
        environments.read("test", GOOD)


def test_its_file_is_all_that_counts_where_there_is_one(project: Project) -> None:
    file = project.root / "deploy" / "fc" / "test.env"
    file.write_text("JWT_SECRET=a$b#c\nUNKNOWN=1\n")
    file.chmod(0o600)

    found = environments.read("test", GOOD)
    assert found.values == {"JWT_SECRET": "a$b#c"}
    assert found.prefix == "yunzhan-test"


def test_otherwise_what_is_exported_counts_as_far_as_the_template_names_it(
    project: Project,
) -> None:
    given = {**GOOD, "DATA_DIR": "/home/me", "ALIBABA_CLOUD_ACCESS_KEY_ID": "k", "REGION": ""}

    found = environments.read("prod", given)
    assert found.values == GOOD
    assert found.key.id == "k"
    assert (found.qualifier, found.warm) == ("prod", {"login": 1, "chat": 1})
    assert found.functions.url == "https://fcv3.cn-hangzhou.aliyuncs.com"


def test_who_is_asked_may_be_somebody_else_than_the_domain(project: Project) -> None:
    found = environments.read("test", GOOD | {"SMOKE_URL": "http://1.2.3.4"})

    assert found.value("SMOKE_URL") == "http://1.2.3.4"
