"""`make deploy` and what `s` refuses: the real program, with components that write down."""

import stat
import subprocess
from pathlib import Path

import pytest

from tests.simulators.alibaba import AlibabaSimulator, Function
from tests.tools.deploy.conftest import FUNCTIONS, GOOD, KEY, Project
from tools import build
from tools.deploy import __main__ as command
from tools.deploy import releases, serverless, smoke
from tools.deploy.environments import Environment

pytestmark = pytest.mark.xdist_group("template")

MANY = ",".join(f"https://front-end-{n:02}.customer.example.com" for n in range(90))


@pytest.fixture
def ready(
    project: Project, cloud: AlibabaSimulator, s: Path, monkeypatch: pytest.MonkeyPatch
) -> list[list[str]]:
    """All but the cloud and the building is real; what is wrong when asked is in the list."""
    wrong: list[list[str]] = []
    monkeypatch.setattr(build, "main", lambda _names: None)
    monkeypatch.setattr(smoke, "run", lambda _url: wrong.pop() if wrong else [])
    given = GOOD | {"FC_API_URL": cloud.address}
    given |= {"PASSWORD_COST": ""}  # the tests have a cheap one
    given |= {"ALIBABA_CLOUD_ACCESS_KEY_ID": KEY[0], "ALIBABA_CLOUD_ACCESS_KEY_SECRET": KEY[1]}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    cloud.functions = {f"yunzhan-{n.replace('_', '-')}": Function() for n in FUNCTIONS}
    return wrong


def deployed(project: Project) -> dict[str, dict[str, str]]:
    """The environment of each function."""
    found = [line["props"] for line in project.deployed if "functionName" in line["props"]]
    return {props["functionName"]: props["environmentVariables"] for props in found}


def served(cloud: AlibabaSimulator) -> set[str]:
    return {function.aliases["prod"]["versionId"] for function in cloud.functions.values()}


def test_s_itself_refuses_empty_secrets(project: Project, s: Path) -> None:
    done = subprocess.run(
        [str(s), "deploy", "-y", "-t", "template.yml"],
        cwd=project.root,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(project.root)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert "JWT_SECRET is missing" in done.stdout + done.stderr
    assert project.deployed == []


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("JWT_SECRET", "", "JWT_SECRET is missing"),
        ("ALLOWED_ORIGINS", MANY, "login would have 4"),  # bytes, of a little above 4,096
    ],
    ids=["incomplete", "too large"],
)
def test_what_functions_cannot_be_given_is_refused_before_anything_is_done(
    ready: object,
    project: Project,
    cloud: AlibabaSimulator,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
    fault: str,
) -> None:
    monkeypatch.setenv(name, value)

    for words in (["deploy", "prod", "--without-migration"], ["check"]):
        assert command.main(words) == 1
        assert fault in capsys.readouterr().err
        assert (project.deployed, cloud.calls) == ([], [])


def test_a_release_goes_up_is_published_and_then_led_to(
    ready: object, project: Project, cloud: AlibabaSimulator, capsys: pytest.CaptureFixture[str]
) -> None:
    for place in ("", "deploy/fc", ".cache/deploy/prod", ".cache/deploy"):
        (project.root / place).mkdir(parents=True, exist_ok=True)
        (project.root / place / ".env").write_text("REDIS_URL=redis://laptop\nLLM_TIMEOUT=1\n")

    assert command.main(["deploy", "prod", "--without-migration"]) == 0

    given = deployed(project)
    assert len(given) == len(FUNCTIONS)
    assert given["yunzhan-login"]["JWT_SECRET"] == GOOD["JWT_SECRET"]
    assert all("laptop" not in str(variables) for variables in given.values())
    assert all(value for variables in given.values() for value in variables.values())
    *_, domain = project.deployed
    assert {r["qualifier"] for r in domain["props"]["routeConfig"]["routes"]} == {"prod"}
    assert served(cloud) == {"1"}
    assert cloud.functions["yunzhan-chat"].aliases["prod"]["minInstances"] == 1
    assert "minInstances" not in cloud.functions["yunzhan-docs"].aliases["prod"]
    codes = {
        Path(line["folder"], line["props"]["code"]).resolve()
        for line in project.deployed
        if "code" in line["props"]
    }
    assert codes == {(project.root / "build" / name).resolve() for name in FUNCTIONS}


@pytest.mark.stress
def test_nothing_secret_is_printed_and_its_words_are_its_owners_alone(
    ready: object, project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["deploy", "prod", "--without-migration"]) == 0
    (project.stub / "fails").touch()
    assert command.main(["deploy", "prod", "--without-migration"]) == 1

    printed = "".join(capfd.readouterr())
    log = project.root / ".cache" / "deploy" / "prod.log"
    assert GOOD["JWT_SECRET"] in log.read_text()  # as `s` prints it
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    for secret in (GOOD["JWT_SECRET"], GOOD["DASHSCOPE_API_KEY"], "pa55", KEY[1]):
        assert secret not in printed
    assert str(log) in printed


@pytest.mark.stress
def test_a_release_that_does_not_answer_is_taken_back(
    ready: list[list[str]], project: Project, cloud: AlibabaSimulator, clock: object
) -> None:
    assert command.main(["deploy", "prod", "--without-migration"]) == 0
    for function in cloud.functions.values():
        function.code = "2"
    clock.advance(seconds=60)  # type: ignore[attr-defined]
    ready.append([])
    ready.append(["/api/health: 502"])

    assert command.main(["deploy", "prod", "--without-migration"]) == 1
    assert {len(function.versions) for function in cloud.functions.values()} == {2}
    assert served(cloud) == {"1"}


@pytest.mark.stress
def test_an_environment_of_latest_publishes_nothing(
    ready: object, project: Project, cloud: AlibabaSimulator
) -> None:
    assert command.main(["deploy", "test", "--without-migration"]) == 0

    assert "yunzhan-test-login" in deployed(project)
    assert cloud.calls == []
    assert command.main(["rollback", "test"]) == 1


def test_a_release_of_which_nothing_changed_keeps_its_versions(
    production: Environment, cloud: AlibabaSimulator
) -> None:
    cloud.functions = {p.name: Function() for p in releases.places(production)}
    first = releases.publish(production, "20261128T100000Z-a")
    cloud.functions["yunzhan-chat"].code = "2"
    second = releases.publish(production, "20261128T110000Z-b")

    changed = {name for name, version in second.items() if version != first[name]}
    assert changed == {"yunzhan-chat"}


def test_what_s_cannot_do_is_told_without_a_stack(
    production: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SERVERLESS_DEVS", raising=False)
    monkeypatch.setenv("PATH", "/nonexistent")

    with pytest.raises(serverless.DeployFailed, match="npm install"):
        serverless.deploy_functions(production)
