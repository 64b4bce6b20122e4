"""Signatures of S3 (AWS Signature Version 4): of headers, of addresses, of forms.

Source: "Authenticating Requests (AWS Signature Version 4)" of the S3 API reference, which MinIO and
Tencent's COS take as well. By hand, since the SDK (boto3) weighs 30 MB and half a second of import.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import msgspec

_ALGORITHM = "AWS4-HMAC-SHA256"
_END = "s3/aws4_request"
UNSIGNED = "UNSIGNED-PAYLOAD"


class S3Place(msgspec.Struct, frozen=True):
    """A bucket at an endpoint, named in the host or, with `in_path`, in the path."""

    bucket: str
    region: str
    endpoint: str  # with a scheme, without a slash at the end
    in_path: bool

    @property
    def host(self) -> str:
        host = self.endpoint.partition("://")[2]
        return host if self.in_path else f"{self.bucket}.{host}"

    @property
    def url(self) -> str:
        """The address of the host."""
        return f"{self.endpoint.partition('://')[0]}://{self.host}"

    def path(self, name: str) -> str:
        """That of an object, or of the bucket itself, as it is sent and signed."""
        below = f"/{self.bucket}/{name}" if self.in_path else f"/{name}"
        return quote(below, safe="/~")


class S3Key(msgspec.Struct, frozen=True):
    id: str
    secret: str

    def __repr__(self) -> str:
        return f"S3Key({self.id!r})"


class Signer(msgspec.Struct, frozen=True):
    """Who signs, for which bucket, and when."""

    place: S3Place
    key: S3Key
    at: int  # milliseconds since 1970

    def headers(
        self, method: str, name: str, query: Mapping[str, str], body: bytes, **more: str
    ) -> dict[str, str]:
        """All headers of a request, whose body is signed too; `more` by names with `_` for `-`."""
        digest = hashlib.sha256(body).hexdigest()
        headers = {field.replace("_", "-"): value for field, value in more.items()}
        headers |= {
            "host": self.place.host,
            "x-amz-content-sha256": digest,
            "x-amz-date": self.stamp,
        }
        signature = self._signed(method, name, query, headers, digest)
        names = ";".join(sorted(headers))
        given = f"Credential={self.credential},SignedHeaders={names},Signature={signature}"
        return headers | {"authorization": f"{_ALGORITHM} {given}"}

    def url(
        self,
        method: str,
        name: str,
        seconds: int,
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> str:
        """The address of the object `name` for one method; `headers` have to come along."""
        signed = {field.lower(): value for field, value in (headers or {}).items()}
        signed |= {"host": self.place.host}
        terms = {
            **(query or {}),
            "X-Amz-Algorithm": _ALGORITHM,
            "X-Amz-Credential": self.credential,
            "X-Amz-Date": self.stamp,
            "X-Amz-Expires": str(seconds),
            "X-Amz-SignedHeaders": ";".join(sorted(signed)),
        }
        signature = self._signed(method, name, terms, signed, UNSIGNED)
        listed = f"{canonical_query(terms)}&X-Amz-Signature={signature}"
        return f"{self.place.url}{self.place.path(name)}?{listed}"

    def form(self, name: str, content_type: str, size: int, seconds: int) -> dict[str, str]:
        """The fields of a form, whose policy holds the client to all of this."""
        fields = {
            "key": name,
            "Content-Type": content_type,
            "x-amz-algorithm": _ALGORITHM,
            "x-amz-credential": self.credential,
            "x-amz-date": self.stamp,
        }
        conditions: list[Any] = [{"bucket": self.place.bucket}, ["content-length-range", 1, size]]
        conditions += [["eq", f"${field}", value] for field, value in fields.items()]
        expiry = self._moment + timedelta(seconds=seconds)
        policy = {"expiration": f"{expiry:%Y-%m-%dT%H:%M:%S}.000Z", "conditions": conditions}
        encoded = base64.b64encode(msgspec.json.encode(policy)).decode()
        return fields | {"policy": encoded, "x-amz-signature": self._signature(encoded)}

    @property
    def stamp(self) -> str:
        return f"{self._moment:%Y%m%dT%H%M%SZ}"

    @property
    def credential(self) -> str:
        return f"{self.key.id}/{self._scope}"

    @property
    def _moment(self) -> datetime:
        return datetime.fromtimestamp(self.at // 1000, UTC)

    @property
    def _scope(self) -> str:
        return f"{self._moment:%Y%m%d}/{self.place.region}/{_END}"

    def _signed(
        self,
        method: str,
        name: str,
        query: Mapping[str, str],
        headers: Mapping[str, str],
        digest: str,
    ) -> str:
        lines = [
            method,
            self.place.path(name),
            canonical_query(query),
            *(f"{field}:{headers[field].strip()}" for field in sorted(headers)),
            "",
            ";".join(sorted(headers)),
            digest,
        ]
        hashed = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        return self._signature(f"{_ALGORITHM}\n{self.stamp}\n{self._scope}\n{hashed}")

    def _signature(self, said: str) -> str:
        signing = f"AWS4{self.key.secret}".encode()
        for part in self._scope.split("/"):
            signing = hmac.digest(signing, part.encode(), "sha256")
        return hmac.digest(signing, said.encode(), "sha256").hex()


def canonical_query(query: Mapping[str, str]) -> str:
    """Sorted and encoded, as it is signed and sent."""
    pairs = sorted((quote(k, safe="~"), quote(v, safe="~")) for k, v in query.items())
    return "&".join(f"{k}={v}" for k, v in pairs)
