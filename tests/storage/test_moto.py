"""S3 as moto and botocore understand it: our signatures, and the rules of `make s3-setup`.

What else holds for all storage, the other tests ask of moto too, where they are marked `deploy`.
"""

from collections.abc import Callable
from urllib.parse import parse_qsl
from xml.etree import ElementTree as ET

import pytest
import requests

from shared.errors import UpstreamError
from shared.storage import objects
from shared.storage.backend import Upload
from tests.conftest import Configure
from tests.engines.moto import Moto
from tests.storage.test_s3 import KEY, each
from tools import s3_setup

pytestmark = pytest.mark.deploy


@each
def test_a_call_is_taken_with_its_signature_and_refused_with_another(
    moto: Moto, configure: Configure, call: Callable[[], object]
) -> None:
    objects.put(KEY, b"x", "image/jpeg")
    key = moto.check_signatures()

    configure(**key | {"S3_SECRET_ACCESS_KEY": "another"})
    with pytest.raises(UpstreamError):
        call()
    configure(**key)
    call()


@pytest.mark.parametrize("way", ["url", "upload_by_put", "part"])
def test_addresses_are_signed_as_botocore_signs_them(moto: Moto, way: str) -> None:
    made = {
        "url": lambda: Upload("GET", objects.url(KEY, 60, "image/jpeg", '药 "1".jpg'), {}, {}, 0),
        "upload_by_put": lambda: objects.upload_by_put(KEY, "image/jpeg", 5, 60),
        "part": lambda: objects.part(KEY, "a/b+c=", 3, 5, 60),
    }[way]()

    address, _, ours = made.url.partition("&X-Amz-Signature=")
    at = dict(parse_qsl(address))["X-Amz-Date"]
    theirs = moto.signed(method=made.method, url=address, headers=made.headers, at=at)
    assert ours == theirs


def test_forms_are_signed_as_botocore_signs_them(moto: Moto) -> None:
    fields = objects.upload(KEY, "image/jpeg", 5, 60).fields

    theirs = moto.signed(policy=fields["policy"], at=fields["x-amz-date"])
    assert fields["x-amz-signature"] == theirs


def test_rules_are_made_once(
    moto: Moto, configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(s3_setup, "load_dotenv", lambda: None)
    configure(ALLOWED_ORIGINS="https://a.example")

    for _ in range(2):
        assert s3_setup.main() == 0

    assert rules(moto, "lifecycle", "ID") == ["yunzhan-tmp", "yunzhan-users", "yunzhan-backups"]
    assert rules(moto, "cors", "AllowedOrigin") == ["https://a.example"]


def rules(moto: Moto, kind: str, word: str) -> list[str | None]:
    told = requests.get(f"{moto.address}/{moto.variables['S3_BUCKET']}?{kind}", timeout=30)
    return [one.text for one in ET.fromstring(told.content).iter() if one.tag.endswith(word)]  # noqa: S314
