"""The only module that reads the environment."""

import functools
import os
import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

import msgspec

from shared import acs3
from shared.config import checks, key_hosts
from shared.config.declaration import Setting
from shared.config.settings import COMPATIBLE, DASHSCOPE_URL, DEFAULT_MODEL, FIELDS, Settings
from shared.errors import Unavailable

_REGION = re.compile(r"(?:^|\.)oss-(?!accelerate)([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com$")

_FUNCTION_TIMEOUT = 60  # seconds, where nobody says
_NOBODY = "Yunzhan (local)"  # answers for what is generated where nobody else can see it
_SETTLING = 20  # seconds beside the model's own, as in template.yml


class OssKey(NamedTuple):
    """What OSS knows a caller by; `token` comes with a key that expires."""

    id: str
    secret: str
    token: str


class Invocations(NamedTuple):
    """`functions` are the names of workers by their queues."""

    url: str
    key: acs3.AccessKey
    functions: Mapping[str, str]


class ConfigError(Unavailable):
    """The deployment is wrong; `problems` says everything that is, for the log."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("misconfigured")
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(["The configuration is wrong:", *(f"  - {p}" for p in self.problems)])


@functools.cache
def settings() -> Settings:
    """The settings of this process."""
    return load(os.environ)


def trusted_proxies() -> int:
    """How many proxies in front are ours; 0 while the configuration is wrong."""
    try:
        return settings().trusted_proxies
    except ConfigError:
        return 0


def function_timeout(deployed: int | None = None) -> int:
    """Seconds until a call ends where no platform says so: as configured, or as `template.yml` has
    it `deployed`, and then long enough for what the model may take."""
    try:
        loaded = settings()
    except ConfigError:
        loaded = Settings()
    if loaded.function_timeout or not deployed:
        return loaded.function_timeout or _FUNCTION_TIMEOUT
    return max(deployed, loaded.llm_timeout + _SETTLING) if loaded.llm_timeout else deployed


def site_url() -> str:
    """The address of the pages, as people open them; a local server's own where none is said."""
    loaded = settings()
    host = "127.0.0.1" if loaded.host in ("0.0.0.0", "::") else loaded.host  # noqa: S104
    return loaded.site_url.rstrip("/") or f"http://{host}:{loaded.port}"


def provider_key(variable: str, base_url: str) -> str:
    """The key in a variable that an administrator named; "" where it must not be sent to."""
    return os.environ.get(variable, "") if may_send(variable, base_url) else ""


def may_send(variable: str, base_url: str) -> bool:
    """Whether the environment names the host of `base_url` for the key in `variable`."""
    return key_hosts.may_send(variable, base_url, os.environ, settings().openai_url)


def oss_key() -> OssKey | None:
    """The configured key for OSS, or the function's role's as FC has set it last."""
    loaded = settings()
    if loaded.oss_key_id:
        return OssKey(loaded.oss_key_id, loaded.oss_key_secret, "")
    found = role_key()
    return OssKey(*found) if found else None


def role_key() -> acs3.AccessKey | None:
    """The key of the function's role, as FC has set it last."""
    prefix = "ALIBABA_CLOUD_"
    names = ("ACCESS_KEY_ID", "ACCESS_KEY_SECRET", "SECURITY_TOKEN")
    key = acs3.AccessKey(*(os.environ.get(prefix + name, "") for name in names))
    return key if key.id and key.secret else None


def tingwu_key() -> acs3.AccessKey | None:
    """The configured key for Tingwu, or that of the function's role."""
    loaded = settings()
    if not loaded.tingwu_key_id:
        return role_key()
    return acs3.AccessKey(loaded.tingwu_key_id, loaded.tingwu_key_secret)


def moderation_key() -> acs3.AccessKey | None:
    """The configured key for the moderation service, or that of the function's role."""
    loaded = settings()
    if not loaded.moderation_key_id:
        return role_key()
    return acs3.AccessKey(loaded.moderation_key_id, loaded.moderation_key_secret)


