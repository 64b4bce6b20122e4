"""Files that are not what they seem, or ask for more than anybody would give."""

import random
import struct
import zlib
from pathlib import Path

from tests.engines import ffmpeg


def list_of_files(folder: Path, secret: Path) -> bytes:
    """A list that makes ffmpeg's concat read another file of the same folder."""
    assert secret.parent == folder
    return f"ffconcat version 1.0\nfile {secret.name}\n".encode()


def playlist(address: str) -> bytes:
    """HLS: a film whose pieces lie elsewhere."""
    return f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{address}\n#EXT-X-ENDLIST\n".encode()


def manifest(address: str) -> bytes:
    """DASH."""
    return (
        '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"'
        ' mediaPresentationDuration="PT1S"><Period><AdaptationSet mimeType="video/mp4">'
        f'<Representation id="1" bandwidth="1"><BaseURL>{address}</BaseURL></Representation>'
        "</AdaptationSet></Period></MPD>"
    ).encode()


def drawing(address: str) -> bytes:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' width="64" height="64"><image xlink:href="{address}"/></svg>'
    ).encode()


def wide_png(side: int) -> bytes:
    """A few KB that decode to `side` x `side` pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checked)

    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 + (side + 7) // 8)) for _ in range(side))
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", packed + packer.flush()) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def wide_film(path: Path, side: int) -> Path:
    """A film whose every picture has `side` x `side` pixels."""
    still = ("-f", "lavfi", "-i", f"color=black:s={side}x{side}:r=1:d=1")
    ffmpeg.run(*still, "-c:v", "mjpeg", "-q:v", "31", path)
    return path


def fuzzed(whole: bytes, seed: int) -> bytes:
    """The same with some bytes changed, left out, or doubled."""
    chance, broken = random.Random(seed), bytearray(whole)
    for _ in range(chance.randint(1, 40)):
        place = chance.randrange(len(broken))
        match chance.randrange(4):
            case 0:
                broken[place] = chance.randrange(256)
            case 1:
                broken[place : place + 4] = chance.choice([bytes(4), b"\xff" * 4, b"\x7f" * 4])
            case 2:
                del broken[place : place + chance.randint(1, 300)]
            case _:
                broken[place:place] = broken[place : place + chance.randint(1, 300)]
    return bytes(broken) or b"x"
