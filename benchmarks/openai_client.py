"""Chat completions on one kept connection, with their times."""

import json
import time
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlsplit

PATH = "/v1/chat/completions"
MODEL = "qwen-plus"


def question(*, stream: bool) -> bytes:
    body = {
        "model": MODEL,
        "messages": [{"role": "user", "content": "用一句话介绍一下杭州。"}],
        "stream": stream,
    }
    return json.dumps(body, ensure_ascii=False).encode()


class Asker:
    """Asks a server of the OpenAI protocol; any answer that is not good raises SystemExit."""

    def __init__(self, url: str, token: str) -> None:
        address = urlsplit(url)
        self._connection = HTTPConnection(address.hostname or "", address.port, timeout=60)
        self._headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        self._whole, self._stream = question(stream=False), question(stream=True)

    def close(self) -> None:
        self._connection.close()

    def whole_is_there(self) -> bool:
        """Whether it answers by now; OSError while nobody listens."""
        try:
            self.whole()
        except (OSError, HTTPException) as e:
            self.close()
            raise ConnectionError(str(e)) from e
        return True

    def whole(self) -> float:
        """Seconds to the end of a whole answer."""
        begun = time.perf_counter()
        raw = self._ask(self._whole).read()
        ended = time.perf_counter()
        if not json.loads(raw)["choices"][0]["message"]["content"]:
            raise SystemExit(raw.decode())
        return ended - begun

    def first(self) -> float:
        """Seconds to the first event of a streamed answer, which is read to its end."""
        begun = time.perf_counter()
        response = self._ask(self._stream)
        while not response.readline().startswith(b"data: {"):
            pass
        arrived = time.perf_counter()
        if not response.read().rstrip().endswith(b"data: [DONE]"):
            raise SystemExit("a stream without its end")
        return arrived - begun

    def _ask(self, body: bytes) -> HTTPResponse:
        self._connection.request("POST", PATH, body, self._headers)
        response = self._connection.getresponse()
        if response.status != 200:
            raise SystemExit(f"{PATH}: {response.status} {response.read()!r}")
        return response