def invocations() -> Invocations | None:
    """Where workers are invoked, and with whose key; None where FC has not said it."""
    loaded, key = settings(), role_key()
    account, region = os.environ.get("FC_ACCOUNT_ID", ""), os.environ.get("FC_REGION", "")
    url = loaded.invoke_url or (f"https://{account}.{region}.fc.aliyuncs.com" if account else "")
    if not url or not key:
        return None
    return Invocations(
        url,
        key,
        {
            "worker": loaded.worker_function,
            "media_worker": loaded.media_worker_function,
            "scheduler": loaded.scheduler_function,
        },
    )


def load(environment: Mapping[str, str]) -> Settings:
    """Settings from the variables in `environment`; ConfigError lists all problems at once."""
    problems: list[str] = []
    values: dict[str, Any] = {}
    for name, how in FIELDS.items():
        _read(name, how, environment, values, problems)
    loaded = _complete(Settings(**values))
    problems += checks.problems(loaded)
    if problems:
        raise ConfigError(problems)
    return loaded


def require_complete(loaded: Settings) -> None:
    """Refuse to start a server that serves every function without what they need."""
    if loaded.mode != "local" and not loaded.jwt_secrets:
        raise ConfigError(["JWT_SECRET is missing: set at least 32 random bytes"])


def _read(
    field: str,
    how: Setting,
    environment: Mapping[str, str],
    values: dict[str, Any],
    problems: list[str],
) -> None:
    for name in how.names:
        text = environment.get(name, "").strip()
        if not text:
            continue
        try:
            values[field] = how.read(_utf8(text))
        except ValueError as e:
            shown = "" if how.secret else f" {text!r}"
            problems.append(f"{name}{shown} {e}")
        return


def _utf8(text: str) -> str:
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("is not UTF-8")  # os.environ turns stray bytes into surrogates
    return text


def _complete(loaded: Settings) -> Settings:
    """Fill what follows from other settings."""
    changes: dict[str, Any] = {"database_url": loaded.database_url or _database_url(loaded)}
    changes["dashscope_url"] = studio = _studio(loaded.dashscope_url)
    if loaded.dashscope_key and not (loaded.openai_url or loaded.openai_key):
        changes["openai_key"] = loaded.dashscope_key
    if changes.get("openai_key") or loaded.openai_key:
        changes["openai_url"] = loaded.openai_url or studio + COMPATIBLE
    if loaded.openai_key and changes.get("openai_url") == studio + COMPATIBLE:
        changes["dashscope_key"] = loaded.dashscope_key or loaded.openai_key
    changes["openai_model"] = loaded.openai_model or DEFAULT_MODEL
    if loaded.mode != "production" and not loaded.aigc_producer:
        changes["aigc_producer"] = _NOBODY
    changes["oss_region"] = loaded.oss_region or _region(loaded.oss_endpoint)
    usual = "anonymous" if loaded.mode == "production" else "open"
    changes["moderation_failure"] = loaded.moderation_failure or usual
    if loaded.mode == "local" and not loaded.allowed_origins:
        changes["allowed_origins"] = ("*",)
    return msgspec.structs.replace(loaded, **changes)


def _studio(url: str) -> str:
    """The address of Model Studio, which its SDK has with the version of the API behind it."""
    return url.rstrip("/").removesuffix("/api/v1") or DASHSCOPE_URL


def _region(endpoint: str) -> str:
    """`cn-hangzhou` of `https://oss-cn-hangzhou-internal.aliyuncs.com`."""
    host = endpoint.partition("://")[2] or endpoint
    found = _REGION.search(host.rstrip("/"))
    return found[1] if found else ""


def _database_url(loaded: Settings) -> str:
    if not loaded.db_host:
        return f"sqlite:///{loaded.data_dir}/yunzhan.db"
    user, password = quote(loaded.db_user, safe=""), quote(loaded.db_password, safe="")
    return f"mysql://{user}:{password}@{loaded.db_host}:{loaded.db_port}/{loaded.db_name}"
