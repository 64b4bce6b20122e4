"""Calls of Alibaba Cloud's APIs, of both styles: by a path of its own, or by the action's name."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec

from shared import acs3
from shared.clouds import transport
from shared.clouds.errors import CloudError


class Api(NamedTuple):
    """An API at its address (`https://host`), and who calls it."""

    url: str
    version: str
    key: acs3.AccessKey

    def by_name(self, action: str, **query: str) -> dict[str, Any]:
        """A call of the RPC style; CloudError unless it says that it was done."""
        given = {name: value for name, value in query.items() if value}
        return self._called(self._call("POST", "/", given, action))

    def by_path(
        self, action: str, method: str, path: str, body: Any = None, **query: str
    ) -> dict[str, Any]:
        """A call of the ROA style, below the version; CloudError unless it was done."""
        encoded = b"" if body is None else msgspec.json.encode(body)
        call = self._call(method, f"/{self.version}{path}", query, action, encoded)
        return self._called(call)

    def _call(
        self, method: str, path: str, query: Mapping[str, str], action: str, body: bytes = b""
    ) -> acs3.Call:
        host = urlsplit(self.url).netloc
        return acs3.Call(method, host, path, query, action, self.version, body)

    def _called(self, call: acs3.Call) -> dict[str, Any]:
        extra = {"accept": "application/json"}
        if call.body:
            extra["content-type"] = "application/json"
        headers = acs3.signed_headers(call, self.key, extra)
        query = acs3.canonical_query(call.query)
        url = f"{self.url}{call.path}{'?' if query else ''}{query}"
        status, answer = transport.send(call.method, url, headers, call.body)
        if status >= 400 or answer.get("Success") is False:
            raise CloudError(
                str(answer.get("Code", status)), str(answer.get("Message", "")), status
            )
        return answer
