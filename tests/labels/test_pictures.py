"""Labels in pictures: read back by others, and kept through whatever we do with them."""

import io
import time
import tracemalloc
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from shared.images import pictures as sent
from shared.labels import making, pictures, reading
from shared.labels.found import Found
from shared.media import orders
from shared.media import pictures as media
from tests import label_readers
from tests.engines import exiftool

TASK = "01M8GXVE98AQ0W3ZADNX4T0000"
KINDS = ("jpeg", "png", "webp")


def encoded(kind: str, mode: str = "RGB", **options: Any) -> bytes:
    written = io.BytesIO()
    Image.effect_noise((64, 48), 90).convert(mode).save(written, kind, **options)
    return written.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_another_program_reads_what_we_write(kind: str, tmp_path: Path) -> None:
    raw = encoded(kind)
    label = making.of_generated(TASK)

    (path := tmp_path / f"picture.{kind}").write_bytes(pictures.put(raw, label))

    told = exiftool.read(path)
    assert TASK in told["XMP-TC260:Aigc"]
    assert told["XMP-iptcExt:DigitalSourceType"].endswith("trainedAlgorithmicMedia")
    assert "ExifTool:Warning" not in told
    assert label_readers.of_picture(path.read_bytes()) == label.aigc


@pytest.mark.parametrize("kind", KINDS)
def test_the_picture_itself_is_not_touched(kind: str) -> None:
    raw = encoded(kind)
    labelled = pictures.put(raw, making.of_generated(TASK))

    with Image.open(io.BytesIO(raw)) as one, Image.open(io.BytesIO(labelled)) as other:
        assert one.tobytes() == other.tobytes()
    assert pictures.put(labelled, making.of_generated(TASK)) == labelled


def test_a_label_of_who_drew_it_stays_and_we_pass_it_on() -> None:
    theirs = Found({"Label": "1", "ContentProducer": "他人", "ProduceID": "x-1"})

    label = making.of_generated(TASK, reading.read(pictures.put(encoded("png"), theirs)))

    assert label.aigc
    assert (label.aigc["ContentProducer"], label.aigc["ProduceID"]) == ("他人", "x-1")
    assert label.aigc["PropagateID"] == TASK


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        (b'{"AIGC":{"Label":"1","ContentProducer":"a"}}', "generated"),
        (b"{&quot;Label&quot;:&quot;2&quot;,&quot;ProduceID&quot;:&quot;b&quot;}", "maybe"),
        ('{"Label":"3","ContentProducer":"甲"}'.encode("utf-16-le"), "maybe"),
        (b"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", "generated"),
        (b"http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture", ""),
        (b"jumbc2pa.manifest", "maybe"),
        (b"jumbc2pa digitalsourcetype/digitalCapture", ""),
        (b'{"Label":"1"}', ""),
        (b'{"Label":"1","ContentProducer"', ""),
    ],
)
def test_labels_of_others_are_understood(said: bytes, verdict: str) -> None:
    assert reading.read(encoded("jpeg") + said).verdict == verdict


@given(st.binary(max_size=2_000))
def test_any_bytes_are_read(raw: bytes) -> None:
    for begin in (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF    WEBPVP8X", b""):
        reading.read(begin + raw)


@pytest.mark.parametrize(
    "said",
    [
        b"{" + b'"Label"' * 70_000,
        b'{"Label":1}' * 45_000,
        b'{"Label":' + b"[" * 6_000 + b"}",
        ("{" + '"Label"' * 30_000).encode("utf-16-le"),
    ],
    ids=["no end", "no labels", "deep", "no end in UTF-16"],
)
def test_what_only_looks_like_a_label_is_read_in_no_time(said: bytes) -> None:
    """A pattern that tries each place again takes 4 s of CPU for 12 KB."""
    begun = time.process_time()

    assert not reading.read(encoded("jpeg") + said)
    assert not reading.read(with_texts(said[:262_144], 20))

    assert time.process_time() - begun < 3


@pytest.mark.parametrize("filling", [b"\xff", b"&", "字".encode()])
def test_a_label_of_any_length_stops_no_picture(filling: bytes) -> None:
    said = b'{"ProduceID":"%b","Label":"1","ContentProducer":"%b"}'
    raw = encoded("jpeg") + said % (
        filling * (4_000 // len(filling)),
        filling * (8_100 // len(filling)),
    )

    with Image.open(io.BytesIO(sent.prepare(raw).content)) as opened:
        opened.load()


def test_texts_that_are_packed_small_are_not_all_unpacked() -> None:
    raw = with_texts(bytes(262_144), 1_000)  # 262 MB of 0.3
    tracemalloc.start()
    try:
        reading.read(raw)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert len(raw) < reading.WINDOW
    assert most < 8_000_000


def test_a_label_is_found_among_packed_texts() -> None:
    told = PngImagePlugin.PngInfo()
    for said in ("x" * 5_000, '{"Label":"1","ContentProducer":"a"}'):
        told.add_itxt("XML:com.adobe.xmp", said, zip=True)
        told.add_text("Comment", said, zip=True)

    assert reading.read(encoded("png", pnginfo=told)).verdict == "generated"


def with_texts(said: bytes, count: int) -> bytes:
    """A PNG with the same text so often, packed."""
    raw, content = encoded("png"), b"Comment\0\0" + zlib.compress(said, 9)
    chunk = len(content).to_bytes(4) + b"zTXt" + content
    chunk += zlib.crc32(chunk[4:]).to_bytes(4)
    return raw[:33] + chunk * count + raw[33:]  # behind IHDR


_OPERATIONS: Any = st.one_of(
    st.builds(
        lambda kind: orders.Convert(file_id="f", options=orders.ConvertOptions(format=kind)),
        st.sampled_from(KINDS),
    ),
    st.just(orders.Compress(file_id="f")),
    st.builds(
        lambda kind: orders.Thumbnail(file_id="f", options=orders.ThumbnailOptions(format=kind)),
        st.sampled_from(KINDS),
    ),
    st.just(orders.Watermark(file_id="f", options=orders.WatermarkOptions(text="AI"))),
    st.none(),  # sent to a model, or kept for recognition
)


def survives(operations: list[Any], kind: str) -> bool:
    label = making.of_generated(TASK)
    raw = pictures.put(encoded(kind), label)
    for operation in operations:
        if operation is None:
            raw = sent.prepare(raw).content
            continue
        said = making.carried(reading.read(raw), "other")
        raw = pictures.put(media.make(raw, operation).content, said)
    return label_readers.of_picture(raw) == label.aigc


@given(st.lists(_OPERATIONS, max_size=4), st.sampled_from(KINDS))
@settings(max_examples=30, deadline=None)
def test_no_sequence_of_our_operations_takes_a_label_away(operations: list[Any], kind: str) -> None:
    assert survives(operations, kind)


@pytest.mark.stress
@given(st.lists(_OPERATIONS, max_size=12), st.sampled_from(KINDS))
@settings(max_examples=2_000, deadline=None)
def test_no_long_sequence_does_either(operations: list[Any], kind: str) -> None:
    assert survives(operations, kind)
