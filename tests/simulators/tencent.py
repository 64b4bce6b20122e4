"""A loopback server of Tencent Cloud's bills, which checks TC3-HMAC-SHA256 by code of its own.

Sources: tencentcloud-sdk-python-billing (v20180709), "Signature v3" of Tencent's API documents.
"""

import hashlib
import hmac
import json
import re
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.simulators.served import Served

AUTHORIZATION = re.compile(
    r"TC3-HMAC-SHA256 Credential=([^/]+)/(\d{4}-\d\d-\d\d)/(\w+)/tc3_request, "
    r"SignedHeaders=([^,]+), Signature=([0-9a-f]{64})"
)


class TencentSimulator(Served):
    """`products` are a month's, `details` a day's; `fail` is answered while it is set."""

    def __init__(self, key_id: str, secret: str) -> None:
        self.key_id, self.secret = key_id, secret
        self.products: dict[str, list[dict[str, str]]] = {}
        self.details: dict[str, list[dict[str, Any]]] = {}
        self.balance = 12_345  # fen
        self.fail = ""

    def listen(self) -> ThreadingHTTPServer:
        simulator = self

        class Handler(_Handler):
            cloud = simulator

        return ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def answer(self, headers: dict[str, str], body: bytes) -> dict[str, Any]:
        if fault := self.fail or self._fault(headers, body):
            return {"Error": {"Code": fault, "Message": fault}, "RequestId": "x"}
        given = json.loads(body)
        if headers["x-tc-action"] == "DescribeAccountBalance":
            return {"Balance": self.balance, "RealBalance": self.balance, "RequestId": "x"}
        if not {"BeginTime", "EndTime"} <= given.keys():
            return {"Error": {"Code": "MissingParameter", "Message": "time"}, "RequestId": "x"}
        if headers["x-tc-action"] == "DescribeBillDetail":
            listed = self.details.get(given["BeginTime"][:10], [])
            page = listed[given["Offset"] : given["Offset"] + given["Limit"]]
            return {"DetailSet": page, "RequestId": "x"}
        kept = self.products.get(given["BeginTime"], [])
        return {"Ready": 1, "SummaryOverview": kept, "RequestId": "x"}

    def _fault(self, headers: dict[str, str], body: bytes) -> str:
        found = AUTHORIZATION.fullmatch(headers.get("authorization", ""))
        at = int(headers.get("x-tc-timestamp", "0"))
        if not found or found[1] != self.key_id:
            return "AuthFailure.SecretIdNotFound"
        if abs(time.time() - at) > 300:
            return "AuthFailure.SignatureExpire"
        if headers.get("x-tc-version") != "2018-07-09" or found[3] != "billing":
            return "NoSuchVersion"
        names = found[4].split(";")
        listed = "".join(f"{name}:{headers[name].strip().lower()}\n" for name in names)
        digest = hashlib.sha256(body).hexdigest()
        canonical = f"POST\n/\n\n{listed}\n{found[4]}\n{digest}"
        scope = f"{found[2]}/{found[3]}/tc3_request"
        hashed = hashlib.sha256(canonical.encode()).hexdigest()
        key = ("TC3" + self.secret).encode()
        for part in scope.split("/"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        said = f"TC3-HMAC-SHA256\n{at}\n{scope}\n{hashed}"
        expected = hmac.new(key, said.encode(), hashlib.sha256).hexdigest()
        return "" if expected == found[5] else "AuthFailure.SignatureFailure"


class _Handler(BaseHTTPRequestHandler):
    cloud: TencentSimulator

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        headers = {name.lower(): value for name, value in self.headers.items()}
        sent = json.dumps({"Response": self.cloud.answer(headers, body)}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, format: str, *args: object) -> None:
        pass
