"""Whether a call is signed as Alibaba Cloud's gateway wants it (ACS3-HMAC-SHA256).

Source: "V3 version request body & signature mechanism"; by code of its own, so that it cannot share
a mistake with the product's.
"""

import hashlib
import hmac
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

Json = dict[str, Any]

SKEW = 900  # seconds
REQUIRED = {"host", "x-acs-action", "x-acs-version", "x-acs-date"}


class Gateway:
    """Knows one key, and every nonce that came before."""

    def __init__(self, key_id: str, secret: str, token: str = "") -> None:
        self.key_id, self.secret, self.token = key_id, secret, token
        self._nonces: set[str] = set()

    def refusal(self, method: str, path: str, headers: Json, body: bytes) -> str:
        """Why a call is refused, in the words of the gateway; names of headers in lower case."""
        if headers.get("x-acs-content-sha256") != hashlib.sha256(body).hexdigest():
            return "InvalidContentSha256"
        sent = datetime.strptime(headers["x-acs-date"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        if abs((datetime.now(UTC) - sent).total_seconds()) > SKEW:
            return "InvalidTimeStamp.Expired"
        nonce = headers.get("x-acs-signature-nonce", "")
        if not nonce or nonce in self._nonces:
            return "SignatureNonceUsed"
        self._nonces.add(nonce)
        if headers.get("x-acs-security-token", "") != self.token:
            return "InvalidSecurityToken"
        if headers.get("authorization") != self._authorization(method, path, headers):
            return "SignatureDoesNotMatch"
        return ""

    def _authorization(self, method: str, path: str, headers: Json) -> str:
        """Of the headers that the caller says it has signed: host and x-acs-* among them."""
        said = headers.get("authorization", "")
        names = said.partition("SignedHeaders=")[2].partition(",")[0].split(";")
        must = {name for name in headers if name.startswith("x-acs-")} | {"host", "content-type"}
        needed = (must & set(headers)) | REQUIRED
        if not needed <= set(names) or not set(names) <= set(headers):
            return "unsigned"
        parts = urlsplit(path)
        pairs = sorted(parse_qsl(parts.query, keep_blank_values=True))
        query = "&".join(f"{quote(k, safe='~')}={quote(v, safe='~')}" for k, v in pairs)
        signed = "".join(f"{name}:{headers[name].strip()}\n" for name in sorted(names))
        request = f"{method}\n{parts.path}\n{query}\n{signed}\n{';'.join(sorted(names))}\n"
        hashed = hashlib.sha256((request + headers["x-acs-content-sha256"]).encode()).hexdigest()
        text = f"ACS3-HMAC-SHA256\n{hashed}".encode()
        signature = hmac.new(self.secret.encode(), text, hashlib.sha256).hexdigest()
        return (
            f"ACS3-HMAC-SHA256 Credential={self.key_id},SignedHeaders={';'.join(sorted(names))},"
            f"Signature={signature}"
        )
