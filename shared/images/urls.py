"""URLs of pictures, as exactly one parser reads them."""

import ipaddress
import re
from urllib.parse import quote

import msgspec

PORTS = {"https": 443, "http": 80}

_LONGEST, _LONGEST_HOST = 2048, 253  # characters
_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]+|\[[0-9a-f:.]+\])(:(?P<port>[0-9]{1,5}))?"
    r"((?P<rest>[/?][^\x00-\x20\x7f#]*)(#.*)?)?",
    re.IGNORECASE | re.ASCII,
)
_NAME = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_AS_IT_IS = "/?%:@!$&'()*+,;=~[]|"  # of a path and query; the rest is percent-encoded


class Url(msgspec.Struct, frozen=True):
    scheme: str
    host: str  # a full name, or a numeric address
    rest: str  # path and query
    is_numeric: bool

    @property
    def authority(self) -> str:
        """The host as a Host header writes it."""
        return f"[{self.host}]" if ":" in self.host else self.host


def read(text: str) -> Url | None:
    """An http or https URL on its usual port, without a user; None if it is anything else."""
    found = _URL.fullmatch(text) if len(text) <= _LONGEST else None
    if not found:
        return None
    scheme, host = found["scheme"].lower(), found["host"].lower()
    if int(found["port"] or PORTS[scheme]) != PORTS[scheme]:
        return None
    rest = quote(found["rest"] or "/", safe=_AS_IT_IS)
    return _placed(scheme, host, rest if rest.startswith("/") else f"/{rest}")


def _placed(scheme: str, host: str, rest: str) -> Url | None:
    """With a host that resolvers understand alike: not 127.1, 0x7f000001 or localhost."""
    if len(host) <= _LONGEST_HOST and _NAME.fullmatch(host):
        return Url(scheme, host, rest, is_numeric=False)
    try:
        return Url(scheme, str(ipaddress.ip_address(host.strip("[]"))), rest, is_numeric=True)
    except ValueError:
        return None
