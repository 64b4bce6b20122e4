"""Who may do what at the OSS simulator: keys, tokens, signatures, expiry, and forms' policies."""

import base64
import email.parser
import email.policy
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hmac import compare_digest
from typing import Any

from tests.simulators.oss_signatures import policy_4, version_1, version_4
from tests.simulators.oss_wire import Call, ProviderError

SKEW = 900  # seconds
LONGEST = 604_800  # seconds
AUTHORIZATION_4 = re.compile(
    r"OSS4-HMAC-SHA256 Credential=(?P<id>[^/]+)/(?P<scope>[^,]+),\s*"
    r"(AdditionalHeaders=(?P<additional>[^,]+),\s*)?Signature=(?P<signature>\w+)"
)


@dataclass
class Keys:
    """Secrets by id; an id of STS comes with a token, and tokens expire when a test says so."""

    region: str
    secrets: dict[str, str]
    tokens: dict[str, str] = field(default_factory=dict)
    expired: set[str] = field(default_factory=set)

    def check(self, call: Call, now: float) -> None:
        """ProviderError, unless the request is signed in one of the four ways."""
        authorization, query = call.headers.get("authorization", ""), call.query
        if authorization.startswith("OSS4"):
            self._header_4(call, authorization, now)
        elif authorization.startswith("OSS "):
            self._header_1(call, authorization, now)
        elif "x-oss-signature" in query:
            self._query_4(call, query, now)
        elif "Signature" in query:
            self._query_1(call, query, now)
        else:
            raise ProviderError(403, "AccessDenied", "Anonymous access is forbidden.")

    def check_form(self, form: Mapping[str, str], size: int, bucket: str, now: float) -> None:
        """ProviderError, unless the policy is signed, valid, and met by the form."""
        id, _, scope = form.get("x-oss-credential", "").partition("/")
        secret = self._secret(id, form.get("x-oss-security-token", ""))
        self._compare(form.get("x-oss-signature", ""), policy_4(secret, scope, form["policy"]))
        self._require_scope(scope, form["x-oss-date"])
        if not seconds(form["x-oss-date"]) - SKEW <= now:
            raise ProviderError(403, "AccessDenied", "x-oss-date lies in the future.")
        check_policy(json.loads(base64.b64decode(form["policy"])), form, size, bucket, now)

    def _header_4(self, call: Call, authorization: str, now: float) -> None:
        given = AUTHORIZATION_4.fullmatch(authorization)
        if not given:
            raise ProviderError(400, "InvalidArgument", "The Authorization header is malformed.")
        stamp = call.headers.get("x-oss-date", "")
        _require_near(seconds(stamp), now)
        secret = self._secret(given["id"], call.headers.get("x-oss-security-token", ""))
        self._require_scope(given["scope"], stamp)
        additional = [name for name in (given["additional"] or "").split(";") if name]
        signature = version_4(
            secret, given["scope"], stamp, call.method, call.path, call.headers, call.query,
            additional,
        )  # fmt: skip
        self._compare(given["signature"], signature)

    def _header_1(self, call: Call, authorization: str, now: float) -> None:
        id, _, given = authorization.removeprefix("OSS ").partition(":")
        date = call.headers.get("date", "")
        _require_near(parsedate_to_datetime(date).timestamp(), now)
        secret = self._secret(id, call.headers.get("x-oss-security-token", ""))
        expected = version_1(secret, call.method, call.path, call.headers, call.query, date)
        self._compare(given, expected)

    def _query_4(self, call: Call, query: dict[str, str], now: float) -> None:
        given = query.pop("x-oss-signature")
        id, _, scope = query["x-oss-credential"].partition("/")
        stamp, lasts = query["x-oss-date"], int(query["x-oss-expires"])
        secret = self._secret(id, query.get("x-oss-security-token", ""))
        self._require_scope(scope, stamp)
        expected = version_4(secret, scope, stamp, call.method, call.path, call.headers, query)
        self._compare(given, expected)
        if not (seconds(stamp) - SKEW <= now < seconds(stamp) + lasts <= now + LONGEST):
            raise ProviderError(403, "AccessDenied", "Request has expired.")

    def _query_1(self, call: Call, query: dict[str, str], now: float) -> None:
        secret = self._secret(query["OSSAccessKeyId"], query.get("security-token", ""))
        date = query["Expires"]
        expected = version_1(secret, call.method, call.path, call.headers, query, date)
        self._compare(query["Signature"], expected)
        if int(date) <= now:
            raise ProviderError(403, "AccessDenied", "Request has expired.")

    def _secret(self, id: str, token: str) -> str:
        if id not in self.secrets:
            raise ProviderError(403, "InvalidAccessKeyId", "The OSS Access Key Id does not exist.")
        if token in self.expired:
            raise ProviderError(403, "SecurityTokenExpired", "The security token has expired.")
        if token != self.tokens.get(id, ""):
            raise ProviderError(403, "InvalidSecurityToken", "The security token is not valid.")
        return self.secrets[id]

    def _require_scope(self, scope: str, stamp: str) -> None:
        if scope != f"{stamp[:8]}/{self.region}/oss/aliyun_v4_request":
            raise ProviderError(400, "InvalidArgument", f"Invalid scope: {scope}")

    def _compare(self, given: str, expected: str) -> None:
        if not compare_digest(given, expected):
            raise ProviderError(403, "SignatureDoesNotMatch", "The signature does not match.")


