"""A loopback server that speaks Tingwu's protocol (2023-09-30) and checks who calls.

Source: `alibabacloud_tingwu20230930` 2.0.27 on the wire, "V3 version request body & signature
mechanism", and Tingwu's page "Transcription" for the shape of a result. It fetches the recording
itself, from loopback. `hearing` chooses what becomes of it: "ok", "silent", "failed" (the task),
"unreadable" (TSC.AudioFormat), "stuck", "odd-status", "html", "drop", "throttle-twice".
"""

import json
import time
import urllib.error
import urllib.request
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.simulators.acs3 import SKEW as SKEW
from tests.simulators.acs3 import Gateway
from tests.simulators.served import Served

Json = dict[str, Any]
Answer = tuple[int, Json]

TASKS = "/openapi/tingwu/v2/tasks"
CREATIONS_A_SECOND = 20
SECONDS = 9  # of every recording
_SAID = (
    (4_970, 5_560, "1", 1, "您好，"),
    (5_560, 6_200, "1", 1, "开会。"),
    (6_400, 8_000, "2", 2, "好的。"),
)


class TingwuSimulator(Served):
    """`creations` are the tasks that are paid for, whether or not their answer arrived."""

    def __init__(
        self, key_id: str = "LTAI-tingwu", secret: str = "tingwu-secret", token: str = ""
    ) -> None:
        self.key_id, self.secret = key_id, secret
        self.hearing = "ok"
        self.looks = 1  # that find a task ONGOING
        self.creations: list[Json] = []
        self.refusals: list[str] = []
        self.fetched: list[int] = []  # bytes of recordings
        self._tasks: dict[str, int] = {}  # how often they were looked at
        self.gateway = Gateway(key_id, secret, token)
        self._created: list[float] = []
        self._throttled = 0
        self._lock = Lock()

    @property
    def url(self) -> str:
        return self.address

    @property
    def variables(self) -> dict[str, str]:
        return {
            "SPEECH_PROVIDER": "tingwu",
            "TINGWU_API_URL": self.url,
            "TINGWU_APP_KEY": "app",
            "TINGWU_ACCESS_KEY_ID": self.key_id,
            "TINGWU_ACCESS_KEY_SECRET": self.secret,
            "TINGWU_PRICE": "600",
        }

    def listen(self) -> ThreadingHTTPServer:
        simulator = self

        class Handler(_Handler):
            tingwu = simulator

        return ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def serve(self, method: str, path: str, headers: Json, body: bytes) -> Answer:
        with self._lock:
            refusal = self.gateway.refusal(method, path, headers, body)
            if refusal:
                self.refusals.append(refusal)
                return _refused(403, refusal)
            parts = urlsplit(path)
            if method == "PUT" and parts.path == TASKS and parts.query == "type=offline":
                return self._create(json.loads(body))
            if method == "GET" and parts.path.startswith(f"{TASKS}/"):
                return self._look(unquote(parts.path.removeprefix(f"{TASKS}/")))
        return _refused(404, "InvalidAction.NotFound")

    def result(self) -> Json:
        """What the link of a result gives."""
        said = () if self.hearing == "silent" else _SAID
        speakers = dict.fromkeys(speaker for _, _, speaker, *_ in said)
        paragraphs = [
            {
                "ParagraphId": f"16987422100275{number}",
                "SpeakerId": speaker,
                "Words": [
                    {
                        "Id": at * 10,
                        "SentenceId": sentence,
                        "Start": start,
                        "End": end,
                        "Text": text,
                    }
                    for at, (start, end, who, sentence, text) in enumerate(said, 1)
                    if who == speaker
                ],
            }
            for number, speaker in enumerate(speakers)
        ]
        info = {"Size": 1, "Duration": SECONDS * 1000, "SampleRate": 16_000, "Language": "cn"}
        return {"TaskId": "t", "Transcription": {"AudioInfo": info, "Paragraphs": paragraphs}}

    def _create(self, asked: Json) -> Answer:
        now = time.monotonic()
        self._created = [at for at in self._created if now - at < 1] + [now]
        if self.hearing == "throttle-twice" and self._throttled < 2:
            self._throttled += 1
            return _refused(429, "Throttling.User")
        if len(self._created) > CREATIONS_A_SECOND:
            return _refused(429, "Throttling.User")
        given = asked.get("Input", {})
        if asked.get("AppKey") != "app":
            return _refused(403, "BRK.InvalidAppKey")
        if given.get("SourceLanguage") not in ("cn", "en", "yue", "fspk", "ja", "ko"):
            return _refused(400, "InvalidParameter.SourceLanguage")
        self.creations.append(asked)
        if self.hearing == "drop":
            return 0, {}
        task_id = uuid.uuid4().hex
        self._tasks[task_id] = 0
        return _data({"TaskId": task_id, "TaskKey": given["TaskKey"], "TaskStatus": "ONGOING"})

    def _look(self, task_id: str) -> Answer:
        if task_id not in self._tasks:
            return _refused(404, "BRK.TaskNotExist")
        self._tasks[task_id] += 1
        if self._tasks[task_id] <= self.looks or self.hearing == "stuck":
            return _data({"TaskId": task_id, "TaskStatus": "ONGOING"})
        if self.hearing == "odd-status":
            return _data({"TaskId": task_id, "TaskStatus": "PAUSED"})
        failure = {"failed": "InternalError", "unreadable": "TSC.AudioFormat"}.get(self.hearing)
        failure = failure or self._fetch(self.creations[-1]["Input"]["FileUrl"])
        if failure:
            told = {"ErrorCode": failure, "ErrorMessage": f"{failure}: it was not transcribed."}
            return _data({"TaskId": task_id, "TaskStatus": "FAILED", **told})
        links = {"Transcription": f"{self.address}/result/transcription.json"}
        return _data({"TaskId": task_id, "TaskStatus": "COMPLETED", "Result": links})

    def _fetch(self, url: str) -> str:
        if urlsplit(url).hostname != "127.0.0.1":
            return "TSC.AudioFileLink"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310
                self.fetched.append(len(answer.read()))
        except (urllib.error.HTTPError, OSError):
            return "TSC.AudioFileLink"
        return ""


class _Handler(BaseHTTPRequestHandler):
    tingwu: TingwuSimulator
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(b"")

    def do_PUT(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def log_message(self, *_: Any) -> None:
        return

    def _answer(self, body: bytes) -> None:
        self.close_connection = True
        headers = {name.lower(): value for name, value in self.headers.items()}
        if self.path.startswith("/result/"):
            return self._send(200, json.dumps(self.tingwu.result(), ensure_ascii=False).encode())
        if self.tingwu.hearing == "html":
            return self._send(502, b"<html>502 Bad Gateway</html>")
        status, told = self.tingwu.serve(self.command, self.path, headers, body)
        if status:
            self._send(status, json.dumps(told).encode())
        return None

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _data(data: Json) -> Answer:
    told = {"Code": "0", "Message": "success", "RequestId": uuid.uuid4().hex, "Data": data}
    return 200, told


def _refused(status: int, code: str) -> Answer:
    return status, {"Code": code, "Message": f"{code}.", "RequestId": uuid.uuid4().hex}
