"""Where a provider's key may be sent: only to hosts that the environment names for it.

Administrators say which address a provider has; were that all, one could have any key sent to
their own.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

KEY_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*_API_KEY")  # never JWT_SECRET, DB_PASSWORD …

# What differs between parsers of URLs is no address to send a key to.
_URL = re.compile(
    r"(https?)://([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?(?:/[^\s\\@]*)?",
    re.IGNORECASE | re.ASCII,
)
_PORTS = {"http": "80", "https": "443"}
_MODEL_STUDIO = (
    "dashscope.aliyuncs.com",
    "dashscope-intl.aliyuncs.com",
    "dashscope-us.aliyuncs.com",
    "dashscope-finance.aliyuncs.com",
    "cn-hongkong.dashscope.aliyuncs.com",
)


class _Origin(NamedTuple):
    scheme: str
    host: str
    port: str


def setting(variable: str) -> str:
    """The name of the setting that binds the key in `variable`: `ARK_API_HOST` of `ARK_API_KEY`."""
    return variable.removesuffix("_KEY") + "_HOST"


def may_send(variable: str, base_url: str, environment: Mapping[str, str], own_url: str) -> bool:
    """Whether the key in `variable` may go to `base_url`; `own_url` is that of OPENAI_API_KEY.

    `X_API_HOST` lists hosts, with a port or for any; the address in `X_API_URL` counts as it is.
    """
    to = _origin(base_url)
    if not KEY_VARIABLE.fullmatch(variable) or not to:
        return False
    hosts = environment.get(setting(variable), "").lower().split(",")
    if variable == "DASHSCOPE_API_KEY":
        hosts += _MODEL_STUDIO
    urls = [environment.get(variable.removesuffix("_KEY") + "_URL", "")]
    if variable == "OPENAI_API_KEY":
        urls.append(own_url)
    return _is_listed(to, hosts) or to in map(_origin, urls)


def _is_listed(to: _Origin, hosts: Iterable[str]) -> bool:
    listed = {host.strip() for host in hosts}
    return to.host in listed or f"{to.host}:{to.port}" in listed


def _origin(url: str) -> _Origin | None:
    found = _URL.fullmatch(url)
    if not found:
        return None
    scheme = found[1].lower()
    return _Origin(scheme, found[2].lower().rstrip("."), found[3] or _PORTS[scheme])
