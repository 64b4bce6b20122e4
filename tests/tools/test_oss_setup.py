"""`make oss-setup`: our rules are made, and those of others stay as they are."""

from xml.etree import ElementTree as ET

import pytest

from tests.buckets import bucket as bucket
from tests.conftest import Configure
from tests.simulators.oss import OssSimulator
from tools import oss_setup

LIFECYCLE = b"""<?xml version="1.0"?><LifecycleConfiguration>
<Rule><ID>theirs</ID><Prefix></Prefix><Status>Enabled</Status>
<Expiration><CreatedBeforeDate>2020-01-01T00:00:00.000Z</CreatedBeforeDate></Expiration>
<NewThing><Deep a="1">x</Deep></NewThing></Rule></LifecycleConfiguration>"""
CORS = b"""<CORSConfiguration><CORSRule><AllowedOrigin>https://theirs.example</AllowedOrigin>
<AllowedMethod>DELETE</AllowedMethod></CORSRule><ResponseVary>false</ResponseVary>
</CORSConfiguration>"""


@pytest.fixture(autouse=True)
def no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oss_setup, "load_dotenv", lambda: None)


def rules(bucket: OssSimulator, kind: str) -> ET.Element:
    return parsed(bucket.rules.kept[kind])


def parsed(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314


def ids(bucket: OssSimulator) -> list[str]:
    return [rule.findtext("ID", "") for rule in rules(bucket, "lifecycle").findall("Rule")]


def origins(bucket: OssSimulator) -> list[list[str | None]]:
    found = rules(bucket, "cors").findall("CORSRule")
    return [[origin.text for origin in rule.findall("AllowedOrigin")] for rule in found]


def test_a_bucket_without_rules_gets_ours(
    bucket: OssSimulator, configure: Configure, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(ALLOWED_ORIGINS="https://a.example,https://b.example")

    assert oss_setup.main() == 0

    assert capsys.readouterr().out == "files: 3 lifecycle rules\nfiles: 1 CORS rules\n"
    assert ids(bucket) == ["yunzhan-tmp", "yunzhan-users", "yunzhan-backups"]
    temporary = rules(bucket, "lifecycle").find("Rule")
    assert temporary is not None
    assert temporary.findtext("Prefix") == "tmp/"
    assert temporary.findtext("Expiration/Days") == "1"
    aborting = rules(bucket, "lifecycle").findall("Rule/AbortMultipartUpload/Days")
    assert [days.text for days in aborting] == ["1", "1", "1"]
    assert len(rules(bucket, "lifecycle").findall("Rule/Expiration")) == 1
    assert origins(bucket) == [["https://a.example", "https://b.example"]]
    assert rules(bucket, "cors").findtext("ResponseVary") == "true"


def test_rules_of_others_stay_to_the_letter(bucket: OssSimulator, configure: Configure) -> None:
    bucket.rules.kept = {"lifecycle": LIFECYCLE, "cors": CORS}
    configure(ALLOWED_ORIGINS="https://a.example")

    for _ in range(2):
        assert oss_setup.main() == 0

    assert ids(bucket) == ["theirs", "yunzhan-tmp", "yunzhan-users", "yunzhan-backups"]
    assert origins(bucket) == [["https://theirs.example"], ["https://a.example"]]
    assert rules(bucket, "cors").findtext("ResponseVary") == "false"
    for kind, theirs in (("lifecycle", LIFECYCLE), ("cors", CORS)):
        kept = ET.tostring(rules(bucket, kind)[0]).strip()
        assert kept == ET.tostring(parsed(theirs)[0]).strip()


def test_rules_follow_the_settings(bucket: OssSimulator, configure: Configure) -> None:
    for allowed in ("https://a.example", "https://b.example"):
        configure(ALLOWED_ORIGINS=allowed)
        assert oss_setup.main() == 0
        assert origins(bucket) == [[allowed]]

    configure(APP_ENV="test", PASSWORD_COST="10", ALLOWED_ORIGINS="")
    assert oss_setup.main() == 0
    assert "cors" not in bucket.rules.kept


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"OSS_BUCKET_NAME": ""}, "OSS_BUCKET_NAME"),
        ({"OSS_REGION": ""}, "OSS_REGION"),
        ({"OSS_ACCESS_KEY_ID": "", "ALIBABA_CLOUD_ACCESS_KEY_ID": ""}, "OSS_ACCESS_KEY_ID"),
        ({"OSS_ACCESS_KEY_SECRET": "x"}, "SignatureDoesNotMatch"),
        ({"OSS_BUCKET_NAME": "others"}, "NoSuchBucket"),
    ],
)
def test_what_is_wrong_is_said_without_a_stack(
    bucket: OssSimulator,
    configure: Configure,
    capsys: pytest.CaptureFixture[str],
    wrong: dict[str, str],
    said: str,
) -> None:
    configure(**wrong)

    assert oss_setup.main() == 1

    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error
    assert bucket.secret not in error
