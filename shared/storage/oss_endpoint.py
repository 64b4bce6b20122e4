"""Where a bucket of OSS is."""

import ipaddress
import re
from urllib.parse import urlsplit

import msgspec

from shared.config.environment import ConfigError
from shared.config.settings import Settings

_BUCKET = re.compile(r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]")


class OssEndpoint(msgspec.Struct, frozen=True):
    """A bucket at an endpoint; addresses that are no names have the bucket in the path."""

    bucket: str
    region: str
    endpoint: str  # with a scheme
    in_path: bool

    @property
    def url(self) -> str:
        """The bucket's address, which ends in `/`."""
        scheme, _, host = self.endpoint.partition("://")
        if self.in_path:
            return f"{scheme}://{host}/{self.bucket}/"
        return f"{scheme}://{self.bucket}.{host}/"


def inner(settings: Settings) -> OssEndpoint:
    """As we reach it; ConfigError when the settings do not say where that is."""
    problems = _problems(settings)
    if problems:
        raise ConfigError(problems)
    scheme, _, host = settings.oss_endpoint.rpartition("://")
    host = host.rstrip("/").removeprefix(f"{settings.oss_bucket}.")
    return _at(settings, f"{scheme or 'https'}://{host}")


def outer(settings: Settings) -> OssEndpoint:
    """As everybody reaches it: an -internal endpoint is one within Alibaba Cloud."""
    endpoint = inner(settings).endpoint
    return _at(settings, endpoint.replace("-internal.aliyuncs.com", ".aliyuncs.com"))


def _at(settings: Settings, endpoint: str) -> OssEndpoint:
    return OssEndpoint(settings.oss_bucket, settings.oss_region, endpoint, _is_bare(endpoint))


def _problems(settings: Settings) -> list[str]:
    problems = []
    if not _BUCKET.fullmatch(settings.oss_bucket):
        problems.append("OSS_BUCKET_NAME is not the name of a bucket")
    if not settings.oss_endpoint:
        problems.append("OSS_ENDPOINT is missing, such as oss-cn-hangzhou.aliyuncs.com")
    if not settings.oss_region:
        problems.append("OSS_REGION is missing, and OSS_ENDPOINT does not name a region")
    if settings.oss_key_id and not settings.oss_key_secret:
        problems.append("OSS_ACCESS_KEY_SECRET is missing")
    return problems


def _is_bare(endpoint: str) -> bool:
    host = urlsplit(endpoint).hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    return True
