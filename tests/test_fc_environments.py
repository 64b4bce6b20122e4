"""deploy/fc/: what each environment makes of template.yml is what Function Compute accepts."""

import json
import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from tests.engines import serverless_devs
from tests.engines.availability import require
from tests.function_compute import Deployed, Domain, EventFunction, WebFunction
from tests.test_template import FUNCTIONS, LONG_VALUES
from tools import build
from tools.deploy import environments

FOLDER = build.ROOT / "deploy" / "fc"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yml"))
# help.aliyun.com/zh/functioncompute/fc/policies-and-sample-policies, of 2025-06-05: an action is
# not always called like its operation.
DOCUMENTED = set(
    """
    CreateAlias CreateCustomDomain CreateFunction CreateTrigger CreateVpcBinding DeleteAlias
    DeleteConcurrencyConfig DeleteCustomDomain DeleteFunction DeleteFunctionAsyncInvokeConfig
    DeleteFunctionVersion DeleteProvisionConfig DeleteTrigger DeleteVpcBinding GetAlias
    GetAsyncTask GetConcurrencyConfig GetCustomDomain GetFunction GetFunctionAsyncInvokeConfig
    GetFunctionCode GetProvisionConfig GetTrigger InvokeFunction ListAliases ListAsyncTasks
    ListConcurrencyConfigs ListCustomDomains ListFunctionAsyncInvokeConfigs ListFunctionVersions
    ListFunctions ListInstances ListProvisionConfigs ListTriggers ListVpcBindings
    PublishFunctionVersion PutConcurrencyConfig PutFunctionAsyncInvokeConfig PutProvisionConfig
    StopAsyncTask UpdateAlias UpdateCustomDomain UpdateFunction UpdateTrigger
    """.split()
)
YOUNGER = {"GetScalingConfig", "PutScalingConfig"}  # in the reference of operations alone
OF_THE_TOOL = {"GetTempBucketToken"}  # where `s` puts the code; in its own examples of policies
MOST_INSTANCES = 300  # of an account in a region, unless it asks for more
pytestmark = pytest.mark.xdist_group("template")


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def props(name: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    program = require(serverless_devs.find_or_install(), "npm did not install Serverless Devs")
    home = tmp_path_factory.mktemp("home")
    seen = serverless_devs.preview(program, FOLDER / f"{name}.yml", home, LONG_VALUES)
    return {key: resource["props"] for key, resource in seen["resources"].items()}


def functions(props: dict[str, Any]) -> dict[str, Deployed]:
    taken = {key: value for key, value in props.items() if key != "domain"}
    return {k: msgspec.convert(v, EventFunction | WebFunction) for k, v in taken.items()}


def test_every_function_is_deployed_as_the_platform_accepts_it(
    name: str, props: dict[str, Any]
) -> None:
    found = functions(props)
    prefix = environments.read(name, {}).prefix

    assert sorted(found) == FUNCTIONS
    assert all(f.functionName == f"{prefix}-{k.replace('_', '-')}" for k, f in found.items())
    for folder, function in found.items():
        assert Path(FOLDER, function.code).resolve() == build.ROOT / "build" / folder


def test_the_domain_leads_to_the_qualifier_of_the_environment(
    name: str, props: dict[str, Any]
) -> None:
    domain = msgspec.convert(props["domain"], Domain)

    wanted = {environments.read(name, {}).qualifier}
    assert {route.qualifier for route in domain.routeConfig.routes} == wanted
    assert wanted == ({"prod"} if name == "prod" else {"LATEST"})


def test_timers_are_the_templates_and_dev_has_them_off(name: str, props: dict[str, Any]) -> None:
    given = yaml.safe_load((build.ROOT / "template.yml").read_text())
    wanted = given["resources"]["scheduler"]["props"]["triggers"]
    for trigger in wanted:
        trigger["triggerConfig"]["enable"] = name != "dev"

    assert props["scheduler"]["triggers"] == wanted


def test_what_is_reserved_leaves_instances_for_the_others(name: str, props: dict[str, Any]) -> None:
    found = [f.concurrencyConfig for f in functions(props).values()]
    reserved = sum(config.reservedConcurrency for config in found if config)

    assert reserved <= MOST_INSTANCES - 20


def test_environments_do_not_share_names() -> None:
    prefixes = [environments.read(name, {}).prefix for name in NAMES]

    assert len(set(prefixes)) == len(prefixes)


def test_the_example_has_every_variable_and_no_secret() -> None:
    text = (FOLDER / "env.example").read_text()
    named = dict(re.findall(r"^#? ?([A-Z][A-Z0-9_]*)=(.*)$", text, re.MULTILINE))

    assert environments.variables(FOLDER / "prod.yml") - named.keys() == set()
    assert not any(value.startswith(("sk-", "LTAI")) for value in named.values())


def allowed(name: str) -> set[str]:
    policy = json.loads((FOLDER / "ram" / f"{name}.json").read_text())
    found: set[str] = set()
    for statement in policy["Statement"]:
        actions = statement["Action"]
        found |= {actions} if isinstance(actions, str) else set(actions)
    return found


def test_who_deploys_may_call_what_the_tools_call_and_nothing_at_large() -> None:
    calls = re.compile(r'by_path\(\s*"(\w+)"|by_name\(\s*"(\w+)"')
    texts = [path.read_text() for path in (build.ROOT / "tools" / "deploy").glob("*.py")]
    called = {a or b for text in texts for a, b in calls.findall(text)}
    mine = allowed("deployer")

    assert called
    assert called <= {action.partition(":")[2] for action in mine}
    assert not any("*" in action for action in mine | allowed("functions"))


def test_actions_are_called_as_the_platform_calls_them() -> None:
    fc = {
        a.removeprefix("fc:") for a in allowed("deployer") | allowed("functions") if a[:3] == "fc:"
    }

    assert fc
    assert fc <= DOCUMENTED | YOUNGER | OF_THE_TOOL


def test_functions_may_wake_those_whose_names_they_are_given(
    name: str, props: dict[str, Any]
) -> None:
    policy = json.loads((FOLDER / "ram" / "functions.json").read_text())
    (may,) = [s["Resource"] for s in policy["Statement"] if s["Action"] == "fc:InvokeFunction"]
    prefix = environments.read(name, {}).prefix
    patterns = [r.rpartition("/")[2].replace("<prefix>", prefix) for r in may]
    woken = {
        value
        for function in functions(props).values()
        for variable, value in function.environmentVariables.items()
        if variable.endswith("_FUNCTION")
    }

    assert len(woken) == len(patterns)
    assert all(any(fnmatch(value, pattern) for pattern in patterns) for value in woken)
