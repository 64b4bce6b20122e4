"""The settings: their names, defaults and meanings. `config.py` reads them."""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

import msgspec

from shared import readers

DASHSCOPE_URL = "https://dashscope.aliyuncs.com/compatible-mode/v1"
DEFAULT_MODEL = "qwen-plus"


class Setting(NamedTuple):
    """How a field is read and what it means, for the documents too."""

    names: tuple[str, ...]
    default: Any
    read: Callable[[str], Any]
    secret: bool
    meaning: str


_declared: list[Setting] = []


def setting(
    *names: str,
    default: Any = "",
    read: Callable[[str], Any] = str,
    secret: bool = False,
    meaning: str,
) -> Any:
    """A field read from the first of `names` that is set and not empty."""
    _declared.append(Setting(names, default, read, secret, meaning))
    return default


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the deployment decides. Secrets do not show in `repr`."""

    mode: Literal["local", "test", "production"] = setting(
        "APP_ENV",
        "NODE_ENV",
        default="local",
        read=readers.mode,
        meaning="local, test or production",
    )
    host: str = setting("HOST", default="127.0.0.1", meaning="address that `make run` listens on")
    port: int = setting(
        "PORT", default=8000, read=readers.whole, meaning="port that `make run` listens on"
    )
    web_port: int = setting(
        "FC_CUSTOM_LISTEN_PORT",
        default=9000,
        read=readers.whole,
        meaning="port of a Web function (FC)",
    )
    data_dir: str = setting("DATA_DIR", default=".data", meaning="state of a local server")
    function_timeout: int = setting(
        "FUNCTION_TIMEOUT",
        default=60,
        read=readers.seconds,
        meaning="the function's own time-out, seconds",
    )
    trusted_proxies: int = setting(
        "TRUSTED_PROXIES",
        default=0,
        read=readers.whole,
        meaning="how many proxies in front add to X-Forwarded-For",
    )
    database_url: str = setting(
        "DATABASE_URL", secret=True, meaning="mysql://, mysql+pymysql:// or sqlite:///"
    )
    db_host: str = setting("DB_HOST", meaning="MySQL host, when DATABASE_URL is not set")
    db_port: int = setting("DB_PORT", default=3306, read=readers.whole, meaning="MySQL port")
    db_user: str = setting("DB_USER", meaning="MySQL user")
    db_password: str = setting("DB_PASSWORD", secret=True, meaning="MySQL password")
    db_name: str = setting("DB_NAME", default="yunzhan", meaning="MySQL database")
    db_tls: str = setting(
        "DB_TLS", default="off", meaning="off, required, or the path of a CA file to verify with"
    )
    db_connect_timeout: int = setting(
        "DB_CONNECT_TIMEOUT", default=5, read=readers.seconds, meaning="seconds"
    )
    db_read_timeout: int = setting(
        "DB_READ_TIMEOUT", default=6, read=readers.seconds, meaning="seconds"
    )
    db_write_timeout: int = setting(
        "DB_WRITE_TIMEOUT", default=10, read=readers.seconds, meaning="seconds"
    )
    db_connections: int = setting(
        "DB_CONNECTIONS",
        default=20,
        read=readers.positive,
        meaning="connections of one process at most",
    )
    redis_url: str = setting("REDIS_URL", secret=True, meaning="Redis or Valkey, optional")
    jwt_secrets: tuple[str, ...] = setting(
        "JWT_SECRET",
        "NEXTAUTH_SECRET",
        default=(),
        read=readers.words,
        secret=True,
        meaning="signs access tokens, >= 32 bytes; several, newest first, while rotating",
    )
    jwt_expires_in: int = setting(
        "JWT_EXPIRES_IN",
        default=3600,
        read=readers.seconds,
        meaning="life of an access token: 15m, 12h",
    )
    site_url: str = setting("NEXTAUTH_URL", meaning="address of the front end")
    allowed_origins: tuple[str, ...] = setting(
        "ALLOWED_ORIGINS",
        default=(),
        read=readers.origins,
        meaning="origins that browsers may call from; * outside production only",
    )
    password_cost: int = setting(
        "PASSWORD_COST", default=12, read=readers.whole, meaning="bcrypt rounds, 10 to 15 (log2)"
    )
    admin_username: str = setting("ADMIN_USERNAME", meaning="e-mail of the first administrator")
    admin_password: str = setting("ADMIN_PASSWORD", secret=True, meaning="their password")
    time_zone: str = setting(
        "TZ",
        default="Asia/Shanghai",
        read=readers.zone,
        meaning="where a day begins: for quotas and statistics",
    )
    daily_tokens: int = setting(
        "DAILY_TOKENS",
        default=0,
        read=readers.whole,
        meaning="tokens of a user per day; 0: no quota",
    )
    monthly_tokens: int = setting(
        "MONTHLY_TOKENS",
        default=0,
        read=readers.whole,
        meaning="tokens of a user per month; 0: no quota",
    )
    usage_days: int = setting(
        "USAGE_DAYS",
        default=90,
        read=readers.whole,
        meaning="days that rows of single calls are kept",
    )
    backup_days: int = setting(
        "BACKUP_DAYS", default=7, read=readers.whole, meaning="days that back-ups are kept; 0: ever"
    )
    signup_credits: int = setting(
        "SIGNUP_CREDITS", default=0, read=readers.whole, meaning="credits of a new user"
    )
    limits: tuple[tuple[str, int, int], ...] = setting(
        "LIMITS",
        default=(),
        read=readers.rates,
        meaning="other limits than the usual: login=10/60,chat=30/60 (hits/seconds)",
    )
    enable_invite_codes: bool = setting(
        "ENABLE_INVITE_CODES",
        default=False,
        read=readers.switch,
        meaning="registration needs a code",
    )
    enable_credit_system: bool = setting(
        "ENABLE_CREDIT_SYSTEM", default=False, read=readers.switch, meaning="calls cost credits"
    )
    anonymous_chats_per_day: int = setting(
        "ANONYMOUS_CHATS_PER_DAY",
        default=20,
        read=readers.whole,
        meaning="chats per address and day without an account; 0 forbids them",
    )
    store_history: bool = setting(
        "STORE_HISTORY", default=True, read=readers.switch, meaning="keep conversations of users"
    )
    openai_url: str = setting(
        "OPENAI_API_URL",
        "API_BASE_URL",
        meaning="base URL of an OpenAI-compatible API, or its full .../chat/completions",
    )
    openai_key: str = setting(
        "OPENAI_API_KEY", "API_KEY", read=readers.token, secret=True, meaning="its key"
    )
    openai_model: str = setting(
        "OPENAI_MODEL", "MODEL_ID", read=readers.name, meaning="the model to ask for"
    )
    dashscope_key: str = setting(
        "DASHSCOPE_API_KEY",
        read=readers.token,
        secret=True,
        meaning="key for Qwen on Alibaba Cloud Model Studio",
    )
    llm_timeout: int = setting(
        "LLM_TIMEOUT",
        default=100,
        read=readers.seconds,
        meaning="seconds that one answer may take in all",
    )
    local_model: str = setting(
        "LOCAL_MODEL", meaning="a .gguf file for `make run`, or off; a local Qwen by default"
    )
    local_ocr: bool = setting(
        "LOCAL_OCR",
        default=True,
        read=readers.switch,
        meaning="`make run` installs RapidOCR, which reads pictures where no model can see",
    )
    oss_key_id: str = setting("OSS_ACCESS_KEY_ID", secret=True, meaning="OSS access key")
    oss_key_secret: str = setting("OSS_ACCESS_KEY_SECRET", secret=True, meaning="its secret")
    oss_endpoint: str = setting("OSS_ENDPOINT", meaning="OSS endpoint, public or -internal")
    oss_bucket: str = setting("OSS_BUCKET_NAME", meaning="OSS bucket")
    oss_region: str = setting("OSS_REGION", meaning="its region, if the endpoint does not say")
    upload_dir: str = setting("UPLOAD_DIR", meaning="folder for files when there is no OSS")
    max_file_size: int = setting(
        "MAX_FILE_SIZE",
        default=10_485_760,
        read=readers.whole,
        meaning="bytes of one uploaded file",
    )
    wecom_webhook: str = setting(
        "WECOM_WEBHOOK", secret=True, meaning="address of the group robot that tells of alerts"
    )
    alert_secret: str = setting("ALERT_SECRET", secret=True, meaning="signs messages to the robot")
    alert_locale: Literal["zh", "en"] = setting(
        "ALERT_LOCALE", default="zh", read=readers.locale, meaning="language of alerts: zh or en"
    )
    alert_error_rate: int = setting(
        "ALERT_ERROR_RATE", default=20, read=readers.percent, meaning="percent; 0: no such alert"
    )
    alert_low_credits: int = setting(
        "ALERT_LOW_CREDITS", default=0, read=readers.whole, meaning="a balance that is low; 0: none"
    )
    alert_pause: int = setting(
        "ALERT_PAUSE", default=3600, read=readers.seconds, meaning="before it is told again"
    )
    metrics_token: str = setting("METRICS_TOKEN", secret=True, meaning="opens GET /metrics")
    metrics_dir: str = setting("PROMETHEUS_MULTIPROC_DIR", meaning="where workers keep numbers")
    otel_endpoint: str = setting("OTEL_EXPORTER_OTLP_ENDPOINT", meaning="where traces are sent")
    workers: int = setting("WORKERS", default=1, read=readers.positive, meaning="of `make run`")

    def __repr__(self) -> str:
        shown = (f"{n}={getattr(self, n)!r}" for n, how in FIELDS.items() if not how.secret)
        return f"Settings({', '.join(shown)})"


FIELDS = dict(zip(Settings.__struct_fields__, _declared, strict=True))
