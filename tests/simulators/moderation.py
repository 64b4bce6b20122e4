"""A loopback server that speaks Alibaba Cloud's Text Moderation PLUS and checks who calls.

Source: `alibabacloud_green20220302` 3.6.9 on the wire, "TextModerationPlus API" for its answers.
`words` are refused, by label and risk level; `mood` is how it does otherwise: "ok", "error-500",
"html", "drop" (no answer), "slow" (answers after `patience` seconds), "throttle", "throttle-once",
"drop-once", "no-permission", "odd-level", "empty", "deep" (JSON that nobody can read).

`python -m tests.simulators.moderation --port 8200` serves it to people; its key is printed.
"""

import argparse
import json
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from tests.simulators.acs3 import Gateway
from tests.simulators.served import Served

Json = dict[str, Any]
Answer = tuple[int, Json | str]

LONGEST = 2_000  # characters
SERVICES = {
    *("llm_query_moderation", "llm_response_moderation", "nickname_detection_pro"),
    *("comment_detection_pro", "chat_detection_pro", "ad_compliance_detection_pro"),
}
LEVELS = ["none", "low", "medium", "high"]
ADVICE = "换个话题吧。"
_NO_JSON = {"html": (502, "<html>502 Bad Gateway</html>"), "deep": (200, "[" * 6_000)}


class Check(NamedTuple):
    """What was asked about, and when it came (time.monotonic)."""

    service: str
    content: str
    session: str
    at: float


class ModerationSimulator(Served):
    def __init__(
        self,
        key_id: str = "LTAI-green",
        secret: str = "green-secret",
        token: str = "",
        port: int = 0,
    ) -> None:
        self.key_id, self.secret = key_id, secret
        self.words = {"赌场": ("contraband_gambling", "high")}
        self.attacks: dict[str, str] = {}  # levels by words
        self.advises = False
        self.mood = "ok"
        self.delay = 0.0  # seconds of each answer
        self.patience = 30.0  # seconds of a slow one
        self.checks: list[Check] = []
        self.refusals: list[str] = []
        self.lines = 0  # connections
        self.gateway = Gateway(key_id, secret, token)
        self._port = port
        self._over = Event()
        self._lock = Lock()

    @property
    def url(self) -> str:
        return self.address

    @property
    def variables(self) -> dict[str, str]:
        return {
            "MODERATION": "aliyun",
            "MODERATION_API_URL": self.url,
            "MODERATION_ACCESS_KEY_ID": self.key_id,
            "MODERATION_ACCESS_KEY_SECRET": self.secret,
        }

    def listen(self) -> ThreadingHTTPServer:
        simulator = self

        class Handler(_Handler):
            service = simulator

        return ThreadingHTTPServer(("127.0.0.1", self._port), Handler)

    def hang_up(self) -> None:
        self._over.set()

    def contents(self, service: str = "") -> list[str]:
        return [check.content for check in self.checks if service in ("", check.service)]

    def answer(self, method: str, path: str, headers: Json, body: bytes) -> Answer:
        with self._lock:
            refusal = self.gateway.refusal(method, path, headers, body)
            mood = self._mood()
        if refusal:
            self.refusals.append(refusal)
            return 400 if "Signature" in refusal else 403, _said(refusal)
        if headers.get("x-acs-action") != "TextModerationPlus" or method != "POST":
            return 404, _said("InvalidAction.NotFound")
        asked = parse_qs(body.decode(), strict_parsing=True)
        told = json.loads(asked["ServiceParameters"][0])
        check = Check(
            asked["Service"][0], told["content"], told.get("sessionId", ""), time.monotonic()
        )
        self.checks.append(check)
        if mood in ("slow",):
            self._over.wait(self.patience)
        elif self.delay:
            self._over.wait(self.delay)
        return self._failed(mood) or self._judged(check)

    def _mood(self) -> str:
        mood = self.mood
        if mood.endswith("-once"):
            self.mood = "ok"
        return mood

    def _failed(self, mood: str) -> Answer | None:
        if mood == "error-500":
            return 500, _said("InternalError")
        if mood in _NO_JSON:
            return _NO_JSON[mood]
        if mood.startswith("drop"):
            return 0, ""
        if mood.startswith("throttle"):
            return 429, _said("Throttling.User")
        if mood == "no-permission":
            return 200, _said("408")
        return (200, {"Code": 200, "Message": "OK"}) if mood == "empty" else None

    def _judged(self, check: Check) -> Answer:
        if check.service not in SERVICES:
            return 200, _said("401")
        if not check.content or len(check.content) > LONGEST:
            return 200, _said("400")
        found = [verdict for word, verdict in self.words.items() if word in check.content]
        attack = next((level for word, level in self.attacks.items() if word in check.content), "")
        return 200, _said(200, self._data(found, attack))

    def _data(self, found: list[tuple[str, str]], attack: str) -> Json:
        level = max((level for _, level in found), key=LEVELS.index, default="none")
        labels = [label for label, _ in found] or ["nonLabel"]
        label = {"Label": "Prompt Injection", "AttackLevel": attack, "Confidence": 99}
        advice = {"Answer": ADVICE, "HitLabel": labels[0], "HitLibName": "lib"}
        return {
            "RiskLevel": "grave" if self.mood == "odd-level" else level,
            "Result": [{"Label": each, "Confidence": 99.9, "RiskWords": ""} for each in labels],
            "AttackLevel": attack or "none",
            "AttackResult": [label] if attack else [],
            "SensitiveLevel": "S0",
            "Advice": [advice] if found and self.advises else None,
        }


class _Handler(BaseHTTPRequestHandler):
    service: ModerationSimulator
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer goes in one piece

    def setup(self) -> None:
        super().setup()
        self.service.lines += 1

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        headers = {name.lower(): value for name, value in self.headers.items()}
        status, told = self.service.answer(self.command, self.path, headers, body)
        if not status:
            self.close_connection = True
            return
        raw = (told if isinstance(told, str) else json.dumps(told, ensure_ascii=False)).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json;charset=utf-8")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_: Any) -> None:
        return


def _said(code: int | str, data: Json | None = None) -> Json:
    told = {"Code": int(code) if str(code).isdigit() else code, "Message": f"{code}."}
    return {**told, "RequestId": uuid.uuid4().hex, **({"Data": data} if data else {})}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8200)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds of each answer")
    given = parser.parse_args()
    with ModerationSimulator(port=given.port) as simulator:
        simulator.delay = given.delay
        for name, value in simulator.variables.items():
            print(f"{name}={value}")  # noqa: T201
        Event().wait()


if __name__ == "__main__":
    main()
