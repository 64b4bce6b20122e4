"""The pages that people use: files that were built, with what browsers may keep and must not do."""

import hashlib
from pathlib import Path

import msgspec

from shared.config import environment
from shared.errors import NotFound
from shared.http.request import Request
from shared.http.response import Response
from shared.storage import s3_place

HTML = "text/html"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
NEVER_CHANGES = "public, max-age=31536000, immutable"  # the name has a hash of the content
ASK_AGAIN = "no-cache"
_LONGEST_NAME = 255  # bytes: of a file's name at all
_ENCODINGS = {"br": ".br", "gzip": ".gz"}  # the best first; made when the pages are built
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:{storage};"
    " media-src 'self' blob:{storage}; connect-src 'self'{storage}; font-src 'self';"
    " manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
    " require-trusted-types-for 'script'; trusted-types vue"
)


def policy(hosts: str) -> str:
    """What the pages may do in a browser, with `hosts` that they may ask, each after a blank."""
    return _CSP.format(storage=hosts)


class Configuration(msgspec.Struct, frozen=True):
    """What the pages read first; who serves them from elsewhere writes the API's address there."""

    api: str = ""


def moved(to: str) -> Response:
    """For good; what follows `#` goes along."""
    return Response(308, headers={"Location": to, "Cache-Control": ASK_AGAIN})


def page(folder: Path, name: str, request: Request) -> Response | None:
    """An entry of the pages; None where they were not built."""
    entry = folder / name
    if not entry.is_file():
        return None
    answer = _answer(entry, request, ASK_AGAIN)
    answer.headers |= {
        "Content-Security-Policy": policy(_storage()),
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(self), microphone=(self), geolocation=()",
    }
    return answer


def asset(folder: Path, name: str, request: Request) -> Response:
    """A file that keeps its content for ever; NotFound, never the entry, when a release is over."""
    return _answer(_found(folder / "assets", name), request, NEVER_CHANGES)


def file(folder: Path, name: str, request: Request) -> Response:
    """A file that keeps its name: icons, what runs before the first paint, the configuration."""
    return _answer(_found(folder, name), request, ASK_AGAIN)


def _found(folder: Path, name: str) -> Path:
    path = folder / name
    is_name = "/" not in name and not name.startswith(".") and len(name.encode()) <= _LONGEST_NAME
    if not is_name or path.suffix not in TYPES or not path.is_file():
        raise NotFound()
    return path


def _answer(path: Path, request: Request, cache: str) -> Response:
    """The file as it was asked for, or 304 to who has it."""
    encoding, sent = _encoded(path, request.headers.get("accept-encoding", ""))
    body = sent.read_bytes()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"Cache-Control": cache, "ETag": tag, "Vary": "Accept-Encoding, Origin"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(304, headers=headers)
    headers |= {"Content-Type": TYPES[path.suffix]}
    return Response(200, body, headers | ({"Content-Encoding": encoding} if encoding else {}))


def _encoded(path: Path, accepted: str) -> tuple[str, Path]:
    """The best of what the client takes and the build has made."""
    taken = {name for name, _, weight in map(_choice, accepted.split(",")) if weight != "0"}
    for encoding, suffix in _ENCODINGS.items():
        made = path.with_name(path.name + suffix)
        if encoding in taken and made.is_file():
            return encoding, made
    return "", path


def _choice(said: str) -> tuple[str, str, str]:
    """A coding of Accept-Encoding and its weight, of which only `0` matters."""
    name, _, weight = said.replace(" ", "").lower().partition(";q=")
    return name, "q", weight.rstrip("0").rstrip(".") or ("0" if weight else "1")


def _storage() -> str:
    """The bucket, to which browsers send files and from which they show them."""
    settings = environment.settings()
    bucket, endpoint = settings.oss_bucket, settings.oss_endpoint
    if settings.s3_bucket and not bucket:
        return f" {s3_place.origin(settings)}" if settings.s3_endpoint else ""
    if not bucket or not endpoint:
        return ""
    scheme, _, host = endpoint.rstrip("/").rpartition("://")
    host = host.removeprefix(f"{bucket}.").replace("-internal.aliyuncs.com", ".aliyuncs.com")
    return f" {scheme or 'https'}://{bucket}.{host}"
