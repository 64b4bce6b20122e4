"""`make s3-setup`: our rules are made, in S3's words, and those of others stay."""

from xml.etree import ElementTree as ET

import pytest

from tests.buckets import s3 as s3
from tests.conftest import Configure
from tests.simulators.s3 import S3Simulator
from tools import s3_setup

THEIRS = b"""<LifecycleConfiguration><Rule><ID>theirs</ID><Filter><Prefix>x/</Prefix></Filter>
<Status>Enabled</Status><Expiration><Days>9</Days></Expiration></Rule></LifecycleConfiguration>"""
NAMES = ["yunzhan-tmp", "yunzhan-users", "yunzhan-backups"]


@pytest.fixture(autouse=True)
def no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3_setup, "load_dotenv", lambda: None)


def rules(s3: S3Simulator, kind: str) -> ET.Element:
    text = s3.rules.kept[kind].decode().replace(f' xmlns="{s3_setup._NAMESPACE}"', "")
    return ET.fromstring(text)  # noqa: S314


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"S3_BUCKET": ""}, "S3_BUCKET"),
        ({"S3_ENDPOINT": ""}, "S3_ENDPOINT"),
        ({"S3_SECRET_ACCESS_KEY": "x"}, "SignatureDoesNotMatch"),
        ({"S3_BUCKET": "others"}, "NoSuchBucket"),
    ],
)
def test_what_is_wrong_is_said_without_a_stack(
    s3: S3Simulator,
    configure: Configure,
    capsys: pytest.CaptureFixture[str],
    wrong: dict[str, str],
    said: str,
) -> None:
    configure(**wrong)

    assert s3_setup.main() == 1
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error
    assert s3.secret not in error


def test_ours_are_made_once_and_theirs_stay(s3: S3Simulator, configure: Configure) -> None:
    s3.rules.kept = {"lifecycle": THEIRS}
    configure(ALLOWED_ORIGINS="https://a.example")

    for _ in range(2):
        assert s3_setup.main() == 0

    found = rules(s3, "lifecycle")
    assert [rule.findtext("ID") for rule in found] == ["theirs", *NAMES]
    assert found.findtext("Rule[ID='yunzhan-tmp']/Expiration/Days") == "1"
    ends = found.findall("Rule/AbortIncompleteMultipartUpload/DaysAfterInitiation")
    assert [end.text for end in ends] == ["1", "1", "1"]
    cors = rules(s3, "cors")
    assert [origin.text for origin in cors.iter("AllowedOrigin")] == ["https://a.example"]
    assert cors.find("ResponseVary") is None  # OSS's alone
