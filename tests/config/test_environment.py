"""The environment becomes Settings, or one error that names everything wrong with it."""

import contextlib
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.config import environment
from shared.config.environment import ConfigError
from shared.config.settings import FIELDS, Settings
from tests.conftest import Configure

PRODUCTION = {"APP_ENV": "production", "AIGC_PRODUCER": "云栈"}
STRONG = "k7Qv2nXw9rTzLp4sHd8cJm3bYg6fAe1u"  # 32 bytes
NAMES = [name for how in FIELDS.values() for name in how.names]
SECRETS = {
    "DATABASE_URL": "mysql://u:hush-hush@db/yunzhan",
    "DB_PASSWORD": "hush-hush",
    "REDIS_URL": "redis://:hush-hush@cache:6379",
    "JWT_SECRET": "hush-hush",
    "NEXTAUTH_SECRET": "hush-hush",
    "ADMIN_PASSWORD": "hush-hush",
    "OPENAI_API_KEY": "hush-hush",
    "API_KEY": "hush-hush",
    "DASHSCOPE_API_KEY": "hush-hush",
    "WECOM_WEBHOOK": "https://robots.example/hush-hush",
    "ALERT_SECRET": "hush-hush",
    "METRICS_TOKEN": "hush-hush",
    "OSS_ACCESS_KEY_ID": "hush-hush",
    "OSS_ACCESS_KEY_SECRET": "hush-hush",
}


def problems(**variables: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        environment.load(variables)
    return caught.value.problems


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("HOST", "0.0.0.0", "host", "0.0.0.0"),  # noqa: S104
        ("PORT", "9999", "port", 9999),
        ("DATA_DIR", "/var/lib/yunzhan", "data_dir", "/var/lib/yunzhan"),
        ("APP_ENV", "test", "mode", "test"),
        ("NODE_ENV", "test", "mode", "test"),
        ("OPENAI_API_URL", "https://api.example.com/v1", "openai_url", None),
        ("API_BASE_URL", "https://api.example.com/v1", "openai_url", None),
        ("OPENAI_API_KEY", "sk-1", "openai_key", "sk-1"),
        ("API_KEY", "sk-1", "openai_key", "sk-1"),
        ("DASHSCOPE_API_KEY", "sk-1", "openai_key", "sk-1"),
        ("OPENAI_MODEL", "qwen-max", "openai_model", "qwen-max"),
        ("MODEL_ID", "qwen-max", "openai_model", "qwen-max"),
        ("DATABASE_URL", "mysql://u:p@db:3307/app", "database_url", None),
        ("DATABASE_URL", "mysql+pymysql://u:p@db/app", "database_url", None),
        ("DATABASE_URL", "sqlite:////srv/app.db", "database_url", None),
        ("DB_HOST", "db", "database_url", "mysql://:@db:3306/yunzhan"),
        ("REDIS_URL", "redis://cache:6379/0", "redis_url", None),
        ("OSS_ACCESS_KEY_ID", "LTAI", "oss_key_id", None),
        ("OSS_ACCESS_KEY_SECRET", "s3", "oss_key_secret", None),
        ("OSS_ENDPOINT", "oss-cn-hangzhou.aliyuncs.com", "oss_endpoint", None),
        ("OSS_BUCKET_NAME", "files", "oss_bucket", None),
        ("UPLOAD_DIR", "/srv/files", "upload_dir", None),
        ("MAX_FILE_SIZE", "1024", "max_file_size", 1024),
        ("JWT_SECRET", STRONG, "jwt_secrets", (STRONG,)),
        ("NEXTAUTH_SECRET", STRONG, "jwt_secrets", (STRONG,)),
        ("JWT_EXPIRES_IN", "90", "jwt_expires_in", 90),
        ("JWT_EXPIRES_IN", "15m", "jwt_expires_in", 900),
        ("JWT_EXPIRES_IN", "12h", "jwt_expires_in", 43_200),
        ("JWT_EXPIRES_IN", "7d", "jwt_expires_in", 604_800),
        ("NEXTAUTH_URL", "https://www.example.com", "site_url", None),
        ("ALLOWED_ORIGINS", "https://a.cn, https://b.cn", "allowed_origins", None),
        ("ADMIN_USERNAME", "root@example.com", "admin_username", None),
        ("ADMIN_PASSWORD", "m4nch3st3r", "admin_password", None),
        ("ENABLE_INVITE_CODES", "true", "enable_invite_codes", True),
        ("ENABLE_CREDIT_SYSTEM", "ON", "enable_credit_system", True),
        ("ANONYMOUS_CHATS_PER_DAY", "0", "anonymous_chats_per_day", 0),
        ("LLM_TIMEOUT", "2m", "llm_timeout", 120),
        ("LOCAL_MODEL", "SmolLM2", "local_model", "smollm2"),
        ("LOCAL_MODEL", "~/My own.gguf", "local_model", None),
        ("TZ", "Europe/Berlin", "time_zone", None),
        ("LIMITS", "login=10/60, chat=30/1m", "limits", (("login", 10, 60), ("chat", 30, 60))),
    ],
)
def test_every_name_of_the_contract_is_read(
    name: str, value: str, field: str, expected: Any
) -> None:
    if field == "allowed_origins":
        expected = ("https://a.cn", "https://b.cn")

    loaded = environment.load({name: value})

    assert getattr(loaded, field) == (value if expected is None else expected)


