"""template.yml: Serverless Devs reads it, Function Compute accepts it, the tree agrees with it."""

import functools
import importlib
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from functions.scheduler import index
from shared.config.settings import FIELDS, Settings
from shared.hosts import routes
from shared.hosts.event import Function
from tests.engines import serverless_devs
from tests.engines.availability import require
from tests.function_compute import AsyncInvokeConfig, Deployed, Domain, EventFunction, WebFunction
from tools import build, imports
from tools.deploy import variables

TEMPLATE = build.ROOT / "template.yml"
FUNCTIONS = build.function_names(build.ROOT)
WORKERS = {"worker", "media_worker"}  # woken by carriers of tasks
ROUTED = sorted(set(FUNCTIONS) - {"scheduler"} - WORKERS)
pytestmark = pytest.mark.xdist_group("template")  # `s` resolves it once
METHODS = {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"}
NOT_ON_FC = {  # of a laptop
    *(
        "data_dir",
        "demonstration",
        "ffmpeg",  # comes in the worker's zip
        "host",
        "local_embeddings",
        "local_ocr",
        "local_speech",
        "local_pages",
        "metrics_dir",
        "migrate",
        "moderation_files",  # on FC, administrators put lists of words into the database
        "port",
        "upload_dir",
        "web_port",
    ),
}
DEFAULTS_DO = {
    *("db_connect_timeout", "db_connections", "db_read_timeout", "db_write_timeout"),
    *("drain_seconds", "max_streams"),
}
OF_THE_SCHEDULER = {  # whoever else knows of its jobs does not do them, and gets no keys for them
    *("billing_key_id", "billing_key_secret", "billing_url", "cost_balance", "cost_budget"),
    *("cost_clouds", "tencent_billing_url", "tencent_key_id", "tencent_key_secret"),
}
READ = re.compile(r"\b(?:settings|rules|policy\.current|policy\.certain)(?:\(\))?\.([a-z_]+)")
OF_THE_RUNTIME = {"PATH", "PYTHONPATH"}
# Of `s` itself and of its component fc3: `s <resource> <command>` must not be one of them.
COMMANDS = set(
    "config env set clean init registry preview component verify secret version cli help "
    "deploy build local invoke remove info plan sync logs instance alias concurrency provision "
    "layer model s2tos3 scaling".split()
)
LONG_VALUES = {
    "APP_ENV": "production",
    "AIGC_MARK_OPTIONAL": "true",
    "AIGC_PRODUCER": "0011" + "91310000MA1FL00000" + "10000",
    "ALERT_ERROR_RATE": "10",
    "ALERT_LOCALE": "en",
    "ALERT_LOW_CREDITS": "1000",
    "ALERT_PAUSE": "12h",
    "ALERT_SECRET": "SEC" + "0123456789abcdef" * 4,
    "ALLOWED_ORIGINS": ",".join(f"https://front-end-{n}.customer.example.com" for n in range(10)),
    "ANONYMOUS_CHATS_PER_DAY": "0",
    "ENABLE_CREDIT_SYSTEM": "true",
    "ENABLE_INVITE_CODES": "true",
    "BACKUP_DAYS": "30",
    "CERT_ID": "16384521",
    "DASHSCOPE_API_KEY": "sk-" + "d" * 164,
    "DATABASE_URL": f"mysql://{'u' * 32}:{'p%40' * 32}@rm-{'h' * 80}.example.com:3306/yunzhan",
    "DB_TLS": f"/code/certificates/{'c' * 40}.pem",
    "EMBEDDING_API_KEY": "sk-proj-" + "e" * 200,
    "EMBEDDING_API_URL": f"https://{'workspace.' * 8}example.com/compatible-mode/v1",
    "EMBEDDING_MODEL": "m" * 64,
    "DOMAIN_NAME": "api.customer.example.com",
    "JWT_EXPIRES_IN": "12h",
    "JWT_SECRET": f"{'0123456789abcdef' * 8},{'fedcba9876543210' * 8}",
    "LIMITS": "login=10/60,register=3/3600,chat=20/60",
    "INVOKE_URL": "https://1234567890123456.cn-shanghai-internal.fc.aliyuncs.com",
    "METRICS_TOKEN": "0123456789abcdef" * 4,
    "LOG_PROJECT": "yunzhan-test-logs",
    "MODERATION": "aliyun",
    "MODERATION_ACCESS_KEY_ID": "LTAI" + "5" * 26,
    "MODERATION_ACCESS_KEY_SECRET": "k" * 30,
    "MODERATION_ANSWERS": "true",
    "MODERATION_API_URL": "https://green-cip-vpc.cn-shanghai.aliyuncs.com",
    "MODERATION_LEVEL": "high",
    "MODERATION_ON_FAILURE": "anonymous",
    "MODERATION_SERVICES": ",".join(
        f"{place}={'s' * 40}" for place in ("input", "output", "name", "prompt")
    ),
    "MODERATION_TIMEOUT": "10",
    "OPENAI_API_KEY": "sk-proj-" + "o" * 200,
    "OPENAI_API_URL": f"https://{'workspace.' * 8}example.com/compatible-mode/v1",
    "OPENAI_MODEL": "m" * 64,
    "MAX_FILE_SIZE": "10485760",
    "OSS_ACCESS_KEY_ID": "LTAI" + "k" * 26,
    "OSS_ACCESS_KEY_SECRET": "s" * 64,
    "OSS_BUCKET_NAME": "b" * 63,
    "OSS_ENDPOINT": f"https://oss-{'r' * 20}-internal.aliyuncs.com",
    "OSS_REGION": "cn-shanghai",
    "PASSWORD_COST": "12",
    "PREFIX": "yunzhan-test",
    "REDIS_URL": f"rediss://:{'p' * 64}@r-{'h' * 60}.example.com:6379/0",
    "REGION": "cn-shanghai",
    "ROLE_ARN": "acs:ram::1234567890123456:role/yunzhan-files",
    "SECURITY_GROUP_ID": "sg-bp1234567890",
    "SIGNUP_CREDITS": "1000",
    "STORAGE_BYTES": "1000000000000000",
    "STORAGE_FILES": "1000000000",
    "STORE_HISTORY": "false",
    "TRUSTED_PROXIES": "1",
    "TRUSTED_PROXIES_WEB": "2",
    "VPC_ID": "vpc-bp1234567890",
    "WECOM_WEBHOOK": f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={'k' * 36}",
    "VSWITCH_IDS": '["vsw-bp1234567890", "vsw-bp0987654321"]',
}

Resources = dict[str, Any]


@pytest.fixture(scope="module")
def s() -> Path:
    """The program `s`."""
    return require(serverless_devs.find_or_install(), "npm did not install Serverless Devs")


@pytest.fixture(scope="module", params=[{}, LONG_VALUES], ids=["defaults", "values"])
def resources(
    s: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Resources:
    """The props of every resource, resolved by Serverless Devs."""
    home = tmp_path_factory.mktemp("home")
    seen = serverless_devs.preview(s, TEMPLATE, home, request.param)
    return {name: resource["props"] for name, resource in seen["resources"].items()}


def functions(resources: Resources) -> dict[str, Deployed]:
    """Every function, by its folder; msgspec.ValidationError if the platform would not take it."""
    return {
        name: msgspec.convert(props, EventFunction | WebFunction)
        for name, props in resources.items()
        if name != "domain"
    }


def variables_of(setting: str) -> list[str]:
    return list(FIELDS[setting].names)


@functools.cache  # for all tests below
def settings_read_by(name: str) -> set[str]:
    """The fields that the modules of a function take from the settings, or from the policy."""
    entry = build.ROOT / "functions" / name / "index.py"
    found = imports.follow(build.ROOT, entry, *build.servers(name, build.ROOT)).files
    texts = [path.read_text() for path in found if path.parent.name != "config"]
    return set(READ.findall("\n".join(texts))) & FIELDS.keys()


def test_every_function_is_what_the_platform_accepts(resources: Resources) -> None:
    for name, function in functions(resources).items():
        assert function.code == f"./build/{name}"
        assert 1 <= function.memorySize / 1024 / function.cpu <= 4, name


def test_the_domain_is_what_the_platform_accepts(resources: Resources) -> None:
    domain = msgspec.convert(resources["domain"], Domain)

    assert (domain.protocol == "HTTPS") == (domain.certConfig != "")


def test_every_route_leads_to_a_function_and_every_function_has_a_route(
    resources: Resources,
) -> None:
    domain = msgspec.convert(resources["domain"], Domain)
    names = [function.functionName for function in functions(resources).values()]
    over_http = {f.functionName for f in functions(resources).values() if f.methods}

    assert len(names) == len(set(names))
    assert {route.functionName for route in domain.routeConfig.routes} == over_http


def test_triggers_and_routes_take_every_method(resources: Resources) -> None:
    domain = msgspec.convert(resources["domain"], Domain)
    taken = [route.methods for route in domain.routeConfig.routes]
    taken += [methods for f in functions(resources).values() for methods in f.methods]

    assert all(sorted(methods) == sorted(METHODS) for methods in taken)


def test_a_function_has_one_http_trigger_or_timers(resources: Resources) -> None:
    for name, function in functions(resources).items():
        assert bool(function.schedule) == (name == "scheduler")
        assert len(function.methods) == (0 if function.schedule or name in WORKERS else 1)


def test_workers_are_invoked_by_us_alone_and_not_again_by_the_platform(
    resources: Resources,
) -> None:
    for name in WORKERS:
        function = functions(resources)[name]
        assert function.triggers == []
        assert isinstance(function, EventFunction)
        assert function.asyncInvokeConfig == AsyncInvokeConfig(
            maxAsyncRetryAttempts=0, asyncTask=True, maxAsyncEventAgeInSeconds=3600
        )


def test_nobody_has_a_call_repeated_by_the_platform(resources: Resources) -> None:
    """`X-Fc-Invocation-Type: Async` is any caller's to send."""
    for name, function in functions(resources).items():
        assert function.asyncInvokeConfig.maxAsyncRetryAttempts == 0, name


def test_lines_of_the_log_stay_lines_where_a_log_project_is_named(resources: Resources) -> None:
    kept = [f.logConfig for f in functions(resources).values()]
    named = resources["login"]["environmentVariables"]["DATABASE_URL"] != ""

    assert all((log != "auto") == named for log in kept)


def test_timers_name_jobs_that_there_are_and_every_job_has_a_timer(resources: Resources) -> None:
    scheduler = functions(resources)["scheduler"]

    assert sorted(timer.payload for timer in scheduler.schedule) == sorted(index.handler.jobs)
    assert all(timer.enable for timer in scheduler.schedule)
    assert all(job.term.longest <= 660 for job in index.handler.jobs.values())
    assert scheduler.timeout == 600


def test_the_environment_of_every_function_fits(resources: Resources) -> None:
    for name, function in functions(resources).items():
        assert _size(function) < variables.LIMIT, name


def test_a_deployment_knows_how_large_the_environments_will_be(resources: Resources) -> None:
    """Without `s`, and before anything is up."""
    given = LONG_VALUES if resources["login"]["environmentVariables"]["DATABASE_URL"] else {}
    prefix = given.get("PREFIX", "yunzhan")
    told = {
        name: variables.size(texts, given, prefix)
        for name, texts in variables.of_functions(TEMPLATE).items()
    }

    assert told == {name: _size(function) for name, function in functions(resources).items()}


def _size(function: Deployed) -> int:
    pairs = function.environmentVariables.items()
    return sum(len(key.encode()) + len(value.encode()) for key, value in pairs)


def test_the_environment_has_only_variables_that_the_settings_read(resources: Resources) -> None:
    known = {variable for setting in FIELDS for variable in variables_of(setting)}

    for name, function in functions(resources).items():
        assert function.environmentVariables.keys() - OF_THE_RUNTIME <= known, name


def test_a_function_can_be_given_every_setting_that_it_reads(resources: Resources) -> None:
    for name, function in functions(resources).items():
        elsewhere = set() if name == "scheduler" else OF_THE_SCHEDULER
        for setting in settings_read_by(name) - NOT_ON_FC - DEFAULTS_DO - elsewhere:
            given = function.environmentVariables.keys() & set(variables_of(setting))
            assert given, (name, setting)


def test_who_needs_a_key_has_the_role_that_lends_one(resources: Resources) -> None:
    """A role that is empty is none: `s` and FC take it so."""
    given = {name: props["role"] for name, props in resources.items() if "role" in props}

    # A key for OSS, one to invoke workers with, one for moderation.
    needed = {"oss_key_id", "task_carrier", "moderation_url"}
    assert given.keys() == {n for n in FUNCTIONS if needed & settings_read_by(n)}
    assert set(given.values()) <= {"", LONG_VALUES["ROLE_ARN"]}


def test_a_web_function_knows_its_time_out_and_its_server(resources: Resources) -> None:
    web = [f for f in functions(resources).values() if isinstance(f, WebFunction)]

    assert web
    for function in web:
        assert function.environmentVariables["FUNCTION_TIMEOUT"] == str(function.timeout)
        assert int(function.environmentVariables.get("LLM_TIMEOUT", 0)) < function.timeout
        assert function.customRuntimeConfig.command == ["python3.12", "-m", "shared.hosts.web"]
        assert function.customRuntimeConfig.port == Settings().web_port


def test_values_of_the_one_who_deploys_arrive_unchanged(s: Path, tmp_path: Path) -> None:
    secret = "a'b\"c: #$5 {x}\\ 云"
    seen = serverless_devs.preview(s, TEMPLATE, tmp_path, {**LONG_VALUES, "JWT_SECRET": secret})
    login, domain = (seen["resources"][name]["props"] for name in ("login", "domain"))

    assert login["environmentVariables"]["JWT_SECRET"] == secret
    assert login["functionName"] == "yunzhan-test-login"
    assert login["region"] == domain["region"] == "cn-shanghai"
    assert login["vpcConfig"]["vSwitchIds"] == ["vsw-bp1234567890", "vsw-bp0987654321"]
    assert domain["certConfig"] == {"certId": "16384521"}


def test_no_secret_has_a_default() -> None:
    secret = {variable for how in FIELDS.values() if how.secret for variable in how.names}
    defaults = dict(re.findall(r"env\('(\w+)', '([^']*)'\)", TEMPLATE.read_text()))

    assert secret & defaults.keys()
    assert {name: text for name, text in defaults.items() if name in secret and text} == {}


def test_no_resource_is_called_like_a_command_of_the_tool(resources: Resources) -> None:
    assert resources.keys() & COMMANDS == set()


def test_every_function_of_the_tree_is_deployed_and_nothing_else() -> None:
    deployed = yaml.safe_load(TEMPLATE.read_text())["resources"].keys() - {"domain"}

    assert sorted(deployed) == FUNCTIONS


def test_the_gateway_finds_every_function_and_method() -> None:
    found = routes.read(TEMPLATE).routes

    assert {route.function.name for route in found} == set(ROUTED)
    assert all(route.methods == METHODS for route in found)


@pytest.mark.parametrize("name", ROUTED)
def test_every_endpoint_is_reached_by_a_route(name: str) -> None:
    handler: Function = importlib.import_module(f"functions.{name}.index").handler
    found = routes.read(TEMPLATE)

    for endpoint in handler.endpoints:
        route = found.find(endpoint.method, re.sub(r"\{\w+\}", "x", endpoint.path))
        assert route, endpoint.path
        assert route.function.name == name
