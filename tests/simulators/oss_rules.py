"""The rules of a bucket: lifecycle and CORS, kept as the XML that came."""

import re
from xml.etree import ElementTree

from tests.simulators.oss_wire import XML, Call, ProviderError, Reply

MISSING = {
    "lifecycle": "NoSuchLifecycle",
    "cors": "NoSuchCORSConfiguration",
    "website": "NoSuchWebsiteConfiguration",
}
ROOTS = {
    "lifecycle": "LifecycleConfiguration",
    "cors": "CORSConfiguration",
    "website": "WebsiteConfiguration",
}
NAMESPACE = re.compile(rb' xmlns="[^"]+"')  # of S3's own
OVERLAP = "x-oss-allow-same-action-overlap"


class Rules:
    """Each PUT replaces all rules of its kind."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def answer(self, name: str, call: Call) -> Reply:
        match call.method:
            case "GET" if name in self.kept:
                return Reply(200, self.kept[name], {"Content-Type": XML})
            case "GET":
                raise ProviderError(404, MISSING[name], "There are no rules.")
            case "PUT":
                _check(name, call)
                self.kept[name] = call.body
                return Reply(200)
            case "DELETE":
                self.kept.pop(name, None)
                return Reply(204)
        raise ProviderError(405, "MethodNotAllowed")


def _check(name: str, call: Call) -> None:
    try:
        root = ElementTree.fromstring(NAMESPACE.sub(b"", call.body))  # noqa: S314
    except ElementTree.ParseError as e:
        raise ProviderError(400, "MalformedXML") from e
    needed = {"cors": "CORSRule", "lifecycle": "Rule", "website": "IndexDocument/Suffix"}[name]
    if root.tag != ROOTS[name] or not root.findall(needed):
        raise ProviderError(400, "MalformedXML", "There is no rule.")
    if name == "lifecycle":
        _check_lifecycle(root, allowed=call.headers.get(OVERLAP) == "true")


def _check_lifecycle(root: ElementTree.Element, *, allowed: bool) -> None:
    names = [rule.findtext("ID", "") for rule in root.findall("Rule")]
    if len(set(names)) < len(names):
        raise ProviderError(400, "InvalidArgument", "Rule ID must be unique.")
    expiring = [rule for rule in root.findall("Rule") if rule.find("Expiration") is not None]
    prefixes = [rule.findtext("Prefix", "") for rule in expiring]
    overlap = any(a != b and b.startswith(a) for a in prefixes for b in prefixes)
    if overlap and not allowed:
        raise ProviderError(400, "InvalidArgument", "Overlap for same action type Expiration.")