def test_an_empty_environment_is_a_local_server_with_embedded_parts() -> None:
    loaded = environment.load({})

    assert loaded.mode == "local"
    assert (loaded.host, loaded.port, loaded.data_dir) == ("127.0.0.1", 8000, ".data")
    assert loaded.database_url == "sqlite:///.data/yunzhan.db"
    assert loaded.allowed_origins == ("*",)
    assert loaded.openai_url == ""
    assert loaded.max_file_size == 10_485_760
    assert loaded.jwt_expires_in == 3600
    assert loaded.anonymous_chats_per_day == 20


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_or_blank_variable_is_as_good_as_none(name: str) -> None:
    assert environment.load({name: ""}) == environment.load({name: " \t"}) == environment.load({})


def test_the_first_name_wins_over_its_alias() -> None:
    given = {"OPENAI_API_KEY": "first", "API_KEY": "second", "NODE_ENV": "test", "APP_ENV": "local"}

    assert environment.load(given).openai_key == "first"
    assert environment.load(given).mode == "local"
    assert environment.load({**given, "OPENAI_API_KEY": ""}).openai_key == "second"


def test_variables_of_others_are_ignored() -> None:
    assert environment.load({"PATH": "/bin", "VITE_API_BASE_URL": "x"}) == environment.load({})


def test_a_password_in_parts_reaches_the_url_quoted() -> None:
    parts = {"DB_USER": "app@vpc", "DB_PASSWORD": "p:/@%#药", "DB_PORT": "3307", "DB_NAME": "app"}

    loaded = environment.load({"DB_HOST": "db.example.com", **parts})

    assert loaded.database_url == (
        "mysql://app%40vpc:p%3A%2F%40%25%23%E8%8D%AF@db.example.com:3307/app"
    )


def test_a_whole_url_wins_over_its_parts() -> None:
    given = {"DATABASE_URL": "sqlite:///kept.db", "DB_HOST": "db"}

    assert environment.load(given).database_url == "sqlite:///kept.db"


def test_a_key_for_dashscope_alone_chooses_qwen_there() -> None:
    loaded = environment.load({"DASHSCOPE_API_KEY": "sk-d"})

    assert loaded.openai_key == "sk-d"
    assert loaded.openai_url == "https://dashscope.aliyuncs.com/compatible-mode/v1"
    assert loaded.openai_model == "qwen-plus"


def test_a_server_of_ones_own_does_not_get_the_key_for_dashscope() -> None:
    given = {"OPENAI_API_URL": "http://127.0.0.1:8080/v1", "DASHSCOPE_API_KEY": "sk-d"}

    assert environment.load(given).openai_key == ""


