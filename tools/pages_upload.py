"""`python -m tools.pages_upload`: the pages into a bucket of OSS that serves them as a website.

What others refer to goes first and the entries last, so that nobody is sent to what is not there;
parts of the release before stay, since pages that are open still ask for them. Addresses of the
pages are hash routes: the bucket needs no page for what is not found, and a missing part is a 404.
"""

import argparse
import mimetypes
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import alibabacloud_oss_v2 as oss  # type: ignore[import-untyped]
import msgspec
from dotenv import load_dotenv

from shared.config import environment
from shared.config.environment import ConfigError
from shared.operations import site
from shared.storage.errors import Lasting, Missing, Passing
from shared.storage.oss_client import Bucket, translated
from tools import pages
from tools.oss_setup import bucket_of, call

_COMPRESSED = {".br", ".gz"}  # a CDN compresses; OSS would serve them as they are, to everybody
ENTRY = "index.html"
_HEAD = b"<head>"
_ONLY_IN_HEADERS = " frame-ancestors 'none';"
_WEBSITE = (
    b'<?xml version="1.0" encoding="UTF-8"?><WebsiteConfiguration><IndexDocument>'
    b"<Suffix>index.html</Suffix><SupportSubDir>true</SupportSubDir><Type>0</Type>"
    b"</IndexDocument></WebsiteConfiguration>"
)


class File(NamedTuple):
    name: str
    data: bytes
    cache: str

    @property
    def type(self) -> str:
        known = site.TYPES.get(Path(self.name).suffix)
        return known or mimetypes.guess_type(self.name)[0] or "application/octet-stream"


def main(arguments: list[str]) -> int:
    given = _parser().parse_args(arguments)
    load_dotenv()
    try:
        bucket = _bucket(given.bucket, given.endpoint)
        pages.main()
        for line in upload(bucket, given.site, given.api, given.files):
            print(line)
    except (ConfigError, Lasting, Missing, Passing, OSError) as e:
        sys.stderr.write(f"{e}\n")
        return 1
    return 0


def upload(bucket: Bucket, folder: Path, api: str, files: str) -> Iterator[str]:
    """Put all of the pages, and let the bucket serve them; a line to show for each step."""
    count = 0
    for file in ordered(folder, api, files):
        _put(bucket, file)
        count += 1
    yield f"{bucket.name}: {count} files, the entries last"
    _serve(bucket)
    yield f"{bucket.name}: serves index.html as a website; bind a domain of your own to it"


def ordered(folder: Path, api: str, files: str) -> list[File]:
    """What is uploaded, in its order; OSError where the pages were not built."""
    if not (folder / ENTRY).is_file():
        raise FileNotFoundError(f"{folder} has no {ENTRY}: make pages")
    found = [path for path in folder.rglob("*") if path.is_file()]
    kept = [path for path in found if path.suffix not in _COMPRESSED and path.name != "config.json"]
    made = [_file(path, path.relative_to(folder).as_posix(), api, files) for path in kept]
    configuration = msgspec.json.encode(site.Configuration(api))
    made.append(File("config.json", configuration, site.ASK_AGAIN))
    return sorted(made, key=lambda file: (file.name.endswith(".html"), file.name == ENTRY))


def _file(path: Path, name: str, api: str, files: str) -> File:
    data = path.read_bytes()
    if path.suffix == ".html":
        data = _with_policy(data, [host for host in (api, files) if host])
    asset = name.startswith("assets/")
    return File(name, data, site.NEVER_CHANGES if asset else site.ASK_AGAIN)


def _with_policy(html: bytes, hosts: list[str]) -> bytes:
    """OSS sends no headers of ours: the pages themselves say what they may do."""
    policy = site.policy("".join(f" {host}" for host in hosts)).replace(_ONLY_IN_HEADERS, "")
    tags = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    tags += '<meta name="referrer" content="no-referrer">'
    return html.replace(_HEAD, _HEAD + tags.encode(), 1)


def _put(bucket: Bucket, file: File) -> None:
    request = oss.PutObjectRequest(
        bucket.name,
        file.name,
        body=file.data,
        content_type=file.type,
        cache_control=file.cache,
        acl="public-read",
    )
    with translated():
        bucket.client.put_object(request)


def _serve(bucket: Bucket) -> None:
    """A PUT replaces all of its kind; there is nothing of others to keep on a bucket of pages."""
    call(bucket, "PUT", "website", _WEBSITE, {"Content-Type": "application/xml"})


def _bucket(name: str, endpoint: str) -> Bucket:
    """With the key that the settings have for OSS; ConfigError."""
    place = {"OSS_BUCKET_NAME": name, "OSS_ENDPOINT": endpoint}
    return bucket_of(environment.load({**os.environ, **place}))


def _address(text: str) -> str:
    url = urlsplit(text)
    if text and (url.scheme not in {"http", "https"} or url.path or not url.netloc):
        raise argparse.ArgumentTypeError("is no origin such as https://api.example.com")
    return text


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.pages_upload", description=__doc__)
    parser.add_argument("--bucket", required=True, help="of the pages alone, not of files")
    parser.add_argument("--endpoint", required=True, help="oss-cn-hangzhou.aliyuncs.com")
    parser.add_argument("--api", type=_address, default="", help="empty: the pages' own origin")
    parser.add_argument("--files", type=_address, default="", help="https://<bucket>.<endpoint>")
    parser.add_argument("--site", type=Path, default=pages.SITE)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