def check_policy(
    policy: dict[str, Any], form: Mapping[str, str], size: int, bucket: str, now: float
) -> None:
    if datetime.fromisoformat(policy["expiration"]).timestamp() <= now:
        raise ProviderError(403, "AccessDenied", "Invalid according to Policy: Policy expired.")
    facts = {name.lower(): value for name, value in form.items()} | {"bucket": bucket}
    for condition in policy["conditions"]:
        if isinstance(condition, list) and condition[0] == "content-length-range":
            _require_size(size, *condition[1:])
        elif not _is_met(condition, facts):
            reason = f"Invalid according to Policy: Policy Condition failed: {condition}"
            raise ProviderError(403, "AccessDenied", reason)


def _is_met(condition: Any, facts: Mapping[str, str]) -> bool:
    if isinstance(condition, dict):
        return all(facts.get(name.lower()) == value for name, value in condition.items())
    how, name, wanted = condition
    fact = facts.get(name.removeprefix("$").lower(), "")
    if how == "starts-with":
        return fact.startswith(wanted)
    if how == "in":
        return fact in wanted
    return how == "eq" and fact == str(wanted)


def read_form(call: Call) -> tuple[dict[str, str], bytes, str]:
    """The fields before the file, the file's content and the type that it came with."""
    kind = call.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        raise ProviderError(400, "MalformedPOSTRequest", "The body is not a form.")
    head = f"Content-Type: {kind}\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + call.body)
    fields: dict[str, str] = {}
    for part in message.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        if name == "file":
            return fields, content, part.get_content_type()
        fields[name] = content.decode()
    raise ProviderError(400, "InvalidArgument", "POST requires exactly one file.")


def _require_size(size: int, least: int, most: int) -> None:
    if size > most:
        raise ProviderError(400, "EntityTooLarge", "The size exceeds the maximum.")
    if size < least:
        raise ProviderError(400, "EntityTooSmall", "The size is below the minimum.")


def _require_near(moment: float, now: float) -> None:
    if abs(moment - now) > SKEW:
        raise ProviderError(403, "RequestTimeTooSkewed", "The clocks differ too much.")


def seconds(stamp: str) -> float:
    """Since 1970, of a stamp of both protocols."""
    try:
        return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp()
    except ValueError as e:
        raise ProviderError(400, "InvalidArgument", "The date is malformed.") from e
