"""Requests to OSS that clients may make by a signature of ours, of OSS's version 4.

They are signed here because the SDK signs no forms (PostObject), and because to import it costs
more than the rest of a request that only wants an address.
"""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import msgspec

from shared.config.environment import OssKey
from shared.storage.backend import Upload
from shared.storage.oss_endpoint import OssEndpoint

_ALGORITHM = "OSS4-HMAC-SHA256"
_SCOPE_END = "oss/aliyun_v4_request"
_ONCE = {"x-oss-forbid-overwrite": "true"}  # what was checked is not replaced afterwards


class Signer(msgspec.Struct, frozen=True):
    """Who signs, for which bucket, and when."""

    place: OssEndpoint
    key: OssKey
    at: int  # milliseconds since 1970

    def url(
        self,
        method: str,
        name: str,
        seconds: int,
        *,
        query: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> str:
        """The address of the object `name` for one method; `headers` have to come along."""
        parameters = {**(query or {}), **self._terms, "x-oss-expires": str(seconds)}
        pairs = sorted((_quoted(k), _quoted(v)) for k, v in parameters.items())
        listed = "&".join(f"{k}={v}" if v else k for k, v in pairs)
        signed = sorted((header.lower(), value) for header, value in (headers or {}).items())
        lines = [
            method,
            quote(f"/{self.place.bucket}/{name}"),
            listed,
            "".join(f"{header}:{value}\n" for header, value in signed),
            "",  # headers that need not be signed
            "UNSIGNED-PAYLOAD",
        ]
        digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        signature = self._signature(f"{_ALGORITHM}\n{self._stamp}\n{self._scope}\n{digest}")
        return f"{self.place.url}{quote(name)}?{listed}&x-oss-signature={signature}"

    def put(self, name: str, content_type: str, seconds: int) -> Upload:
        """A plain PUT, of any size."""
        headers = {"Content-Type": content_type, **_ONCE}
        url = self.url("PUT", name, seconds, headers=headers)
        return Upload("PUT", url, headers, {}, self.at + seconds * 1000)

    def part(self, name: str, upload_id: str, number: int, seconds: int) -> Upload:
        """A PUT of one part: a browser would add a type of its own, which is signed if it comes."""
        headers = {"Content-Type": "application/octet-stream"}
        query = {"partNumber": str(number), "uploadId": upload_id}
        url = self.url("PUT", name, seconds, query=query, headers=headers)
        return Upload("PUT", url, headers, {}, self.at + seconds * 1000)

    def form(self, name: str, content_type: str, size: int, seconds: int) -> Upload:
        """A form, whose policy holds the client to all of this."""
        fields = {"key": name, "x-oss-content-type": content_type, **_ONCE}
        conditions: list[Any] = [{"bucket": self.place.bucket}, ["content-length-range", 1, size]]
        conditions += [["eq", f"${field}", value] for field, value in fields.items()]
        conditions += [{term: value} for term, value in self._terms.items()]
        expiry = self._moment + timedelta(seconds=seconds)
        policy = {"expiration": f"{expiry:%Y-%m-%dT%H:%M:%S}.000Z", "conditions": conditions}
        encoded = base64.b64encode(msgspec.json.encode(policy)).decode()
        fields |= self._terms
        fields |= {"policy": encoded, "x-oss-signature": self._signature(encoded)}
        return Upload("POST", self.place.url, {}, fields, self.at + seconds * 1000)

    @property
    def _terms(self) -> dict[str, str]:
        terms = {
            "x-oss-signature-version": _ALGORITHM,
            "x-oss-credential": f"{self.key.id}/{self._scope}",
            "x-oss-date": self._stamp,
        }
        return {**terms, "x-oss-security-token": self.key.token} if self.key.token else terms

    @property
    def _moment(self) -> datetime:
        return datetime.fromtimestamp(self.at // 1000, UTC)

    @property
    def _stamp(self) -> str:
        return f"{self._moment:%Y%m%dT%H%M%SZ}"

    @property
    def _scope(self) -> str:
        return f"{self._moment:%Y%m%d}/{self.place.region}/{_SCOPE_END}"

    def _signature(self, said: str) -> str:
        signing = f"aliyun_v4{self.key.secret}".encode()
        for part in self._scope.split("/"):
            signing = hmac.digest(signing, part.encode(), "sha256")
        return hmac.digest(signing, said.encode(), "sha256").hex()


def _quoted(text: str) -> str:
    return quote(text, safe="")
