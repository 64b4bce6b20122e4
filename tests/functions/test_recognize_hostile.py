"""POST /api/recognize with pictures that were made to do harm, and with some that only look so."""

import base64
import io

import pytest
from PIL import Image

from tests.client import Account, Client
from tests.drawings import drawn, encoded, has_corners, of_many_frames, png_header
from tests.functions.pictures import (
    DRUG,
    data_url,
    kept,
    nothing_is_left,
    opened,
    post,
    says,
    send,
)
from tests.functions.pictures import payer as payer
from tests.functions.pictures import sight as sight
from tests.simulators.openai import OpenAISimulator

BROKEN = (422, "invalid_request")
NO_PICTURE = (415, "unsupported_media_type")
TOO_LARGE = (413, "payload_too_large")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HOSTILE = {
    "truncated": (encoded(drawn(), "JPEG")[:-400], BROKEN),
    "truncated-png": (encoded(drawn(), "PNG")[:40], BROKEN),
    "zip-as-jpg": (b"PK\x03\x04" + bytes(500), NO_PICTURE),
    "zip-behind-the-first-bytes": (b"\xff\xd8\xff\xe0PK\x03\x04" + bytes(500), BROKEN),
    "png-of-65535x65535": (png_header(65_535, 65_535), BROKEN),
    "svg-with-script": (SVG, NO_PICTURE),
    "empty": (b"", NO_PICTURE),
    "11-megabytes": (encoded(drawn(), "JPEG") + bytes(11_534_336), TOO_LARGE),
}
PICTURES = {
    "gif-of-10000-frames": of_many_frames(10_000),
    "cmyk-jpeg": encoded(drawn().convert("CMYK"), "JPEG"),
    "16-bit-png": encoded(Image.new("I;16", (240, 160), 32_768), "PNG"),
}
hostile = pytest.mark.parametrize(("content", "error"), HOSTILE.values(), ids=HOSTILE)


@hostile
def test_what_is_no_sound_picture_is_refused_and_nothing_is_left(
    client: Client, payer: Account, content: bytes, error: tuple[int, str]
) -> None:
    answer = send(client, payer, content)

    assert (answer.status, answer.code) == error
    told = answer.json["error"]["param"]
    assert told == (None if error == TOO_LARGE else "file")  # a large form is not even read
    assert nothing_is_left(client, payer)


@hostile
def test_within_the_json_it_is_refused_too(
    client: Client, payer: Account, content: bytes, error: tuple[int, str]
) -> None:
    answer = post(client, payer, data_url(content))

    assert (answer.status, answer.code) == error
    assert answer.json["error"]["param"] == "image"
    assert nothing_is_left(client, payer)


@pytest.mark.parametrize("within", [False, True], ids=["form", "json"])
@pytest.mark.parametrize("name", PICTURES)
def test_an_unusual_picture_is_seen_and_kept_as_a_plain_one(
    client: Client, payer: Account, sight: OpenAISimulator, name: str, within: bool
) -> None:
    sight.say(says(**DRUG))
    content = PICTURES[name]

    answer = post(client, payer, data_url(content)) if within else send(client, payer, content)

    assert answer.status == 200, answer.body
    assert answer.json["result"]["name"] == DRUG["name"]
    for plain in (shown(sight), opened(client, answer.json["image"]["url"]).body):
        image = Image.open(io.BytesIO(plain))
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (240, 160))
        assert has_corners(image) == (name != "16-bit-png")
        assert getattr(image, "n_frames", 1) == 1
    assert len(kept(client, payer, "/api/recognitions")) == 1


def shown(sight: OpenAISimulator) -> bytes:
    """The picture that the model was shown."""
    (call,) = sight.requests
    assert call.body
    url: str = call.body["messages"][0]["content"][0]["image_url"]["url"]
    return base64.b64decode(url.removeprefix("data:image/jpeg;base64,"), validate=True)
