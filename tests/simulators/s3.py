"""A loopback server that speaks S3's protocol for one bucket: OSS's, which was made after it, with
S3's signatures, checked by code of its own, its headers, and its tag of an object in parts.

Source: "Authenticating Requests (AWS Signature Version 4)" and "POST Policy" of S3's API reference.
"""

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from tests.simulators.oss import OssSimulator
from tests.simulators.oss_checks import LONGEST, SKEW, check_policy, read_form, seconds
from tests.simulators.oss_wire import Call, ProviderError, Reply

AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w{64})"
)


@dataclass
class S3Keys:
    region: str
    secrets: dict[str, str]

    def check(self, call: Call, now: float) -> None:
        """ProviderError, unless the request is signed, in its headers or its address."""
        given = AUTHORIZATION.fullmatch(call.headers.get("authorization", ""))
        query = call.query
        if given:
            self._header(call, given, now)
        elif "X-Amz-Signature" in query:
            self._query(call, query, now)
        else:
            raise ProviderError(403, "AccessDenied", "Anonymous access is forbidden.")

    def check_form(self, form: Mapping[str, str], size: int, bucket: str, now: float) -> None:
        facts = {k.lower(): v for k, v in form.items()}
        id, _, scope = facts.get("x-amz-credential", "").partition("/")
        expected = self._sign(id, scope, facts["policy"])
        self._compare(facts.get("x-amz-signature", ""), expected)
        policy = json.loads(base64.b64decode(facts["policy"]))
        named = {str(c[1]).lower() for c in policy["conditions"] if isinstance(c, list)}
        free = {"policy", "x-amz-signature", "success_action_status"}
        if extra := {f"${name}" for name in facts.keys() - free} - named:
            raise ProviderError(403, "AccessDenied", f"Extra input fields: {sorted(extra)}")
        check_policy(policy, form, size, bucket, now)

    def _header(self, call: Call, given: re.Match[str], now: float) -> None:
        id, scope, names, signature = given.groups()
        stamp = call.headers.get("x-amz-date", "")
        if abs(seconds(stamp) - now) > SKEW:
            raise ProviderError(403, "RequestTimeTooSkewed")
        digest = call.headers.get("x-amz-content-sha256", "")
        if digest != hashlib.sha256(call.body).hexdigest():
            raise ProviderError(400, "XAmzContentSHA256Mismatch")
        own = {name for name in call.headers if name.startswith("x-amz-")}
        if not own | {"host"} <= set(names.split(";")):
            raise ProviderError(403, "AccessDenied", "Headers are not signed.")
        said = self._said(call, call.query, names, digest, stamp, scope)
        self._compare(signature, self._sign(id, scope, said))

    def _query(self, call: Call, query: dict[str, str], now: float) -> None:
        signature = query.pop("X-Amz-Signature")
        id, _, scope = query["X-Amz-Credential"].partition("/")
        stamp, lasts = query["X-Amz-Date"], int(query["X-Amz-Expires"])
        names = query["X-Amz-SignedHeaders"]
        said = self._said(call, query, names, "UNSIGNED-PAYLOAD", stamp, scope)
        self._compare(signature, self._sign(id, scope, said))
        if not (seconds(stamp) - SKEW <= now < seconds(stamp) + lasts <= now + LONGEST):
            raise ProviderError(403, "AccessDenied", "Request has expired.")

    def _said(
        self, call: Call, query: dict[str, str], names: str, digest: str, stamp: str, scope: str
    ) -> str:
        if scope != f"{stamp[:8]}/{self.region}/s3/aws4_request":
            raise ProviderError(400, "AuthorizationHeaderMalformed", scope)
        pairs = sorted((quote(k, safe="~"), quote(v, safe="~")) for k, v in query.items())
        listed = "".join(f"{n}:{call.headers.get(n, '').strip()}\n" for n in names.split(";"))
        asked = "&".join(f"{k}={v}" for k, v in pairs)
        lines = [call.method, quote(call.path, safe="/~"), asked, listed, names, digest]
        request = "\n".join(lines)
        digest_of_all = hashlib.sha256(request.encode()).hexdigest()
        return f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{digest_of_all}"

    def _sign(self, id: str, scope: str, said: str) -> str:
        if id not in self.secrets:
            raise ProviderError(403, "InvalidAccessKeyId")
        key = ("AWS4" + self.secrets[id]).encode()
        for part in scope.split("/"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()

    def _compare(self, given: str, expected: str) -> None:
        if not hmac.compare_digest(given, expected):
            raise ProviderError(403, "SignatureDoesNotMatch")


class S3Simulator(OssSimulator):
    def __init__(self, bucket: str = "files", id: str = "AKID", secret: str = "s3-secret") -> None:
        super().__init__(bucket, id, secret)
        self.keys = S3Keys("ap-guangzhou", {id: secret})  # type: ignore[assignment]

    @property
    def variables(self) -> dict[str, str]:
        return {
            "S3_ENDPOINT": self.address,
            "S3_BUCKET": self.bucket,
            "S3_REGION": "ap-guangzhou",
            "S3_ACCESS_KEY_ID": self.id,
            "S3_SECRET_ACCESS_KEY": self.secret,
        }

    def _put(self, key: str, data: bytes, content_type: str, terms: Any) -> Reply:
        if terms.get("if-none-match") == "*" and key in self.objects:
            raise ProviderError(412, "PreconditionFailed")
        given = terms.get("content-md5", "") if isinstance(terms, Mapping) else ""
        digest = hashlib.md5(data)  # noqa: S324
        if given and given != base64.b64encode(digest.digest()).decode():
            raise ProviderError(400, "BadDigest")
        return super()._put(key, data, content_type, {})

    def _post(self, call: Call) -> Reply:
        form, content, _ = read_form(call)
        lower = {name.lower(): value for name, value in form.items()}
        if "policy" not in lower:
            raise ProviderError(403, "AccessDenied", "Anonymous access is forbidden.")
        self.keys.check_form(form, len(content), self.bucket, time.time())
        reply = self._put(lower["key"], content, lower.get("content-type", ""), {})
        reply.status = 204
        return reply

    def _in_parts(self, key: str, call: Call) -> Reply:
        digests = {n: hashlib.md5(d).digest() for n, d in self._sent(call).items()}  # noqa: S324
        reply = super()._in_parts(key, call)
        if call.method == "POST" and "uploadId" in call.query:
            whole = hashlib.md5(b"".join(digests[n] for n in sorted(digests)))  # noqa: S324
            self.objects[key].etag = f'"{whole.hexdigest()}-{len(digests)}"'
        return reply

    def _sent(self, call: Call) -> dict[int, bytes]:
        begun = self.parts.begun.get(call.query.get("uploadId", ""))
        return dict(begun.parts) if begun else {}
