"""Single calls to S3, and what its errors mean."""

import base64
import functools
import hashlib
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import urllib3

from shared.errors import PayloadTooLarge
from shared.storage.backend import SentPart, Stored
from shared.storage.errors import Lasting, Missing, Over, Passing
from shared.storage.s3_signatures import S3Key, S3Place, Signer, canonical_query

PIECE = 65_536  # bytes
DAMAGED = "the bytes that came are not those that are kept"
_TIMEOUT = urllib3.Timeout(connect=3.0, read=10.0)  # seconds
_LINES = 20  # connections kept
_LARGEST_WORDS = 4 << 20  # bytes of XML: a page of a list
_PASSING = {"RequestTimeTooSkewed", "RequestTimeout", "SlowDown", "OperationAborted"}
_BUCKET = ""  # asked for itself


class Answer(NamedTuple):
    body: bytes
    headers: Any

    @property
    def words(self) -> ET.Element:
        """Its XML without namespaces, which not all servers have; Passing when it is none."""
        try:
            root = ET.fromstring(self.body)  # noqa: S314  # of the server that we trust with files
        except ET.ParseError as e:
            raise Passing("the answer is no XML") from e
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]
        return root


class S3Bucket:
    """A bucket, for any number of threads."""

    def __init__(self, place: S3Place, key: S3Key) -> None:
        self._place, self._key = place, key

    def put(self, name: str, data: bytes, content_type: str) -> None:
        """S3 compares the digest of what it took with ours."""
        self._call("PUT", name, {}, data, content_type=content_type, content_md5=_md5(data))

    def get(self, name: str, limit: int) -> bytes:
        with _closing(self.open(name, 0, "")) as answer:
            if int(answer.headers.get("Content-Length", "0")) > limit:
                raise PayloadTooLarge(limit=limit)
            data = _read(answer)
        if not is_of(answer.headers.get("ETag", ""), hashlib.md5(data)):  # noqa: S324
            raise Passing(DAMAGED)
        return data

    def part(self, name: str, part: range) -> bytes:
        """Without a checksum, which is of the whole."""
        with _closing(self.open(name, part.start, "")) as answer:
            return _read(answer, len(part))

    def open(self, name: str, after: int, etag: str) -> Any:
        """An answer whose body is to be read and closed; of `etag`, if one is given."""
        more = {"range": f"bytes={after}-"} if after else {}
        if etag:
            more["if_match"] = etag
        return self._ask("GET", name, {}, b"", more)

    def size(self, name: str) -> int:
        return int(self._call("HEAD", name, {}).headers["Content-Length"])

    def remove(self, name: str) -> None:
        self._call("DELETE", name, {})

    def list_page(self, prefix: str, token: str) -> tuple[list[Stored], str]:
        """Objects, and the token of the next page."""
        query = {"list-type": "2", "prefix": prefix, "max-keys": "1000"}
        if token:
            query["continuation-token"] = token
        words = self._call("GET", _BUCKET, query).words
        found = [_stored(listed) for listed in words.iterfind("Contents")]
        return found, words.findtext("NextContinuationToken", "")

    def begin(self, name: str, content_type: str) -> str:
        answer = self._call("POST", name, {"uploads": ""}, content_type=content_type)
        return answer.words.findtext("UploadId", "")

    def send(self, name: str, upload_id: str, number: int, data: bytes) -> SentPart:
        query = {"partNumber": str(number), "uploadId": upload_id}
        answer = self._call("PUT", name, query, data, content_md5=_md5(data))
        return SentPart(number, len(data), answer.headers.get("ETag", ""))

    def sent(self, name: str, upload_id: str) -> list[SentPart]:
        """Those that came: no more than 1000 are sent."""
        words = self._call("GET", name, {"uploadId": upload_id}).words
        return [_part(listed) for listed in words.iterfind("Part")]

    def complete(self, name: str, upload_id: str, parts: Sequence[SentPart]) -> None:
        """Make the parts an object. S3 may answer 200, and say in the body that it failed."""
        body = ET.tostring(_listed(parts))
        try:
            words = self._call("POST", name, {"uploadId": upload_id}, body).words
        except Over:
            if self._has(name, _etag_of(parts)):
                return  # done by an attempt whose answer was lost
            raise
        if words.tag == "Error":
            raise Passing(words.findtext("Code", "") + " in an answer of 200")

    def abort(self, name: str, upload_id: str) -> None:
        self._call("DELETE", name, {"uploadId": upload_id})

    def rules(self, kind: str) -> ET.Element:
        """Those of a kind; Missing when there are none."""
        return self._call("GET", _BUCKET, {kind: ""}).words

    def set_rules(self, kind: str, rules: bytes) -> None:
        """Replace the rules of a kind, `lifecycle` or `cors`."""
        more = {"content_type": "application/xml", "content_md5": _md5(rules)}
        self._call("PUT", _BUCKET, {kind: ""}, rules, **more)

    def _has(self, name: str, etag: str) -> bool:
        try:
            found: str = self._call("HEAD", name, {}).headers.get("ETag", "")
        except Missing:
            return False
        return found.strip('"').lower() == etag

    def _call(
        self, method: str, name: str, query: dict[str, str], body: bytes = b"", **more: str
    ) -> Answer:
        with _closing(self._ask(method, name, query, body, more)) as answer:
            return Answer(_read(answer, _LARGEST_WORDS), answer.headers)

    def _ask(
        self, method: str, name: str, query: dict[str, str], body: bytes, more: dict[str, str]
    ) -> Any:
        """An answer that is not refused, of which only the head has come."""
        signer = Signer(self._place, self._key, time.time_ns() // 1_000_000)
        headers = signer.headers(method, name, query, body, **more)
        asked = f"?{canonical_query(query)}" if query else ""
        url = f"{self._place.url}{self._place.path(name)}{asked}"
        try:
            answer = _pool().request(
                method, url, body=body or None, headers=headers,
                preload_content=False, redirect=False, retries=False, timeout=_TIMEOUT,
            )  # fmt: skip
        except urllib3.exceptions.HTTPError as e:
            raise Passing(f"no answer: {type(e).__name__}") from e
        if answer.status < 300:
            return answer
        with _closing(answer):
            raise refusal(answer.status, _read(answer, PIECE))


class _closing:
    """Gives the line back, or hangs up where not all was read."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def __enter__(self) -> Any:
        return self.answer

    def __exit__(self, *_: object) -> None:
        self.answer.close()
        self.answer.release_conn()


def refusal(status: int, body: bytes) -> Exception:
    """What an error of S3 means for what to do next; HEAD's have no body."""
    try:
        words = Answer(body, {}).words
        code, said = words.findtext("Code", ""), words.findtext("Message", "")
    except Passing:
        code, said = "", ""
    shown = f"{status} {code} {said}".strip()
    if status == 404 and code != "NoSuchBucket":
        return Over(shown) if code == "NoSuchUpload" else Missing(shown)
    passes = status >= 500 or status == 429 or code in _PASSING
    return (Passing if passes else Lasting)(shown)


def is_of(etag: str, digest: Any) -> bool:
    """Whether a tag is that digest; those of parts, or of encrypted objects, are none."""
    plain = etag.strip('"').lower()
    return len(plain) != 32 or not plain.isalnum() or plain == digest.hexdigest()


def _read(answer: Any, most: int | None = None) -> bytes:
    """What comes, of `most` bytes at the most; Passing when it breaks off."""
    try:
        data: bytes = answer.read(most)
    except urllib3.exceptions.HTTPError as e:
        raise Passing(f"the answer broke off: {type(e).__name__}") from e
    return data


def _md5(data: bytes) -> str:
    return base64.b64encode(hashlib.md5(data).digest()).decode()  # noqa: S324  # what S3 asks for


def _stored(listed: ET.Element) -> Stored:
    at = datetime.fromisoformat(listed.findtext("LastModified", ""))
    size = int(listed.findtext("Size", "0"))
    return Stored(listed.findtext("Key", ""), size, int(at.timestamp() * 1000))


def _part(listed: ET.Element) -> SentPart:
    number, size = (int(listed.findtext(name, "0")) for name in ("PartNumber", "Size"))
    return SentPart(number, size, listed.findtext("ETag", ""))


def _listed(parts: Sequence[SentPart]) -> ET.Element:
    root = ET.Element("CompleteMultipartUpload")
    for part in parts:
        entry = ET.SubElement(root, "Part")
        ET.SubElement(entry, "PartNumber").text = str(part.number)
        ET.SubElement(entry, "ETag").text = part.etag
    return root


def _etag_of(parts: Sequence[SentPart]) -> str:
    """What S3 calls an object of these parts: the digest of their digests, and how many."""
    digests = bytes.fromhex("".join(part.etag.strip('"') for part in parts))
    return f"{hashlib.md5(digests).hexdigest()}-{len(parts)}"  # noqa: S324


@functools.cache
def _pool() -> urllib3.PoolManager:
    import certifi  # the authorities of the system may be missing, or old

    return urllib3.PoolManager(maxsize=_LINES, ca_certs=certifi.where())
