"""Uploads in parts at the OSS simulator: begun, sent, and completed or aborted."""

import base64
import hashlib
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import quote
from xml.etree import ElementTree

from tests.simulators.oss_crc import crc64
from tests.simulators.oss_wire import XML, Call, ProviderError, Reply

LEAST = 102_400  # bytes of every part but the last
MOST = 10_000  # parts


@dataclass
class Begun:
    key: str
    content_type: str
    parts: dict[int, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Completed:
    key: str
    content_type: str
    data: bytes
    etag: str


class Parts:
    """What was begun, by the upload's id."""

    def __init__(self) -> None:
        self.begun: dict[str, Begun] = {}
        self.ids = 0

    def is_asked(self, call: Call) -> bool:
        return "uploads" in call.query or "uploadId" in call.query

    def answer(self, bucket: str, key: str, call: Call) -> Reply | Completed:
        """The reply, or what is an object from now on."""
        _check_digest(call)
        if call.method == "POST" and "uploads" in call.query:
            return self._begin(bucket, key, call)
        id = call.query.get("uploadId", "")
        if id not in self.begun or self.begun[id].key != key:
            raise ProviderError(404, "NoSuchUpload", "The specified upload does not exist.")
        if call.method == "DELETE":
            del self.begun[id]
            return Reply(204)
        return self._of_begun(bucket, id, call)

    def _of_begun(self, bucket: str, id: str, call: Call) -> Reply | Completed:
        if call.method == "PUT":
            return self._take(self.begun[id], call)
        if call.method == "POST":
            return self._complete(id, call)
        if call.method == "GET":
            return _list(bucket, id, self.begun[id], int(call.query.get("max-parts", "1000")))
        raise ProviderError(405, "MethodNotAllowed")

    def _begin(self, bucket: str, key: str, call: Call) -> Reply:
        self.ids += 1
        id = f"0004B9894A22E5B1888A1E29F823{self.ids:04}"
        self.begun[id] = Begun(key, call.headers.get("content-type", ""))
        body = (
            f"<InitiateMultipartUploadResult><EncodingType>url</EncodingType><Bucket>{bucket}"
            f"</Bucket><Key>{quote(key)}</Key><UploadId>{id}</UploadId>"
            "</InitiateMultipartUploadResult>"
        )
        return Reply(200, body.encode(), {"Content-Type": XML})

    def _take(self, upload: Begun, call: Call) -> Reply:
        number = int(call.query.get("partNumber", "0"))
        if not 1 <= number <= MOST:
            raise ProviderError(400, "InvalidArgument", "Part number must be between 1 and 10000.")
        upload.parts[number] = call.body
        crc = str(crc64(call.body))
        return Reply(200, headers={"ETag": _etag(call.body), "x-oss-hash-crc64ecma": crc})

    def _complete(self, id: str, call: Call) -> Completed:
        upload, listed = self.begun[id], _listed(call.body)
        if any(one >= other for (one, _), (other, _) in pairwise(listed)):
            raise ProviderError(400, "InvalidPartOrder", "The parts are not in ascending order.")
        for number, etag in listed:
            if number not in upload.parts or _etag(upload.parts[number]) != etag:
                raise ProviderError(
                    400, "InvalidPart", "A part is missing, or another than listed."
                )
        parts = [upload.parts[number] for number, _ in listed]
        if any(len(part) < LEAST for part in parts[:-1]):
            raise ProviderError(400, "EntityTooSmall", "A part is smaller than the minimum.")
        del self.begun[id]
        digest = hashlib.md5("".join(etag for _, etag in listed).encode()).hexdigest()  # noqa: S324
        etag = f'"{digest.upper()}-{len(parts)}"'
        return Completed(upload.key, upload.content_type, b"".join(parts), etag)


def _list(bucket: str, id: str, upload: Begun, most: int) -> Reply:
    shown = sorted(upload.parts.items())[:most]
    body = (
        f"<ListPartsResult><Bucket>{bucket}</Bucket><EncodingType>url</EncodingType>"
        f"<Key>{quote(upload.key)}</Key><UploadId>{id}</UploadId><MaxParts>{most}</MaxParts>"
        f"<IsTruncated>{str(len(upload.parts) > most).lower()}</IsTruncated>"
        + "".join(_entry(number, data) for number, data in shown)
        + "</ListPartsResult>"
    )
    return Reply(200, body.encode(), {"Content-Type": XML})


def _entry(number: int, data: bytes) -> str:
    return (
        f"<Part><PartNumber>{number}</PartNumber><LastModified>2026-11-28T06:00:00.000Z"
        f"</LastModified><ETag>{_etag(data)}</ETag><HashCrc64ecma>{crc64(data)}</HashCrc64ecma>"
        f"<Size>{len(data)}</Size></Part>"
    )


def completion(bucket: str, done: Completed) -> bytes:
    return (
        f"<CompleteMultipartUploadResult><EncodingType>url</EncodingType><Location>http://{bucket}"
        f"</Location><Bucket>{bucket}</Bucket><Key>{quote(done.key)}</Key>"
        f"<ETag>{done.etag}</ETag></CompleteMultipartUploadResult>"
    ).encode()


def _listed(body: bytes) -> list[tuple[int, str]]:
    try:
        root = ElementTree.fromstring(body)  # noqa: S314
        found = [(int(p.findtext("PartNumber", "")), p.findtext("ETag", "")) for p in root]
    except (ElementTree.ParseError, ValueError) as e:
        raise ProviderError(400, "MalformedXML") from e
    if root.tag != "CompleteMultipartUpload" or not found:
        raise ProviderError(400, "MalformedXML", "There is no part.")
    return found


def _check_digest(call: Call) -> None:
    digest = base64.b64encode(hashlib.md5(call.body).digest()).decode()  # noqa: S324
    if call.headers.get("content-md5", digest) != digest:
        raise ProviderError(400, "InvalidDigest", "The Content-MD5 is not that of the body.")


def _etag(data: bytes) -> str:
    return f'"{hashlib.md5(data).hexdigest().upper()}"'  # noqa: S324