def test_a_rotated_secret_may_have_predecessors() -> None:
    older = STRONG[::-1]

    loaded = environment.load({**PRODUCTION, "JWT_SECRET": f"{STRONG}, {older}"})

    assert loaded.jwt_secrets == (STRONG, older)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("APP_ENV", "staging"),
        ("PORT", "http"),
        ("PORT", "-1"),
        ("PORT", "８０"),
        ("DB_PORT", "3306.5"),
        ("MAX_FILE_SIZE", "10MB"),
        ("MAX_FILE_SIZE", "9" * 5000),
        ("JWT_EXPIRES_IN", "soon"),
        ("JWT_EXPIRES_IN", "0h"),
        ("JWT_EXPIRES_IN", "h"),
        ("ENABLE_CREDIT_SYSTEM", "maybe"),
        ("TZ", "Mars/Olympus_Mons"),
        ("TZ", ":/etc/localtime"),
        ("TZ", "Asia"),
        ("ALLOWED_ORIGINS", "https://app.example.com/"),
        ("ALLOWED_ORIGINS", "https://a.cn, app.example.com"),
        ("ALLOWED_ORIGINS", "https://App.example.com"),
        ("LIMITS", "nope=1/60"),
        ("LIMITS", "login"),
        ("LIMITS", "login=many/60"),
        ("LIMITS", "login=10/0"),
        ("DATABASE_URL", "postgres://db/app"),
        ("DATABASE_URL", "mysql://u:p@db:port/app"),
        ("DATABASE_URL", "mysql://u:p@db:99999/app"),
        ("DATABASE_URL", "mysql://u:p@[db/app"),
        ("OPENAI_API_URL", "api.example.com/v1"),
        ("API_BASE_URL", "ftp://api.example.com"),
        ("OPENAI_API_KEY", "密钥"),
        ("OPENAI_MODEL", "caf\udce9"),
        ("DB_CONNECT_TIMEOUT", "0"),
        ("DB_READ_TIMEOUT", "0"),
        ("DB_WRITE_TIMEOUT", "0"),
        ("DB_CONNECTIONS", "0"),
        ("LLM_TIMEOUT", "0"),
        ("LOCAL_MODEL", "tinyllama"),
        ("LOCAL_MODEL", "/models"),
        ("FUNCTION_TIMEOUT", "0"),
        ("PASSWORD_COST", "3"),
        ("PASSWORD_COST", "32"),
    ],
)
def test_nonsense_is_refused_by_name(name: str, value: str) -> None:
    (problem,) = problems(**{name: value})

    assert NAMES_OF_ONE_SETTING.get(name, name) in problem


NAMES_OF_ONE_SETTING = {"API_BASE_URL": "OPENAI_API_URL"}


def test_all_problems_are_reported_at_once() -> None:
    found = problems(
        APP_ENV="production",
        PORT="x",
        JWT_SECRET="short",
        PASSWORD_COST="9",
        ALLOWED_ORIGINS="*",
        ADMIN_PASSWORD="admin",
        OPENAI_API_URL="nowhere",
        DATABASE_URL="oracle://db",
    )

    named = {problem.split()[0] for problem in found}
    assert named == {
        "AIGC_PRODUCER", "PORT", "JWT_SECRET", "PASSWORD_COST", "ALLOWED_ORIGINS", "ADMIN_PASSWORD",
        "OPENAI_API_URL", "DATABASE_URL",
    }  # fmt: skip


def test_the_error_shows_one_problem_a_line() -> None:
    with pytest.raises(ConfigError) as caught:
        environment.load({"PORT": "x", "DB_PORT": "y"})

    first, *lines = str(caught.value).splitlines()
    assert first == "The configuration is wrong:"
    assert [line.split()[1] for line in lines] == ["PORT", "DB_PORT"]


@pytest.mark.parametrize(("name", "value"), SECRETS.items())
def test_a_secret_does_not_show(name: str, value: str) -> None:
    assert "hush" not in repr(environment.load({name: value}))


def test_a_wrong_secret_is_not_quoted_in_the_problem() -> None:
    wrong = {name: f"{value}\udce9" for name, value in SECRETS.items()}

    with pytest.raises(ConfigError) as caught:
        environment.load({**PRODUCTION, **wrong})

    assert "hush" not in str(caught.value)


@pytest.mark.parametrize("mode", ["test", "production"])
@pytest.mark.parametrize(
    "secret",
    [
        "short",
        STRONG[:31],
        "0" * 64,
        "abcdefg" * 6,
        "your-super-secret-jwt-key-change-in-production",
        "please-CHANGE-me-0123456789-abcdefghij",
        f"{STRONG},short",
    ],
)
def test_a_weak_secret_is_refused_where_others_reach_the_deployment(mode: str, secret: str) -> None:
    (problem,) = problems(**PRODUCTION | {"APP_ENV": mode}, JWT_SECRET=secret)

    assert problem.startswith("JWT_SECRET ")
    assert environment.load({"APP_ENV": "local", "JWT_SECRET": secret}).jwt_secrets


def test_a_secret_is_measured_in_bytes() -> None:
    text = "药盒云栈接口密钥随机"  # 10 characters of 3 bytes

    assert problems(**PRODUCTION, JWT_SECRET=text) == ["JWT_SECRET is shorter than 32 bytes"]
    assert environment.load({**PRODUCTION, "JWT_SECRET": text + "串"}).jwt_secrets


