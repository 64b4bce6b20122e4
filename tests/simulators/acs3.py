"""Whether a request is signed by ACS3-HMAC-SHA256, by code of the simulators' own."""

import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, quote, urlsplit

AUTHORIZATION = re.compile(
    r"ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})"
)
SKEW = timedelta(minutes=15)


class Signatures:
    """Those of one key; a nonce is taken once."""

    def __init__(self, key: str, secret: str) -> None:
        self.key, self.secret = key, secret
        self._nonces: set[str] = set()

    def fault(self, method: str, target: str, headers: dict[str, str], body: bytes) -> str:
        """What is wrong with it, or nothing."""
        found = AUTHORIZATION.fullmatch(headers.get("authorization", ""))
        if not found or found[1] != self.key:
            return "InvalidAccessKeyId: Signature"
        names = found[2].split(";")
        if not {"host", "x-acs-action", "x-acs-version", "x-acs-date"} <= set(names):
            return "IncompleteSignature"
        at = datetime.strptime(headers["x-acs-date"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        if abs(datetime.now(UTC) - at) > SKEW:
            return "SignatureExpired"
        nonce = headers["x-acs-signature-nonce"]
        if nonce in self._nonces:
            return "SignatureNonceUsed"
        self._nonces.add(nonce)
        digest = hashlib.sha256(body).hexdigest()
        if headers["x-acs-content-sha256"] != digest:
            return "SignatureDoesNotMatch: body"
        expected = self._signature(method, target, {n: headers[n] for n in names}, digest)
        return "" if hmac.compare_digest(expected, found[3]) else "SignatureDoesNotMatch"

    def _signature(self, method: str, target: str, signed: dict[str, str], digest: str) -> str:
        url = urlsplit(target)
        pairs = sorted(parse_qsl(url.query, keep_blank_values=True))
        query = "&".join(f"{quote(k, safe='~')}={quote(v, safe='~')}" for k, v in pairs)
        listed = "".join(f"{name}:{signed[name].strip()}\n" for name in sorted(signed))
        names = ";".join(sorted(signed))
        canonical = f"{method}\n{url.path}\n{query}\n{listed}\n{names}\n{digest}"
        said = f"ACS3-HMAC-SHA256\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        return hmac.new(self.secret.encode(), said.encode(), hashlib.sha256).hexdigest()
