"""`python -m tests.heavy TOKEN [all]`: what bodies of the largest allowed size cost each endpoint.

A line of JSON for each: the endpoint, the body's kind and bytes, the status, and the bytes of
memory that its child of this process had at most more than before, the body itself among them.
"""

import io
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from shared.database import connections
from shared.drugs import csv_import
from shared.hosts import gateway, routes
from shared.http.endpoint import Endpoint

JSON = "application/json"
FORM = "multipart/form-data; boundary=x"
PART = b'--x\r\nContent-Disposition: form-data; name="%b"\r\n\r\n'
TAKEN = {"a picture", "few wide"}  # of the kinds, what nobody refuses
APP = gateway.application(routes.read(Path("template.yml")), gateway.direct)


def values(size: int) -> Iterator[tuple[str, bytes]]:
    """JSON values of about so many bytes, each the worst of its kind."""
    yield "empty lists", filled(b"[", b"[],", b"1]", size)
    yield "objects", filled(b"[", b'{"a":{}},', b"1]", size)
    yield "numbers", filled(b"[", b"1.5,", b"1]", size)
    yield "strings", filled(b"[", '"云",'.encode(), b"1]", size)
    keys = b"".join(b'"%x":1,' % number for number in range(size // 9))
    yield "keys", b"{" + keys[: size - 9].rpartition(b",")[0] + b"}"
    yield "few values", b'{"a":[' + b"[]," * 24_000 + b'1],"b":"' + b"a" * (size - 72_100) + b'"}'
    yield "few objects", b"[" + b'{"a":{}},' * 9_000 + b'"' + b" " * (size - 81_100) + b'"]'
    yield "deep", b"[" * (size // 2) + b"]" * (size // 2)
    yield "text", filled(b'"', b"a b ", b'"', size)
    yield "wide text", filled(b'"', b"a b ", '😀"'.encode(), size)
    yield "escaped text", filled(b'"', rb"\n", rb'\ud83d\ude00"', size)
    yield "letters", filled(b'"', b"AAAA", b'"', size)
    yield "a picture", filled(b'"data:image/png;base64,', b"AAAA", b'"', size)
    yield "no picture", filled(b'"data:image/png', b";aaa", b'"', size)
    yield "wide picture", filled(b'"data:image/png;base64,', b"AAAA", '😀"'.encode(), size)
    yield "few wide", filled(b'"', b"a b ", '😀"'.encode(), min(size, 4_000_000))


def filled(begin: bytes, middle: bytes, end: bytes, size: int) -> bytes:
    return begin + middle * ((size - len(begin) - len(end)) // len(middle)) + end


LOOKED_AT = {  # fields of any shape, and those whose content is looked at
    "/v1/chat/completions": (
        '{"model":"qwen-sim","messages":[{"role":"user","content":"a"}],"tools":@}',
        '{"model":"qwen-sim","messages":[{"role":"user","content":@}]}',
        '{"model":"qwen-sim","messages":[{"role":"user",'
        '"content":[{"type":"image_url","image_url":{"url":@}}]}]}',
    ),
    "/v1/responses": (
        '{"model":"qwen-sim","input":"a","tools":@}',
        '{"model":"qwen-sim","input":@}',
        '{"model":"qwen-sim","input":[{"role":"user",'
        '"content":[{"type":"input_image","image_url":@}]}]}',
    ),
    "/api/chat": ('{"messages":[{"role":"user","content":[{"type":"text","text":@}]}]}',),
    "/api/recognize": ('{"kind":"drug","image":@}',),
}


def shapes(endpoint: Endpoint, every: bool) -> Iterator[str]:
    """JSON with a place for a value."""
    yield from LOOKED_AT.get(endpoint.path, ())
    if every:
        shape = endpoint.call.__annotations__.get("body")
        for field in msgspec.structs.fields(shape) if shape else ():
            yield f'{{"{field.encode_name}":@}}'
        yield from ('{"unknown":@}', "{@:1}")


def forms(size: int) -> Iterator[tuple[str, bytes]]:
    yield "one file", PART % b'file"; filename="a' + b"a" * 10_485_760 + b"\r\n--x--"
    yield "one field", PART % b"kind" + b"a" * (size - 100) + b"\r\n--x--"
    yield "parts", (PART % b"a" + b"\r\n") * (size // 60)
    yield "head", b"--x\r\nX: " + b"a" * (size - 100)
    yield "heads", b"--x\r\n" + b"X: a\r\n" * (size // 6 - 9)
    yield "lines", b"--x\r\n" + b"\r\n" * (size // 2 - 9)
    yield "no form", b"\r\n--" * (size // 4)


def sheets(size: int) -> Iterator[tuple[str, bytes]]:
    head = b"name,approval_number,manufacturer\n"
    yield "cells", head + b"a," * (size // 2 - 99)
    yield "lines", head + b"a\n" * (size // 2 - 99)
    yield "empty lines", head + b"\n" * (size - 99)
    yield "a cell", head + b'"' + b"a" * (size - 99)
    yield "a wide cell", head + b'"' + b"a" * (size - 99) + "😀".encode()
    yield "columns", b",".join(b"%x" % number for number in range(size // 7))
    yield "quotes", head + b'"",' * (size // 3 - 99)


def bodies(endpoint: Endpoint, every: bool) -> Iterator[tuple[str, str, bytes]]:
    if endpoint.path.endswith("/import"):
        yield from (("text/csv", *sheet) for sheet in sheets(csv_import.MOST_BYTES))
    if endpoint.path == "/api/recognize":
        yield from ((FORM, *form) for form in forms(endpoint.max_body))
    if endpoint.call.__annotations__.keys() & {"body", "raw"}:
        yield from ((JSON, *body) for body in objects(endpoint, every))


def objects(endpoint: Endpoint, every: bool) -> Iterator[tuple[str, bytes]]:
    for place, shape in enumerate(shapes(endpoint, every)):
        for kind, value in values(endpoint.max_body - len(shape)):
            taken = every or place == 0 or kind in TAKEN
            if taken and (not shape.startswith("{@") or value.startswith(b'"')):
                yield f"{kind} in {shape}", shape.encode().replace(b"@", value)


def ask(endpoint: Endpoint, kind: str, body: bytes, token: str) -> int:
    environ: dict[str, Any] = {
        "REQUEST_METHOD": endpoint.method,
        "PATH_INFO": re.sub(r"\{\w+\*?\}", "limits", endpoint.path),
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_AUTHORIZATION": f"Bearer {token}",
        "REMOTE_ADDR": "203.0.113.7",
        "wsgi.input": io.BytesIO(body),
    }
    started: list[Any] = []
    for _ in APP(environ, lambda *said: started.append(said)):
        pass
    return int(started[0][0][:3])


def told(endpoint: Endpoint, kind: str, name: str, body: bytes, token: str) -> dict[str, Any]:
    """What it costs a child of its own, whose memory nobody has used before."""
    hear, tell = os.pipe()
    if os.fork() == 0:
        with open(tell, "w") as line:
            Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
            before = status("VmHWM")
            answered = ask(endpoint, kind, body, token)
            line.write(json.dumps([answered, status("VmHWM") - before + len(body)]))
        os._exit(0)
    os.close(tell)
    with open(hear) as line:
        answered, cost = json.loads(line.read() or "[0, 0]")
    os.wait()
    facts = {"endpoint": endpoint.name, "body": name, "bytes": len(body)}
    return facts | {"status": answered, "cost": cost}


def status(field: str) -> int:
    """Bytes, as /proc tells them of this process."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1]) * 1024
    raise LookupError(field)


def endpoints() -> Iterator[Endpoint]:
    for name in sorted({route.function.name for route in routes.read(Path("template.yml")).routes}):
        yield from gateway.load(name).endpoints


def main(token: str, every: bool) -> None:
    out = sys.stdout
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115
    chosen = [e for e in endpoints() if every or e.path in LOOKED_AT or e.path.endswith("/import")]
    for endpoint in chosen:
        for shape in ("{}", *LOOKED_AT.get(endpoint.path, ())):  # what is read once is read now
            ask(endpoint, JSON, shape.replace("@", '"x"').encode(), token)
    connections.close()
    for endpoint in chosen:
        for kind, name, body in bodies(endpoint, every):
            out.write(json.dumps(told(endpoint, kind, name, body, token)) + "\n")
            out.flush()


if __name__ == "__main__":
    main(sys.argv[1], "all" in sys.argv[2:])
