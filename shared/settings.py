"""The settings: their names, defaults and meanings. `config.py` reads them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

DASHSCOPE_URL = "https://dashscope.aliyuncs.com/compatible-mode/v1"
DEFAULT_MODEL = "qwen-plus"
LONGEST_NAME = 100  # characters of a model's name

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


def whole(text: str) -> int:
    """A whole number that is not negative."""
    if not text.isascii() or not text.isdigit():
        raise ValueError("is not a whole number")
    return int(text)


def positive(text: str) -> int:
    number = whole(text)
    if number == 0:
        raise ValueError("is not a positive number")
    return number


def switch(text: str) -> bool:
    if text.lower() not in _TRUE | _FALSE:
        raise ValueError("is neither true nor false")
    return text.lower() in _TRUE


def seconds(text: str) -> int:
    """`90`, `15m`, `12h`, `7d` in seconds."""
    number, unit = (text[:-1], text[-1]) if text[-1:] in _UNITS else (text, "s")
    if not number.isascii() or not number.isdigit() or int(number) == 0:
        raise ValueError("is not a duration such as 15m, 12h or 7d")
    return int(number) * _UNITS[unit]


def token(text: str) -> str:
    """What fits into a header."""
    if not (text.isascii() and text.isprintable()):
        raise ValueError("has characters that are not printable ASCII")
    return text


def words(text: str) -> tuple[str, ...]:
    """A comma-separated list."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def name(text: str) -> str:
    """What the tables can keep."""
    if len(text) > LONGEST_NAME:
        raise ValueError(f"is longer than {LONGEST_NAME} characters")
    return text


def zone(text: str) -> str:
    """The name of a time zone."""
    from zoneinfo import ZoneInfo  # most functions never ask what day it is

    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError) as e:
        raise ValueError("is not a time zone such as Asia/Shanghai") from e
    return text


def rates(text: str) -> tuple[tuple[str, int, int], ...]:
    """`login=10/60,chat=30/1m`: the name of a limit, hits, seconds."""
    found = []
    for part in words(text):
        name, _, rate = part.partition("=")
        hits, _, period = rate.partition("/")
        found.append((name.strip(), whole(hits.strip()), seconds(period.strip())))
    return tuple(found)


def mode(text: str) -> str:
    known = {"local": "local", "development": "local", "test": "test", "production": "production"}
    if text.lower() not in known:
        raise ValueError("is not one of local, test, production")
    return known[text.lower()]


