"""Single calls to OSS by Alibaba Cloud's SDK, and what its errors mean. Nobody else imports it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import alibabacloud_oss_v2 as oss  # type: ignore[import-untyped]
import requests
from alibabacloud_oss_v2 import exceptions
from alibabacloud_oss_v2.crc import Crc64  # type: ignore[import-untyped]
from alibabacloud_oss_v2.transport import RequestsHttpClient  # type: ignore[import-untyped]
from requests.adapters import HTTPAdapter

from shared.config.environment import OssKey
from shared.errors import PayloadTooLarge
from shared.storage.backend import SentPart, Stored
from shared.storage.errors import Lasting, Missing, Over, Passing
from shared.storage.oss_endpoint import OssEndpoint

CONNECT, READ = 3.0, 10.0  # seconds
_LINES = 20  # connections kept
PIECE = 65_536  # bytes
_PAGE = 1000  # keys
DAMAGED = "the bytes that came are not those that are kept"
_PASSING = {"SecurityTokenExpired", "RequestTimeTooSkewed", "RequestTimeout"}


class Bucket:
    """A bucket, for any number of threads."""

    def __init__(self, place: OssEndpoint, key: Callable[[], OssKey]) -> None:
        self.client = oss.Client(_configured(place, key))
        self.name = place.bucket

    def put(self, name: str, data: bytes, content_type: str) -> None:
        """The SDK compares its CRC-64 of what it sent with OSS's of what came."""
        request = oss.PutObjectRequest(self.name, name, body=data, content_type=content_type)
        with translated():
            self.client.put_object(request)

    def begin(self, name: str, content_type: str) -> str:
        request = oss.InitiateMultipartUploadRequest(self.name, name, content_type=content_type)
        with translated():
            upload_id: str = self.client.initiate_multipart_upload(request).upload_id
        return upload_id

    def send(self, name: str, upload_id: str, number: int, data: bytes) -> SentPart:
        """The SDK compares CRCs as in `put`; a part that is sent again replaces the first."""
        request = oss.UploadPartRequest(
            self.name, name, part_number=number, upload_id=upload_id, body=data
        )
        with translated():
            etag = self.client.upload_part(request).etag
        return SentPart(number, len(data), etag, _crc(data))

    def complete(self, name: str, upload_id: str, parts: Sequence[SentPart]) -> None:
        """Make the parts an object; Lasting, and there is none, when it is not what was sent."""
        expected = str(_crc_of_all(parts))
        try:
            found = self._complete(name, upload_id, parts)
        except Over:
            if self._kept_crc(name) == expected:
                return  # done by an attempt whose answer was lost
            raise
        if found not in (None, expected):
            self.remove(name)
            raise Lasting("what was put together is not what was sent")

    def sent(self, name: str, upload_id: str) -> list[SentPart]:
        """Those that came: no more than 1000 are sent."""
        request = oss.ListPartsRequest(self.name, name, upload_id=upload_id, max_parts=_PAGE)
        with translated():
            found = self.client.list_parts(request).parts or []
        return [SentPart(p.part_number, p.size, p.etag, int(p.hash_crc64 or 0)) for p in found]

    def abort(self, name: str, upload_id: str) -> None:
        request = oss.AbortMultipartUploadRequest(self.name, name, upload_id=upload_id)
        with translated():
            self.client.abort_multipart_upload(request)

    def open(self, name: str, after: int, etag: str | None) -> Any:
        """The SDK's answer, whose body is to be read and closed; of `etag`, if one is given."""
        request = oss.GetObjectRequest(self.name, name, if_match=etag)
        if after:
            request.range_header = f"bytes={after}-"
        return self.client.get_object(request)

    def get(self, name: str, limit: int) -> bytes:
        with translated():
            answer = self.client.get_object(oss.GetObjectRequest(self.name, name))
            data = _read(answer, limit)
        if answer.hash_crc64 not in (None, str(_crc(data))):
            raise Passing(DAMAGED)
        return data

    def processed(self, name: str, words: str, limit: int) -> bytes:
        """Without a checksum: it is another object that comes."""
        request = oss.GetObjectRequest(self.name, name, process=words)
        with translated():
            return _read(self.client.get_object(request), limit)

    def part(self, name: str, part: range) -> bytes:
        """Without a checksum, which is of the whole."""
        span = f"bytes={part.start}-{part.stop - 1}"
        request = oss.GetObjectRequest(self.name, name, range_header=span)
        with translated():
            return _read(self.client.get_object(request), len(part))

    def size(self, name: str) -> int:
        with translated():
            found = self.client.head_object(oss.HeadObjectRequest(self.name, name))
        return int(found.content_length)

    def remove(self, name: str) -> None:
        with translated():
            self.client.delete_object(oss.DeleteObjectRequest(self.name, name))

    def list_page(self, prefix: str, token: str) -> tuple[list[Stored], str]:
        """Objects, and the token of the next page."""
        request = oss.ListObjectsV2Request(
            self.name, prefix=prefix, continuation_token=token or None, max_keys=_PAGE
        )
        with translated():
            page = self.client.list_objects_v2(request)
        found = [_stored(listed) for listed in page.contents or []]
        return found, page.next_continuation_token or ""

    def _complete(self, name: str, upload_id: str, parts: Sequence[SentPart]) -> str | None:
        listed = [oss.UploadPart(part_number=p.number, etag=p.etag) for p in parts]
        request = oss.CompleteMultipartUploadRequest(
            self.name,
            name,
            upload_id=upload_id,
            complete_multipart_upload=oss.CompleteMultipartUpload(parts=listed),
        )
        with translated():
            crc_of_all: str | None = self.client.complete_multipart_upload(request).hash_crc64
        return crc_of_all

    def _kept_crc(self, name: str) -> str | None:
        try:
            with translated():
                found = self.client.head_object(oss.HeadObjectRequest(self.name, name))
        except Missing:
            return None
        kept: str | None = found.hash_crc64
        return kept


