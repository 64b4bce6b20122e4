"""`python -m tools.s3_setup`: give a bucket of S3's protocol the rules that OSS's get.

S3 replaces all rules of a kind at once too: they are read, ours among them replaced, and put back.
"""

import sys
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from dotenv import load_dotenv

from shared.config import environment
from shared.config.environment import ConfigError
from shared.storage import objects, s3_place
from shared.storage.errors import Lasting, Missing, Passing
from shared.storage.s3_client import S3Bucket
from tools.oss_setup import add, cors_rules, has_mark, is_ours, merged

_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"


def main() -> int:
    load_dotenv()
    try:
        settings = environment.settings()
        place = s3_place.of(settings)
        bucket = S3Bucket(place, s3_place.key(settings))
        for line in set_up(bucket, settings.allowed_origins):
            print(f"{place.bucket}: {line}")
    except (ConfigError, Lasting, Missing, Passing) as e:
        sys.stderr.write(f"{e}\n")
        return 1
    return 0


def set_up(bucket: S3Bucket, origins: Iterable[str]) -> list[str]:
    """Replace our rules; returns a line to show for each kind."""
    lifecycle = _read(bucket, "lifecycle", "LifecycleConfiguration")
    lifecycle = merged(lifecycle, is_ours, _rules())
    bucket.set_rules("lifecycle", _written(lifecycle))
    lines = [f"{len(lifecycle)} lifecycle rules"]
    cors = merged(_read(bucket, "cors", "CORSConfiguration"), has_mark, cors_rules(origins))
    if len(cors):
        bucket.set_rules("cors", _written(cors))
        lines.append(f"{len(cors)} CORS rules")
    return lines


def _rules() -> list[ET.Element]:
    return [_rule(prefix) for prefix in (objects.TEMPORARY, objects.USERS, objects.BACKUPS)]


def _rule(prefix: str) -> ET.Element:
    """As `oss_setup` has it, in S3's words."""
    rule = ET.Element("Rule")
    add(rule, "ID", f"yunzhan-{prefix.rstrip('/')}")
    add(ET.SubElement(rule, "Filter"), "Prefix", prefix)
    add(rule, "Status", "Enabled")
    if prefix == objects.TEMPORARY:
        add(ET.SubElement(rule, "Expiration"), "Days", "1")
    add(ET.SubElement(rule, "AbortIncompleteMultipartUpload"), "DaysAfterInitiation", "1")
    return rule


def _read(bucket: S3Bucket, kind: str, root: str) -> ET.Element:
    try:
        return bucket.rules(kind)
    except Missing:
        return ET.Element(root)


def _written(rules: ET.Element) -> bytes:
    rules.set("xmlns", _NAMESPACE)
    text: bytes = ET.tostring(rules, encoding="utf-8", xml_declaration=True)
    return text


if __name__ == "__main__":
    sys.exit(main())
