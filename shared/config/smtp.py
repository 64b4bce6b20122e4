"""`SMTP_URL`: who takes our mails, and how it is spoken to."""

import re
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

_PORTS = {"smtp": 587, "smtps": 465}
_TLS = {"off", "on"}
_SENDER = re.compile(
    r"(?a:[^<>@,;:\"\\]+<[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+>|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+)"
)


class Server(msgspec.Struct, frozen=True):
    """An SMTP server; `ca` is a file of certificates beside the known authorities."""

    host: str
    port: int
    tls: Literal["implicit", "starttls", "off"]
    user: str
    password: str
    ca: str

    def __repr__(self) -> str:
        return f"Server({self.host}:{self.port}, {self.tls})"


def read(text: str) -> Server:
    """`smtps://user:password@host:465`, or `smtp://host:587` with STARTTLS, which `?tls=off` does
    without and `?ca=file` checks by other certificates."""
    url = urlsplit(text)
    if url.scheme not in _PORTS or not url.hostname or url.path.strip("/"):
        raise ValueError("is no address such as smtps://user:password@host:465")
    try:
        port = url.port or _PORTS[url.scheme]
        wanted = dict(parse_qsl(url.query, strict_parsing=bool(url.query)))
    except ValueError as e:
        raise ValueError("has no valid port or query") from e
    if wanted.keys() - {"tls", "ca"} or wanted.get("tls", "on") not in _TLS:
        raise ValueError("takes ?tls=off and ?ca=file, and nothing else")
    user, password = unquote(url.username or ""), unquote(url.password or "")
    tls = _tls(url.scheme, wanted.get("tls", "on"))
    if tls == "off" and password:
        raise ValueError("would send its password where others can read it: use smtps://")
    return Server(url.hostname, port, tls, user, password, wanted.get("ca", ""))


def _tls(scheme: str, wanted: str) -> Literal["implicit", "starttls", "off"]:
    if scheme == "smtps":
        return "implicit"
    return "off" if wanted == "off" else "starttls"


def sender(text: str) -> str:
    """`name@example.com`, or `Name <name@example.com>`, as a header may have it."""
    if not _SENDER.fullmatch(text) or not text.isprintable():
        raise ValueError("is no address such as Yunzhan <noreply@example.com>")
    return text