@pytest.mark.parametrize("mode", ["test", "production"])
def test_token_that_could_be_guessed_is_refused_where_others_reach_it(mode: str) -> None:
    given = PRODUCTION | {"APP_ENV": mode}
    assert problems(**given, METRICS_TOKEN="x" * 15) == [
        "METRICS_TOKEN is shorter than 16 characters"
    ]
    assert environment.load({**given, "METRICS_TOKEN": "x" * 16}).metrics_token
    assert environment.load({"METRICS_TOKEN": "x"}).metrics_token


@pytest.mark.parametrize("password", ["admin", "admin123", "Password", "seven77", "Boss@x.cn"])
def test_a_weak_password_of_the_administrator_is_refused(password: str) -> None:
    given = {"ADMIN_USERNAME": "boss@x.cn", "ADMIN_PASSWORD": password}

    assert problems(**PRODUCTION, **given) == ["ADMIN_PASSWORD is too short or too well known"]
    assert environment.load(given).admin_password == password


def test_any_origin_may_be_allowed_except_in_production() -> None:
    assert environment.load({"APP_ENV": "test", "ALLOWED_ORIGINS": "*"}).allowed_origins == ("*",)
    assert "ALLOWED_ORIGINS" in problems(**PRODUCTION, ALLOWED_ORIGINS="https://a.cn,*")[0]


def test_no_origin_is_allowed_by_default_outside_local_mode() -> None:
    assert environment.load({"APP_ENV": "test"}).allowed_origins == ()
    assert environment.load(PRODUCTION).allowed_origins == ()


@pytest.mark.parametrize("mode", ["test", "production"])
def test_a_server_of_everything_does_not_start_without_a_secret(mode: str) -> None:
    given = PRODUCTION | {"APP_ENV": mode}
    loaded = environment.load(given)

    with pytest.raises(ConfigError, match="JWT_SECRET is missing"):
        environment.require_complete(loaded)
    environment.require_complete(environment.load({**given, "JWT_SECRET": STRONG}))
    environment.require_complete(environment.load({}))


def test_loading_reads_and_changes_nothing_but_its_argument(
    configure: Configure, tmp_path: Path
) -> None:
    configure(PORT="4711", HOST="10.0.0.1")
    given = {"DATA_DIR": str(tmp_path / "new"), "PORT": "81"}

    first, second = environment.load(given), environment.load(given)

    assert first == second
    assert (first.host, first.port) == ("127.0.0.1", 81)
    assert given == {"DATA_DIR": str(tmp_path / "new"), "PORT": "81"}
    assert list(tmp_path.iterdir()) == []


def test_the_process_reads_its_environment_once(configure: Configure) -> None:
    configure(PORT="4711")

    assert environment.settings().port == 4711
    assert environment.settings() is environment.settings()


def test_hosts_get_along_with_a_wrong_configuration(configure: Configure) -> None:
    configure(PORT="x", TRUSTED_PROXIES="2", FUNCTION_TIMEOUT="7")
    assert (environment.trusted_proxies(), environment.function_timeout()) == (0, 60)

    configure(PORT="1")
    assert (environment.trusted_proxies(), environment.function_timeout()) == (2, 7)


_TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=40),
    st.sampled_from(
        [
            "production", "test", "mysql://", "mysql://[", "mysql://a:b@c:d/e", "sqlite:///",
            "http://", "https://[", "*", ",", "1", "-1", "1e9", "١٢", "²", "0d", "true", "\udcff",
        ]
    ),
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(NAMES), _TEXTS, max_size=12))
def test_whatever_is_given_there_are_settings_or_a_list_of_problems(given: dict[str, str]) -> None:
    with contextlib.suppress(ConfigError):
        assert isinstance(environment.load(given), Settings)


def test_no_variable_of_make_is_a_setting() -> None:
    """`make` would give what it runs its own value in place of the user's."""
    of_make = set(re.findall(r"^(\w+) :?=", Path("Makefile").read_text(), re.MULTILINE))

    assert "VENV" in of_make
    assert of_make.isdisjoint(NAMES)


def test_production_names_who_answers_for_what_is_generated() -> None:
    (problem,) = problems(APP_ENV="production")

    assert problem.startswith("AIGC_PRODUCER is missing")
    assert "GB 45438-2025" in problem
    assert environment.load(PRODUCTION).aigc_producer == "云栈"
    assert environment.load({"APP_ENV": "test"}).aigc_producer == "Yunzhan (local)"
    assert environment.load({}).aigc_producer == "Yunzhan (local)"


@pytest.mark.parametrize("name", ["x" * 101, "云栈\n医药", "a\x00b"])
def test_a_name_that_is_no_line_is_refused(name: str) -> None:
    (problem,) = problems(AIGC_PRODUCER=name)

    assert problem.startswith("AIGC_PRODUCER ")
