"""A loopback server of Alibaba Cloud's management: releases of functions, domains, certificates
and bills, with the shapes of its SDKs and the signature checked by code of its own.

Sources: alibabacloud_fc20230330 4.8.3, alibabacloud_cas20200407 3.9.4 and
alibabacloud_bssopenapi20171214 5.1.2; "No changes were made since last publish" as FC words it.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.simulators.acs3 import Gateway
from tests.simulators.served import Served

Answer = tuple[int, dict[str, Any]]
VERSIONS = {
    "/2023-03-30": "2023-03-30",
    "QueryAccountBill": "2017-12-14",
    "QueryAccountBalance": "2017-12-14",
    "GetUserCertificateDetail": "2020-04-07",
    "ListUserCertificateOrder": "2020-04-07",
}


class Refused(Exception):
    def __init__(self, status: int, code: str, message: str = "") -> None:
        super().__init__(code)
        self.answer = (status, {"Code": code, "Message": message or code, "RequestId": "1-x"})


@dataclass
class Function:
    """`code` is what LATEST is now; `versions` are (id, description, code)."""

    code: str = "1"
    versions: list[tuple[str, str, str]] = field(default_factory=list)
    aliases: dict[str, dict[str, Any]] = field(default_factory=dict)


class AlibabaSimulator(Served):
    """`fail` is answered (status, code) to the named action, as often as it says."""

    def __init__(self, key: str, secret: str) -> None:
        self.functions: dict[str, Function] = {}
        self.domains: dict[str, dict[str, Any]] = {}
        self.certificates: dict[str, dict[str, str]] = {}
        self.orders: list[dict[str, Any]] = []
        self.bills: dict[str, list[dict[str, Any]]] = {}
        self.balance: dict[str, str] = {"AvailableAmount": "1,234.50", "Currency": "CNY"}
        self.calls: list[str] = []
        self.fail: dict[str, Answer] = {}
        self._gateway = Gateway(key, secret)

    def listen(self) -> ThreadingHTTPServer:
        simulator = self

        class Handler(_Handler):
            cloud = simulator

        return ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> Answer:
        headers = {name.lower(): value for name, value in handler.headers.items()}
        fault = self._gateway.refusal(handler.command, handler.path, headers, body)
        if fault:
            return Refused(403, fault).answer
        action, url = headers["x-acs-action"], urlsplit(handler.path)
        by = "/2023-03-30" if url.path.startswith("/2023-03-30/") else action
        if VERSIONS.get(by) != headers["x-acs-version"]:
            return Refused(404, "InvalidAction.NotFound").answer
        self.calls.append(action)
        if action in self.fail:
            return self.fail[action]
        query = dict(parse_qsl(url.query))
        try:
            if url.path == "/":
                return 200, NAMED[action](self, query)
            given = json.loads(body) if body else {}
            return self._by_path(handler.command, url.path, query, given)
        except Refused as e:
            return e.answer

    def _by_path(self, method: str, path: str, query: dict[str, str], given: Any) -> Answer:
        for pattern, of_method, work in PATHS:
            found = re.fullmatch(pattern, path)
            if found and of_method == method:
                names = [unquote(group) for group in found.groups()]
                return 200, work(self, names, query, given)
        raise Refused(404, "PathNotSupported")

    def function(self, name: str) -> Function:
        if name not in self.functions:
            raise Refused(404, "FunctionNotFound", f"function '{name}' does not exist")
        return self.functions[name]

    def publish(self, names: list[str], _query: dict[str, str], given: Any) -> dict[str, Any]:
        function = self.function(names[0])
        if function.versions and function.versions[-1][2] == function.code:
            detail = "detail: 'No changes were made since last publish'"
            raise Refused(409, "VersionPublishError", detail)
        number = str(len(function.versions) + 1)
        function.versions.append((number, given["description"], function.code))
        return {"versionId": number, "description": given["description"]}

    def versions(self, names: list[str], query: dict[str, str], _given: Any) -> dict[str, Any]:
        """Pages of two, the newest first, so that whoever lists has to turn them."""
        kept = list(reversed(self.function(names[0]).versions))
        first = int(query.get("nextToken", "0"))
        page = [{"versionId": v, "description": d} for v, d, _ in kept[first : first + 2]]
        more = {"nextToken": str(first + 2)} if first + 2 < len(kept) else {}
        return {"versions": page, "direction": query.get("direction", "BACKWARD"), **more}

    def get_alias(self, names: list[str], _query: dict[str, str], _given: Any) -> dict[str, Any]:
        function = self.function(names[0])
        if names[1] not in function.aliases:
            raise Refused(404, "AliasNotFound", "alias does not exist")
        return function.aliases[names[1]]

    def create_alias(self, names: list[str], _query: dict[str, str], given: Any) -> dict[str, Any]:
        function = self.function(names[0])
        if given["aliasName"] in function.aliases:
            raise Refused(409, "AliasAlreadyExists")
        return self._put_alias(function, given["aliasName"], given)

    def update_alias(self, names: list[str], query: dict[str, str], given: Any) -> dict[str, Any]:
        self.get_alias(names, query, given)
        return self._put_alias(self.function(names[0]), names[1], given)

    def _put_alias(self, function: Function, name: str, given: Any) -> dict[str, Any]:
        known = {version for version, _, _ in function.versions}
        weights = given.get("additionalVersionWeight") or {}
        if not {given["versionId"], *weights} <= known:
            raise Refused(404, "VersionNotFound")
        if any(not 0 < weight < 1 for weight in weights.values()):
            raise Refused(400, "InvalidArgument", "weight")
        function.aliases[name] = {**given, "aliasName": name, "additionalVersionWeight": weights}
        return function.aliases[name]

    def put_scaling(self, names: list[str], query: dict[str, str], given: Any) -> dict[str, Any]:
        alias = self.get_alias([names[0], query["qualifier"]], query, given)
        alias["minInstances"] = given["minInstances"]
        return given  # type: ignore[no-any-return]

    def get_domain(self, names: list[str], _query: dict[str, str], _given: Any) -> dict[str, Any]:
        if names[0] not in self.domains:
            raise Refused(404, "DomainNameNotFound")
        return self.domains[names[0]]

    def update_domain(self, names: list[str], query: dict[str, str], given: Any) -> dict[str, Any]:
        self.get_domain(names, query, given)
        self.domains[names[0]] |= given
        return self.domains[names[0]]

    def certificate(self, query: dict[str, str]) -> dict[str, Any]:
        if query["CertId"] not in self.certificates:
            raise Refused(404, "NotFound", "certificate")
        return self.certificates[query["CertId"]]

    def certificate_orders(self, query: dict[str, str]) -> dict[str, Any]:
        return {"CertificateOrderList": self.orders, "TotalCount": len(self.orders)}

    def bill(self, query: dict[str, str]) -> dict[str, Any]:
        """Of a day, or of a month; by product, in pages of at most 100."""
        if query["IsGroupByProduct"] != "true" or not query["BillingCycle"]:
            raise Refused(400, "MissingParameter")
        items = self.bills.get(query.get("BillingDate") or query["BillingCycle"], [])
        number, size = int(query["PageNum"]), int(query["PageSize"])
        shown = items[(number - 1) * size : number * size]
        return _success({"TotalCount": len(items), "Items": {"Item": shown}})

    def account_balance(self, _query: dict[str, str]) -> dict[str, Any]:
        return _success(self.balance)


def _success(data: Any) -> dict[str, Any]:
    return {"Success": True, "Code": "Success", "Message": "Successful!", "Data": data}


Work = Callable[[AlibabaSimulator, list[str], dict[str, str], Any], dict[str, Any]]
NAME = r"([A-Za-z_][\w-]{0,63})"
PATHS: list[tuple[str, str, Work]] = [
    (rf"/2023-03-30/functions/{NAME}/versions", "POST", AlibabaSimulator.publish),
    (rf"/2023-03-30/functions/{NAME}/versions", "GET", AlibabaSimulator.versions),
    (rf"/2023-03-30/functions/{NAME}/aliases", "POST", AlibabaSimulator.create_alias),
    (rf"/2023-03-30/functions/{NAME}/aliases/{NAME}", "GET", AlibabaSimulator.get_alias),
    (rf"/2023-03-30/functions/{NAME}/aliases/{NAME}", "PUT", AlibabaSimulator.update_alias),
    (rf"/2023-03-30/functions/{NAME}/scaling-config", "PUT", AlibabaSimulator.put_scaling),
    (r"/2023-03-30/custom-domains/([\w.-]+)", "GET", AlibabaSimulator.get_domain),
    (r"/2023-03-30/custom-domains/([\w.-]+)", "PUT", AlibabaSimulator.update_domain),
]
NAMED: dict[str, Callable[[AlibabaSimulator, dict[str, str]], dict[str, Any]]] = {
    "GetUserCertificateDetail": AlibabaSimulator.certificate,
    "ListUserCertificateOrder": AlibabaSimulator.certificate_orders,
    "QueryAccountBill": AlibabaSimulator.bill,
    "QueryAccountBalance": AlibabaSimulator.account_balance,
}


class _Handler(BaseHTTPRequestHandler):
    cloud: AlibabaSimulator

    def _take(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        status, answer = self.cloud.answer(self, body)
        sent = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    do_GET = do_POST = do_PUT = _take

    def log_message(self, format: str, *args: object) -> None:
        pass
