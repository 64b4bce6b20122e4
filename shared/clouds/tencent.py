"""Calls of Tencent Cloud's APIs 3.0, signed by TC3-HMAC-SHA256.

Source: "Signature v3" of its API documents, and `tencentcloud.common.sign` of its SDK 3.1.
"""

import hashlib
import hmac
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec

from shared import times
from shared.clouds import transport
from shared.clouds.errors import CloudError

_ALGORITHM = "TC3-HMAC-SHA256"
_TYPE = "application/json; charset=utf-8"


class Api(NamedTuple):
    """A service (`billing`) at its address (`https://host`), and who calls it."""

    url: str
    service: str
    version: str
    key_id: str
    key_secret: str

    def call(self, action: str, given: dict[str, Any]) -> dict[str, Any]:
        """What is answered; CloudError for a refusal."""
        body, at = msgspec.json.encode(given), times.now() // 1000
        headers = {
            "Authorization": self.authorization(body, at),
            "Content-Type": _TYPE,
            "X-TC-Action": action,
            "X-TC-Version": self.version,
            "X-TC-Timestamp": str(at),
        }
        status, answer = transport.send("POST", self.url + "/", headers, body)
        said = answer.get("Response")
        if not isinstance(said, dict):
            raise CloudError("NoResponse", f"HTTP {status}", status)
        if error := said.get("Error"):
            raise CloudError(str(error.get("Code")), str(error.get("Message", "")), status)
        return said

    def authorization(self, body: bytes, at: int) -> str:
        """The header of that name, at `at` seconds since 1970; it signs the type and the host."""
        signed = "content-type;host"
        listed = f"content-type:{_TYPE}\nhost:{urlsplit(self.url).netloc}\n"
        digest = hashlib.sha256(body).hexdigest()
        canonical = f"POST\n/\n\n{listed}\n{signed}\n{digest}"
        day = f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d}"
        scope = f"{day}/{self.service}/tc3_request"
        hashed = hashlib.sha256(canonical.encode()).hexdigest()
        said = f"{_ALGORITHM}\n{at}\n{scope}\n{hashed}"
        signing = f"TC3{self.key_secret}".encode()
        for part in (day, self.service, "tc3_request"):
            signing = hmac.digest(signing, part.encode(), "sha256")
        signature = hmac.digest(signing, said.encode(), "sha256").hex()
        credential = f"Credential={self.key_id}/{scope}"
        return f"{_ALGORITHM} {credential}, SignedHeaders={signed}, Signature={signature}"
