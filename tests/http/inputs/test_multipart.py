"""Forms with files, as clients send them and as attackers do."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from shared.errors import ApiError, InvalidRequest, PayloadTooLarge, UnsupportedMediaType
from shared.http.inputs import multipart
from shared.http.inputs.multipart import Form, Upload

TYPE = "multipart/form-data; boundary=x"
LIMIT = 1_000_000  # bytes
END = b"--x--\r\n"


def head(disposition: str, *others: str) -> bytes:
    lines = [f"Content-Disposition: form-data; {disposition}", *others]
    return "\r\n".join([*lines, "", ""]).encode()


def part(disposition: str, content: bytes = b"", *others: str) -> bytes:
    return b"--x\r\n" + head(disposition, *others) + content + b"\r\n"


def form(*parts: bytes) -> bytes:
    return b"".join(parts) + END


def read(body: bytes, content_type: str = TYPE, file_limit: int = LIMIT) -> Form:
    return multipart.read(io.BytesIO(body), len(body), content_type, file_limit=file_limit)


def refused(body: bytes, content_type: str = TYPE, file_limit: int = LIMIT) -> ApiError:
    with pytest.raises(ApiError) as caught:
        read(body, content_type, file_limit)
    return caught.value


def reason(body: bytes, content_type: str = TYPE, file_limit: int = LIMIT) -> str:
    return refused(body, content_type, file_limit).reason


class Trickle(io.RawIOBase):
    """A stream that gives at most so many bytes at a time, and counts them."""

    def __init__(self, body: bytes, sizes: Iterator[int]) -> None:
        self._body = io.BytesIO(body)
        self._sizes = sizes
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        piece = self._body.read(min(size, next(self._sizes)))
        self.given += len(piece)
        return piece


def forever(*sizes: int) -> Iterator[int]:
    while True:
        yield from sizes


PHOTO = bytes(range(256)) * 40 + b"\r\n--x\r\n\r\r\n--" + b"\r\n--" * 20
SAMPLE = form(
    part('name="kind"', b"drug"),
    part('name="file"; filename="box.jpg"', PHOTO.replace(b"--x\r\n", b"--y\r\n"),
         "Content-Type: image/jpeg"),
    part('name="note"', "药盒 💊\r\n两行".encode()),
)  # fmt: skip
EXPECTED = Form(
    {"kind": "drug", "note": "药盒 💊\r\n两行"},
    {"file": Upload("box.jpg", "image/jpeg", PHOTO.replace(b"--x\r\n", b"--y\r\n"))},
)


def test_fields_are_text_and_files_are_bytes() -> None:
    assert read(SAMPLE) == EXPECTED


@pytest.mark.parametrize("name", ["box.jpg", "药盒 1.jpg", 'a"b\\c.jpg', "a;b=c.jpg"])
def test_a_python_client_is_understood(name: str) -> None:
    request = requests.Request(
        "POST", "http://x", files={"file": (name, PHOTO, "image/jpeg")}, data={"kind": "古董"}
    ).prepare()
    assert isinstance(request.body, bytes)

    found = read(request.body, str(request.headers["Content-Type"]))

    assert found.fields == {"kind": "古董"}
    assert found.files["file"].content == PHOTO
    assert found.files["file"].filename == name.rpartition("\\")[2]


def test_a_quoted_boundary_a_preamble_and_an_epilogue_are_understood() -> None:
    body = b"ignore me\r\n" + SAMPLE + b"and me\r\n"

    assert read(body, 'Multipart/Form-Data; charset=utf-8; Boundary="x"') == EXPECTED


def test_a_form_without_parts_is_empty() -> None:
    assert read(END) == Form()


@given(st.lists(st.integers(1, 200), min_size=1))
@settings(deadline=None)
def test_any_split_of_the_stream_gives_the_same_form(sizes: list[int]) -> None:
    stream: Any = Trickle(SAMPLE, forever(*sizes))

    assert multipart.read(stream, None, TYPE, file_limit=LIMIT) == EXPECTED


NAMES = st.from_regex(r"[a-z_]{1,20}", fullmatch=True)
CONTENTS = st.one_of(
    st.binary(max_size=300),
    st.lists(st.sampled_from([b"\r\n", b"--x", b"--", b"\r", b"\n", b"a"])).map(b"".join),
)


@given(st.dictionaries(NAMES, CONTENTS, max_size=8), st.integers(1, 50))
@settings(deadline=None)
def test_every_file_arrives_as_it_was_sent(files: dict[str, bytes], size: int) -> None:
    assume(not any(b"--x" in content for content in files.values()))
    body = form(*(part(f'name="{name}"; filename="f"', files[name]) for name in files))
    stream: Any = Trickle(body, forever(size))

    found = multipart.read(stream, len(body), TYPE, file_limit=LIMIT)

    assert {name: upload.content for name, upload in found.files.items()} == files


PIECES = [
    *(b"--x", b"--x--", b"\r\n", b"\r", b"\n", b"\r\n\r\n", b" ", b"\t", b":", b'"', b"\\", b"="),
    *(b"Content-Disposition: ", b"form-data", b"attachment", b'; name="a"', b"; filename=", b"abc"),
    *(b"; filename*=utf-8''%ff%00", b"../\x00\xe8\x8d\xaf", b"Content-Length: 3", b"9" * 4400),
    *(b"Content-Type: text/plain; charset=gbk", b"\xff\xfe", bytes(range(256))),
]  # fmt: skip


@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=8))).map(b"".join),
    st.sampled_from([b"", b'--x\r\nContent-Disposition: form-data; name="a"']),
    st.sampled_from([b"", b"\r\n" + END]),
    st.one_of(st.just(TYPE), st.text(max_size=30), st.text(max_size=90).map((TYPE[:-1]).__add__)),
    st.booleans(),
)
@settings(deadline=None)
def test_nothing_that_is_sent_raises_anything_but_a_refusal(
    middle: bytes, begin: bytes, end: bytes, content_type: str, declared: bool
) -> None:
    body = begin + middle + end
    length = len(body) if declared else None
    try:
        found = multipart.read(io.BytesIO(body), length, content_type, file_limit=1000)
    except (InvalidRequest, PayloadTooLarge, UnsupportedMediaType):
        return
    assert len(found.fields) + len(found.files) <= 32


@pytest.mark.parametrize("kind", ["", "application/json", "multipart/mixed; boundary=x", "x;;;="])
def test_what_is_no_form_is_refused(kind: str) -> None:
    error = refused(SAMPLE, kind)

    assert isinstance(error, UnsupportedMediaType)
    assert error.facts == {"expected": "multipart/form-data"}


@pytest.mark.parametrize(
    "boundary", ["", "; boundary=", '; boundary=""', "; boundary=药", "; boundary=" + "x" * 71]
)
def test_a_form_without_a_proper_boundary_is_broken(boundary: str) -> None:
    assert reason(SAMPLE, "multipart/form-data" + boundary) == "form_broken"


def test_a_form_with_another_boundary_is_broken() -> None:
    assert reason(SAMPLE, "multipart/form-data; boundary=z") == "form_broken"


def test_a_form_that_is_cut_off_is_broken_wherever_that_was() -> None:
    whole = SAMPLE.removesuffix(b"\r\n")
    for length in [*range(120), *range(len(whole) - 120, len(whole))]:
        assert reason(whole[:length]) == "form_broken"


def test_a_body_that_is_shorter_than_declared_is_broken() -> None:
    with pytest.raises(InvalidRequest):
        multipart.read(io.BytesIO(SAMPLE[:-20]), len(SAMPLE), TYPE, file_limit=LIMIT)


def test_no_more_is_read_than_declared() -> None:
    stream = io.BytesIO(SAMPLE + b"the next request")

    multipart.read(stream, len(SAMPLE), TYPE, file_limit=LIMIT)

    assert stream.read() == b"the next request"


@pytest.mark.parametrize(
    "body",
    [
        form(*(part(f'name="n{number}"') for number in range(33))),
        form(part('name="a"', b"", "X: " + "y" * 5000)),
        form(part('name="a"', b"", *(f"X-{number}: y" for number in range(20)))),
        form(part('name="' + "a" * 65 + '"')),
        form(part('name=""')),
        form(part('filename="a"')),
        form(part('name="a\0b"')),
        form(b"--x\r\n\r\nno head\r\n"),
        form(b"--x\r\nContent-Disposition: attachment; name=a\r\n\r\n1\r\n"),
        form(b'--x\r\nContent-Disposition: form-data; name="\xff"\r\n\r\n1\r\n'),
        form(b"--x\nContent-Disposition: form-data; name=a\n\n1\n"),
        form(part('name="a"', b"1234", "Content-Length: 3")),
    ],
    ids=str.split(
        "parts head heads long-name empty-name no-name nul no-head attachment latin unix length"
    ),
)  # fmt: skip
def test_a_form_beyond_all_reason_is_broken(body: bytes) -> None:
    assert reason(body) == "form_broken"


@pytest.mark.parametrize("second", ['name="a"', 'name="a"; filename="f"'])
def test_a_name_that_is_there_twice_is_refused(second: str) -> None:
    error = refused(form(part('name="a"', b"1"), part(second, b"2")))

    assert (error.reason, error.param) == ("field_repeated", "a")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xfe", "text/plain"),
        ("药盒".encode("gbk"), "text/plain"),
        ("药盒".encode("gbk"), "text/plain; charset=gbk"),
        (b"drug", "text/plain; charset=utf-16"),
        (b"drug", "text/plain; charset=no-such"),
    ],
)
def test_text_in_another_encoding_is_refused(content: bytes, kind: str) -> None:
    error = refused(form(part('name="kind"', content, f"Content-Type: {kind}")))

    assert (error.reason, error.param) == ("field_encoding", "kind")


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "us-ascii"])
def test_text_may_say_that_it_is_utf_8(charset: str) -> None:
    kind = f"Content-Type: text/plain; charset={charset}"

    assert read(form(part('name="kind"', b"drug", kind))).fields == {"kind": "drug"}


@pytest.mark.parametrize(
    ("disposition", "filename"),
    [
        ('filename="../../etc/passwd"', "passwd"),
        ('filename="..\\..\\boot.ini"', "boot.ini"),
        ('filename="C:\\fakepath\\box.jpg"', "box.jpg"),
        ('filename="/"', ""),
        ('filename=".."', ""),
        ('filename="a\0b\x1b[31m\x7f.jpg"', "ab[31m.jpg"),
        ('filename="a%0D%0Ab.jpg"', "a b.jpg"),
        ('filename="\u202egpj.exe"', "gpj.exe"),
        ('filename="' + "a" * 300 + '"', "a" * 255),
        ("filename=plain.jpg", "plain.jpg"),
        ('filename=""', ""),
        ("filename*=utf-8''%E8%8D%AF.jpg", "药.jpg"),
        ("filename=\"x.jpg\"; filename*=UTF-8''%E8%8D%AF.jpg", "药.jpg"),
        ("filename*=utf-8''..%2F..%2Fpasswd%00", "passwd"),
        ("filename*=utf-8''%ff", "\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_a_file_name_is_no_path(disposition: str, filename: str) -> None:
    found = read(form(part(f'name="file"; {disposition}', b"1")))

    assert found.files["file"].filename == filename


def test_a_file_name_in_another_encoding_does_no_harm() -> None:
    body = form(part('name="file"; filename="?.jpg"', b"1")).replace(b"?", "药".encode("gbk"))

    assert read(body).files["file"].filename.endswith(".jpg")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("image/PNG; charset=utf-8", "image/png"),
        ("image/svg+xml", "image/svg+xml"),
        ("<script>", "application/octet-stream"),
        ("a/" + "b" * 61, "application/octet-stream"),
        ("image/png\x01", "application/octet-stream"),
    ],
)
def test_a_declared_type_is_a_type(said: str, kept: str) -> None:
    found = read(form(part('name="file"; filename="a"', b"1", f"Content-Type: {said}")))

    assert found.files["file"].content_type == kept


def test_a_file_input_that_was_left_empty_is_not_there() -> None:
    kind = "Content-Type: application/octet-stream"

    assert read(form(part('name="file"; filename=""', b"", kind))) == Form()


def test_an_empty_file_is_a_file() -> None:
    found = read(form(part('name="file"; filename="a.jpg"')))

    assert found.files["file"].content == b""


def test_a_body_that_declares_too_much_is_not_even_read() -> None:
    stream: Any = Trickle(SAMPLE, forever(100))
    with pytest.raises(PayloadTooLarge):
        multipart.read(stream, 10**12, TYPE, file_limit=LIMIT)

    assert stream.given == 0


def test_of_a_chunked_body_no_more_is_read_than_the_limit() -> None:
    body = part('name="file"; filename="a"', bytes(10_000_000))
    stream: Any = Trickle(body, forever(50_000))
    with pytest.raises(PayloadTooLarge):
        multipart.read(stream, None, TYPE, file_limit=LIMIT)

    assert stream.given == LIMIT + 65_536 + 1


@pytest.mark.parametrize("declared", [True, False])
def test_a_file_may_be_as_large_as_the_limit_and_no_larger(declared: bool) -> None:
    for size in (LIMIT, LIMIT + 1):
        body = form(part('name="file"; filename="a"', bytes(size)), part('name="b"', b"1"))
        length = len(body) if declared else None
        if size == LIMIT:
            found = multipart.read(io.BytesIO(body), length, TYPE, file_limit=LIMIT)
            assert len(found.files["file"].content) == LIMIT
        else:
            error = refused(body)
            assert (type(error), error.facts) == (PayloadTooLarge, {"limit": LIMIT})


def test_the_limit_is_for_all_files_together() -> None:
    body = form(*(part(f'name="f{n}"; filename="a"', bytes(600_000)) for n in range(2)))

    assert reason(body) == "payload_too_large"


def test_a_field_is_no_file() -> None:
    error = refused(form(part('name="note"', b"a" * 65_537)))

    assert (error.reason, error.param) == ("payload_too_large", "note")
