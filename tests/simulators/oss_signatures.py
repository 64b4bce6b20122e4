"""Signatures of OSS as its documentation describes them, written apart from the product's.

Version 1: help.aliyun.com/zh/oss/developer-reference/include-signatures-in-the-authorization-header
Version 4: help.aliyun.com/zh/oss/developer-reference/recommend-to-use-signature-version-4
"""

import base64
import hashlib
import hmac
from collections.abc import Collection, Iterable, Mapping
from urllib.parse import quote

SUB_RESOURCES = {
    *("acl", "cors", "lifecycle", "location", "bucketInfo", "delete", "append", "objectMeta"),
    *("uploads", "uploadId", "partNumber", "security-token", "continuation-token", "tagging"),
    *("response-content-type", "response-content-disposition", "response-cache-control"),
    *("response-content-encoding", "response-content-language", "response-expires"),
}


def version_1(
    secret: str,
    method: str,
    resource: str,
    headers: Mapping[str, str],
    query: Mapping[str, str],
    date: str,
) -> str:
    """`resource` is /bucket/key; `date` is the header's, or the seconds of a URL's expiry."""
    own = sorted((k.lower(), v) for k, v in headers.items() if k.lower().startswith("x-oss-"))
    subs = sorted((k, v) for k, v in query.items() if k in SUB_RESOURCES)
    listed = "&".join(f"{k}={v}" if v else k for k, v in subs)
    said = [
        method,
        headers.get("content-md5", ""),
        headers.get("content-type", ""),
        date,
        "".join(f"{k}:{v}\n" for k, v in own) + resource + (f"?{listed}" if listed else ""),
    ]
    digest = hmac.new(secret.encode(), "\n".join(said).encode(), hashlib.sha1)
    return base64.b64encode(digest.digest()).decode()


def version_4(
    secret: str,
    scope: str,
    stamp: str,
    method: str,
    resource: str,
    headers: Mapping[str, str],
    query: Mapping[str, str],
    additional: Collection[str] = (),
) -> str:
    """`scope` is day/region/oss/aliyun_v4_request, `stamp` is x-oss-date."""
    request = request_4(method, resource, headers, query, additional)
    digest = hashlib.sha256(request.encode()).hexdigest()
    said = f"OSS4-HMAC-SHA256\n{stamp}\n{scope}\n{digest}"
    return hmac.new(key_4(secret, scope), said.encode(), hashlib.sha256).hexdigest()


def request_4(
    method: str,
    resource: str,
    headers: Mapping[str, str],
    query: Mapping[str, str],
    additional: Collection[str],
) -> str:
    """What is signed of a request."""
    lines = [
        method,
        quote(resource),
        _listed(query.items()),
        _signed(headers, additional),
        ";".join(sorted(additional)),
        headers.get("x-oss-content-sha256", "UNSIGNED-PAYLOAD"),
    ]
    return "\n".join(lines)


def policy_4(secret: str, scope: str, policy: str) -> str:
    return hmac.new(key_4(secret, scope), policy.encode(), hashlib.sha256).hexdigest()


def key_4(secret: str, scope: str) -> bytes:
    day, region, product, end = scope.split("/")
    of_day = hmac.new(f"aliyun_v4{secret}".encode(), day.encode(), hashlib.sha256).digest()
    of_region = hmac.new(of_day, region.encode(), hashlib.sha256).digest()
    of_product = hmac.new(of_region, product.encode(), hashlib.sha256).digest()
    return hmac.new(of_product, end.encode(), hashlib.sha256).digest()


def _listed(query: Iterable[tuple[str, str]]) -> str:
    pairs = sorted((quote(k, safe=""), quote(v, safe="")) for k, v in query)
    return "&".join(k + (f"={v}" if v else "") for k, v in pairs)


def _signed(headers: Mapping[str, str], additional: Collection[str]) -> str:
    always = {"content-type", "content-md5"}
    lines = sorted(
        f"{name.lower()}:{value.strip()}\n"
        for name, value in headers.items()
        if name.lower().startswith("x-oss-") or name.lower() in always | set(additional)
    )
    return "".join(lines)
