"""`python -m tools.oss_setup`: give the bucket the rules that it needs, beside those it has.

What lies below tmp/ goes after a day, as do uploads in parts that nobody completed, and pages of
ALLOWED_ORIGINS may send and show files. OSS replaces all rules of a kind at once: so they are read,
ours among them replaced, and put back as they came.
"""

import base64
import hashlib
import sys
from collections.abc import Callable, Iterable
from typing import Any
from xml.etree import ElementTree as ET

from alibabacloud_oss_v2.types import OperationInput  # type: ignore[import-untyped]
from dotenv import load_dotenv

from shared.config import environment
from shared.config.settings import Settings
from shared.storage import objects, oss_endpoint
from shared.storage.errors import Lasting, Missing, Passing
from shared.storage.oss_client import Bucket, translated

_PREFIX = "yunzhan-"  # of the ids of our lifecycle rules
_MARK = "x-yunzhan"  # CORS rules have no ids: ours exposes this header
_METHODS = ("GET", "HEAD", "POST", "PUT")
_EXPOSED = ("ETag", "x-oss-request-id", _MARK)
_MAX_AGE = 600  # seconds


def main() -> int:
    load_dotenv()
    try:
        bucket = bucket_of(environment.settings())
        for line in set_up(bucket, environment.settings().allowed_origins):
            print(line)
    except (environment.ConfigError, Lasting, Missing, Passing) as e:
        sys.stderr.write(f"{e}\n")
        return 1
    return 0


def set_up(bucket: Bucket, origins: Iterable[str]) -> list[str]:
    """Replace our rules; returns a line to show for each kind."""
    lifecycle = merged(
        _parsed("LifecycleConfiguration", _read(bucket, "lifecycle")), is_ours, _rules()
    )
    _write(bucket, "lifecycle", lifecycle, {"x-oss-allow-same-action-overlap": "true"})
    cors = merged(
        _parsed("CORSConfiguration", _read(bucket, "cors")), has_mark, cors_rules(origins)
    )
    if cors.find("ResponseVary") is None:
        add(cors, "ResponseVary", "true")  # or a cache gives one origin what another may see
    _write(bucket, "cors", cors, {})
    return [
        f"{bucket.name}: {len(lifecycle.findall('Rule'))} lifecycle rules",
        f"{bucket.name}: {len(cors.findall('CORSRule'))} CORS rules",
    ]


def bucket_of(settings: Settings) -> Bucket:
    """With the configured key, or the role's; ConfigError."""
    if not settings.oss_bucket:
        raise environment.ConfigError(["OSS_BUCKET_NAME is missing"])
    key = environment.oss_key()
    if not key:
        raise environment.ConfigError(["OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET are missing"])
    return Bucket(oss_endpoint.inner(settings), lambda: key)


def _rules() -> list[ET.Element]:
    return [_rule(prefix) for prefix in (objects.TEMPORARY, objects.USERS, objects.BACKUPS)]


def _rule(prefix: str) -> ET.Element:
    rule = ET.Element("Rule")
    add(rule, "ID", _PREFIX + prefix.rstrip("/"))
    add(rule, "Prefix", prefix)
    add(rule, "Status", "Enabled")
    if prefix == objects.TEMPORARY:
        add(ET.SubElement(rule, "Expiration"), "Days", "1")
    add(ET.SubElement(rule, "AbortMultipartUpload"), "Days", "1")
    return rule


def cors_rules(origins: Iterable[str]) -> list[ET.Element]:
    rule = ET.Element("CORSRule")
    for origin in origins:
        add(rule, "AllowedOrigin", origin)
    if not len(rule):
        return []
    for method in _METHODS:
        add(rule, "AllowedMethod", method)
    add(rule, "AllowedHeader", "*")
    for header in _EXPOSED:
        add(rule, "ExposeHeader", header)
    add(rule, "MaxAgeSeconds", str(_MAX_AGE))
    return [rule]


def is_ours(rule: ET.Element) -> bool:
    return rule.findtext("ID", "").startswith(_PREFIX)


def has_mark(rule: ET.Element) -> bool:
    return any(header.text == _MARK for header in rule.findall("ExposeHeader"))


def merged(
    kept: ET.Element, belongs_to_us: Callable[[ET.Element], bool], rules: list[ET.Element]
) -> ET.Element:
    """Those of others as they came, and ours anew."""
    for rule in kept.findall("*"):
        if belongs_to_us(rule):
            kept.remove(rule)
    kept.extend(rules)
    return kept


def _parsed(root: str, kept: bytes) -> ET.Element:
    return ET.fromstring(kept) if kept else ET.Element(root)  # noqa: S314  # from OSS itself


def add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _read(bucket: Bucket, kind: str) -> bytes:
    try:
        content: bytes = call(bucket, "GET", kind, b"", {}).http_response.content
    except Missing:
        return b""
    return content


def _write(bucket: Bucket, kind: str, rules: ET.Element, headers: dict[str, str]) -> None:
    if not rules.findall("Rule") and not rules.findall("CORSRule"):
        call(bucket, "DELETE", kind, b"", {})
        return
    body = ET.tostring(rules, encoding="utf-8", xml_declaration=True)
    digest = base64.b64encode(hashlib.md5(body).digest()).decode()  # noqa: S324  # what OSS asks for
    call(
        bucket,
        "PUT",
        kind,
        body,
        {"Content-Type": "application/xml", "Content-MD5": digest, **headers},
    )


def call(bucket: Bucket, method: str, kind: str, body: bytes, headers: dict[str, str]) -> Any:
    """Ask for the rules of a kind, or replace all of them; Missing, Lasting, Passing."""
    given = OperationInput(
        f"{method} {kind}",
        method,
        headers=headers,
        parameters={kind: ""},
        body=body,
        bucket=bucket.name,
        op_metadata={"sub-resource": [kind]},
    )
    with translated():
        return bucket.client.invoke_operation(given)


if __name__ == "__main__":
    sys.exit(main())
