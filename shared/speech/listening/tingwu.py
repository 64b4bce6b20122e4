"""Tingwu (version 2023-09-30) fetches a recording and transcribes it as a task.

Wire: Alibaba Cloud, "Tingwu API" and `alibabacloud_tingwu20230930` 2.0.27, whose calls on the wire
these are. Creations have no idempotency key, so none is ever repeated here.
"""

from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec

from shared import acs3
from shared.acs3 import AccessKey, Call
from shared.config import environment
from shared.dashscope import wire
from shared.dashscope.errors import DashScopeError, Said
from shared.errors import RequestRefused, Unavailable, UpstreamError
from shared.speech import languages
from shared.speech.listening.wishes import Wish

URL = "https://tingwu.cn-beijing.aliyuncs.com"
_TASKS = "/openapi/tingwu/v2/tasks"
_VERSION = "2023-09-30"
_SECONDS = 30.0  # that a call may take
_LARGEST = 1_048_576  # bytes of an answer
_ACCOUNT = ("BRK.", "InvalidAccessKey", "SignatureDoesNotMatch", "Forbidden", "NoPermission")


class Tenant(NamedTuple):
    """Where Tingwu is, as whom we call, and for which of its applications."""

    url: str
    app_key: str
    key: AccessKey


class Looked(NamedTuple):
    """How far a task is; `links` are by the name of a result."""

    ended: bool
    links: dict[str, str] = {}  # noqa: RUF012  never changed


def tenant() -> Tenant | None:
    """As the deployment configures it; None without an application or a key."""
    settings, key = environment.settings(), environment.tingwu_key()
    if not settings.tingwu_app_key or not key:
        return None
    return Tenant(settings.tingwu_url or URL, settings.tingwu_app_key, key)


def create(tenant: Tenant, task_key: str, url: str, wish: Wish) -> str:
    """The id of a new task over the recording at `url`; DashScopeError, which may be ambiguous."""
    transcription: dict[str, Any] = {"DiarizationEnabled": wish.diarize}
    if wish.diarize:
        transcription["Diarization"] = {"SpeakerCount": 0}  # as many as there are
    language = languages.OF_TINGWU[wish.language]
    asked = {
        "AppKey": tenant.app_key,
        "Input": {"SourceLanguage": language, "FileUrl": url, "TaskKey": task_key},
        "Parameters": {"Transcription": transcription},
    }
    body = msgspec.json.encode(asked)
    data = _asked(tenant, "PUT", _TASKS, {"type": "offline"}, "CreateTask", body)
    task_id = data.get("TaskId")
    if not isinstance(task_id, str) or not task_id:
        raise DashScopeError(
            UpstreamError(), "a task without an id", retryable=False, ambiguous=True
        )
    return task_id


def look(tenant: Tenant, task_id: str) -> Looked:
    """DashScopeError when it failed (and is then no more `retryable`), or could not be learned."""
    path = f"{_TASKS}/{acs3.encoded(task_id)}"
    data = _asked(tenant, "GET", path, {}, "GetTaskInfo", b"")
    status = data.get("TaskStatus")
    if status == "ONGOING":
        return Looked(False)
    if status == "COMPLETED":
        result = data.get("Result")
        links = result.items() if isinstance(result, dict) else ()
        return Looked(True, {name: link for name, link in links if isinstance(link, str)})
    if status in ("FAILED", "INVALID"):
        said = Said(str(data.get("ErrorCode") or status), str(data.get("ErrorMessage") or ""))
        raise _failed(said, ended=True)
    raise DashScopeError(UpstreamError(), f"a task of the status {status!r}", retryable=True)


def _asked(
    tenant: Tenant, method: str, path: str, query: dict[str, str], action: str, body: bytes
) -> dict[str, Any]:
    place = urlsplit(tenant.url)
    call = Call(method, place.netloc, path, query, action, _VERSION, body)
    typed = {"content-type": "application/json; charset=utf-8"} if body else {}
    headers = acs3.signed_headers(call, tenant.key, {"accept": "application/json", **typed})
    asked = acs3.canonical_query(query)
    url = f"{place.scheme}://{place.netloc}{path}" + (f"?{asked}" if asked else "")
    reply = wire.call(method, url, headers, body or None, seconds=_SECONDS, limit=_LARGEST)
    return _data(reply)


def _data(reply: wire.Reply) -> dict[str, Any]:
    try:
        told = msgspec.json.decode(reply.body, type=dict[str, Any])
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as e:
        detail = f"HTTP {reply.status} without JSON"
        raise DashScopeError(UpstreamError(), detail, retryable=True, ambiguous=True) from e
    code = str(told.get("Code", ""))
    data = told.get("Data")
    if reply.status == 200 and code == "0" and isinstance(data, dict):
        return data
    request_id = str(told.get("RequestId") or "")
    said = Said(code or f"HTTP {reply.status}", str(told.get("Message") or ""), request_id)
    raise _failed(said, passing=reply.status >= 500)


def _failed(said: Said, *, ended: bool = False, passing: bool = False) -> DashScopeError:
    """What a code means; codes: "Tingwu error codes" (TSC: the recording, BRK: the account)."""
    if said.code.startswith("Throttling"):
        busy = Unavailable("upstream_busy", headers={"Retry-After": "5"})
        return DashScopeError(busy, said.detail, retryable=True)
    if said.code.startswith(_ACCOUNT):
        return DashScopeError(UpstreamError("upstream_refused"), said.detail, retryable=False)
    if said.code.startswith("TSC.") or said.code.startswith("InvalidParameter"):
        refused = RequestRefused(said.message[:500] or said.code)
        return DashScopeError(refused, said.detail, retryable=False)
    again = passing and not ended
    return DashScopeError(UpstreamError(), said.detail, retryable=again, ambiguous=again)
