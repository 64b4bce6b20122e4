"""What a deployment is refused for: addresses that are none, and secrets that others know."""

from urllib.parse import urlsplit

from shared.config.settings import Settings

_MIN_SECRET_BYTES = 32
_MIN_DISTINCT = 8
_KNOWN_SECRETS = ("your", "change", "secret", "example", "password", "default", "nextauth")
_KNOWN_PASSWORDS = {"admin", "password", "admin123", "123456", "12345678", "changethis"}
_MIN_PASSWORD = 8
_MIN_TOKEN = 16
_NO_PRODUCER = (
    "AIGC_PRODUCER is missing: name who offers the service, or their code. Since 1 September 2025"
    " all generated content has to say in its label who made it (GB 45438-2025); see"
    " docs/compliance.md"
)
_MIN_COST, _MIN_COST_LOCAL, _MAX_COST = 10, 4, 15  # bcrypt itself takes none below 4


def problems(loaded: Settings) -> list[str]:
    """All that is wrong with the settings as a whole."""
    found = []
    if not loaded.database_url.startswith(("mysql://", "mysql+pymysql://", "sqlite:///")):
        found.append("DATABASE_URL begins with none of mysql://, mysql+pymysql://, sqlite:///")
    elif not _is_address(loaded.database_url):
        found.append("DATABASE_URL (or DB_HOST, DB_PORT) has no valid host and port")
    for name, url in _addresses(loaded).items():
        if url and not _is_http(url):
            found.append(f"{name} is not an http:// or https:// address")
    lowest = _MIN_COST_LOCAL if loaded.mode == "local" else _MIN_COST
    if not lowest <= loaded.password_cost <= _MAX_COST:
        found.append(f"PASSWORD_COST is not between {lowest} and {_MAX_COST}")
    found += _of_mail(loaded)
    return found if loaded.mode == "local" else found + _dangers(loaded)


def _of_mail(loaded: Settings) -> list[str]:
    if loaded.mail_server is None:
        return ["CONFIRM_EMAIL needs SMTP_URL"] if loaded.confirm_email else []
    found = [] if loaded.mail_from else ["SMTP_URL needs MAIL_FROM"]
    if not loaded.site_url and loaded.mode != "local":
        found.append("SMTP_URL needs PUBLIC_URL: links in mails lead there")
    return found


def _addresses(loaded: Settings) -> dict[str, str]:
    return {
        "OPENAI_API_URL": loaded.openai_url,
        "EMBEDDING_API_URL": loaded.embedding_url,
        "DASHSCOPE_API_URL": loaded.dashscope_url,
        "IMAGES_API_URL": loaded.images_url,
        "MODERATION_API_URL": loaded.moderation_url,
        "WECOM_WEBHOOK": loaded.wecom_webhook,
        "BILLING_API_URL": loaded.billing_url,
        "TENCENT_BILLING_API_URL": loaded.tencent_billing_url,
        "PUBLIC_URL": loaded.site_url,
    }


def _is_http(url: str) -> bool:
    return url.startswith(("http://", "https://")) and _is_address(url)


def _is_address(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def _is_here(url: str) -> bool:
    return urlsplit(url).hostname in ("127.0.0.1", "localhost", "::1")


def _dangers(loaded: Settings) -> list[str]:
    """What is refused as soon as others can reach the deployment."""
    found = [f"JWT_SECRET {p}" for s in loaded.jwt_secrets for p in _weak_secret(s)]
    if loaded.admin_password and _weak_password(loaded):
        found.append("ADMIN_PASSWORD is too short or too well known")
    if loaded.mode == "production" and not loaded.aigc_producer:
        found.append(_NO_PRODUCER)
    if "*" in loaded.allowed_origins and loaded.mode == "production":
        found.append("ALLOWED_ORIGINS must name the origins: * is refused in production")
    if 0 < len(loaded.metrics_token) < _MIN_TOKEN:
        found.append(f"METRICS_TOKEN is shorter than {_MIN_TOKEN} characters")
    return found + _unsealed(loaded)


def _unsealed(loaded: Settings) -> list[str]:
    """What would be read on the way."""
    found = []
    if loaded.moderation_url.startswith("http:") and not _is_here(loaded.moderation_url):
        found.append("MODERATION_API_URL must be an https:// address: what people say goes there")
    if loaded.wecom_webhook.startswith("http:"):
        found.append("WECOM_WEBHOOK must be an https:// address: it is a secret")
    return found


def _weak_secret(secret: str) -> list[str]:
    if len(secret.encode()) < _MIN_SECRET_BYTES:
        return [f"is shorter than {_MIN_SECRET_BYTES} bytes"]
    if len(set(secret)) < _MIN_DISTINCT or any(word in secret.lower() for word in _KNOWN_SECRETS):
        return ["looks like an example: use random bytes"]
    return []


def _weak_password(loaded: Settings) -> bool:
    password = loaded.admin_password
    return len(password) < _MIN_PASSWORD or password.lower() in {
        *_KNOWN_PASSWORDS,
        loaded.admin_username.lower(),
    }
