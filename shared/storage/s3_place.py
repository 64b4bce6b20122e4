"""Where a bucket of S3's protocol is, and whose key is used."""

import ipaddress
import re
from urllib.parse import urlsplit

from shared.config.environment import ConfigError
from shared.config.settings import Settings
from shared.storage.s3_signatures import S3Key, S3Place

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


def of(settings: Settings) -> S3Place:
    """ConfigError when the settings do not say where that is."""
    problems = _problems(settings)
    if problems:
        raise ConfigError(problems)
    return _at(settings)


def origin(settings: Settings) -> str:
    """Where browsers send files and from where they show them."""
    return _at(settings).url


def key(settings: Settings) -> S3Key:
    return S3Key(settings.s3_key_id, settings.s3_key_secret)


def _at(settings: Settings) -> S3Place:
    scheme, _, host = settings.s3_endpoint.rstrip("/").rpartition("://")
    in_path = settings.s3_path_style or _is_bare(host)
    return S3Place(settings.s3_bucket, settings.s3_region, f"{scheme or 'https'}://{host}", in_path)


def _problems(settings: Settings) -> list[str]:
    problems = []
    if not _BUCKET.fullmatch(settings.s3_bucket):
        problems.append("S3_BUCKET is not the name of a bucket")
    if not settings.s3_endpoint:
        problems.append("S3_ENDPOINT is missing, such as cos.ap-guangzhou.myqcloud.com")
    if not settings.s3_key_id or not settings.s3_key_secret:
        problems.append("S3_ACCESS_KEY_ID or S3_SECRET_ACCESS_KEY is missing")
    return problems


def _is_bare(host: str) -> bool:
    """Whether it is an address, or a name without a dot: no bucket can be put in front of it."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return "." not in name
    return True