def _configured(place: OssEndpoint, key: Callable[[], OssKey]) -> Any:
    return oss.config.Config(
        region=place.region,
        endpoint=place.endpoint,
        use_path_style=place.in_path,
        credentials_provider=oss.credentials.CredentialsProviderFunc(
            lambda: oss.Credentials(*key())
        ),
        retry_max_attempts=1,
        http_client=_http(),
    )


def _http() -> Any:
    """Without what requests looks for in the environment: proxies, and passwords in a .netrc."""
    session = requests.Session()
    session.trust_env = False
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(pool_maxsize=_LINES))
    return RequestsHttpClient(session=session, connect_timeout=CONNECT, readwrite_timeout=READ)


def _read(answer: Any, limit: int) -> bytes:
    with answer.body as body:
        if (answer.content_length or 0) > limit:
            raise PayloadTooLarge(limit=limit)
        return b"".join(body.iter_bytes(block_size=PIECE))


def checksum() -> Any:
    """A CRC-64 to `update` with bytes; `sum64` is what OSS tells of the same bytes."""
    return Crc64(0)


def _crc(data: bytes) -> int:
    counted = checksum()
    counted.update(data)
    found: int = counted.sum64()
    return found


def _crc_of_all(parts: Sequence[SentPart]) -> int:
    whole = 0
    for part in parts:
        whole = Crc64.combine(whole, part.crc, part.size)
    return whole


def _stored(listed: Any) -> Stored:
    return Stored(listed.key, listed.size, int(listed.last_modified.timestamp() * 1000))


@contextmanager
def translated() -> Iterator[None]:
    """The SDK's errors, and those of reading a body, by what can be done about them."""
    try:
        yield
    except exceptions.OperationError as e:
        raise _meaning(e.unwrap()) from e
    except requests.RequestException as e:
        raise Passing(f"the answer broke off: {type(e).__name__}") from e


def _meaning(error: Any) -> Exception:
    if isinstance(error, exceptions.ServiceError):
        return _refusal(error)
    if isinstance(error, exceptions.CredentialsFetchError):
        ours: Exception = error.kwargs["error"]  # who was asked for the key has said why
        return ours
    lost = (exceptions.RequestError, exceptions.ResponseError, exceptions.InconsistentError)
    return (Passing if isinstance(error, lost) else Lasting)(f"{type(error).__name__}: {error}")


def _refusal(error: Any) -> Exception:
    status, code = error.status_code, error.code or ""
    said = f"{status} {code} {error.message} (request {error.request_id}, {error.ec})"
    if status == 404 and code != "NoSuchBucket":
        return Over(said) if code == "NoSuchUpload" else Missing(said)
    passing = status >= 500 or status == 429 or code in _PASSING
    return (Passing if passing else Lasting)(said)
