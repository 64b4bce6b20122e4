"""Alibaba Cloud's signature of API calls (ACS3-HMAC-SHA256), as its SDKs make it.

Source: "V3 version request body & signature mechanism" of Alibaba Cloud SDK's documents, and
`alibabacloud_tea_openapi.utils` 0.4.6. By hand, since its SDK weighs 64 MB and a second of import.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import quote

from shared import times

ALGORITHM = "ACS3-HMAC-SHA256"


class AccessKey(NamedTuple):
    """Whom Alibaba Cloud takes a caller for; `token` comes with a key that expires."""

    id: str
    secret: str
    token: str = ""

    def __repr__(self) -> str:
        return f"AccessKey({self.id!r})"


class Call(NamedTuple):
    """One call of an API of the ROA style; `path` is as `encoded` gives it."""

    method: str
    host: str  # with its port, unless it is the scheme's own
    path: str
    query: Mapping[str, str]
    action: str
    version: str
    body: bytes = b""


def encoded(segment: str) -> str:
    """A segment of a path."""
    return quote(segment, safe="~")


def canonical_query(query: Mapping[str, str]) -> str:
    """Sorted and encoded; empty when there is none."""
    return "&".join(f"{name}={encoded(query[name])}" for name in sorted(query))


def signed_headers(call: Call, key: AccessKey, extra: Mapping[str, str]) -> dict[str, str]:
    """All headers of a call that is made now, once: its date and nonce are never taken twice."""
    headers = {name.lower(): value for name, value in extra.items()} | {
        "host": call.host,
        "x-acs-action": call.action,
        "x-acs-version": call.version,
        "x-acs-date": f"{datetime.fromtimestamp(times.now() // 1000, UTC):%Y-%m-%dT%H:%M:%SZ}",
        "x-acs-signature-nonce": secrets.token_hex(16),
        "x-acs-content-sha256": hashlib.sha256(call.body).hexdigest(),
    }
    if key.token:
        headers["x-acs-security-token"] = key.token
    return headers | {"Authorization": authorization(call, headers, key)}


def authorization(call: Call, headers: Mapping[str, str], key: AccessKey) -> str:
    """The header of that name over all `headers`, whose names are lower-case."""
    names = sorted(headers)
    canonical = "\n".join(
        (
            call.method,
            call.path,
            canonical_query(call.query),
            *(f"{name}:{headers[name].strip()}" for name in names),
            "",
            ";".join(names),
            headers["x-acs-content-sha256"],
        )
    )
    said = f"{ALGORITHM}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    signature = hmac.digest(key.secret.encode(), said.encode(), "sha256").hex()
    return f"{ALGORITHM} Credential={key.id},SignedHeaders={';'.join(names)},Signature={signature}"