def setting(
    *names: str,
    default: Any = "",
    read: Callable[[str], Any] = str,
    secret: bool = False,
    meaning: str,
) -> Any:
    """A field read from the first of `names` that is set and not empty."""
    metadata = {"names": names, "read": read, "meaning": meaning, "secret": secret}
    return field(default=default, repr=not secret, metadata=metadata)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the deployment decides. Secrets do not show in `repr`."""

    mode: Literal["local", "test", "production"] = setting(
        "APP_ENV", "NODE_ENV", default="local", read=mode, meaning="local, test or production"
    )
    host: str = setting("HOST", default="127.0.0.1", meaning="address that `make run` listens on")
    port: int = setting("PORT", default=8000, read=whole, meaning="port that `make run` listens on")
    web_port: int = setting(
        "FC_CUSTOM_LISTEN_PORT", default=9000, read=whole, meaning="port of a Web function (FC)"
    )
    data_dir: str = setting("DATA_DIR", default=".data", meaning="state of a local server")
    function_timeout: int = setting(
        "FUNCTION_TIMEOUT", default=60, read=seconds, meaning="the function's own time-out, seconds"
    )
    trusted_proxies: int = setting(
        "TRUSTED_PROXIES",
        default=0,
        read=whole,
        meaning="how many proxies in front add to X-Forwarded-For",
    )
    database_url: str = setting(
        "DATABASE_URL", secret=True, meaning="mysql://, mysql+pymysql:// or sqlite:///"
    )
    db_host: str = setting("DB_HOST", meaning="MySQL host, when DATABASE_URL is not set")
    db_port: int = setting("DB_PORT", default=3306, read=whole, meaning="MySQL port")
    db_user: str = setting("DB_USER", meaning="MySQL user")
    db_password: str = setting("DB_PASSWORD", secret=True, meaning="MySQL password")
    db_name: str = setting("DB_NAME", default="yunzhan", meaning="MySQL database")
    db_tls: str = setting(
        "DB_TLS", default="off", meaning="off, required, or the path of a CA file to verify with"
    )
    db_connect_timeout: int = setting(
        "DB_CONNECT_TIMEOUT", default=5, read=seconds, meaning="seconds"
    )
    db_read_timeout: int = setting("DB_READ_TIMEOUT", default=10, read=seconds, meaning="seconds")
    db_write_timeout: int = setting("DB_WRITE_TIMEOUT", default=10, read=seconds, meaning="seconds")
    db_connections: int = setting(
        "DB_CONNECTIONS", default=20, read=positive, meaning="connections of one process at most"
    )
    redis_url: str = setting("REDIS_URL", secret=True, meaning="Redis or Valkey, optional")
    jwt_secrets: tuple[str, ...] = setting(
        "JWT_SECRET",
        "NEXTAUTH_SECRET",
        default=(),
        read=words,
        secret=True,
        meaning="signs access tokens, >= 32 bytes; several, newest first, while rotating",
    )
    jwt_expires_in: int = setting(
        "JWT_EXPIRES_IN", default=3600, read=seconds, meaning="life of an access token: 15m, 12h"
    )
    site_url: str = setting("NEXTAUTH_URL", meaning="address of the front end")
    allowed_origins: tuple[str, ...] = setting(
        "ALLOWED_ORIGINS",
        default=(),
        read=words,
        meaning="origins that browsers may call from; * outside production only",
    )
    password_cost: int = setting(
        "PASSWORD_COST", default=12, read=whole, meaning="bcrypt rounds, 10 to 15 (log2)"
    )
    admin_username: str = setting("ADMIN_USERNAME", meaning="e-mail of the first administrator")
    admin_password: str = setting("ADMIN_PASSWORD", secret=True, meaning="their password")
    time_zone: str = setting(
        "TZ",
        default="Asia/Shanghai",
        read=zone,
        meaning="where a day begins: for quotas and statistics",
    )
    daily_tokens: int = setting(
        "DAILY_TOKENS", default=0, read=whole, meaning="tokens of a user per day; 0: no quota"
    )
    monthly_tokens: int = setting(
        "MONTHLY_TOKENS", default=0, read=whole, meaning="tokens of a user per month; 0: no quota"
    )
    usage_days: int = setting(
        "USAGE_DAYS", default=90, read=whole, meaning="days that rows of single calls are kept"
    )
    signup_credits: int = setting(
        "SIGNUP_CREDITS", default=0, read=whole, meaning="credits of a new user"
    )
    limits: tuple[tuple[str, int, int], ...] = setting(
        "LIMITS",
        default=(),
        read=rates,
        meaning="other limits than the usual: login=10/60,chat=30/60 (hits/seconds)",
    )
    enable_invite_codes: bool = setting(
        "ENABLE_INVITE_CODES", default=False, read=switch, meaning="registration needs a code"
    )
    enable_credit_system: bool = setting(
        "ENABLE_CREDIT_SYSTEM", default=False, read=switch, meaning="calls cost credits"
    )
    anonymous_chats_per_day: int = setting(
        "ANONYMOUS_CHATS_PER_DAY",
        default=20,
        read=whole,
        meaning="chats per address and day without an account; 0 forbids them",
    )
    store_history: bool = setting(
        "STORE_HISTORY", default=True, read=switch, meaning="keep conversations of users"
    )
    openai_url: str = setting(
        "OPENAI_API_URL",
        "API_BASE_URL",
        meaning="base URL of an OpenAI-compatible API, or its full .../chat/completions",
    )
    openai_key: str = setting(
        "OPENAI_API_KEY", "API_KEY", read=token, secret=True, meaning="its key"
    )
    openai_model: str = setting(
        "OPENAI_MODEL", "MODEL_ID", read=name, meaning="the model to ask for"
    )
    dashscope_key: str = setting(
        "DASHSCOPE_API_KEY",
        read=token,
        secret=True,
        meaning="key for Qwen on Alibaba Cloud Model Studio",
    )
    llm_timeout: int = setting(
        "LLM_TIMEOUT", default=100, read=seconds, meaning="seconds that one answer may take in all"
    )
    local_model: str = setting(
        "LOCAL_MODEL", meaning="a .gguf file for `make run`, or off; a local Qwen by default"
    )
    oss_key_id: str = setting("OSS_ACCESS_KEY_ID", secret=True, meaning="OSS access key")
    oss_key_secret: str = setting("OSS_ACCESS_KEY_SECRET", secret=True, meaning="its secret")
    oss_endpoint: str = setting("OSS_ENDPOINT", meaning="OSS endpoint, public or -internal")
    oss_bucket: str = setting("OSS_BUCKET_NAME", meaning="OSS bucket")
    oss_region: str = setting("OSS_REGION", meaning="its region, if the endpoint does not say")
    upload_dir: str = setting("UPLOAD_DIR", meaning="folder for files when there is no OSS")
    max_file_size: int = setting(
        "MAX_FILE_SIZE", default=10_485_760, read=whole, meaning="bytes of one uploaded file"
    )
